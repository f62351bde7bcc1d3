/** `vch_` + 26 Crockford symbols (128 bits of HMAC over the code): names the voucher's object and is its id everywhere. */
export type VoucherId = `vch_${string}`
/** Whoever can act: `usr_` staff, `dev_` device, `cus_` customer, `key_` API key, `rul_` a rule, which signs in nowhere. */
export type PrincipalId = `${'usr' | 'dev' | 'cus' | 'key' | 'rul'}_${string}`
/** Who acts where an offer gives itself. */
export const BY_RULE: PrincipalId = 'rul_offers'
export type CustomerId = `cus_${string}`
export type StoreId = `sto_${string}`
export type PartnerId = `ptn_${string}`
/** `hld_<voucher without prefix>_<seq>`: as a redemption's. */
export type HoldId = `hld_${string}_${number}`
export type OfferId = `ofr_${string}`
export type CampaignId = `cmp_${string}`
/** `rdm_<voucher without prefix>_<seq>`: the redemption names its voucher, so no index is needed to find it. */
export type RedemptionId = `rdm_${string}_${number}`
/** `clm_<customer without prefix>_<seq>`: the claim names its account and the line that opened it. */
export type ClaimId = `clm_${string}_${number}`
/** `pur_<customer without prefix>_<seq>`: the purchase names the account that knows it, and its line there. */
export type PurchaseId = `pur_${string}_${number}`
/** SHA-256 of (principal, Idempotency-Key) as 64 hex digits: keys of different callers never meet. */
export type CommandId = string

const SYMBOLS = '0123456789abcdefghjkmnpqrstvwxyz'
const VOUCHER_ID = /^vch_[0-9a-hjkmnp-tv-z]{26}$/
const REDEMPTION_ID = /^rdm_([0-9a-hjkmnp-tv-z]{26})_([1-9][0-9]{0,8})$/
const HOLD_ID = /^hld_([0-9a-hjkmnp-tv-z]{26})_([1-9][0-9]{0,8})$/
const STORE_ID = /^sto_[0-9a-z]{1,40}$/
const ACCOUNT_LINE_ID = /^(clm|pur)_([0-9a-z_]{1,40})_([1-9][0-9]{0,8})$/
const PRINCIPAL_ID = /^(usr|dev|cus|key|rul)_[0-9a-z_]{1,40}$/

/** 26 lower-case Crockford symbols of 16 bytes, most significant first (the last symbol carries 3 bits). */
export function idSymbols(bytes: Uint8Array): string {
  let bits = 0
  let held = 0
  let text = ''
  for (const byte of bytes.subarray(0, 16)) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += SYMBOLS.charAt((held >> bits) & 31)
    }
    held &= (1 << bits) - 1
  }
  return text + SYMBOLS.charAt((held << (5 - bits)) & 31)
}

/** The voucher id of 16 bytes of HMAC. */
export function voucherIdOf(bytes: Uint8Array): VoucherId {
  return `vch_${idSymbols(bytes)}`
}

/** Whether the text has the form of a voucher id; whether one exists, its object knows. */
export function isVoucherId(text: string): text is VoucherId {
  return VOUCHER_ID.test(text)
}

/** Whether the text has the form of a principal id. */
export function isPrincipalId(text: string): text is PrincipalId {
  return PRINCIPAL_ID.test(text)
}

/** Whether the text has the form of a customer id. */
export function isCustomerId(text: string): text is CustomerId {
  return text.startsWith('cus_') && isPrincipalId(text)
}

/** Whether the text has the form of a store id. */
export function isStoreId(text: string): text is StoreId {
  return STORE_ID.test(text)
}

/** The id of the redemption in that line of the voucher's ledger. */
export function redemptionId(voucher: VoucherId, seq: number): RedemptionId {
  return `rdm_${voucher.slice(4)}_${seq}`
}

/** The voucher and ledger line a redemption id names, or null for anything that is not one. */
export function readRedemptionId(text: string): { voucher: VoucherId; seq: number } | null {
  return lineNamed(REDEMPTION_ID.exec(text))
}

/** The id of the hold that began with that line of the voucher's ledger. */
export function holdId(voucher: VoucherId, seq: number): HoldId {
  return `hld_${voucher.slice(4)}_${seq}`
}

/** The voucher and ledger line a hold's id names, or null for anything that is not one. */
export function readHoldId(text: string): { voucher: VoucherId; seq: number } | null {
  return lineNamed(HOLD_ID.exec(text))
}

function lineNamed(found: RegExpExecArray | null): { voucher: VoucherId; seq: number } | null {
  if (found === null) return null
  return { voucher: `vch_${found[1] ?? ''}`, seq: Number(found[2]) }
}

/** The id of the claim that line of the customer's account opened. */
export function claimId(customer: CustomerId, seq: number): ClaimId {
  return `clm_${customer.slice(4)}_${seq}`
}

/** The id of the purchase in that line of the customer's account. */
export function purchaseId(customer: CustomerId, seq: number): PurchaseId {
  return `pur_${customer.slice(4)}_${seq}`
}

/** The account and line a claim's id names, or null for anything that is not one. */
export function readClaimId(text: string): AccountLine | null {
  return readAccountLine('clm', text)
}

/** The account and line a purchase's id names, or null for anything that is not one. */
export function readPurchaseId(text: string): AccountLine | null {
  return readAccountLine('pur', text)
}

/** A line of a customer's account. */
export interface AccountLine {
  readonly customer: CustomerId
  readonly seq: number
}

function readAccountLine(kind: 'clm' | 'pur', text: string): AccountLine | null {
  const found = ACCOUNT_LINE_ID.exec(text)
  if (found === null || found[1] !== kind) return null
  return { customer: `cus_${found[2] ?? ''}`, seq: Number(found[3]) }
}
