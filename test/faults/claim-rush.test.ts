import { describe, expect, it } from 'vitest'
import { fold } from '../../src/account/account.ts'
import type { CustomerId } from '../../src/id.ts'
import { account, anyOffer, claiming, stock, withPoints } from '../objects/living-account.ts'
import { object } from '../objects/living-voucher.ts'
import { entriesOf, finished } from './dying-account.ts'

const CUSTOMERS = 200
const CLAIMS = 500
const STOCK = 100
const PRICE = 40

describe('500 claims at once by 200 customers, of 100 pieces, one each', () => {
  it('become exactly 100 vouchers, never two for one, and no point is made or lost (R94, R95, R97)', async () => {
    const offer = anyOffer()
    await stock(offer).configure(STOCK)
    const customers: CustomerId[] = await Promise.all(
      Array.from({ length: CUSTOMERS }, () => withPoints(100)),
    )
    const limits = {
      perCustomer: { most: 1, period: 'ever', zone: 'UTC' },
      firstPurchaseOnly: false,
    } as const
    const commands = Array.from({ length: CLAIMS }, (_, n) => {
      const customer = customers[n % CUSTOMERS] ?? 'cus_nobody'
      return claiming(customer, PRICE, { offer, stock: offer, limits })
    })
    const answers = await Promise.all(commands.map((command) => account(command.customer).claim(command)))
    const reasons = answers.flatMap((answer) =>
      answer.kind === 'refused' ? [answer.refusals[0].reason] : [],
    )
    expect(new Set(reasons)).toEqual(new Set(['out_of_stock', 'claim_limit_reached']))
    const holders = await Promise.all(
      customers.map(async (customer) => {
        await finished(customer)
        const state = fold(await entriesOf(customer))
        const standing = state.claims.filter((claim) => claim.state === 'claimed')
        const { available, reserved, spent, granted } = state.sides.points
        expect([available + reserved + spent, granted, reserved]).toEqual([100, -100, 0])
        expect(spent).toBe(PRICE * standing.length)
        expect(standing.length).toBeLessThanOrEqual(1)
        return standing.flatMap(({ voucher }) => (voucher === null ? [] : [{ customer, voucher }]))
      }),
    )
    const vouchers = holders.flat()
    expect(vouchers).toHaveLength(STOCK)
    expect(new Set(vouchers.map(({ voucher }) => voucher)).size).toBe(STOCK)
    expect(await stock(offer).read()).toEqual({ limit: STOCK, used: STOCK, left: 0 })
    const issued = await Promise.all(
      commands.flatMap(({ candidates }) => candidates.map(({ voucher }) => object(voucher).read())),
    )
    const held = issued.flatMap((reading) => (reading === null ? [] : [reading.voucher.customer]))
    expect(held).toHaveLength(STOCK)
    expect(new Set(held).size).toBe(STOCK)
  }, 120_000)
})
