import { type Context, Hono } from 'hono'
import { addDays, type LocalDate, localDateOf, startOfDay } from '../../src/local-time.ts'
import { may } from '../../src/permission.ts'
import { Checklist } from '../../views/admin/checklist.tsx'
import { type Attention, HomePage } from '../../views/admin/home-page.tsx'
import { en } from '../../views/words/en.ts'
import { allow } from '../allow.ts'
import { troublesOf } from '../cron.ts'
import type { AppEnv } from '../env.ts'
import { frameFor } from '../frame.ts'
import { approvalsIn } from '../library/approvals.ts'
import { nameOf } from '../library/customers.ts'
import { waitingErasures } from '../library/erasures.ts'
import {
  blockedVouchers,
  type DayFigures,
  figuresBetween,
  outstandingValue,
  scopeOf,
  sourcesBetween,
} from '../library/figures.ts'
import { FOLDS_PER_LOOK, foldRollups } from '../library/rollups.ts'
import { checklistFor } from './checklist.ts'

/** /admin: what happened lately, and what needs a hand. */
export const home = new Hono<AppEnv>()

/** Today and the 29 days before it. */
const DAYS = 30

home.get('/', allow('reports:read'), async (c) => {
  const { directory, now, principal } = c.var
  const { zone } = directory.brand
  // The clock folds every minute; whoever looks folds what came since, so that the page shows what they just did.
  const asOf = await foldRollups(c.env.DB, zone, now, FOLDS_PER_LOOK)
  const today = localDateOf(now, zone)
  const first = addDays(today, 1 - DAYS)
  const scope = scopeOf(principal.stores)
  const frame = frameFor(c, principal)
  const [figures, sources, values, attention, tasks] = await Promise.all([
    figuresBetween(c.env.DB, scope, addDays(first, -DAYS), today),
    sourcesBetween(c.env.DB, scope, first, today),
    outstandingValue(c.env.DB, scope, today),
    attentionFor(c),
    checklistFor(c),
  ])
  const byDay = new Map(figures.map((day) => [day.day, day]))
  const days = daysFrom(first, DAYS).map((day) => byDay.get(day) ?? nothingOn(day))
  const before = figures.filter(({ day }) => day < first)
  return c.html(
    <HomePage
      frame={frame}
      checklist={tasks.length === 0 ? null : <Checklist frame={frame} tasks={tasks} />}
      days={days.map((day) => ({ ...day, at: startOfDay(day.day, zone) }))}
      totals={{
        issued: sum(days, 'issued'),
        issuedBefore: sum(before, 'issued'),
        redeemed: sum(days, 'redeemed'),
        rolledBack: sum(days, 'rolledBack'),
        refused: sum(days, 'refused'),
        // Today is still running: what ends tonight has not ended.
        ended: sum(days.slice(0, -1), 'ending'),
      }}
      sources={sources}
      values={values}
      weekEnds={addDays(today, 6)}
      attention={attention}
      asOf={asOf}
      everything={principal.stores.length === 0}
      system={may(principal, 'system:read')}
    />,
  )
})

function sum(days: readonly DayFigures[], figure: Exclude<keyof DayFigures, 'day'>): number {
  return days.reduce((total, day) => total + day[figure], 0)
}

function daysFrom(first: LocalDate, count: number): readonly LocalDate[] {
  return Array.from({ length: count }, (_, index) => addDays(first, index))
}

function nothingOn(day: LocalDate): DayFigures {
  return { day, issued: 0, redeemed: 0, rolledBack: 0, refused: 0, ending: 0 }
}

const COUNTED_MOST = 100

/** One line each for what somebody should look at, the most urgent first. Further features add theirs to this list. */
async function attentionFor(c: Context<AppEnv>): Promise<readonly Attention[]> {
  const lines = await Promise.all([erasureWishes(c), waitingApprovals(c), lateVouchers(c), blocked(c)])
  return lines.flat()
}

/** Wishes shown at once; the next ones come up as these are done. */
const WISHES_MOST = 5

async function erasureWishes(c: Context<AppEnv>): Promise<readonly Attention[]> {
  const { principal } = c.var
  if (!may(principal, 'customers:read')) return []
  const wishes = await waitingErasures(c.env.DB, WISHES_MOST)
  return wishes.map(({ customer }) => ({
    text: en.privacy.staff.waiting(nameOf(customer)),
    href: `/admin/customers/${customer.id}`,
  }))
}

async function waitingApprovals(c: Context<AppEnv>): Promise<readonly Attention[]> {
  if (!may(c.get('principal'), 'approvals:decide')) return []
  const { length } = await approvalsIn(c.env.DB, 'waiting', COUNTED_MOST)
  if (length === 0) return []
  const said = length < COUNTED_MOST ? en.desk.home.approvals(length) : en.desk.home.manyApprovals(length)
  return [{ text: said, href: '/admin/approvals' }]
}

async function lateVouchers(c: Context<AppEnv>): Promise<readonly Attention[]> {
  if (!may(c.get('principal'), 'system:read')) return []
  const troubles = await troublesOf(c.env)
  return troubles.length === 0
    ? []
    : [{ text: en.desk.home.troubles(troubles.length), href: '/admin/system' }]
}

async function blocked(c: Context<AppEnv>): Promise<readonly Attention[]> {
  const { stores } = c.get('principal')
  const count = await blockedVouchers(c.env.DB, stores, COUNTED_MOST)
  if (count === 0) return []
  const said = count < COUNTED_MOST ? en.desk.home.blocked(count) : en.desk.home.manyBlocked(count)
  return [{ text: said, href: `/admin/vouchers?status=blocked${stores.length === 0 ? '' : '&own=1'}` }]
}
