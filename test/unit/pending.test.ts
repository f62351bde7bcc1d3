import { describe, expect, it } from 'vitest'
import {
  codeIn,
  dropLate,
  forget,
  type Keep,
  oldestPending,
  type Pending,
  pauseAfter,
  remember,
} from '../../views/browser/counter/pending.ts'
import { aStore } from './a-store.ts'

const NOW = Date.UTC(2026, 10, 22, 14, 31)
const MINUTE = 60_000

function pending(key: string, changes: Partial<Pending> = {}): Pending {
  const fields = [
    ['voucher', 'vch_1'],
    ['idempotency_key', key],
  ] as const
  return { key, action: '/scan/redemptions', fields, at: NOW, by: 'Rui', promise: 'One coffee', ...changes }
}

describe('A redemption without an answer', () => {
  it('is still known after the page was loaded anew, as it was sent', () => {
    const store = aStore()
    remember(pending('a'), store)
    expect(oldestPending('Rui', NOW + MINUTE, store)).toEqual(pending('a'))
  })

  it('is forgotten once answered', () => {
    const store = aStore()
    remember(pending('a'), store)
    forget('a', store)
    expect(oldestPending('Rui', NOW, store)).toBeNull()
  })

  it('is asked for oldest first', () => {
    const store = aStore()
    remember(pending('b', { at: NOW + 2 }), store)
    remember(pending('a', { at: NOW + 1 }), store)
    expect(oldestPending('Rui', NOW + MINUTE, store)?.key).toBe('a')
  })

  it('is never sent again in another person’s name', () => {
    const store = aStore()
    remember(pending('a', { by: 'Marta' }), store)
    expect(oldestPending('Rui', NOW, store)).toBeNull()
    expect(oldestPending('Marta', NOW, store)?.key).toBe('a')
  })

  it('is not sent again when the shop has moved on, but dropped, and told whose it was and of which code', () => {
    const store = aStore()
    const fields = [...pending('a').fields, ['code', '7Q4K9XW2MTR2']] as const
    remember(pending('a', { fields }), store)
    remember(pending('b', { at: NOW + 10 * MINUTE }), store)
    expect(dropLate(NOW + 15 * MINUTE, store)).toEqual([])
    expect(oldestPending('Rui', NOW + 16 * MINUTE, store)?.key).toBe('b')
    const late = dropLate(NOW + 16 * MINUTE, store)
    expect(late.map((one) => [one.by, codeIn(one)])).toEqual([['Rui', '7Q4K9XW2MTR2']])
    expect([dropLate(NOW + 16 * MINUTE, store), store.length]).toEqual([[], 2])
  })

  it('is about the code that was scanned, else about the voucher; every other command is about none', () => {
    const said = (action: string, code: string) =>
      codeIn(
        pending('a', {
          action,
          fields: [
            ['voucher', 'vch_1'],
            ['code', code],
          ],
        }),
      )
    expect(said('/scan/redemptions', '7Q4K9XW2MTR2')).toBe('7Q4K9XW2MTR2')
    expect(said('/scan/redemptions', '')).toBe('vch_1')
    expect(said('/scan/takeovers', '7Q4K9XW2MTR2')).toBe('')
  })

  it('is asked for six times with growing pauses, a minute in all, then only by hand', () => {
    const pauses = [1, 2, 3, 4, 5, 6].map(pauseAfter)
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 15_000, 30_000])
    expect(pauseAfter(7)).toBeNull()
  })

  it('costs only the second chance where the browser keeps nothing', () => {
    const full: Keep = {
      ...aStore(),
      setItem: () => {
        throw new Error('full')
      },
    }
    expect(() => remember(pending('a'), full)).not.toThrow()
  })
})
