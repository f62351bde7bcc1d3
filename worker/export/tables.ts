import { currencyOf } from '../../src/benefit.ts'
import type { Cell } from '../../src/csv.ts'
import { isVoucherId } from '../../src/id.ts'
import { rfc3339 } from '../../src/local-time.ts'
import type { Terms } from '../../src/terms.ts'
import { type State, statusAt } from '../../src/voucher.ts'
import { unseal } from '../code-vault.ts'
import type { Env } from '../env.ts'
import {
  allAudits,
  allCustomers,
  allEntries,
  allPeople,
  allVouchers,
  type Stretches,
} from '../library/everything.ts'

/** A table that can be taken along: its columns, and its rows in stretches. */
export interface ExportTable {
  readonly columns: readonly string[]
  read(
    env: Env,
    after: string | null,
    most: number,
  ): Promise<{ readonly rows: readonly Cell[][]; readonly next: string | null }>
}

/** What decides how rows are written: the time, and whether codes were asked for by somebody who may read them. */
export interface ExportWish {
  readonly now: number
  readonly codes: boolean
}

/** The tables by the name of their file. */
export const EXPORT_TABLES = {
  customers: () => customers,
  vouchers: vouchersTable,
  entries: () => entries,
  people: () => people,
  audits: () => audits,
} satisfies Record<string, (wish: ExportWish) => ExportTable>

const customers: ExportTable = tableOf(allCustomers, {
  id: (row) => row.id,
  name: (row) => row.name,
  email: (row) => row.email,
  phone: (row) => row.phone,
  card_token: (row) => row.cardToken,
  birthday: (row) => row.birthday,
  locale: (row) => row.locale,
  zone: (row) => row.zone,
  tags: (row) => row.tags.join(' '),
  marketing: (row) => row.marketing,
  notes: (row) => row.notes,
  plan_id: (row) => row.planId,
  merged_into: (row) => row.mergedInto,
  created_at: (row) => rfc3339(row.createdAt),
})

/** Codes stand in it only where they were asked for: the last four symbols name a voucher well enough. */
function vouchersTable({ now, codes }: ExportWish): ExportTable {
  const terms = (row: { readonly terms: string }) => JSON.parse(row.terms) as Terms
  const words = (row: { readonly words: string }) =>
    JSON.parse(row.words) as { reason?: string; note?: string }
  return tableOf(allVouchers, {
    id: (row) => row.id,
    code_last4: (row) => row.codeLast4,
    ...(codes && { code: (row, env) => (isVoucherId(row.id) ? unseal(env, row.id, row.sealedCode) : null) }),
    status: (row) => statusAt(row.state as State, row, now),
    title: (row) => terms(row).title,
    benefit: (row) => JSON.stringify(terms(row).benefit),
    uses_left: (row) => row.usesLeft,
    balance: (row) => row.balance,
    currency: (row) => currencyOf(terms(row).benefit),
    customer_id: (row) => row.customerId,
    source: (row) => row.source,
    issued_at: (row) => rfc3339(row.issuedAt),
    issued_by: (row) => row.issuedBy,
    closes_at: (row) => instant(row.closesAt),
    redeemed_at: (row) => instant(row.redeemedAt),
    redeemed_store_id: (row) => row.redeemedStoreId,
    reason: (row) => words(row).reason ?? null,
    note: (row) => words(row).note ?? null,
  })
}

const entries: ExportTable = tableOf(allEntries, {
  voucher_id: (row) => row.voucherId,
  seq: (row) => row.seq,
  kind: (row) => row.kind,
  outcome: (row) => row.outcome,
  reason: (row) => row.reason,
  at: (row) => rfc3339(row.at),
  by: (row) => row.by,
  store_id: (row) => row.storeId,
  partner_id: (row) => row.partnerId,
  channel: (row) => row.channel,
  amount: (row) => row.amount,
  balance: (row) => row.balance,
  forced: (row) => row.forced,
  receipt: (row) => row.hash,
})

const people: ExportTable = tableOf(allPeople, {
  id: (row) => row.id,
  kind: (row) => row.kind,
  role: (row) => row.role,
  name: (row) => row.name,
  store_ids: (row) => row.stores.join(' '),
  partner_id: (row) => row.partner,
  email: (row) => row.email,
  phone: (row) => row.phone,
  state: (row) => row.state,
  invited_at: (row) => instant(row.invitedAt),
  joined_at: (row) => instant(row.joinedAt),
  last_seen_at: (row) => instant(row.lastSeenAt),
})

const audits: ExportTable = tableOf(allAudits, {
  at: (row) => rfc3339(row.at),
  by: (row) => row.by,
  action: (row) => row.action,
  subject: (row) => row.subject,
  role: (row) => row.role,
  device: (row) => row.device,
  from: (row) => row.cameFrom,
  before: (row) => row.before && JSON.stringify(row.before),
  after: (row) => row.after && JSON.stringify(row.after),
})

function tableOf<Row>(
  stretches: Stretches<Row>,
  cells: Readonly<Record<string, (row: Row, env: Env) => Cell>>,
): ExportTable {
  return {
    columns: Object.keys(cells),
    read: async (env, after, most) => {
      const { rows, next } = await stretches(env.DB, after, most)
      return { rows: rows.map((row) => Object.values(cells).map((cell) => cell(row, env))), next }
    },
  }
}

function instant(at: number | null): string | null {
  return at === null ? null : rfc3339(at)
}
