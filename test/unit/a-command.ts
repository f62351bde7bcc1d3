import type {
  Block,
  Extend,
  Hold,
  Override,
  Reassign,
  Redeem,
  Release,
  RollBack,
  TakeOver,
  Unblock,
  Use,
  Void,
} from '../../src/command.ts'
import type { CustomerId } from '../../src/id.ts'
import type { Order } from '../../src/order.ts'
import type { Validity } from '../../src/validity.ts'
import { COUNTER, MINUTE, OFFICE, WEBSHOP } from './cast.ts'

/** What a test wants different about a command; the rest is plain. */
export type Asking<C> = Partial<Omit<C, 'kind'>>

/** Shown at the market counter, no order, no customer named, no sum. */
export const PLAIN_USE: Use = {
  place: COUNTER,
  order: null,
  customer: null,
  amount: null,
  acceptPartial: false,
}

export function redeem(asking: Asking<Redeem> = {}): Redeem {
  return { kind: 'redeem', id: 'redeem', digest: 'redeem', ...PLAIN_USE, ...asking }
}

export function override(asking: Asking<Override> = {}): Override {
  const words = { reason: 'Regular guest' }
  return { kind: 'override', id: 'override', digest: 'override', ...PLAIN_USE, words, ...asking }
}

/** Held for an order of the web shop, for a quarter of an hour. */
export function hold(order: string, asking: Asking<Hold> = {}): Hold {
  const plain = { id: 'hold', digest: 'hold', place: WEBSHOP, customer: null, ms: 15 * MINUTE }
  return { kind: 'hold', ...plain, order, ...asking }
}

/** Let go by the web shop. */
export function release(line: number, asking: Asking<Release> = {}): Release {
  return { kind: 'release', id: 'release', digest: 'release', place: WEBSHOP, hold: line, ...asking }
}

/** Taken over by Ana at the counter. */
export function takeOver(line: number, asking: Asking<TakeOver> = {}): TakeOver {
  return { kind: 'take_over', id: 'take over', digest: 'take over', place: COUNTER, hold: line, ...asking }
}

/** Undone at the counter by the device that redeemed. */
export function undo(redemption: number, asking: Asking<RollBack> = {}): RollBack {
  return {
    kind: 'roll_back',
    id: 'undo',
    digest: 'undo',
    place: COUNTER,
    redemption,
    amount: null,
    authority: 'undo',
    words: { reason: 'Wrong voucher' },
    ...asking,
  }
}

/** Reversed by a manager, at any time. */
export function reversal(redemption: number, asking: Asking<RollBack> = {}): RollBack {
  return undo(redemption, { id: 'reversal', place: OFFICE, authority: 'reversal', ...asking })
}

export function voidIt(asking: Asking<Void> = {}): Void {
  const words = { reason: 'Lost' }
  return { kind: 'void', id: 'void', digest: 'void', place: OFFICE, refund: false, words, ...asking }
}

export function block(asking: Asking<Block> = {}): Block {
  const words = { reason: 'Reported stolen' }
  return { kind: 'block', id: 'block', digest: 'block', place: OFFICE, words, ...asking }
}

export function unblock(asking: Asking<Unblock> = {}): Unblock {
  const words = { reason: 'Found again' }
  return { kind: 'unblock', id: 'unblock', digest: 'unblock', place: OFFICE, words, ...asking }
}

export function extend(validity: Validity, asking: Asking<Extend> = {}): Extend {
  const words = { reason: 'Was ill' }
  return { kind: 'extend', id: 'extend', digest: 'extend', place: OFFICE, validity, words, ...asking }
}

/** Two records were one person: from the one that gave way to the one that stays. */
export function reassign(from: CustomerId, customer: CustomerId, asking: Asking<Reassign> = {}): Reassign {
  const words = { reason: 'Merged' }
  return {
    kind: 'reassign',
    id: 'reassign',
    digest: 'reassign',
    place: OFFICE,
    from,
    customer,
    words,
    ...asking,
  }
}

/** A basket of these things, in minor units: `[['espresso', 180, 2], ['cake', 420, 1, 'pastry']]`. */
export function aBasket(
  ...things: readonly (readonly [product: string, unit: number, quantity: number, category?: string])[]
): Order {
  const items = things.map(([product_id, unit_amount, quantity, category_id]) => ({
    product_id,
    unit_amount,
    quantity,
    ...(category_id !== undefined && { category_id }),
  }))
  const amount = items.reduce((sum, { unit_amount, quantity }) => sum + unit_amount * quantity, 0)
  return { ...anOrder(amount), items }
}

/** A basket of that sum in minor units. */
export function anOrder(amount: number, currency = 'EUR'): Order {
  return { order_id: 'order-1', amount, currency }
}
