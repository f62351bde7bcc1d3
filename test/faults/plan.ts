import fc from 'fast-check'
import { assert } from '../../src/assert.ts'
import type { Command } from '../../src/command.ts'
import { sent } from '../objects/living-voucher.ts'
import {
  anOrder,
  block,
  extend,
  override,
  redeem,
  reversal,
  unblock,
  undo,
  voidIt,
} from '../unit/a-command.ts'
import type { Wish } from '../unit/a-voucher.ts'
import { LENA, OFFICE, OTTO } from '../unit/cast.ts'
import type { Call } from './call.ts'

/** What is sent: something new, or what was sent before, as it was or with other content under its id. */
export type Sending =
  | { readonly kind: 'new'; readonly command: Command }
  | { readonly kind: 'roll_back'; readonly redemption: number; readonly amount: number | null }
  | { readonly kind: 'again' | 'muddled'; readonly earlier: number }

/** What the clock shows when a wave comes: minutes later or earlier, or ms around the very end of validity. */
type Clock = { readonly kind: 'passes' | 'ends'; readonly by: number }

/** Commands sent all at once, and what the machine does meanwhile. */
export interface Wave {
  readonly clock: Clock
  readonly sendings: readonly Sending[]
  /** `abort`: every object is thrown away as soon as one call is answered. `evict`: after the last. */
  readonly fault: 'none' | 'evict' | 'abort'
}

/** What a voucher goes through; below 40 commands, so that no refusal is dropped. */
export interface Plan {
  readonly wish: Wish
  readonly waves: readonly Wave[]
}

const wishes: fc.Arbitrary<Wish> = fc
  .tuple(
    fc.oneof(
      fc.integer({ min: 1, max: 3 }).map((uses): Wish => ({ uses })),
      fc.integer({ min: 20, max: 80 }).map((value): Wish => ({ value })),
    ),
    fc.integer({ min: 1, max: 2 }),
    fc.constantFrom<Wish>({}, {}, { holder: LENA }, { source: 'points' }),
  )
  .map(([benefit, count, more]) => ({ ...benefit, validity: { kind: 'days', count }, ...more }))

/** Busy lives of vouchers of every kind. */
export const plans: fc.Arbitrary<Plan> = wishes.chain((wish) =>
  fc.record({
    wish: fc.constant(wish),
    waves: fc.array(wavesOf(wish), { minLength: 3, maxLength: 6, size: 'max' }),
  }),
)

/** The very command to send, given what was sent before; only what somebody saw redeemed is rolled back. */
export function commandFor(sending: Sending, calls: readonly Call[]): Command {
  if (sending.kind === 'new') return sent(sending.command)
  if (sending.kind === 'roll_back') {
    const { redemption, amount } = sending
    const seqs = calls.flatMap(({ answer }) =>
      answer?.outcome.kind === 'accepted' && answer.outcome.entry.kind === 'redeemed'
        ? [answer.outcome.entry.seq]
        : [],
    )
    const line = seqs[redemption % seqs.length]
    return sent(line === undefined ? redeem({ amount }) : reversal(line, { amount }))
  }
  const command = calls[sending.earlier % calls.length]?.command
  assert(command !== undefined, 'the issue was sent before everything else')
  return sending.kind === 'again' ? command : { ...command, digest: `${command.digest} no more` }
}

function wavesOf(wish: Wish): fc.Arbitrary<Wave> {
  return fc.record({
    clock: fc.oneof<fc.WeightedArbitrary<Clock>[]>(
      { weight: 6, arbitrary: fc.integer({ min: 0, max: 20 }).map((by) => ({ kind: 'passes', by })) },
      { weight: 1, arbitrary: fc.constant({ kind: 'passes', by: -90 }) },
      { weight: 2, arbitrary: fc.integer({ min: -1, max: 1 }).map((by) => ({ kind: 'ends', by })) },
    ),
    sendings: fc.array(sendingsOf(wish), { minLength: 1, maxLength: 6, size: 'max' }),
    fault: fc.constantFrom('none', 'none', 'evict', 'abort'),
  })
}

function sendingsOf(wish: Wish): fc.Arbitrary<Sending> {
  const part = wish.value === undefined ? fc.constant(null) : fc.integer({ min: 1, max: 30 })
  const anything = fc.nat({ max: 40 })
  return fc.oneof<fc.WeightedArbitrary<Sending>[]>(
    { weight: 10, arbitrary: commandsOf(part).map((command) => ({ kind: 'new', command })) },
    {
      weight: 4,
      arbitrary: fc
        .tuple(anything, fc.oneof(part, fc.constant(null)))
        .map(([redemption, amount]) => ({ kind: 'roll_back', redemption, amount })),
    },
    { weight: 4, arbitrary: anything.map((earlier) => ({ kind: 'again', earlier })) },
    { weight: 1, arbitrary: anything.map((earlier) => ({ kind: 'muddled', earlier })) },
  )
}

function commandsOf(part: fc.Arbitrary<number | null>): fc.Arbitrary<Command> {
  return fc.oneof(
    { weight: 12, arbitrary: part.map((amount) => redeem({ amount })) },
    { weight: 3, arbitrary: fc.constantFrom(...ODD_USES) },
    { weight: 3, arbitrary: part.map((amount) => override({ amount })) },
    { weight: 2, arbitrary: fc.integer({ min: 2, max: 12 }).map((line) => undo(line)) },
    { weight: 1, arbitrary: fc.boolean().map((refund) => voidIt({ refund })) },
    { weight: 2, arbitrary: fc.constant(block()) },
    { weight: 4, arbitrary: fc.constant(unblock()) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 5 }).map((count) => extend({ kind: 'days', count })) },
  )
}

/** What is asked by mistake, or by those who should not. */
const ODD_USES: readonly Command[] = [
  redeem({ customer: OTTO }),
  redeem({ customer: LENA }),
  redeem({ place: { ...OFFICE, self: LENA } }),
  redeem({ order: anOrder(15) }),
  redeem({ order: anOrder(15, 'USD') }),
  redeem({ amount: 200 }),
  redeem({ amount: 200, acceptPartial: true }),
]
