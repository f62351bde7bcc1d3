import type { Context } from 'hono'
import type { AccountAnswer, ReversalAnswer } from '../../durable-objects/account-answers.ts'
import { tooLate } from '../../src/account/decide.ts'
import type { Move } from '../../src/account/lot.ts'
import type { MoveKind } from '../../src/account/unit.ts'
import { assert } from '../../src/assert.ts'
import { UNDO_MS } from '../../src/decide.ts'
import { storeOf } from '../../src/directory.ts'
import { purchaseId } from '../../src/id.ts'
import { may } from '../../src/permission.ts'
import type { Place } from '../../src/voucher.ts'
import type { Amounts, PurchaseTakeBack, PurchaseView } from '../../views/counter/purchase-view.ts'
import type { AppEnv } from '../env.ts'
import { survivorById } from '../library/customers.ts'
import { balancesView } from './card.ts'

type Accepted = Extract<AccountAnswer, { kind: 'accepted' }>

/** What the counter says of a purchase: what it earned and what they have since; where it was taken back, when. */
export async function purchaseView(
  c: Context<AppEnv>,
  place: Place,
  { entry, balances, reversedAt }: Accepted,
  known: boolean,
): Promise<PurchaseView> {
  assert(entry.kind === 'purchased', 'a purchase is told of')
  const customer = await survivorById(c.env.DB, entry.customer)
  return {
    firstName: customer?.name?.split(' ')[0] ?? null,
    total: entry.total,
    currency: entry.currency,
    order: isMadeUp(entry.order) ? null : entry.order,
    at: entry.at,
    known,
    earned: sums(entry.moves, 'earned'),
    repaid: sums(entry.moves, 'repaid'),
    balances: balancesView(balances),
    reversal: reversedAt === null ? null : { at: reversedAt, gifts: [], amounts: null },
    takeBack: reversedAt === null ? takeBackOf(c, place, entry) : null,
    placeName: storeOf(c.get('directory'), place.store)?.name ?? null,
    storeId: place.store,
    now: c.get('now'),
    zone: place.zone,
  }
}

/** The same right after it was taken back: what was there, and what is owed since. */
export async function reversedView(
  c: Context<AppEnv>,
  place: Place,
  recorded: Accepted,
  { entry, balances, gifts }: Extract<ReversalAnswer, { kind: 'accepted' }>,
): Promise<PurchaseView> {
  const view = await purchaseView(c, place, recorded, false)
  const amounts = { taken: sums(entry.moves, 'taken_back'), owed: sums(entry.moves, 'owed') }
  return {
    ...view,
    balances: balancesView(balances),
    reversal: { at: entry.at, gifts, amounts },
    takeBack: null,
  }
}

function takeBackOf(c: Context<AppEnv>, place: Place, entry: Accepted['entry']): PurchaseTakeBack | null {
  const manages = may(c.get('principal'), 'redemptions:reverse')
  if (!manages && tooLate(entry, place, c.get('now')) !== null) return null
  const purchase = purchaseId(entry.customer, entry.seq)
  return { purchase, until: manages ? null : entry.at + UNDO_MS, commandKey: crypto.randomUUID() }
}

/** Whether the counter gave it that number because no receipt was named. */
function isMadeUp(order: string): boolean {
  return /^counter-[0-9a-f]{20}$/.test(order)
}

function sums(moves: readonly Move[], of: MoveKind): Amounts {
  const sum = (unit: Move['unit']) =>
    moves.reduce((all, move) => all + (move.kind === of && move.unit === unit ? move.amount : 0), 0)
  return { points: sum('points'), cashback: sum('cashback'), balance: sum('balance') }
}
