import { assert } from './assert.ts'

/** The 32 symbols of generated codes: Crockford's base 32, which has no I, L, O, U. */
export const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** What an input turned out to be; `group` is the 1-based group of four to look at first, if one stands out. */
export type CodeReading =
  | { kind: 'generated'; code: string }
  | { kind: 'chosen'; code: string }
  | { kind: 'malformed'; group: number | null }

const GENERATED_LENGTHS: readonly number[] = [12, 16]
const GROUP_LENGTH = 4
const BODY_SYMBOLS = 11
const BITS_PER_SYMBOL = 5

// Symbols taken for one another on paper and screens.
const LOOK_ALIKE_SYMBOLS = ['0DQ', '17', '2Z', '5S', '6G', '8B', 'VY', 'MN']

// The zeros of digits that Arabic, Persian and Indian keyboards type; nine more follow each.
const ZEROS = ['\u0660', '\u06f0', '\u0966', '\u09e6', '\u0a66', '\u0ae6']

// Capitals of a Russian keyboard that look like ours, and digits that are ours in another script.
const LOOK_ALIKES = new Map<string, string>([
  ...Array.from('АВЕКМНОРСТУХ', (cyrillic, index) => [cyrillic, 'ABEKMH0PCTYX'.charAt(index)] as const),
  ...ZEROS.flatMap((zero) =>
    Array.from(
      '0123456789',
      (digit, value) => [String.fromCharCode(zero.charCodeAt(0) + value), digit] as const,
    ),
  ),
])

/**
 * The one form in which codes are compared and sealed, for every input: typed, pasted, scanned, a link. Spaces,
 * dashes, invisible characters and scanner prefixes (`]Q1`) go; look-alikes become what they look like (O→0, I and
 * L→1). Anything else stays, so that it can be refused; the result may be ''. Idempotent.
 */
export function normaliseCode(input: string): string {
  return bare(input).replaceAll('O', '0').replace(/[IL]/g, '1')
}

/** The symbols alone, in our capitals. */
function bare(input: string): string {
  // What tills and scanners send is bare already.
  if (/^[0-9A-Za-z]*$/.test(input)) return input.toUpperCase()
  const plain = Array.from(input.normalize('NFKC').toUpperCase(), (c) => LOOK_ALIKES.get(c) ?? c)
    .join('')
    .replace(/[\s\p{Dash}\p{Cc}\p{Cf}]/gu, '')
    // Once more: what was dropped may have kept an accent from its letter.
    .normalize('NFKC')
  return afterLinkPath(plain).replace(/^(\][A-Z][0-9A-Z])+/, '')
}

/** Reads any input as a code. 12 and 16 symbols are generated codes and must carry their check symbol. */
export function readCode(input: string): CodeReading {
  const code = normaliseCode(input)
  if (GENERATED_LENGTHS.includes(Array.from(code).length)) {
    return hasRightCheckSymbol(code)
      ? { kind: 'generated', code }
      : { kind: 'malformed', group: suspectGroup(code) }
  }
  return /^[0-9A-Z]{4,20}$/.test(code) ? { kind: 'chosen', code } : { kind: 'malformed', group: null }
}

/**
 * The check symbol of a body of ALPHABET symbols: Damm's quasigroup over GF(32) with x⁵+x²+1, where i = 0 and
 * each symbol value v makes i = 2·(i ⊕ v). Finds every single, adjacent, jump and twin error.
 */
export function checkSymbol(body: string): string {
  let i = 0
  for (const symbol of body) i = doubled(i ^ symbolValue(symbol))
  return ALPHABET.charAt(i)
}

/** A generated code from at least 7 random bytes: 55 of their bits, each code equally likely. */
export function codeFromBytes(bytes: Uint8Array): string {
  assert(bytes.length * 8 >= BODY_SYMBOLS * BITS_PER_SYMBOL, 'at least 7 bytes for a code')
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('')
  let body = ''
  for (let start = 0; body.length < BODY_SYMBOLS; start += BITS_PER_SYMBOL) {
    body += ALPHABET.charAt(Number.parseInt(bits.slice(start, start + BITS_PER_SYMBOL), 2))
  }
  return body + checkSymbol(body)
}

/** What is wrong with a code an issuer chose: 4–20 of A–Z 0–9, never as long as a generated one; null if nothing. */
export function chosenCodeProblem(text: string): null | 'length' | 'symbols' | 'reserved_length' {
  const chosen = text.trim().toUpperCase()
  if (chosen !== '' && !/^[0-9A-Z]+$/.test(chosen)) return 'symbols'
  if (chosen.length < 4 || chosen.length > 20) return 'length'
  return GENERATED_LENGTHS.includes(chosen.length) ? 'reserved_length' : null
}

/** Whether a chosen code is short enough to be guessed: fewer than 8 symbols. */
export function guessable(text: string): boolean {
  return text.trim().length < 8
}

/** A code as people read it: generated ones in groups of four, chosen ones as they are. */
export function groupCode(code: string): string {
  return GENERATED_LENGTHS.includes(code.length) ? (code.match(/.{4}/gsu)?.join('-') ?? code) : code
}

/** The last four symbols, by which lists and receipts name a code without giving it away. */
export function lastFour(code: string): string {
  return code.slice(-4)
}

// Links are `https://brand.example/v/7Q4K9XW2MTR2`, maybe with more behind it.
function afterLinkPath(text: string): string {
  const start = text.indexOf('/V/')
  if (start < 0) return text
  return text.slice(start + '/V/'.length).replace(/[/?#].*$/s, '')
}

function hasRightCheckSymbol(code: string): boolean {
  return Array.from(code).every(isSymbol) && checkSymbol(code.slice(0, -1)) === code.slice(-1)
}

function isSymbol(text: string): boolean {
  return text.length === 1 && ALPHABET.includes(text)
}

function symbolValue(symbol: string): number {
  const value = ALPHABET.indexOf(symbol)
  assert(isSymbol(symbol), 'a symbol of the code alphabet')
  return value
}

// Times 2, that is times x, in GF(32): the carry x⁵ is x²+1.
function doubled(value: number): number {
  const shifted = value << 1
  return shifted & 32 ? shifted ^ 0b100101 : shifted
}

// A check symbol tells that something is wrong, not where. Most slips of eye and hand, though, are one look-alike or
// two symbols swapped; when all such repairs lie in one group, that group is named.
function suspectGroup(code: string): number | null {
  const symbols = Array.from(code)
  const stranger = symbols.findIndex((symbol) => !isSymbol(symbol))
  if (stranger >= 0) return groupOf(stranger)
  const groups = new Set(
    symbols.flatMap((_, at) => (repairs(code, at).some(hasRightCheckSymbol) ? [groupOf(at)] : [])),
  )
  const [first] = groups
  return first !== undefined && groups.size === 1 ? first : null
}

function groupOf(position: number): number {
  return Math.floor(position / GROUP_LENGTH) + 1
}

function repairs(code: string, at: number): string[] {
  const symbol = code.charAt(at)
  const next = code.charAt(at + 1)
  const before = code.slice(0, at)
  const alike = LOOK_ALIKE_SYMBOLS.filter((set) => set.includes(symbol)).flatMap((set) =>
    Array.from(set.replace(symbol, ''), (other) => before + other + code.slice(at + 1)),
  )
  const crossesGroups = (at + 1) % GROUP_LENGTH === 0
  return crossesGroups ? alike : [...alike, before + next + symbol + code.slice(at + 2)]
}
