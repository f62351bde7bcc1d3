import { assert, unreachable } from './assert.ts'
import type {
  Block,
  Command,
  Extend,
  Hold,
  Issue,
  Override,
  Reassign,
  Redeem,
  Release,
  RollBack,
  TakeOver,
  Unblock,
  Use,
  Void,
  Words,
} from './command.ts'
import { accepted, type Decision, refused } from './decision.ts'
import { NEVER_FORCED } from './forcing.ts'
import { activeHolds, holdOf } from './hold.ts'
import type { StoreId } from './id.ts'
import type { Instant } from './local-time.ts'
import { keptAnswers } from './prompt.ts'
import { type RefusalReason, type Refusals, ranked } from './refusal.ts'
import { isRefundable } from './returning.ts'
import {
  canTakeOver,
  discountFor,
  endObjections,
  holdObjections,
  lockObjections,
  namedBy,
  objectionsTo,
  ownHold,
  takingOf,
  usesLeftAfter,
} from './use.ts'
import { closesAt } from './validity.ts'
import { counted, isReusable, type Place, type Voucher } from './voucher.ts'

/** What a validation says: no side effect, the same rules. Sums in minor units of the order's (or value's) currency. */
export type Validation =
  | { readonly valid: true; readonly discount: number | null; readonly total: number | null }
  | { readonly valid: false; readonly refusals: Refusals }

/** How long the device that redeemed may undo by itself. Rule R19. */
export const UNDO_MS = 15 * 60 * 1000

/** Decides one command against the state at `now`. Pure: the caller records what comes back. */
export function decide(voucher: Voucher | null, command: Command, now: Instant): Decision {
  if (command.kind === 'issue') return issue(voucher, command, now)
  if (voucher === null) return refused([{ reason: 'voucher_not_found' }])
  switch (command.kind) {
    case 'redeem':
      return redeem(voucher, command, now)
    case 'override':
      return override(voucher, command, now)
    case 'hold':
      return hold(voucher, command, now)
    case 'release':
      return release(voucher, command, now)
    case 'take_over':
      return takeOver(voucher, command, now)
    case 'roll_back':
      return rollBack(voucher, command, now)
    case 'void':
      return voidIt(voucher, command, now)
    case 'block':
      return block(voucher, command)
    case 'unblock':
      return unblock(voucher, command)
    case 'extend':
      return extend(voucher, command, now)
    case 'reassign':
      return reassign(voucher, command)
    default:
      return unreachable(command)
  }
}

/** Whether this use would be accepted here and now, and what it would take off. */
export function validate(voucher: Voucher | null, use: Use, now: Instant): Validation {
  if (voucher === null) return { valid: false, refusals: [{ reason: 'voucher_not_found' }] }
  const refusals = ranked(objectionsTo(voucher, asked(voucher, use), now))
  if (refusals !== null) return { valid: false, refusals }
  const discount = voucher.balance === null ? discountFor(voucher, use) : null
  return { valid: true, discount, total: use.order === null ? null : use.order.amount - (discount ?? 0) }
}

function issue(voucher: Voucher | null, command: Issue, now: Instant): Decision {
  if (voucher !== null) return refused([{ reason: 'code_taken', voucher: voucher.id }])
  const { terms } = command
  const closes = closesAt(terms.validity, terms.zone, now)
  if (closes !== null && closes <= now) return refused([{ reason: 'validity_in_past', closes_at: closes }])
  assert(
    (terms.benefit.kind === 'value') === (terms.uses === null),
    'stored value is spent in parts, all else in uses',
  )
  const { voucher: id, customer, source, offer, campaign, claim, sealedCode, codeLast4 } = command
  // Nobody could ever be the holder of a voucher that has none.
  if (customer === null && terms.holder_required === true) return refused([{ reason: 'customer_required' }])
  const origin = { ...(offer && { offer }), ...(campaign && { campaign }), ...(claim && { claim }) }
  return accepted(
    {
      kind: 'issued',
      voucher: id,
      terms,
      closesAt: closes,
      customer,
      source,
      ...origin,
      sealedCode,
      codeLast4,
    },
    command.words,
  )
}

function redeem(voucher: Voucher, command: Redeem, now: Instant): Decision {
  const refusals = ranked(objectionsTo(voucher, command, now))
  return refusals === null ? taken(voucher, command, now, false, {}) : { kind: 'refused', refusals }
}

