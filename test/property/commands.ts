import fc from 'fast-check'
import type { Command } from '../../src/command.ts'
import type { Instant } from '../../src/local-time.ts'
import type { Order } from '../../src/order.ts'
import type { Terms } from '../../src/terms.ts'
import type { Validity } from '../../src/validity.ts'
import type { Place, Voucher } from '../../src/voucher.ts'
import {
  block,
  extend,
  hold,
  override,
  reassign,
  redeem,
  release,
  reversal,
  takeOver,
  unblock,
  undo,
  voidIt,
} from '../unit/a-command.ts'
import { issue, type Wish } from '../unit/a-voucher.ts'
import {
  COUNTER,
  DAY,
  HARBOUR,
  ISSUED_AT,
  LENA,
  MARKET,
  MINUTE,
  OFFICE,
  OTTO,
  WEBSHOP,
} from '../unit/cast.ts'

/** Clocks that run, stand still, jump ahead by months and are set back. */
export const moments = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 0, max: 30 * MINUTE }).map((after) => ISSUED_AT + after) },
  { weight: 2, arbitrary: fc.integer({ min: -2 * DAY, max: 60 * DAY }).map((after) => ISSUED_AT + after) },
  { weight: 1, arbitrary: fc.integer({ min: -400 * DAY, max: 800 * DAY }).map((after) => ISSUED_AT + after) },
)

const validities: fc.Arbitrary<Validity> = fc.oneof(
  fc.constant<Validity>({ kind: 'unlimited' }),
  fc.integer({ min: 1, max: 60 }).map((count) => ({ kind: 'days' as const, count })),
  fc.integer({ min: 1, max: 12 }).map((count) => ({ kind: 'months' as const, count, time: '18:00' })),
  fc
    .constantFrom('2026-11-19', '2026-11-20', '2027-02-28')
    .map((date) => ({ kind: 'fixed_date' as const, date })),
)

const sums = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 20 }) },
  { weight: 1, arbitrary: fc.integer({ min: -3, max: 0 }) },
  { weight: 1, arbitrary: fc.constant(5001) },
)

const benefits: fc.Arbitrary<Wish> = fc.oneof(
  fc.integer({ min: 1, max: 60 }).map((value) => ({ value })),
  fc.integer({ min: 1, max: 4 }).map((uses) => ({ uses })),
  fc.record({
    benefit: fc.constant({ kind: 'percent' as const, percent: 12.5 }),
    uses: fc.constantFrom(1, 2),
  }),
  fc.constant<Wish>({ benefit: { kind: 'amount', amount: 500, currency: 'EUR' } }),
)

