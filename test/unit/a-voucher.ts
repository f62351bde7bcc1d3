import { assert } from '../../src/assert.ts'
import type { Benefit } from '../../src/benefit.ts'
import type { Command, Hold, Issue, Override, Redeem, RollBack } from '../../src/command.ts'
import type { CustomerId, StoreId } from '../../src/id.ts'
import { headOf, settle } from '../../src/ledger.ts'
import type { Instant } from '../../src/local-time.ts'
import type { Terms } from '../../src/terms.ts'
import type { UsageWindow } from '../../src/usage-window.ts'
import type { Validity } from '../../src/validity.ts'
import { fold, type Place, type Source, type Voucher } from '../../src/voucher.ts'
import {
  type Asking,
  block,
  extend,
  hold,
  override,
  redeem,
  release,
  reversal,
  takeOver,
  unblock,
  voidIt,
} from './a-command.ts'
import { type ARecord, EMPTY_RECORD, recorded } from './a-record.ts'
import { reasonsOf } from './answers.ts'
import { BERLIN, ISSUED_AT, NOW, OFFICE } from './cast.ts'

/** What a test wants different; the rest is plain: one free coffee for anybody, anywhere, for 14 days. */
export interface Wish {
  readonly benefit?: Benefit
  /** Stored value in EUR, minor units. */
  readonly value?: number
  readonly uses?: number
  readonly validity?: Validity
  readonly stores?: StoreId[]
  readonly windows?: UsageWindow[]
  /** EUR, minor units. */
  readonly minimumSpend?: number
  readonly holder?: CustomerId
  /** What only some promises say. */
  readonly conditions?: Partial<Terms>
  readonly source?: Source
  readonly issuedAt?: Instant
  readonly issuedFrom?: Place
}

/** A voucher with a past; every step gives a new one. */
export interface AVoucher {
  readonly record: ARecord
  readonly state: Voucher
  /** The ledger line of the last step. */
  readonly head: number
  /** The steps that follow happen then. */
  at(now: Instant): AVoucher
  /** Stored value: `amount` in minor units. */
  redeemed(amount?: number, asking?: Asking<Redeem>): AVoucher
  overridden(asking?: Asking<Override>): AVoucher
  rolledBack(redemption: number, asking?: Asking<RollBack>): AVoucher
  held(order: string, asking?: Asking<Hold>): AVoucher
  released(hold: number): AVoucher
  takenOver(hold: number): AVoucher
  blocked(): AVoucher
  unblocked(): AVoucher
  voided(): AVoucher
  extended(validity: Validity): AVoucher
}

/** Terms as frozen at issue. */
export function termsOf(wish: Wish = {}): Terms {
  const { value, minimumSpend } = wish
  const given: Benefit = wish.benefit ?? { kind: 'item', item: 'Coffee' }
  const benefit: Benefit = value === undefined ? given : { kind: 'value', amount: value, currency: 'EUR' }
  return {
    title: 'Coffee on us',
    description: '',
    image_url: null,
    code_shown: true,
    benefit,
    validity: wish.validity ?? { kind: 'days', count: 14 },
    zone: BERLIN,
    store_ids: wish.stores ?? [],
    uses: benefit.kind === 'value' ? null : (wish.uses ?? 1),
    windows: wish.windows ?? [],
    minimum_spend: minimumSpend === undefined ? null : { amount: minimumSpend, currency: 'EUR' },
    ...wish.conditions,
  }
}

/** The command that issues it. */
export function issue(wish: Wish = {}, asking: Asking<Issue> = {}): Issue {
  return {
    kind: 'issue',
    id: 'issue',
    digest: 'issue',
    place: wish.issuedFrom ?? OFFICE,
    voucher: 'vch_00000000000000000000000000',
    terms: termsOf(wish),
    customer: wish.holder ?? null,
    source: wish.source ?? 'manual',
    sealedCode: 'sealed',
    codeLast4: '2MTR',
    words: { reason: 'Goodwill' },
    ...asking,
  }
}

/** `aVoucher({ value: 5000 }).redeemed(500)`: issued on Friday at 10:00, shown at 14:00 unless moved by `at`. */
export function aVoucher(wish: Wish = {}): AVoucher {
  return after(EMPTY_RECORD, issue(wish), wish.issuedAt ?? ISSUED_AT, NOW)
}

function after(before: ARecord, command: Command, at: Instant, next: Instant): AVoucher {
  const settlement = settle(before, command, at)
  assert(
    settlement.outcome.kind === 'accepted',
    `a past that could be: ${reasonsOf(settlement.outcome).join()}`,
  )
  return standingAt(recorded(before, settlement), next)
}

function standingAt(record: ARecord, now: Instant): AVoucher {
  const state = fold(record.entries)
  assert(state !== null, 'an issued voucher')
  const head = headOf(record)
  const then = (command: Command) => after(record, { ...command, id: `line ${head + 1}` }, now, now)
  return {
    record,
    state,
    head,
    at: (moment) => standingAt(record, moment),
    redeemed: (amount, asking) => then(redeem({ amount: amount ?? null, ...asking })),
    overridden: (asking) => then(override(asking)),
    rolledBack: (redemption, asking) => then(reversal(redemption, asking)),
    held: (order, asking) => then(hold(order, asking)),
    released: (line) => then(release(line)),
    takenOver: (line) => then(takeOver(line)),
    blocked: () => then(block()),
    unblocked: () => then(unblock()),
    voided: () => then(voidIt()),
    extended: (validity) => then(extend(validity)),
  }
}
