import type { Instant } from '../src/local-time.ts'
import { sharesOf, stepAt } from '../src/membership.ts'
import type { PlanVouchers } from '../src/plan.ts'
import { claimOffer, type Surroundings } from './claiming.ts'
import { moveStray } from './customer-merging.ts'
import { directoryFor } from './directory-cache.ts'
import type { Env } from './env.ts'
import { mergesInto } from './library/customer-merges.ts'
import { type CustomerRow, customerById } from './library/customers.ts'
import { listRow } from './library/lists.ts'
import {
  beginPeriod,
  dueMemberships,
  endMembership,
  type MembershipRow,
  membershipById,
  type Owed,
} from './library/memberships.ts'
import {
  type Outcome,
  voucherSettled,
  voucherTried,
  type Waiting,
  waitingVouchers,
} from './library/plan-vouchers.ts'
import { planLines } from './plan-offers.ts'
import { digestOf } from './secrets.ts'

/** Memberships looked after, and vouchers issued, in one run of the clock; what is left comes a minute later. */
const MEMBERSHIPS_PER_RUN = 50
const VOUCHERS_PER_RUN = 60
/** Periods of one membership begun at once: years that were missed do not hold up the others. */
const PERIODS_AT_ONCE = 24

/**
 * Gives out what memberships owe. What a period owes is written down in one batch, which begins it: the commit point. From there
 * each voucher is a claim under a command of its own, so that whoever goes on, after a crash or beside somebody else, is
 * answered with the same voucher. For the clock.
 */
export async function giveOutPlans(env: Env, now: Instant): Promise<void> {
  const surroundings = { env, directory: await directoryFor(env, now), now }
  // One that fails stops no other, and is said when all had their turn.
  const failures: unknown[] = []
  const noted = (failure: unknown) => void failures.push(failure)
  for (const membership of await dueMemberships(env.DB, now, MEMBERSHIPS_PER_RUN))
    await goOn(surroundings, membership).catch(noted)
  for (const waiting of await waitingVouchers(env.DB, VOUCHERS_PER_RUN))
    await issue(surroundings, waiting).catch(noted)
  if (failures.length > 0) throw failures[0]
}

/** Does everything with a membership that is due: begins its periods, and ends it. */
export async function goOn(surroundings: Surroundings, from: MembershipRow): Promise<void> {
  const { env, now } = surroundings
  let row: MembershipRow | null = from
  for (let n = 0; n < PERIODS_AT_ONCE && row !== null && row.endedAt === null; n += 1) {
    const { kind } = stepAt(row, row.nextPeriod, now)
    if (kind === 'nothing') return
    if (kind === 'period') await beginPeriod(env.DB, row, await owedBy(surroundings, row), now)
    else await endMembership(env.DB, row, row.endsAt ?? now, { act: null, now })
    row = await membershipById(env.DB, row.id)
  }
}

/** Issues a voucher that is owed, or notes why not. Nothing is noted where something cannot be reached: it is tried again. */
export async function issue(surroundings: Surroundings, { owed, membership }: Waiting): Promise<void> {
  const { env, now } = surroundings
  await voucherTried(env.DB, owed, now)
  const customer = await customerById(env.DB, owed.customerId)
  const outcome = customer === null ? GONE : await claimed(surroundings, { owed, membership }, customer)
  if (outcome === null) return
  await voucherSettled(env.DB, owed, outcome)
  if (customer?.mergedInto != null && outcome.state === 'issued')
    await handOn(surroundings, customer.mergedInto, customer.id, outcome.voucherId)
}

const GONE: Outcome = { state: 'refused', reason: 'customer_erased' }

/** What the next period owes, as the plan stands now. Rule R112. */
async function owedBy(surroundings: Surroundings, row: MembershipRow): Promise<readonly Owed[]> {
  const plan = await listRow(surroundings.env.DB, 'plans', row.planId)
  const vouchers = sharesOf(row, row.nextPeriod, (plan?.facts.vouchers ?? []) as PlanVouchers)
  const lines = await planLines(surroundings, vouchers)
  return vouchers.flatMap(({ offer_id, count }) => {
    const one = { offer: offer_id, obstacle: lines.get(offer_id)?.obstacle ?? null }
    return Array.from({ length: count }, () => one)
  })
}

/** Null while it cannot be known. */
async function claimed(
  surroundings: Surroundings,
  { owed, membership }: Waiting,
  customer: CustomerRow,
): Promise<Outcome | null> {
  const line = (await planLines(surroundings, [{ offer_id: owed.offerId, count: 1 }])).get(owed.offerId)
  if (line?.offer == null) return { state: 'refused', reason: 'offer_gone' }
  if (line.obstacle !== null) {
    // What was tried before may have been issued: it is finished when the offer is whole again, and never judged twice.
    return owed.triedAt === null ? { state: 'refused', reason: line.obstacle } : null
  }
  const command = digestOf('plan voucher', owed.membershipId, `${owed.period}`, `${owed.n}`)
  const sent = { id: command, digest: digestOf(owed.offerId).slice(0, 32) }
  const answer = await claimOffer(surroundings, line.offer, customer, {
    sent,
    place: membership.place,
    given: 'plan',
  })
  if (answer.kind === 'refused') return { state: 'refused', reason: answer.refusals[0].reason }
  const { voucher } = answer.claim
  return voucher === null ? null : { state: 'issued', voucherId: voucher }
}

/** Of a record that gave way in between the voucher follows to the one that stays. */
async function handOn({ env, directory }: Surroundings, survivor: string, record: string, voucher: string) {
  const merge = (await mergesInto(env.DB, survivor)).find(({ mergedId }) => mergedId === record)
  if (merge !== undefined) await moveStray(env, merge, voucher, directory.brand.zone)
}
