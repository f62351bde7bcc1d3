import type { Page } from 'playwright-core'

/** A hand scanner, and the computer it is plugged into. */
export interface HandScanner {
  /** Where its own board has a symbol that a US board has elsewhere. */
  readonly board?: Readonly<Record<string, string>>
  /** Digits are on Shift there. */
  readonly shiftsDigits?: boolean
  /** What the computer's layout prints for a key that a US layout prints something else for. */
  readonly printed?: Readonly<Record<string, string>>
  /** The computer's Caps Lock is on. */
  readonly caps?: boolean
  readonly suffix?: 'Enter' | 'Tab' | null
  /** How often it sends what it read, all at once. */
  readonly times?: number
}

/** Between two keys of a scanner. */
const APART_MS = 2

const SHIFT = 8
const CONTROL = 2

/** What a French computer prints on the keys it moves. */
export const AZERTY = {
  ...{ KeyQ: 'A', KeyA: 'Q', KeyW: 'Z', KeyZ: 'W', KeyM: '?', Semicolon: 'M' },
  ...{ Digit0: 'à', Digit1: '&', Digit2: 'é', Digit3: '"', Digit4: "'", Digit5: '(' },
  ...{ Digit6: '-', Digit7: 'è', Digit8: '_', Digit9: 'ç' },
}
/** The same of a German one. */
export const QWERTZ = { KeyY: 'Z', KeyZ: 'Y' }
/** The same of a Russian one. */
export const CYRILLIC = Object.fromEntries(
  Array.from('QWERTYUIOPASDFGHJKLZXCVBNM', (us, index) => [
    `Key${us}`,
    'ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ'.charAt(index),
  ]),
)

/** What a hand scanner does: a burst of keys, then what it ends a code with. */
export async function scanByHand(page: Page, text: string, scanner: HandScanner = {}): Promise<void> {
  const { suffix = 'Enter', times = 1 } = scanner
  const session = await page.context().newCDPSession(page)
  // All of it at once, as a scanner sends it, and with the moment of each key: a busy machine takes none for a person's.
  const once = [
    ...Array.from(text, (symbol) => keyFor(symbol, scanner)),
    ...(suffix === null ? [] : [ENDS[suffix]]),
  ]
  const keys = Array.from({ length: times }, () => once).flat()
  const begin = Date.now()
  await Promise.all(
    keys.flatMap(({ text: typed, ...key }, index) => {
      const timestamp = (begin + index * APART_MS) / 1000
      const type = typed === '' ? 'rawKeyDown' : 'keyDown'
      return [
        session.send('Input.dispatchKeyEvent', { ...key, timestamp, type, text: typed }),
        session.send('Input.dispatchKeyEvent', { ...key, timestamp, type: 'keyUp' }),
      ]
    }),
  )
  await session.detach()
}

const ENDS = {
  Enter: { key: 'Enter', code: 'Enter', text: '\r', modifiers: 0, windowsVirtualKeyCode: 13 },
  Tab: { key: 'Tab', code: 'Tab', text: '', modifiers: 0, windowsVirtualKeyCode: 9 },
}

function keyFor(symbol: string, { board = {}, shiftsDigits, printed = {}, caps = false }: HandScanner) {
  // A control character is sent with Ctrl held.
  if (symbol < ' ') {
    const letter = String.fromCharCode(symbol.charCodeAt(0) + 64)
    return { key: letter.toLowerCase(), code: `Key${letter}`, text: '', modifiers: CONTROL }
  }
  const code = board[symbol] ?? onUsBoard(symbol)
  if (shiftsDigits && /\d/.test(symbol)) {
    const sign = ')!@#$%^&*('.charAt(Number(symbol))
    return { key: sign, code, text: sign, modifiers: SHIFT }
  }
  const upper = printed[code] ?? US_PRINTED[code] ?? (/^Key/.test(code) ? code.slice(-1) : symbol)
  const key = caps ? upper.toLowerCase() : upper
  return { key, code, text: key, modifiers: /^[A-Z]$/.test(symbol) ? SHIFT : 0 }
}

const SIGNS: Readonly<Record<string, string>> = {
  ' ': 'Space',
  ']': 'BracketRight',
  '/': 'Slash',
  '-': 'Minus',
}

/** What a US computer prints, with Shift, on keys where other boards have letters. */
const US_PRINTED: Readonly<Record<string, string>> = { Semicolon: ':' }

function onUsBoard(symbol: string): string {
  return SIGNS[symbol] ?? (/\d/.test(symbol) ? `Digit${symbol}` : `Key${symbol.toUpperCase()}`)
}