/** What only some promises say; mostly nothing. */
const conditions: fc.Arbitrary<Partial<Terms>> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Partial<Terms>>({}) },
  { weight: 1, arbitrary: fc.constant<Partial<Terms>>({ reusable_after_cancellation: false }) },
  { weight: 1, arbitrary: fc.constant<Partial<Terms>>({ uses_per_day: 1 }) },
  {
    weight: 1,
    arbitrary: fc.record<Partial<Terms>, never>(
      {
        uses_per_day: fc.constantFrom(1, 2),
        blackout_dates: fc.constant(['2026-11-20', '2026-11-23']),
        channels: fc.constantFrom<Terms['channels']>(['in_store'], ['online']),
        partner_ids: fc.constant<Terms['partner_ids']>(['ptn_sol']),
        product_ids: fc.constant(['cake']),
        category_ids: fc.constant(['pastry']),
        holder_required: fc.boolean(),
        reusable_after_cancellation: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
  },
)

/** Promises of every kind, mostly without conditions, so that much of what is asked is also accepted. */
const wishes: fc.Arbitrary<Wish> = fc
  .tuple(
    benefits,
    validities,
    fc.constantFrom<Wish>(
      {},
      {},
      {},
      { stores: [MARKET] },
      { holder: LENA },
      { minimumSpend: 20 },
      { source: 'points' },
    ),
    fc.constantFrom<Wish>(
      {},
      {},
      {},
      { windows: [{ days: ['friday', 'monday'], from: '09:00', to: '18:00' }] },
    ),
    conditions,
  )
  .map(([benefit, validity, bound, timed, conditions]) => ({
    ...benefit,
    validity,
    ...bound,
    ...timed,
    // Only what has a holder can ask for them.
    conditions: { ...conditions, ...(bound.holder === undefined && { holder_required: false }) },
  }))

const places: fc.Arbitrary<Place> = fc.constantFrom(
  COUNTER,
  COUNTER,
  OFFICE,
  { ...OFFICE, self: LENA },
  { ...COUNTER, store: HARBOUR, device: null },
  { ...COUNTER, store: HARBOUR, partner: 'ptn_mar', zone: 'Atlantic/Azores' },
  { ...OFFICE, channel: 'online' },
  WEBSHOP,
  WEBSHOP,
)

const orders: fc.Arbitrary<Order | null> = fc.option(
  fc
    .record({
      order_id: fc.constant('order'),
      amount: fc.integer({ min: 1, max: 60 }),
      currency: fc.constantFrom('EUR', 'EUR', 'EUR', 'USD'),
      items: fc.constantFrom<Order['items']>(
        undefined,
        [{ product_id: 'cake', quantity: 2, unit_amount: 9 }],
        [{ product_id: 'tart', category_id: 'pastry', quantity: 1, unit_amount: 20 }],
        [{ product_id: 'wine', quantity: 1, unit_amount: 40 }],
      ),
    })
    .map(({ items, ...order }): Order => (items === undefined ? order : { ...order, items })),
)

/** A use as it may be asked of that promise: a sum mostly where stored value can give one. */
function usesOf({ value }: Wish) {
  const amount: fc.Arbitrary<number | null> = fc.oneof(
    { weight: value === undefined ? 1 : 12, arbitrary: sums },
    { weight: value === undefined ? 15 : 4, arbitrary: fc.constant(null) },
  )
  return fc.record({
    place: places,
    order: orders,
    customer: fc.constantFrom(null, null, null, LENA, OTTO),
    holderSeen: fc.boolean(),
    amount,
    acceptPartial: fc.boolean(),
    hold: fc.constantFrom(null, null, null, 0, 1, 2, 3),
  })
}

/** One step of a life: a command with the clock it comes at, or an earlier one sent again, counted from the first. */
export interface Sent {
  readonly command: Command
  readonly now: Instant
  readonly again: number | null
}

/** What a voucher meets from before its issue on. */
export const lives: fc.Arbitrary<readonly Sent[]> = wishes.chain(lifeOf)

/** A life, and a redemption that could be asked at the end of it. */
export const livesAndRedemptions = wishes.chain((wish) => fc.tuple(lifeOf(wish), usesOf(wish).map(redeem)))

/** Rolling back means the n-th redemption there is, counted round; beyond 20, a line that is none. So with holds. */
export function aimed(command: Command, voucher: Voucher | null): Command {
  if ('hold' in command && typeof command.hold === 'number' && voucher !== null && command.hold <= 20) {
    const { holds } = voucher
    return { ...command, hold: holds[command.hold % holds.length]?.seq ?? command.hold }
  }
  if (command.kind !== 'roll_back' || voucher === null || command.redemption > 20) return command
  const { redemptions } = voucher
  const redemption = redemptions[command.redemption % redemptions.length]?.seq ?? command.redemption
  return { ...command, redemption }
}

function lifeOf(wish: Wish): fc.Arbitrary<readonly Sent[]> {
  const sent = fc.record({
    command: commands(wish),
    now: moments,
    again: fc.oneof(
      { weight: 6, arbitrary: fc.constant(null) },
      { weight: 1, arbitrary: fc.nat({ max: 70 }) },
    ),
  })
  const issued = moments.map((now) => ({ command: identified(issue(wish), 0), now, again: null }))
  return fc
    .tuple(fc.array(sent, { maxLength: 2 }), issued, fc.array(sent, { maxLength: 70, size: '+1' }))
    .map(([before, issuing, after]) => [...before, issuing, ...after])
}

const orderNames = fc.constantFrom('order', 'another')
const holders: fc.Arbitrary<Place> = fc.constantFrom(WEBSHOP, WEBSHOP, { ...WEBSHOP, by: 'key_other' })
const holding = fc.record({
  place: holders,
  customer: fc.constantFrom(null, null, LENA),
  ms: fc.constantFrom(1000, 10 * MINUTE, 60 * MINUTE),
})

function commands(wish: Wish): fc.Arbitrary<Command> {
  const uses = usesOf(wish)
  const redemption = fc.integer({ min: 0, max: 21 })
  const amount = fc.option(wish.value === undefined ? fc.constant(null) : sums)
  const back = fc.record({ amount, place: places })
  const asked: fc.Arbitrary<Command> = fc.oneof(
    { weight: 2, arbitrary: fc.constant(issue(wish)) },
    { weight: 40, arbitrary: uses.map((use) => redeem(use)) },
    { weight: 8, arbitrary: uses.map((use) => override(use)) },
    { weight: 8, arbitrary: fc.tuple(orderNames, holding).map(([order, asking]) => hold(order, asking)) },
    {
      weight: 4,
      arbitrary: fc.tuple(redemption, holders).map(([which, place]) => release(which, { place })),
    },
    {
      weight: 3,
      arbitrary: fc.tuple(redemption, places).map(([which, place]) => takeOver(which, { place })),
    },
    { weight: 10, arbitrary: fc.tuple(redemption, back).map(([which, asking]) => undo(which, asking)) },
    { weight: 14, arbitrary: fc.tuple(redemption, back).map(([which, asking]) => reversal(which, asking)) },
    { weight: 1, arbitrary: fc.boolean().map((refund) => voidIt({ refund })) },
    { weight: 2, arbitrary: fc.constant(block()) },
    { weight: 5, arbitrary: fc.constant(unblock()) },
    { weight: 4, arbitrary: validities.map((validity) => extend(validity)) },
    {
      weight: 4,
      arbitrary: fc.boolean().map((back) => (back ? reassign(OTTO, LENA) : reassign(LENA, OTTO))),
    },
  )
  return fc.tuple(asked, fc.nat({ max: 1500 })).map(([command, id]) => identified(command, id))
}

/** Few enough ids that now and then two different commands come under one. */
function identified(command: Command, id: number): Command {
  return { ...command, id: `command ${id}` }
}
