import { describe, expect, it } from 'vitest'
import {
  type KeptLine,
  keepLines,
  linesKept,
  type VisitKeep,
  withVerdict,
} from '../../views/browser/counter/visit.ts'

const NOW = 1_000_000_000
const line = (more: Partial<KeptLine> = {}): KeptLine => ({
  ...{ verdict: 'done', word: 'redeemed', said: 'Redeemed', title: 'Coffee', codeLast4: '2MTR', sum: null },
  ...{
    redemption: 'rdm_1_2',
    at: NOW,
    time: '14:02',
    undo: { until: NOW + 900_000, said: 'Undo (until 14:17)' },
  },
  ...more,
})

function keepOf(kept = new Map<string, string>()): VisitKeep {
  return {
    getItem: (name) => kept.get(name) ?? null,
    setItem: (name, text) => void kept.set(name, text),
    removeItem: (name) => void kept.delete(name),
  }
}

describe('The list of a visit', () => {
  it('has each verdict once, newest first; what waits for a tap or an answer is none yet', () => {
    const used = line({ verdict: 'used', word: 'used', redemption: null, undo: null })
    const waiting = [
      line({ verdict: 'valid', word: 'valid', redemption: null }),
      line({ verdict: 'unknown', word: 'not_confirmed', redemption: null }),
      line({ verdict: 'unknown', word: 'cannot_confirm', redemption: null }),
    ]
    const lines = [line(), ...waiting, used, used].reduce<readonly KeptLine[]>(withVerdict, [])
    expect(lines.map(({ word }) => word)).toEqual(['used', 'used', 'redeemed'])
  })

  it('changes the line of what was undone, and offers it no more', () => {
    const other = line({ redemption: 'rdm_2_2', title: 'Tea' })
    const undone = line({
      verdict: 'unknown',
      word: 'undone',
      said: 'Undone',
      time: '14:05',
      sum: null,
      undo: null,
    })
    const lines = withVerdict([other, line({ sum: '€4.50' })], undone)
    expect(lines).toEqual([
      other,
      line({ verdict: 'unknown', word: 'undone', said: 'Undone', sum: '€4.50', undo: null }),
    ])
  })

  it('survives a reload of the same person in the same shop, and nobody else', () => {
    const keep = keepOf()
    keepLines('Ana sto_1', [line()], keep)
    expect(linesKept('Ana sto_1', NOW, keep)).toEqual([line()])
    expect([linesKept('Ben sto_1', NOW, keep), linesKept('Ana sto_2', NOW, keep)]).toEqual([[], []])
    expect(linesKept('Ana sto_1', NOW + 5 * 3_600_000, keep)).toEqual([])
    keepLines('Ana sto_1', [], keep)
    expect(linesKept('Ana sto_1', NOW, keep)).toEqual([])
  })

  it('never grows beyond what a table brings', () => {
    const many = Array.from({ length: 30 }, (_, n) => line({ redemption: `rdm_${n}_2` }))
    const lines = many.reduce<readonly KeptLine[]>(withVerdict, [])
    expect([lines.length, lines[0]?.redemption]).toEqual([20, 'rdm_29_2'])
  })

  it('is lost, and nothing else, where a browser keeps nothing', () => {
    const forbidden = () => {
      throw new Error('forbidden')
    }
    const keep = { getItem: forbidden, setItem: forbidden, removeItem: forbidden }
    keepLines('Ana', [line()], keep)
    expect(linesKept('Ana', NOW, keep)).toEqual([])
  })
})
