import { describe, expect, it } from 'vitest'
import { fold } from '../../src/account/account.ts'
import { availableIn } from '../../src/account/lot.ts'
import { startOfDay } from '../../src/local-time.ts'
import { type AccountPast, accountsOn } from '../../worker/demo/accounts.ts'
import { customersOn } from '../../worker/demo/customers.ts'

const TODAY = '2026-11-22'
const told = (today: string) => accountsOn(today, customersOn(today))
const accounts = told(TODAY)
const pointsOf = ({ lines }: AccountPast, at = startOfDay(TODAY, 'Europe/Lisbon')) =>
  availableIn(fold(lines.map(({ entry }) => entry)).lots, 'points', at)

describe('the accounts of the demo brand', () => {
  it('are the same for the same day', () => {
    expect(told(TODAY)).toEqual(accounts)
  })

  it.each(['2026-03-30', '2026-11-22', '2027-10-31', '2028-02-29'])(
    'are as rich on any day, %s too',
    (today) => {
      const all = told(today)
      const lines = all.reduce((sum, past) => sum + past.lines.length, 0)
      expect(all.length).toBeGreaterThan(45)
      expect(lines).toBeGreaterThan(500)
      expect(lines).toBeLessThan(1300)
    },
  )

  it('reach for a reward in some hands, Joana’s first, and not in most', () => {
    const [joana] = accounts
    const rich = accounts.filter((past) => pointsOf(past) >= 160).length
    expect(joana && pointsOf(joana)).toBeGreaterThan(160)
    expect(rich).toBeGreaterThan(5)
    expect(rich).toBeLessThan(accounts.length / 2)
  })

  it('end last night, and no receipt is two people’s', () => {
    const entries = accounts.flatMap(({ lines }) => lines.map(({ entry }) => entry))
    expect(Math.max(...entries.map(({ at }) => at))).toBeLessThan(startOfDay(TODAY, 'Europe/Lisbon'))
    const receipts = entries.flatMap((entry) =>
      entry.kind === 'purchased' ? [`${entry.store} ${entry.order}`] : [],
    )
    expect(new Set(receipts).size).toBe(receipts.length)
  })
})
