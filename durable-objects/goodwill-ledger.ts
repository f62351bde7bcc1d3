import {
  fits,
  givingBack,
  type Left,
  type Limits,
  leftOf,
  NOTHING_TAKEN,
  type Taken,
  taking,
  type Worth,
} from '../src/goodwill.ts'

/** One voucher within somebody's budget. `id` names the command and what it asks for: a repeat takes nothing more. */
export interface GoodwillCommand {
  readonly id: string
  /** '2026-11', on the brand's calendar. */
  readonly month: string
  readonly worth: Worth
  readonly limits: Limits
  /** Of the brand: counts sums that fit any currency. */
  readonly currency: string
}

/** Whether a voucher stays within the budget. `replayed`: it was counted before. */
export type Reservation =
  | { readonly kind: 'accepted'; readonly replayed: boolean }
  | { readonly kind: 'over'; readonly left: Left }

type Kept = Pick<GoodwillCommand, 'month' | 'worth' | 'currency'>

/** Counts one more voucher if the month's budget allows it; a command counted before is accepted again as it was. */
export function reserve(storage: DurableObjectStorage, command: GoodwillCommand): Reservation {
  const { id, month, worth, limits, currency } = command
  return storage.transactionSync(() => {
    if (storage.kv.get<Kept>(commandKey(id)) !== undefined) return { kind: 'accepted', replayed: true }
    const taken = monthIn(storage, month)
    const left = leftOf(limits, taken)
    if (!fits(left, worth)) return { kind: 'over', left }
    storage.kv.put(commandKey(id), { month, worth, currency } satisfies Kept)
    storage.kv.put(monthKey(month), taking(taken, worth, currency))
    return { kind: 'accepted', replayed: false }
  })
}

/** Gives back what a command took, once; nothing where it took nothing. */
export function giveBack(storage: DurableObjectStorage, id: string): void {
  storage.transactionSync(() => {
    const kept = storage.kv.get<Kept>(commandKey(id))
    if (kept === undefined) return
    storage.kv.delete(commandKey(id))
    storage.kv.put(monthKey(kept.month), givingBack(monthIn(storage, kept.month), kept.worth, kept.currency))
  })
}

/** What was issued in a month within a budget. */
export function monthIn(storage: DurableObjectStorage, month: string): Taken {
  return storage.kv.get<Taken>(monthKey(month)) ?? NOTHING_TAKEN
}

/** All that was counted, as a backup carries it. */
export type BudgetCopy = Readonly<Record<string, Kept | Taken>>

/** Everything counted so far. */
export function copyBudget(storage: DurableObjectStorage): BudgetCopy {
  return Object.fromEntries(storage.kv.list<Kept | Taken>({ prefix: PREFIX }))
}

/** Takes a copy over; to be used in the transaction that takes over whose budget it is. */
export function restoreBudget(storage: DurableObjectStorage, copy: BudgetCopy): void {
  for (const [key, value] of Object.entries(copy)) if (key.startsWith(PREFIX)) storage.kv.put(key, value)
}

const PREFIX = 'goodwill '

function monthKey(month: string): string {
  return `${PREFIX}month ${month}`
}

function commandKey(id: string): string {
  return `${PREFIX}command ${id}`
}