function override(voucher: Voucher, command: Override, now: Instant): Decision {
  const broken = objectionsTo(voucher, command, now)
  const refusals = ranked(broken.filter((objection) => NEVER_FORCED.includes(objection.reason)))
  return refusals === null
    ? taken(voucher, command, now, broken.length > 0, command.words)
    : { kind: 'refused', refusals }
}

function taken(voucher: Voucher, use: Use, now: Instant, forced: boolean, words: Words): Decision {
  const own = ownHold(voucher, use, now)
  const answers = keptAnswers(voucher.terms.prompts ?? [], use.answers ?? {})
  const order = use.order && {
    id: use.order.order_id,
    amount: use.order.amount,
    currency: use.order.currency,
  }
  return accepted(
    {
      kind: 'redeemed',
      ...takingOf(voucher, use),
      order,
      customer: namedBy(voucher, use),
      forced,
      ...(own && { hold: own.seq }),
    },
    Object.keys(answers).length === 0 ? words : { ...words, answers },
  )
}

/** A value voucher shown without a sum is asked whether it could pay anything at all. */
function asked(voucher: Voucher, use: Use): Use {
  const open = voucher.balance !== null && use.amount === null && use.order === null
  return open && voucher.balance > 0 ? { ...use, amount: 1 } : use
}

/** What only the redemption can answer: what is bought, who is there, and what it asks. */
const LEFT_TO_THE_ORDER: readonly RefusalReason[] = ['order_required', 'customer_required', 'input_required']

/** Sets a use aside, where it could be redeemed; the same order's hold goes on, to the later of both ends. Rule R75. */
function hold(voucher: Voucher, command: Hold, now: Instant): Decision {
  const { place, customer, order, ms } = command
  const own = holdOf(voucher, place.by, order, now)
  const use = { ...bareUse(place), customer, hold: own?.seq ?? null }
  const refusals = ranked(
    objectionsTo(voucher, asked(voucher, use), now).filter(
      ({ reason }) => !LEFT_TO_THE_ORDER.includes(reason),
    ),
  )
  if (refusals !== null) return { kind: 'refused', refusals }
  // It promises nothing beyond the voucher's own end.
  const until = Math.max(own?.until ?? 0, Math.min(now + ms, voucher.closesAt ?? Infinity))
  return accepted({ kind: 'held', hold: own?.seq ?? null, order, until }, {})
}

function release(voucher: Voucher, { hold, place, within }: Release, now: Instant): Decision {
  const known = voucher.holds.find(({ seq }) => seq === hold)
  if (known !== undefined && known.place.by !== place.by && !isWithin(known.place.store, within)) {
    return refused([{ reason: 'hold_not_found' }])
  }
  const found = endObjections(voucher, hold, place, now)
  if (found.length > 0) return refused(found)
  return accepted({ kind: 'released', hold, heldBy: place.by, takenOver: false }, {})
}

/** Ends another's hold for somebody who could redeem the voucher there, were it not for that. Rule R77. */
function takeOver(voucher: Voucher, { hold, place }: TakeOver, now: Instant): Decision {
  if (!canTakeOver(place)) return refused([{ reason: 'operator_not_permitted' }])
  const found = activeHolds(voucher, now).find(({ seq }) => seq === hold)
  if (found === undefined) return refused([{ reason: 'hold_not_found' }])
  const set: readonly RefusalReason[] = ['held', ...LEFT_TO_THE_ORDER]
  const others = objectionsTo(voucher, asked(voucher, bareUse(place)), now).filter(
    ({ reason }) => !set.includes(reason),
  )
  if (others.length > 0) return refused(others)
  return accepted({ kind: 'released', hold, heldBy: found.place.by, takenOver: true }, {})
}

/** A use of which nothing is known but where. */
function bareUse(place: Place): Use {
  return { place, order: null, customer: null, amount: null, acceptPartial: false }
}

