/** A key going down: what this computer's layout prints on it, and which key of the board it is ('KeyQ'). */
export interface Struck {
  readonly key: string
  readonly code: string
  readonly shift: boolean
}

/** How strokes are spelled: as this computer prints them, or as the keys lie on a board of that layout. */
export const SPELLINGS = ['key', 'us', 'azerty', 'qwertz', 'azerty_caps'] as const
export type Spelling = (typeof SPELLINGS)[number]

/** The text of the strokes in that spelling; keys that print nothing there fall out. */
export function spelled(strokes: readonly Struck[], spelling: Spelling): string {
  return strokes.map(BY_SPELLING[spelling]).join('')
}

const BY_SPELLING: Readonly<Record<Spelling, (stroke: Struck) => string>> = {
  key: ({ key }) => (key.length === 1 ? key : ''),
  us: onUsBoard,
  azerty: onFrenchBoard,
  qwertz: onGermanBoard,
  // Its Caps Lock stands for Shift, for digits too.
  azerty_caps: (stroke) => onFrenchBoard({ ...stroke, shift: true }),
}

const SHIFTED_DIGITS = ')!@#$%^&*('
const US_PUNCTUATION: Readonly<Record<string, string>> = {
  Slash: '/',
  NumpadDivide: '/',
  Minus: '-',
  NumpadSubtract: '-',
  Period: '.',
  NumpadDecimal: '.',
  Semicolon: ':',
  BracketRight: ']',
  Space: ' ',
}

function onUsBoard({ code, shift }: Struck): string {
  const digit = /^Digit(\d)$/.exec(code)?.[1]
  if (digit !== undefined) return shift ? SHIFTED_DIGITS.charAt(Number(digit)) : digit
  // Cards have one behind their first word.
  if (code === 'Minus' && shift) return '_'
  return letterOn(code) ?? numpadOn(code) ?? US_PUNCTUATION[code] ?? ''
}

const FRENCH_LETTERS: Readonly<Record<string, string>> = { Q: 'A', A: 'Q', W: 'Z', Z: 'W', M: ',' }

// Digits are on Shift there; without it two of the keys have signs that stand in cards and links.
function onFrenchBoard({ code, shift }: Struck): string {
  const signs: Readonly<Record<string, string>> = shift
    ? { Semicolon: 'M', Period: '/', Comma: '.' }
    : { Semicolon: 'M', Digit6: '-', Digit8: '_', Period: ':' }
  const letter = letterOn(code)
  return (
    signs[code] ??
    (letter === undefined ? undefined : (FRENCH_LETTERS[letter] ?? letter)) ??
    /^Digit(\d)$/.exec(code)?.[1] ??
    numpadOn(code) ??
    US_PUNCTUATION[code] ??
    ''
  )
}

const GERMAN_LETTERS: Readonly<Record<string, string>> = { Y: 'Z', Z: 'Y' }

function onGermanBoard(stroke: Struck): string {
  const { code, shift } = stroke
  const signs: Readonly<Record<string, string>> = shift
    ? { Slash: '_', Digit7: '/', Period: ':' }
    : { Slash: '-', Minus: '' }
  const letter = letterOn(code)
  return signs[code] ?? (letter === undefined ? onUsBoard(stroke) : (GERMAN_LETTERS[letter] ?? letter))
}

function letterOn(code: string): string | undefined {
  return /^Key([A-Z])$/.exec(code)?.[1]
}

function numpadOn(code: string): string | undefined {
  return /^Numpad(\d)$/.exec(code)?.[1]
}
