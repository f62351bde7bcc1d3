import { readShown } from '../../../src/card.ts'
import type { CodeReading } from '../../../src/code.ts'
import { type Habits, UNLEARNED } from './habits.ts'
import { SPELLINGS, type Spelling, type Struck, spelled } from './layouts.ts'

/** One key going down, as the browser tells it; `at` in ms. */
export interface Stroke extends Struck {
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

const FEWEST_STROKES = 6
// An Enter at the pace of the keys before it is no finger's either, and the shortest code has four.
const FEWEST_BEFORE_ENTER = 4

interface Step {
  readonly run: Run
  readonly burst: Burst | null
  /** Whether the key may reach the page. */
  readonly passes: Passing
}

/**
 * Keys of a scan must not reach the page: an Enter never, since it would press whatever has the focus; the others not
 * outside of text fields, where a Space would do so too. What they write into a field is taken out again.
 */
type Passing = 'anywhere' | 'into fields' | 'nowhere'

/** Takes one more key into the run. Slow typing, shortcuts, held keys and compositions never become a burst. */
export function follow(run: Run, stroke: Stroke, habits: Habits = UNLEARNED): Step {
  if (isSuffix(stroke)) return end(run, stroke, habits)
  if (isSilent(stroke)) return { run, burst: null, passes: 'anywhere' }
  if (stroke.held || stroke.composing || !isPrintable(stroke))
    return { run: IDLE, burst: null, passes: 'anywhere' }
  const silence = silenceBefore(run, stroke.at)
  const goesOn = silence <= PAUSE_MS
  const strokes = goesOn ? [...run.strokes, stroke] : [stroke]
  // People press Space soon after another key, if not that soon.
  const scanned = stroke.key === ' ' ? silence <= habits.pace : goesOn
  const burst = goesOn ? null : burstIn(run, habits)
  return { run: { strokes, silentSince: null }, burst, passes: scanned ? 'into fields' : 'anywhere' }
}

/** What silence until `now` ends: asked SILENCE_MS and PAUSE_MS after each key. */
export function fallSilent(run: Run, now: number, habits: Habits = UNLEARNED): Step {
  const silence = silenceBefore(run, now)
  const burst = silence < SILENCE_MS ? null : burstIn(run, habits)
  const sure = burst?.reading.kind === 'generated' || silence >= PAUSE_MS
  if (burst === null || !sure) return { run, burst: null, passes: 'anywhere' }
  return { run: { strokes: [], silentSince: now - silence }, burst, passes: 'anywhere' }
}

/**
 * The code in a scan. A generated code's check symbol decides between the spellings, so that no layout needs setting up;
 * for chosen codes the learned spelling comes first, then the computer's own, then a US scanner's. A code sent twice in one
 * go counts once.
 */
export function codeIn(strokes: readonly Struck[], habits: Habits = UNLEARNED): CodeReading {
  const { spelling: learned } = habits
  const order = learned === null ? SPELLINGS : [learned, ...SPELLINGS.filter((other) => other !== learned)]
  const readings = order.flatMap((spelling) =>
    bare(spelled(strokes, spelling), spelling === learned ? habits : UNLEARNED).map((text) => ({
      spelling,
      reading: readShown(text),
    })),
  )
  // Without a check symbol nothing tells a rare board's word from nonsense.
  const likely = readings.filter(({ spelling, reading }) => reading.kind !== 'chosen' || isLikely(spelling))
  return bestOf(likely.map(({ reading }) => reading))

  function isLikely(spelling: Spelling): boolean {
    return spelling === learned || spelling === 'key' || spelling === 'us'
  }
}

/** Whether the strokes came faster than anybody types. */
function isFast(strokes: readonly Stroke[], fewest: number, { pace }: Habits): boolean {
  const [first] = strokes
  const last = strokes.at(-1)
  if (first === undefined || last === undefined || strokes.length < fewest) return false
  return (last.at - first.at) / (strokes.length - 1) <= pace
}

function bestOf(readings: readonly CodeReading[]): CodeReading {
  return (
    readings.find(({ kind }) => kind === 'generated') ??
    readings.find(({ kind }) => kind === 'chosen') ?? { kind: 'malformed', group: null }
  )
}

function end(run: Run, { at }: Stroke, habits: Habits): Step {
  const silence = silenceBefore(run, at)
  const fewest = silence <= habits.pace ? FEWEST_BEFORE_ENTER : FEWEST_STROKES
  const burst = silence <= PAUSE_MS ? burstIn(run, habits, fewest) : null
  // Some scanners think before they send the Enter.
  const late = run.silentSince !== null && at - run.silentSince <= PAUSE_MS
  return { run: IDLE, burst, passes: burst !== null || late ? 'nowhere' : 'anywhere' }
}

function silenceBefore({ strokes }: Run, at: number): number {
  const last = strokes.at(-1)
  return last === undefined ? Number.POSITIVE_INFINITY : at - last.at
}

/**
 * The scan at the end of a run. After a pause inside of it either somebody typed before the scan, or the computer
 * stopped in the middle: of the strokes since the start and since each pause, those that carry a code are meant.
 */
function burstIn({ strokes }: Run, habits: Habits, fewest = FEWEST_STROKES): Burst | null {
  const starts = strokes.flatMap(({ at }, index) => {
    const before = strokes[index - 1]
    return before === undefined || at - before.at > SILENCE_MS ? [index] : []
  })
  const scans = starts.map((start) => strokes.slice(start)).filter((scan) => isFast(scan, fewest, habits))
  const bursts = scans.map((scan) => ({ reading: codeIn(scan, habits), strokes: scan.length }))
  const best = bestOf(bursts.map(({ reading }) => reading))
  return bursts.find(({ reading }) => reading.kind === best.kind) ?? null
}

/** Enter and Tab, and the line feed and carriage return some scanners send as control characters. */
export function isSuffix({ key, code, ctrl, composing }: Stroke): boolean {
  if (composing) return false
  return key === 'Enter' || key === 'Tab' || (ctrl && (code === 'KeyJ' || code === 'KeyM'))
}

/** Keys that print nothing and interrupt nothing: Shift before each capital, control characters around a code. */
export function isSilent({ key, ctrl, modified }: Stroke): boolean {
  return ctrl || modified || ['Shift', 'CapsLock', 'Control', 'Alt', 'AltGraph', 'Meta'].includes(key)
}

function isPrintable({ key, code }: Stroke): boolean {
  return key.length === 1 || (key === 'Dead' && code !== '')
}

/**
 * The text without what stands around it: the asterisks some scanners frame it with, and what this one is known to add.
 * First its half, where it is one text twice.
 */
function bare(text: string, { before, after }: Habits): string[] {
  const plain = text.replace(/^\*+|\*+$/g, '')
  const half = plain.slice(0, plain.length / 2)
  // Shorter halves are no burst of their own: PROMOPROMO is a code.
  const twice = half.length >= FEWEST_STROKES && half + half === plain
  const all = twice ? [half, plain] : [plain]
  const stripped = all.filter((one) => one.startsWith(before) && one.endsWith(after))
  return [
    ...stripped.map((one) => one.slice(before.length, one.length - after.length)),
    ...(before === '' && after === '' ? [] : all),
  ]
}
