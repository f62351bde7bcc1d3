import type { Context } from 'hono'
import type { Words } from '../../src/command.ts'
import type { VoucherId } from '../../src/id.ts'
import { type Instant, rfc3339 } from '../../src/local-time.ts'
import { may } from '../../src/permission.ts'
import { CHANNELS, type Terms } from '../../src/terms.ts'
import type { Validity } from '../../src/validity.ts'
import { validUntil } from '../../src/validity.ts'
import { fold, type Source, type State, statusAt, statusOf, type Voucher } from '../../src/voucher.ts'
import { unseal } from '../code-vault.ts'
import type { AppEnv } from '../env.ts'
import { isOutsider } from '../explain.ts'
import type { VoucherRow } from '../library/voucher-list.ts'
import { voucherStub } from '../stubs.ts'
import type { VoucherShape } from './shapes.ts'

/** A voucher as the API shows it at `at`; its code and link only to those who may read codes. */
export function voucherJson(c: Context<AppEnv>, voucher: Voucher, words: Words, at: Instant): VoucherShape {
  const code = may(c.get('principal'), 'codes:read') ? unseal(c.env, voucher.id, voucher.sealedCode) : null
  return {
    id: voucher.id,
    ...(code === null ? {} : { code, url: new URL(`/v/${code}`, c.req.url).href }),
    code_last4: voucher.codeLast4,
    status: statusOf(voucher, at),
    ...promise(voucher.terms, voucher.validity, voucher.closesAt),
    uses_left: voucher.usesLeft,
    balance: voucher.balance,
    customer_id: isOutsider(c) ? null : voucher.customer,
    offer_id: voucher.offer,
    source: voucher.source,
    ...spoken(isOutsider(c) ? {} : words),
    valid_from: rfc3339(voucher.issuedAt),
    issued_at: rfc3339(voucher.issuedAt),
  }
}

/** The voucher right after it was issued: a repeat is answered as the first time, whatever was done with it since. */
export async function voucherAsIssued(c: Context<AppEnv>, id: VoucherId): Promise<VoucherShape | null> {
  const history = await voucherStub(c.env, id).history()
  const issue = history?.lines[0]?.entry
  const voucher = issue === undefined ? null : fold([issue])
  return voucher === null || issue === undefined ? null : voucherJson(c, voucher, {}, issue.at)
}

/** A row of the projection in the same shape, without code: lists never carry codes. */
export function listRowJson(row: VoucherRow, now: Instant): VoucherShape {
  const terms = JSON.parse(row.terms) as Terms
  return {
    id: row.id,
    code_last4: row.codeLast4,
    status: statusAt(row.state as State, row, now),
    ...promise(terms, JSON.parse(row.validity) as Validity, row.closesAt),
    uses_left: row.usesLeft,
    balance: row.balance,
    customer_id: row.customerId,
    offer_id: row.offerId,
    source: row.source as Source,
    ...spoken(JSON.parse(row.words) as Words),
    valid_from: rfc3339(row.issuedAt),
    issued_at: rfc3339(row.issuedAt),
  }
}

function promise(terms: Terms, validity: Validity, closesAt: Instant | null) {
  const ends = validUntil(closesAt)
  const { title, description, image_url, benefit, zone, uses, store_ids, windows, minimum_spend } = terms
  const valid_until = ends === null ? null : rfc3339(ends)
  return {
    title,
    description,
    image_url,
    image_alt: terms.image_alt ?? null,
    image_focus: terms.image_focus ?? null,
    benefit,
    validity,
    zone,
    valid_until,
    uses,
    store_ids,
    windows,
    minimum_spend,
    ...conditions(terms),
  }
}

function conditions(terms: Terms) {
  return {
    uses_per_day: terms.uses_per_day ?? null,
    blackout_dates: terms.blackout_dates ?? [],
    channels: terms.channels ?? [...CHANNELS],
    partner_ids: terms.partner_ids ?? [],
    product_ids: terms.product_ids ?? [],
    category_ids: terms.category_ids ?? [],
    combinable: terms.combinable !== false,
    holder_required: terms.holder_required === true,
    prompts: terms.prompts ?? [],
    reusable_after_cancellation: terms.reusable_after_cancellation !== false,
  }
}

function spoken({ reason, note, metadata }: Words) {
  return { reason: reason ?? null, note: note ?? null, metadata: { ...metadata } }
}
