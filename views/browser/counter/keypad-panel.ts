import { amountTyped } from '../../../src/typed-amount.ts'
import { afterKey } from './keypad.ts'

/** Makes the keypad of a shown verdict type into its field, and tells what stays, whichever way a sum got there. */
export function useKeypad(region: HTMLElement): void {
  region.addEventListener('click', ({ target }) => {
    const key = target instanceof Element ? target.closest<HTMLElement>('[data-key]')?.dataset.key : undefined
    if (key !== undefined) press(region, key)
    tell(region)
  })
  region.addEventListener('input', () => tell(region))
  document.addEventListener('htmx:after:swap', () => reveal(region))
  reveal(region)
}

interface Pad {
  readonly keys: HTMLElement
  readonly field: HTMLInputElement
}

function padIn(region: HTMLElement): Pad | null {
  const keys = region.querySelector<HTMLElement>('[data-keypad]')
  const field = document.getElementById(keys?.dataset.keypad ?? '')
  return keys !== null && field instanceof HTMLInputElement ? { keys, field } : null
}

function reveal(region: HTMLElement): void {
  const pad = padIn(region)
  if (pad === null) return
  pad.keys.hidden = false
  // Where fingers type, these keys are the keyboard: another would cover them.
  if (matchMedia('(pointer: coarse)').matches) pad.field.inputMode = 'none'
  tell(region)
}

function press(region: HTMLElement, key: string): void {
  const pad = padIn(region)
  if (pad === null) return
  pad.field.value = afterKey(pad.field.value, key, { decimals: Number(pad.keys.dataset.decimals) })
}

/** In place of what is on it: what would stay, that nothing would, or how much is too much. */
function tell(region: HTMLElement): void {
  const pad = padIn(region)
  const line = document.getElementById(`${pad?.field.id}-hint`)
  if (pad === null || line === null) return
  const { balance, currency = '', decimals, locale, leaves = '', empties = '', over = '' } = pad.keys.dataset
  line.dataset.said ??= line.textContent
  line.setAttribute('role', 'status')
  const digits = Number(decimals)
  const amount = amountTyped(pad.field.value, digits)
  const money = (minor: number) => {
    const shown = { minimumFractionDigits: digits, maximumFractionDigits: digits }
    const format = new Intl.NumberFormat(locale, { style: 'currency', currency, ...shown })
    return format.format(minor / 10 ** digits)
  }
  const left = Number(balance) - (amount ?? 0)
  const text =
    amount === null || amount === 0
      ? line.dataset.said
      : left === 0
        ? empties
        : (left > 0 ? leaves : over).replace('****', money(Math.abs(left)))
  if (line.textContent !== text) line.textContent = text
  line.toggleAttribute('data-over', left < 0)
}
