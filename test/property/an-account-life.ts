import fc from 'fast-check'
import type { Entry } from '../../src/account/account.ts'
import type { AccountCommand, Gain } from '../../src/account/command.ts'
import type { AccountLedger } from '../../src/account/ledger.ts'
import { cancelling, errandsOf, expiring, fulfilling, keeping, refusing } from '../../src/account/saga.ts'
import { UNITS, type Unit } from '../../src/account/unit.ts'
import type { Instant } from '../../src/local-time.ts'
import {
  adjust,
  afterOwn,
  atMost,
  cancel,
  claim,
  EMPTY_ACCOUNT_LEDGER,
  following,
  purchase,
  reversal,
} from '../unit/an-account.ts'
import { DAY, MARKET, NOW } from '../unit/cast.ts'

/** `FC_RUNS=5000 FC_SEED=…` runs more, or the ones a failure named. */
export const ACCOUNT_RUNS = {
  numRuns: Number(process.env.FC_RUNS ?? 300),
  ...(process.env.FC_SEED === undefined ? {} : { seed: Number(process.env.FC_SEED) }),
}

/** Something that happens to an account; numbers point at what there is by then, counted round. */
type Happening =
  | { readonly what: 'command'; readonly command: (now: Instant, ledger: AccountLedger) => AccountCommand }
  | { readonly what: 'saga'; readonly how: 'through' | 'refused' | 'kept' }
  | { readonly what: 'expiry' | 'again' }

const units = fc.constantFrom(...UNITS)
const sums = fc.integer({ min: 1, max: 120 })
const ends = fc.option(fc.integer({ min: 1, max: 40 }))
const gain = fc.record({ unit: units, amount: sums, days: ends })

function gainAt(
  now: Instant,
  { unit, amount, days }: { unit: Unit; amount: number; days: number | null },
): Gain {
  return { unit, amount, endsAt: days === null ? null : now + days * DAY }
}

function line(ledger: AccountLedger, kind: Entry['kind'], which: number): number {
  const lines = ledger.entries.filter((entry) => entry.kind === kind)
  return lines[which % Math.max(1, lines.length)]?.seq ?? 999
}

const commands: fc.Arbitrary<Happening> = fc
  .oneof(
    fc.tuple(fc.array(gain, { maxLength: 3 }), fc.nat({ max: 15 })).map(
      ([gains, order]) =>
        (now: Instant) =>
          purchase(0, {
            gains: gains.map((one) => gainAt(now, one)),
            order: `order ${order}`,
            store: MARKET,
          }),
    ),
    fc
      .nat({ max: 20 })
      .map((which) => (_: Instant, ledger: AccountLedger) => reversal(line(ledger, 'purchased', which))),
    fc.tuple(gain, fc.boolean()).map(([one, up]) => (now: Instant) => {
      const { unit, amount, endsAt } = gainAt(now, one)
      return adjust(up ? amount : -amount, { unit, endsAt: up ? endsAt : null })
    }),
    fc
      .tuple(fc.option(fc.record({ unit: units, amount: sums }), { freq: 2 }), fc.integer({ min: 1, max: 4 }))
      .map(
        ([price, most]) =>
          () =>
            claim(1, { price, limits: atMost(most, 'week') }),
      ),
    fc
      .nat({ max: 20 })
      .map((which) => (_: Instant, ledger: AccountLedger) => cancel(line(ledger, 'claim_opened', which))),
  )
  .map((command) => ({ what: 'command', command }) as const)

const happenings: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 12, arbitrary: commands },
  {
    weight: 6,
    arbitrary: fc
      .constantFrom('through', 'through', 'refused', 'kept')
      .map((how) => ({ what: 'saga', how }) as Happening),
  },
  { weight: 2, arbitrary: fc.constantFrom<Happening>({ what: 'expiry' }, { what: 'again' }) },
)

/** Anything that may happen to an account, and after how long. */
export const accountLives = fc.array(fc.tuple(happenings, fc.integer({ min: 0, max: 4 * DAY })), {
  maxLength: 60,
  size: '+1',
})

/** What there was by then, and what was asked just before; null where the account did something by itself. */
export interface AccountStep {
  readonly ledger: AccountLedger
  readonly now: Instant
  readonly asked: AccountCommand | null
}

/** What became of a life: every step of it. */
export function livedAccount(
  life: typeof accountLives extends fc.Arbitrary<infer L> ? L : never,
): readonly AccountStep[] {
  const begun: AccountStep = { ledger: EMPTY_ACCOUNT_LEDGER, now: NOW, asked: null }
  const steps = [begun]
  let sent: AccountCommand | null = null
  for (const [happening, pause] of life) {
    const { ledger: before, now: then } = steps.at(-1) ?? begun
    const now = then + pause
    const command: AccountCommand | null =
      happening.what === 'command' ? happening.command(now, before) : happening.what === 'again' ? sent : null
    sent = command ?? sent
    const ledger = command === null ? alone(before, happening, now) : following(before, command, now)
    steps.push({ ledger, now, asked: command })
  }
  return steps
}

/** What the account does by itself: its clock, or the oldest of its sagas. */
function alone(ledger: AccountLedger, happening: Happening, now: Instant): AccountLedger {
  if (happening.what !== 'saga')
    return afterOwn(ledger, ledger.entries.length === 0 ? null : expiring(ledger.account, now), now)
  const [errand] = errandsOf(ledger.account)
  if (errand === undefined || errand.kind === 'deliver' || errand.kind === 'give_back') return ledger
  const { account } = ledger
  const { claim: seq } = errand
  const refusal = { reason: errand.kind === 'obtain' ? 'out_of_stock' : 'voucher_in_use' } as const
  const through =
    errand.kind === 'obtain'
      ? fulfilling(account, seq, 'vch_00000000000000000000000000')
      : cancelling(account, seq, now)
  const against =
    errand.kind === 'obtain' ? refusing(account, seq, refusal, now) : keeping(account, seq, refusal)
  return afterOwn(ledger, happening.how === 'through' ? through : against, now)
}
