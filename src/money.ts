import * as z from 'zod/mini'
import { assert } from './assert.ts'

// ISO 4217 as this runtime knows it, asked once.
const CURRENCIES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))

// The currencies of ISO 4217 whose minor unit is not a hundredth.
const WITHOUT_DECIMALS: ReadonlySet<string> = new Set(
  'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' '),
)
const WITH_THREE_DECIMALS: ReadonlySet<string> = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '))

const LARGEST_AMOUNT = 1_000_000_000
const PER_WHOLE = 10_000n

/** Whether the text is an ISO 4217 code in capitals, such as 'EUR'. */
export function isCurrency(text: string): boolean {
  return CURRENCIES.has(text)
}

/** Reads a currency code. */
export const currencySchema = z
  .string()
  .check(z.regex(/^[A-Z]{3}$/), z.refine(isCurrency, { error: 'must be an ISO 4217 currency such as EUR' }))

/** Reads an amount in minor units, 1–1,000,000,000. */
export const amountSchema = z.int().check(z.gte(1), z.lte(LARGEST_AMOUNT))

/** Reads a sum: `amount` in minor units (cents of EUR, whole JPY) of an ISO 4217 `currency`; refuses nothing, debts, fractions of a minor unit and unknown currencies. */
export const moneySchema = z.strictObject({ amount: amountSchema, currency: currencySchema })

/**
 * How many decimals a currency's minor unit stands for: 2 for EUR, 0 for JPY, 3 for KWD (ISO 4217, column
 * "minor unit"). Not asked of Intl, which gives what is customary to show (0 for HUF, IDR, COP) and changes with
 * its version, so that server and browser could disagree on what an amount is worth.
 */
export function currencyDigits(currency: string): number {
  assert(isCurrency(currency), 'a currency this runtime knows')
  if (WITHOUT_DECIMALS.has(currency)) return 0
  return WITH_THREE_DECIMALS.has(currency) ? 3 : 2
}

/**
 * That percentage of an amount in minor units, halves rounded up: ⌊amount × percent ÷ 100 + ½⌋, computed in
 * integers so that 1.15 % means exactly that. `percent` ≥ 0 has at most two decimals.
 */
export function percentOfHalfUp(amount: number, percent: number): number {
  assert(Number.isSafeInteger(amount) && amount >= 0, 'an amount in whole minor units, not negative')
  const hundredths = Math.round(percent * 100)
  assert(Number.isSafeInteger(hundredths) && hundredths >= 0, 'a percentage that is not negative')
  // Equal only when `percent` is the number nearest to a decimal of two places.
  assert(hundredths / 100 === percent, 'a percentage with at most two decimals')
  const share = Number((BigInt(amount) * BigInt(hundredths) + PER_WHOLE / 2n) / PER_WHOLE)
  assert(Number.isSafeInteger(share), 'a share in whole minor units')
  return share
}
