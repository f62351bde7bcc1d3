import { currencyDigits } from '../src/money.ts'
import { amountTyped } from '../src/typed-amount.ts'

/** Minor units of an amount of that currency as people type it; null for anything that is none. */
export function readAmount(text: string, currency: string): number | null {
  return amountTyped(text, currencyDigits(currency))
}

/** Minor units as a form field holds them: `32.40`, without sign or grouping. */
export function amountText(amount: number, currency: string): string {
  const digits = currencyDigits(currency)
  const text = String(amount).padStart(digits + 1, '0')
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
}
