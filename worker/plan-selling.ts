import type { Context } from 'hono'
import { idSymbols } from '../src/id.ts'
import { addMonths, type Instant, localDateOf, startOfDay } from '../src/local-time.ts'
import { dueAt, type Lasting, periodAt } from '../src/membership.ts'
import type { Plan } from '../src/plan.ts'
import type { Place } from '../src/voucher.ts'
import { actorOf } from './actor.ts'
import type { Surroundings } from './claiming.ts'
import type { Sending } from './command-id.ts'
import type { AppEnv } from './env.ts'
import { plainFailure } from './failure.ts'
import type { CustomerRow } from './library/customers.ts'
import { type ListRow, listRow } from './library/lists.ts'
import {
  endMembership,
  type MembershipRow,
  membershipById,
  membershipsOf,
  runningMemberships,
  type Sale,
  saleBefore,
  sellMembership,
} from './library/memberships.ts'
import { vouchersOfPlan } from './library/plan-vouchers.ts'
import { goOn, issue } from './plan-issuing.ts'
import { randomId } from './secrets.ts'
import { surroundingsOf } from './surroundings.ts'

/** What is asked for: a plan, from when and until when. Null begins now, and has no end. */
export interface Selling {
  readonly plan: string
  readonly startsAt: Instant | null
  readonly endsAt: Instant | null
}

/** What is wrong with it, by its field. */
export interface SellingProblem {
  readonly field: 'plan_id' | 'starts_at' | 'ends_at'
  readonly problem:
    | 'plan_unknown'
    | 'too_early'
    | 'too_late'
    | 'ends_before_start'
    | 'over'
    | 'lasts_too_long'
}

/** So far back a plan may have begun, and so far ahead it may begin or end. */
const BACK_MONTHS = 120
const AHEAD_MONTHS = 24
const LASTS_MONTHS = 120
/** The request issues so many vouchers itself; the clock does the rest within minutes. */
const ISSUED_AT_ONCE = 20

/** The plan that is asked for, and for how long it would be sold; or all that is wrong. */
export async function sellingOf(
  { env, directory, now }: Surroundings,
  { plan, startsAt: asked, endsAt }: Selling,
): Promise<
  { readonly plan: ListRow; readonly lasting: Lasting } | { readonly problems: readonly SellingProblem[] }
> {
  const { zone } = directory.brand
  const row = await listRow(env.DB, 'plans', plan)
  const startsAt = asked ?? now
  const from = (at: Instant, months: number) => startOfDay(addMonths(localDateOf(at, zone), months), zone)
  const found: readonly (SellingProblem | false)[] = [
    row?.state !== 'active' && { field: 'plan_id', problem: 'plan_unknown' },
    startsAt < from(now, -BACK_MONTHS) && { field: 'starts_at', problem: 'too_early' },
    startsAt > from(now, AHEAD_MONTHS) && { field: 'starts_at', problem: 'too_late' },
    endsAt !== null && endsAt <= startsAt && { field: 'ends_at', problem: 'ends_before_start' },
    endsAt !== null && endsAt > startsAt && endsAt <= now && { field: 'ends_at', problem: 'over' },
    endsAt !== null &&
      endsAt > from(startsAt, LASTS_MONTHS) && { field: 'ends_at', problem: 'lasts_too_long' },
  ]
  const problems = found.filter((problem) => problem !== false)
  if (row === null || problems.length > 0) return { problems }
  return { plan: row, lasting: { startsAt, endsAt, zone, period: row.facts.period as Plan['period'] } }
}

/**
 * Sells a plan and gives what it brings now. The row of the membership is the commit point: whatever dies behind it, the clock
 * goes on, and the same command is answered with the same membership, though the plan may be archived or its days over by then.
 */
export async function sellPlan(
  c: Context<AppEnv>,
  customer: CustomerRow,
  asked: Selling,
  { id: command, digest, place }: Sending & { readonly place: Place },
): Promise<Sale | { readonly kind: 'wrong'; readonly problems: readonly SellingProblem[] }> {
  const surroundings = surroundingsOf(c)
  const before = await saleBefore(c.env.DB, { command, digest })
  if (before !== null) return before.kind === 'replayed' ? given(surroundings, before) : before
  const selling = await sellingOf(surroundings, asked)
  if ('problems' in selling) return { kind: 'wrong', problems: selling.problems }
  const { plan, lasting } = selling
  const { now } = surroundings
  const next = periodAt(lasting, now)
  const row: MembershipRow = {
    id: `mbr_${idSymbols(randomId())}`,
    customerId: customer.id,
    planId: plan.id,
    ...lasting,
    nextPeriod: next,
    dueAt: dueAt(lasting, next),
    endedAt: null,
    place,
    soldAt: now,
    command,
    digest,
  }
  const sale = await sellMembership(c.env.DB, row, { ...actorOf(c), at: now })
  return sale.kind === 'sold' || sale.kind === 'replayed' ? given(surroundings, sale) : sale
}

/** Ends a membership now; ended before, it stays as it is. Vouchers it gave stay, and what began is still given. */
export async function endPlan(c: Context<AppEnv>, row: MembershipRow): Promise<MembershipRow> {
  const now = c.get('now')
  // What its time has ended before was not ended by anybody.
  const over = row.endsAt !== null && row.endsAt <= now
  const act = over ? null : { ...actorOf(c), at: now }
  await endMembership(c.env.DB, row, over ? (row.endsAt ?? now) : now, { act, now })
  return (await membershipById(c.env.DB, row.id)) ?? row
}

/** Whether the customer has a plan that was sold, and so cannot be given another by hand. Rule R116. */
export async function hasSoldPlan(
  db: D1Database,
  { id, planId }: CustomerRow,
  wanted: string | null | undefined,
  now: Instant,
): Promise<boolean> {
  if (wanted === undefined || wanted === planId) return false
  return (await runningMemberships(db, [id], now)).some(({ planId: sold }) => sold !== wanted)
}

/** What was sold, with what it brings by now. */
async function given(
  surroundings: Surroundings,
  { kind, membership: sold }: Extract<Sale, { kind: 'sold' | 'replayed' }>,
): Promise<Sale> {
  await giveNow(surroundings, sold)
  return { kind, membership: (await membershipById(surroundings.env.DB, sold.id)) ?? sold }
}

/** What cannot be reached now, the clock gives out. */
async function giveNow(surroundings: Surroundings, sold: MembershipRow): Promise<void> {
  const { env, now } = surroundings
  try {
    const due = (await membershipsOf(env.DB, sold.customerId)).filter(
      ({ dueAt }) => dueAt !== null && dueAt <= now,
    )
    for (const one of due.toReversed()) await goOn(surroundings, one)
    const waiting = (await vouchersOfPlan(env.DB, sold.id)).filter(({ state }) => state === 'waiting')
    for (const owed of waiting.slice(0, ISSUED_AT_ONCE)) await issue(surroundings, { owed, membership: sold })
  } catch (failure) {
    const { name: error, message } = plainFailure(failure)
    console.error(JSON.stringify({ level: 'error', membership: sold.id, error, message }))
  }
}
