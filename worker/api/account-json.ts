import type { StatementPage } from '../../durable-objects/account-answers.ts'
import type { Entry } from '../../src/account/account.ts'
import type { Balance, Balances } from '../../src/account/balance.ts'
import type { StatementLine } from '../../src/account/statement.ts'
import type { Words } from '../../src/command.ts'
import { claimId, purchaseId } from '../../src/id.ts'
import { type Instant, rfc3339 } from '../../src/local-time.ts'

/** Balances as the API shows them. */
export function balancesJson({ points, cashback, balance }: Balances, currency: string) {
  return {
    points: balanceJson(points),
    cashback: { ...balanceJson(cashback), currency },
    balance: { ...balanceJson(balance), currency },
  }
}

function balanceJson({ available, reserved, owed, next }: Balance) {
  const ends_next = next === null ? null : { amount: next.amount, ends_at: rfc3339(next.at) }
  return { available, reserved, owed, ends_next }
}

/** A page of a statement as the API shows it; its cursor is the place of the next page's first line. */
export function statementJson({ lines, before }: StatementPage) {
  const next_cursor = before === null ? null : String(before)
  return { data: lines.map(lineJson), has_more: before !== null, next_cursor }
}

function lineJson(line: StatementLine & { readonly words: Words }) {
  const { entry, n, kind, unit, amount, change, balance, endsAt, words } = line
  return {
    id: `${entry.seq}.${n}`,
    at: rfc3339(entry.at),
    kind,
    act: entry.kind,
    ...{ unit, amount, change, balance },
    ends_at: instantJson(endsAt),
    ...aboutJson(entry),
    store_id: entry.kind === 'purchased' ? entry.store : (entry.place?.store ?? null),
    by: entry.place?.by ?? null,
    reason: words.reason ?? null,
  }
}

/** The ids of what a line speaks of. */
function aboutJson(entry: Entry) {
  const { customer, seq } = entry
  const claim = entry.kind === 'claim_opened' ? seq : 'claim' in entry ? entry.claim : null
  const purchase = entry.kind === 'purchased' ? seq : 'purchase' in entry ? entry.purchase : null
  return {
    claim_id: claim === null ? null : claimId(customer, claim),
    purchase_id: purchase === null ? null : purchaseId(customer, purchase),
    offer_id: entry.kind === 'claim_opened' ? entry.offer : null,
    voucher_id: entry.kind === 'claimed' ? entry.voucher : null,
  }
}

/** An instant or nothing. */
export function instantJson(at: Instant | null): string | null {
  return at === null ? null : rfc3339(at)
}
