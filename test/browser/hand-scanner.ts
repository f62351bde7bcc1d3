import type { Page } from 'playwright-core'

/** A hand scanner, and the computer it is plugged into. */
export interface HandScanner {
  /** Where its own board has a symbol that a US board has elsewhere. */
  readonly board?: Readonly<Record<string, string>>
  /** What the computer's layout prints for a key that a US layout prints something else for. */
  readonly printed?: Readonly<Record<string, string>>
  /** The computer's Caps Lock is on. */
  readonly caps?: boolean
  readonly suffix?: 'Enter' | 'Tab' | null
  /** How often it sends what it read, all at once. */
  readonly times?: number
}

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
  // All of it at once, as a scanner sends it: however busy the machine is, no key waits for the one before to be heard of.
  const once = [
    ...Array.from(text, (symbol) => keyFor(symbol, scanner)),
    ...(suffix === null ? [] : [ENDS[suffix]]),
  ]
  const keys = Array.from({ length: times }, () => once).flat()
  await Promise.all(
    keys.flatMap(({ text: typed, ...key }) => [
      session.send('Input.dispatchKeyEvent', {
        ...key,
        type: typed === '' ? 'rawKeyDown' : 'keyDown',
        text: typed,
      }),
      session.send('Input.dispatchKeyEvent', { ...key, type: 'keyUp' }),
    ]),
  )
  await session.detach()
}

const ENDS = {
  Enter: { key: 'Enter', code: 'Enter', text: '\r', modifiers: 0, windowsVirtualKeyCode: 13 },
  Tab: { key: 'Tab', code: 'Tab', text: '', modifiers: 0, windowsVirtualKeyCode: 9 },
}

function keyFor(symbol: string, { board = {}, printed = {}, caps = false }: HandScanner) {
  // A control character is sent with Ctrl held.
  if (symbol < ' ') {
    const letter = String.fromCharCode(symbol.charCodeAt(0) + 64)
    return { key: letter.toLowerCase(), code: `Key${letter}`, text: '', modifiers: CONTROL }
  }
  const code = board[symbol] ?? onUsBoard(symbol)
  const upper = printed[code] ?? (/^Key/.test(code) ? code.slice(-1) : symbol)
  const key = caps ? upper.toLowerCase() : upper
  return { key, code, text: key, modifiers: /^[A-Z]$/.test(symbol) ? SHIFT : 0 }
}

const SIGNS: Readonly<Record<string, string>> = {
  ' ': 'Space',
  ']': 'BracketRight',
  '/': 'Slash',
  '-': 'Minus',
}

function onUsBoard(symbol: string): string {
  return SIGNS[symbol] ?? (/\d/.test(symbol) ? `Digit${symbol}` : `Key${symbol.toUpperCase()}`)
}
