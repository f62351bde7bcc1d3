import { describe, expect, it } from 'vitest'
import { benefitSchema } from '../../src/benefit.ts'
import { discountOf } from '../../src/discount.ts'
import { anOrder } from './a-command.ts'

const promised = (percent: number) => benefitSchema.safeParse({ kind: 'percent', percent })

describe('A percentage that may be promised', () => {
  it.each([0.01, 0.07, 1.15, 4.35, 99.99, 100])('%f can be computed on any order (R15)', (percent) => {
    const { data } = promised(percent)
    expect(data && discountOf(data, anOrder(1000))).toBeTypeOf('number')
  })

  it.each([0.1 + 0.2, 12.340000000000002, 1.005, 5e-324, 0, 100.01])('%f is none', (percent) => {
    expect(promised(percent).success).toBe(false)
  })
})
