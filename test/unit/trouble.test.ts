import { describe, expect, it } from 'vitest'
import { cleared, noted, TROUBLES_MOST, type Trouble } from '../../src/trouble.ts'

const late = (subject: string, since = 1, error = 'overloaded'): Trouble => ({
  kind: 'projection',
  subject,
  since,
  error,
})

describe('What goes on failing', () => {
  it('is remembered once, from its beginning, with what was said last', () => {
    const twice = noted(noted([], late('vch_a', 5, 'overloaded')), late('vch_a', 9, 'lost'))
    expect(twice).toEqual([late('vch_a', 5, 'lost')])
  })

  it('is not taken for another of the same name', () => {
    const both = noted(noted([], late('figures')), { ...late('figures'), kind: 'job' })
    expect(both).toHaveLength(2)
    expect(cleared(both, { kind: 'job', subject: 'figures' })).toEqual([late('figures')])
  })

  it('never grows beyond its limit, and keeps the oldest', () => {
    let troubles: readonly Trouble[] = []
    for (let n = 0; n < TROUBLES_MOST + 50; n += 1)
      troubles = noted(troubles, late(`vch_${n}`, n, 'x'.repeat(5000)))
    expect(troubles).toHaveLength(TROUBLES_MOST)
    expect(troubles[0]?.subject).toBe('vch_0')
    expect(JSON.stringify(troubles).length).toBeLessThan(65_536)
  })
})