function rollBack(voucher: Voucher, command: RollBack, now: Instant): Decision {
  const redemption = voucher.redemptions.find(({ seq }) => seq === command.redemption)
  // What happened in a foreign store looks like absence.
  if (redemption === undefined || !isWithin(redemption.place.store, command.within)) {
    return refused([{ reason: 'redemption_not_found' }])
  }
  if (redemption.reversal !== null)
    return refused([{ reason: 'already_rolled_back', ...redemption.reversal }])
  if (command.authority === 'undo') {
    const { device } = redemption.place
    if (device === null || device !== command.place.device) return refused([{ reason: 'undo_other_device' }])
    const closed = redemption.at + UNDO_MS
    if (now >= closed) return refused([{ reason: 'undo_window_closed', closed_at: closed }])
  }
  if (voucher.balance === null) {
    if (command.amount !== null) return refused([{ reason: 'amount_invalid', balance: null, currency: null }])
    const usesLeft = usesLeftAfter(voucher, counted(voucher).length - (isReusable(voucher) ? 1 : 0))
    return accepted(
      { kind: 'rolled_back', redemption: redemption.seq, amount: redemption.amount, balance: null, usesLeft },
      command.words,
    )
  }
  const left = (redemption.amount ?? 0) - redemption.returned
  const amount = command.amount ?? left
  const currency = voucher.terms.benefit.kind === 'value' ? voucher.terms.benefit.currency : ''
  if (amount < 1) return refused([{ reason: 'amount_invalid', balance: voucher.balance, currency }])
  if (amount > left) return refused([{ reason: 'amount_exceeds_redeemed', redeemed: left, currency }])
  const balance = voucher.balance + (isReusable(voucher) ? amount : 0)
  return accepted(
    { kind: 'rolled_back', redemption: redemption.seq, amount, balance, usesLeft: null },
    command.words,
  )
}

function isWithin(store: StoreId | null, within: readonly StoreId[] = []): boolean {
  return within.length === 0 || (store !== null && within.includes(store))
}

function voidIt(voucher: Voucher, command: Void, now: Instant): Decision {
  if (voucher.lock.kind === 'void') return refused(lockObjections(voucher))
  if (command.refund) {
    if (!isRefundable(voucher)) return refused([{ reason: 'nothing_to_refund' }])
    const { closesAt: closes, terms } = voucher
    // Rolled back to no avail it stays a use, and whoever had it gets nothing back besides.
    if (counted(voucher).length > 0) return refused([{ reason: 'voucher_in_use' }])
    if (closes !== null && closes <= now)
      return refused([{ reason: 'expired', closed_at: closes, zone: terms.zone }])
    // Blocked, somebody looks into it; held, an order counts on it.
    const kept = [...lockObjections(voucher), ...holdObjections(voucher, bareUse(command.place), now)]
    if (kept.length > 0) return refused(kept)
  }
  return accepted({ kind: 'voided', refund: command.refund }, command.words)
}

function block(voucher: Voucher, command: Block): Decision {
  return voucher.lock.kind === 'none'
    ? accepted({ kind: 'blocked' }, command.words)
    : refused(lockObjections(voucher))
}

function unblock(voucher: Voucher, command: Unblock): Decision {
  if (voucher.lock.kind !== 'blocked') return refused([{ reason: 'not_blocked' }])
  return accepted({ kind: 'unblocked' }, command.words)
}

/** The new deadline is counted from the day it is given: "14 more days" means from today. Rule R21. */
function extend(voucher: Voucher, command: Extend, now: Instant): Decision {
  if (voucher.lock.kind === 'void') return refused(lockObjections(voucher))
  const closes = closesAt(command.validity, voucher.terms.zone, now)
  if (closes !== null && closes <= now) return refused([{ reason: 'validity_in_past', closes_at: closes }])
  const later = voucher.closesAt !== null && (closes === null || closes > voucher.closesAt)
  if (!later) return refused([{ reason: 'not_extended', closes_at: voucher.closesAt }])
  return accepted({ kind: 'extended', validity: command.validity, closesAt: closes }, command.words)
}

/** A used voucher goes along, so that its history is found with the person; a void one has no holder to change. Rule R46. */
function reassign(voucher: Voucher, { from, customer, words }: Reassign): Decision {
  if (voucher.lock.kind === 'void') return refused(lockObjections(voucher))
  if (voucher.customer !== from || from === customer) return refused([{ reason: 'holder_mismatch' }])
  return accepted({ kind: 'reassigned', customer }, words)
}
