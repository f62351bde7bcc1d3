import { type CodeReading, readCode } from '../../../src/code.ts'

/** One key going down, as the browser tells it; `at` in ms. */
export interface Stroke {
  readonly key: string
  /** Which key of the board it is, whatever the layout prints on it: 'KeyQ'. */
  readonly code: string
  readonly shift: boolean
  readonly ctrl: boolean
  /** Alt or a system key is held: a shortcut. */
  readonly modified: boolean
  /** The key is held down and repeats by itself. */
  readonly held: boolean
  readonly composing: boolean
  readonly at: number
}

/** What a hand scanner sent: as this computer's layout spells it, and as a US layout would. */
export interface Burst {
  readonly byKey: string
  readonly byPosition: string
}

/** Strokes that follow one another without a pause, and when the last burst ended by silence. */
export interface Run {
  readonly strokes: readonly Stroke[]
  readonly silentSince: number | null
}

/** No strokes yet. */
export const IDLE: Run = { strokes: [], silentSince: null }

/** A pause this long, in ms, ends a burst whose scanner sends nothing after the code. */
export const SILENCE_MS = 80

// Hand scanners send a key every 5 to 30 ms; the fastest typist needs 60.
const MEAN_GAP_MS = 35
const FEWEST_STROKES = 6
// Some scanners think before they send the Enter.
const LATE_SUFFIX_MS = 250

interface Step {
  readonly run: Run
  readonly burst: Burst | null
  /** The key ends a burst and must not reach the page: Enter would press whatever has the focus. */
  readonly swallow: boolean
}

/** Takes one more key into the run. Slow typing, shortcuts, held keys and compositions never become a burst. */
export function follow(run: Run, stroke: Stroke): Step {
  if (isSuffix(stroke)) return end(run, stroke)
  if (isSilent(stroke)) return { run, burst: null, swallow: false }
  if (stroke.held || stroke.composing || !isPrintable(stroke))
    return { run: IDLE, burst: null, swallow: false }
  const last = run.strokes.at(-1)
  if (last === undefined || stroke.at - last.at <= SILENCE_MS) {
    return { run: { strokes: [...run.strokes, stroke], silentSince: null }, burst: null, swallow: false }
  }
  return { run: { strokes: [stroke], silentSince: null }, burst: burstOf(run.strokes), swallow: false }
}

/** What a silence since the last key ends: a burst, or nothing. Asked SILENCE_MS after each key. */
export function fallSilent(run: Run, now: number): Step {
  const last = run.strokes.at(-1)
  if (last === undefined || now - last.at < SILENCE_MS) return { run, burst: null, swallow: false }
  const burst = burstOf(run.strokes)
  return { run: { strokes: [], silentSince: burst === null ? null : last.at }, burst, swallow: false }
}

/**
 * The code a burst carries. A generated code's check symbol decides between the two spellings, so that no layout needs
 * setting up; for chosen codes the computer's own spelling comes first. A code sent twice in one go counts once.
 */
export function codeIn({ byKey, byPosition }: Burst): CodeReading {
  const readings = [byKey, byPosition].flatMap(spellings).map(readCode)
  return (
    readings.find(({ kind }) => kind === 'generated') ??
    readings.find(({ kind }) => kind === 'chosen') ?? { kind: 'malformed', group: null }
  )
}

function end(run: Run, stroke: Stroke): Step {
  const last = run.strokes.at(-1)
  const inTime = last !== undefined && stroke.at - last.at <= SILENCE_MS
  const burst = inTime ? burstOf(run.strokes) : null
  const late = run.silentSince !== null && stroke.at - run.silentSince <= LATE_SUFFIX_MS
  return { run: IDLE, burst, swallow: burst !== null || late }
}

function burstOf(strokes: readonly Stroke[]): Burst | null {
  const [first] = strokes
  const last = strokes.at(-1)
  if (first === undefined || last === undefined || strokes.length < FEWEST_STROKES) return null
  if ((last.at - first.at) / (strokes.length - 1) > MEAN_GAP_MS) return null
  return {
    byKey: strokes.map(({ key }) => (key.length === 1 ? key : '')).join(''),
    byPosition: strokes.map(onUsLayout).join(''),
  }
}

/** Enter and Tab, and the line feed and carriage return some scanners send as control characters. */
function isSuffix({ key, code, ctrl, composing }: Stroke): boolean {
  if (composing) return false
  return key === 'Enter' || key === 'Tab' || (ctrl && (code === 'KeyJ' || code === 'KeyM'))
}

/** Keys that print nothing and interrupt nothing: Shift before each capital, control characters around a code. */
function isSilent({ key, ctrl, modified }: Stroke): boolean {
  return ctrl || modified || ['Shift', 'CapsLock', 'Control', 'Alt', 'AltGraph', 'Meta'].includes(key)
}

function isPrintable({ key, code }: Stroke): boolean {
  return key.length === 1 || (key === 'Dead' && code !== '')
}

const SHIFTED_DIGITS = ')!@#$%^&*('
const PUNCTUATION: Readonly<Record<string, string>> = {
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

function onUsLayout({ code, shift }: Stroke): string {
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter !== undefined) return letter
  const digit = /^Digit(\d)$/.exec(code)?.[1]
  if (digit !== undefined) return shift ? SHIFTED_DIGITS.charAt(Number(digit)) : digit
  return /^Numpad(\d)$/.exec(code)?.[1] ?? PUNCTUATION[code] ?? ''
}

/** The text without the asterisks some scanners frame it with; first its half, where it is one text twice. */
function spellings(text: string): string[] {
  const plain = text.replace(/^\*+|\*+$/g, '')
  const half = plain.slice(0, plain.length / 2)
  // Shorter halves are no burst of their own: PROMOPROMO is a code.
  const twice = half.length >= FEWEST_STROKES && half + half === plain
  return twice ? [half, plain] : [plain]
}
