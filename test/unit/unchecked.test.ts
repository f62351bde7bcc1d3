import { describe, expect, it } from 'vitest'
import {
  dropUnchecked,
  keepAgain,
  keepNothing,
  keepUnchecked,
  UNCHECKED_MOST,
  uncheckedIn,
} from '../../views/browser/counter/unchecked.ts'
import { aStore } from './a-store.ts'

const NOW = Date.UTC(2026, 10, 26, 12)
const DAY = 86_400_000

describe('Codes read without a connection', () => {
  it('wait in the order they were read, each once, until they are dropped', () => {
    const store = aStore()
    keepUnchecked({ code: 'B000', at: NOW + 2, sent: null }, store)
    keepUnchecked({ code: 'A000', at: NOW + 1, sent: null }, store)
    keepUnchecked({ code: 'B000', at: NOW + 3, sent: null }, store)
    expect(uncheckedIn(NOW + 4, store)).toEqual([
      { code: 'A000', at: NOW + 1, sent: null },
      { code: 'B000', at: NOW + 3, sent: null },
    ])
    dropUnchecked('A000', store)
    expect(uncheckedIn(NOW + 4, store).map(({ code }) => code)).toEqual(['B000'])
  })

  it('of a redemption that was sent keep its key, also where they are read once more', () => {
    const store = aStore()
    keepUnchecked(
      { code: 'A000', at: NOW, sent: { key: 'sent-1', by: 'usr_ana', promise: 'Coffee and cake' } },
      store,
    )
    keepUnchecked({ code: 'A000', at: NOW + 1, sent: null }, store)
    expect(uncheckedIn(NOW + 2, store)).toEqual([
      { code: 'A000', at: NOW + 1, sent: { key: 'sent-1', by: 'usr_ana', promise: 'Coffee and cake' } },
    ])
  })

  it('are forgotten after a day, and leave alone what is kept beside them', () => {
    const store = aStore()
    store.setItem('vale.pending.k', '{}')
    keepUnchecked({ code: 'A000', at: NOW, sent: null }, store)
    expect(uncheckedIn(NOW + DAY, store)).toHaveLength(1)
    expect(uncheckedIn(NOW + DAY + 1, store)).toEqual([])
    expect([store.length, store.getItem('vale.pending.k')]).toEqual([2, '{}'])
  })

  it('are no more than a list can show: one more is refused, and said to be', () => {
    const store = aStore()
    for (let n = 0; n < UNCHECKED_MOST; n += 1)
      expect(keepUnchecked({ code: `CODE${n}`, at: NOW, sent: null }, store)).toBe(true)
    expect(keepUnchecked({ code: 'ONEMORE', at: NOW, sent: null }, store)).toBe(false)
    expect(keepUnchecked({ code: 'CODE0', at: NOW, sent: null }, store)).toBe(true)
    const sent = { key: 'sent-1', by: 'usr_ana', promise: 'Coffee' }
    expect(keepUnchecked({ code: 'SENT', at: NOW, sent }, store)).toBe(true)
  })

  it('are kept by no kiosk, where whoever comes next could use them', () => {
    const store = aStore()
    keepUnchecked({ code: 'A000', at: NOW, sent: null }, store)
    keepNothing(store)
    expect(keepUnchecked({ code: 'B000', at: NOW, sent: null }, store)).toBe(false)
    expect(uncheckedIn(NOW, store)).toEqual([])
    keepAgain(store)
    expect(keepUnchecked({ code: 'B000', at: NOW, sent: null }, store)).toBe(true)
  })

  it('are not said to be kept by a browser that keeps nothing', () => {
    const full = {
      ...aStore(),
      setItem: () => {
        throw new Error('QuotaExceededError')
      },
    }
    expect(keepUnchecked({ code: 'A000', at: NOW, sent: null }, full)).toBe(false)
  })
})
