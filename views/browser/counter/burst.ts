import { readShown } from '../../../src/card.ts'
import type { CodeReading } from '../../../src/code.ts'

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

/** What a hand scanner sent, and how many of the last strokes were its. */
export interface Burst {
  readonly reading: CodeReading
  readonly strokes: number
}

/** Strokes that may belong together, and when the last burst ended by silence. */
export interface Run {
  readonly strokes: readonly Stroke[]
  readonly silentSince: number | null
}

/** No strokes yet. */
export const IDLE: Run = { strokes: [], silentSince: null }

/** A silence this long, in ms, ends a scan that has no Enter, if what came is a generated code. */
export const SILENCE_MS = 80
/** Any scan has ended by then; a busy computer may stop for less in the middle of one. */
export const PAUSE_MS = 300

// Hand scanners send a key every 5 to 30 ms; the fastest typist needs 60.
const MEAN_GAP_MS = 35
const FEWEST_STROKES = 6

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
  const goesOn = silenceBefore(run, stroke.at) <= PAUSE_MS
  const strokes = goesOn ? [...run.strokes, stroke] : [stroke]
  return { run: { strokes, silentSince: null }, burst: goesOn ? null : burstIn(run), swallow: false }
}

/** What silence until `now` ends: asked SILENCE_MS and PAUSE_MS after each key. */
export function fallSilent(run: Run, now: number): Step {
  const silence = silenceBefore(run, now)
  const burst = silence < SILENCE_MS ? null : burstIn(run)
  const sure = burst?.reading.kind === 'generated' || silence >= PAUSE_MS
  if (burst === null || !sure) return { run, burst: null, swallow: false }
  return { run: { strokes: [], silentSince: now - silence }, burst, swallow: false }
}

/**
 * The code in a scan: as this computer's layout spells it (`byKey`), or as a US layout would (`byPosition`). A generated
 * code's check symbol decides, so that no layout needs setting up; for chosen codes the computer's own spelling comes
 * first. A code sent twice in one go counts once.
 */
export function codeIn({ byKey, byPosition }: Spelling): CodeReading {
  return bestOf([byKey, byPosition].flatMap(texts).map(readShown))
}

interface Spelling {
  readonly byKey: string
  readonly byPosition: string
}

function bestOf(readings: readonly CodeReading[]): CodeReading {
  return (
    readings.find(({ kind }) => kind === 'generated') ??
    readings.find(({ kind }) => kind === 'chosen') ?? { kind: 'malformed', group: null }
  )
}

function end(run: Run, { at }: Stroke): Step {
  const burst = silenceBefore(run, at) <= PAUSE_MS ? burstIn(run) : null
  // Some scanners think before they send the Enter.
  const late = run.silentSince !== null && at - run.silentSince <= PAUSE_MS
  return { run: IDLE, burst, swallow: burst !== null || late }
}

function silenceBefore({ strokes }: Run, at: number): number {
  const last = strokes.at(-1)
  return last === undefined ? Number.POSITIVE_INFINITY : at - last.at
}

/**
 * The scan at the end of a run. After a pause inside of it either somebody typed before the scan, or the computer
 * stopped in the middle: of the strokes since the start and since each pause, those that carry a code are meant.
 */
function burstIn({ strokes }: Run): Burst | null {
  const starts = strokes.flatMap(({ at }, index) => {
    const before = strokes[index - 1]
    return before === undefined || at - before.at > SILENCE_MS ? [index] : []
  })
  const scans = starts.map((start) => strokes.slice(start)).filter(isFast)
  const bursts = scans.map((scan) => ({ reading: codeIn(spellingOf(scan)), strokes: scan.length }))
  const best = bestOf(bursts.map(({ reading }) => reading))
  return bursts.find(({ reading }) => reading.kind === best.kind) ?? null
}

function isFast(strokes: readonly Stroke[]): boolean {
  const [first] = strokes
  const last = strokes.at(-1)
  if (first === undefined || last === undefined || strokes.length < FEWEST_STROKES) return false
  return (last.at - first.at) / (strokes.length - 1) <= MEAN_GAP_MS
}

function spellingOf(strokes: readonly Stroke[]): Spelling {
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
  // Cards have one behind their first word.
  if (code === 'Minus' && shift) return '_'
  return /^Numpad(\d)$/.exec(code)?.[1] ?? PUNCTUATION[code] ?? ''
}

/** The text without the asterisks some scanners frame it with; first its half, where it is one text twice. */
function texts(text: string): string[] {
  const plain = text.replace(/^\*+|\*+$/g, '')
  const half = plain.slice(0, plain.length / 2)
  // Shorter halves are no burst of their own: PROMOPROMO is a code.
  const twice = half.length >= FEWEST_STROKES && half + half === plain
  return twice ? [half, plain] : [plain]
}
