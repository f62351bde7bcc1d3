import { deflateRawSync, inflateRawSync } from 'node:zlib'

/**
 * What every line of a ledger says again. A line shares it with this text instead of storing it: a voucher at rest stays
 * within three pages of 4 KB. It is part of the format: it must never change.
 */
const SHARED = Buffer.from(
  '{"kind":"issued","voucher":"vch_","terms":{"title":"","description":"","image_url":"/images/.webp","code_shown":true,' +
    '"benefit":{"kind":"percent","percent":,"max_amount":"amount","currency":"EUR"},{"kind":"fixed_price","item":"custom","text":"value",' +
    '"validity":{"kind":"days","count":30,"time":"months","fixed_date","date":"unlimited"},"zone":"Europe/","store_ids":["sto_"],"uses":1,' +
    '"windows":[{"days":["monday","tuesday","wednesday","thursday","friday","saturday","sunday"],"from":":00","to":":00"}],"minimum_spend":null},' +
    '"customer":"cus_","source":"manual","sealedCode":"","codeLast4":"","closesAt":null,"refund":false,"kind":"voided","blocked","unblocked","extended",' +
    '"metadata":{"reason":"goodwill","note":"},"redemption":2,"kind":"rolled_back","kind":"redeemed","amount":null,"balance":null,"usesLeft":0,' +
    '"order":{"id":"","amount":,"currency":"EUR"},"customer":null,"forced":false,"seq":2,"at":17,"place":{"store":"sto_","zone":"Europe/Lisbon",' +
    '"partner":null,"channel":"in_store","online","by":"usr_","key_","self":null,"device":"ses_"},"command":"","digest":"","attempted":"redeem",' +
    '"refusals":[{"reason":"insufficient_balance","minimum_spend_not_met","outside_usage_window","opens_at":"voucher_blocked","voucher_void",' +
    '"holder_mismatch","store_not_participating","expired","closed_at":17,"zone":"Europe/"},{"reason":"already_redeemed","at":17,"by":"usr_","store":"sto_","device":"ses_","seq":2,"amount":null}]}',
)

/** Lines are small: a small window and little memory, so that packing costs microseconds. */
const SETTINGS = { dictionary: SHARED, level: 6, windowBits: 12, memLevel: 5 }

/** A text as it is stored. */
export function pack(text: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(deflateRawSync(text, SETTINGS))
}

/** The text that was stored. */
export function unpack(packed: ArrayBuffer): string {
  return inflateRawSync(new Uint8Array(packed), { dictionary: SHARED, windowBits: 12 }).toString('utf8')
}
