import fc from 'fast-check'
import type { Entry } from '../../src/account/account.ts'
import type { AccountCommand } from '../../src/account/command.ts'
import type { AccountLedger } from '../../src/account/ledger.ts'
import {
  delivered,
  type Errand,
  errandsOf,
  expiring,
  fulfilling,
  handingOver,
  sentWith,
} from '../../src/account/saga.ts'
import type { Instant } from '../../src/local-time.ts'
import {
  afterOwn,
  claim,
  EMPTY_ACCOUNT_LEDGER,
  following,
  merge,
  purchase,
  receive,
  reversal,
  VOUCHER,
} from '../unit/an-account.ts'
import { DAY, NOW } from '../unit/cast.ts'

/** Records of one person: each may give way to one behind it. */
export const RECORDS = ['cus_ana', 'cus_anna', 'cus_anne'] as const
export type Ledgers = Readonly<Record<(typeof RECORDS)[number], AccountLedger>>

/** Something that happens to somebody with several records; numbers point at what there is by then, counted round. */
type Happening =
  | { readonly what: 'earn'; readonly points: number; readonly days: number | null }
  | { readonly what: 'spend'; readonly points: number }
  | { readonly what: 'reverse'; readonly which: number }
  | { readonly what: 'merge' | 'alarm' }

const points = fc.integer({ min: 1, max: 100 })
const happenings: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      what: fc.constant('earn' as const),
      points,
      days: fc.option(fc.integer({ min: 1, max: 12 }), { freq: 4 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('spend' as const), points }) },
  { weight: 3, arbitrary: fc.record({ what: fc.constant('reverse' as const), which: fc.nat({ max: 9 }) }) },
  { weight: 2, arbitrary: fc.record({ what: fc.constant('merge' as const) }) },
  { weight: 6, arbitrary: fc.record({ what: fc.constant('alarm' as const) }) },
)

/** Anything that may happen to them, in which record, and after how long. */
export const mergedLives = fc.array(
  fc.tuple(happenings, fc.nat({ max: RECORDS.length - 1 }), fc.integer({ min: 0, max: 3 * DAY })),
  { maxLength: 50, size: '+1' },
)

/** What became of them, with everything that was underway arrived. */
export function livedMerged(life: typeof mergedLives extends fc.Arbitrary<infer L> ? L : never): Ledgers {
  let now = NOW
  let ledgers: Ledgers = {
    cus_ana: EMPTY_ACCOUNT_LEDGER,
    cus_anna: EMPTY_ACCOUNT_LEDGER,
    cus_anne: EMPTY_ACCOUNT_LEDGER,
  }
  for (const [happening, which, pause] of life) {
    now += pause
    ledgers = after(ledgers, happening, which, now)
  }
  // In their order: each sends on what came to it.
  for (const which of RECORDS.keys()) ledgers = alarmed(ledgers, which, now)
  return ledgers
}

function after(ledgers: Ledgers, happening: Happening, which: number, now: Instant): Ledgers {
  const customer = RECORDS[which] ?? RECORDS[0]
  const told = (command: AccountCommand) => asked(ledgers, { ...command, customer }, now)
  switch (happening.what) {
    case 'earn':
      return told(purchase(happening.points, {}, happening.days && now + happening.days * DAY))
    case 'spend':
      return claimed(told(claim(happening.points)), customer, now)
    case 'reverse': {
      const made = ledgers[customer].account.purchases
      return told(reversal(made[happening.which % Math.max(1, made.length)]?.seq ?? 999))
    }
    case 'merge': {
      const into = RECORDS[which + 1]
      const open = into !== undefined && ledgers[into].account.merged === null
      return open && ledgers[customer].account.head > 0 ? told(merge(into)) : ledgers
    }
    case 'alarm':
      return alarmed(ledgers, which, now)
  }
}

function asked(ledgers: Ledgers, command: AccountCommand, now: Instant): Ledgers {
  const { customer } = command
  const ledger = ledgers[customer as (typeof RECORDS)[number]]
  return { ...ledgers, [customer]: following(ledger, command, now) }
}

/** Its voucher is issued at once. */
function claimed(ledgers: Ledgers, customer: (typeof RECORDS)[number], now: Instant): Ledgers {
  const { account } = ledgers[customer]
  const open = account.claims.find(({ state }) => state === 'open')
  if (open === undefined) return ledgers
  return { ...ledgers, [customer]: afterOwn(ledgers[customer], fulfilling(account, open.seq, VOUCHER), now) }
}

/** What the alarm of an account does: writes down what ended, and brings all it has to the record that stays. */
function alarmed(before: Ledgers, which: number, now: Instant): Ledgers {
  const customer = RECORDS[which] ?? RECORDS[0]
  const own = before[customer]
  if (own.entries.length === 0) return before
  const expired = afterOwn(own, expiring(own.account, now), now)
  const out = afterOwn(expired, handingOver(expired.account, now), now)
  return errandsOf(out.account).reduce((ledgers, errand) => arrived(ledgers, customer, errand, now), {
    ...before,
    [customer]: out,
  })
}

function arrived(
  ledgers: Ledgers,
  customer: (typeof RECORDS)[number],
  errand: Errand,
  now: Instant,
): Ledgers {
  const ledger = ledgers[customer]
  const sent = ledger.account.underway.find((one) => 'transfer' in errand && one.seq === errand.transfer)
  if (sent === undefined) return ledgers
  const there = asked(ledgers, { ...receive(sentWith(sent)), customer: sent.into }, now)
  return { ...there, [customer]: afterOwn(ledger, delivered(ledger.account, sent.seq), now) }
}

/** Every line of every record. */
export function linesOf(ledgers: Ledgers): readonly Entry[] {
  return RECORDS.flatMap((customer) => ledgers[customer].entries)
}
