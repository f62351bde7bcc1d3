import { TEST_TEXT } from '../../counter/test-symbol.ts'
import { isSilent, isSuffix, type Stroke } from './burst.ts'
import { type Habits, SLOWEST_PACE_MS, USUAL_PACE_MS } from './habits.ts'
import { SPELLINGS, spelled } from './layouts.ts'

/** How a scanner ends what it sends. */
export type Ending = 'enter' | 'tab' | 'nothing'

/** What the strokes of one scan of the test symbol tell about the scanner. */
export type Lesson =
  /** Nothing yet. */
  | { readonly kind: 'nothing' }
  /** It was something else than the test symbol. */
  | { readonly kind: 'other' }
  /** It comes no faster than people type. */
  | { readonly kind: 'slow'; readonly pace: number }
  | {
      readonly kind: 'learned'
      readonly habits: Habits
      readonly ending: Ending
      /** It sends everything twice. */
      readonly twice: boolean
      /** Its own time from key to key, in ms. */
      readonly pace: number
    }

/** Keys have ended a scan after so long a silence, in ms, however slow the scanner. */
export const LESSON_OVER_MS = 500

// A stray key is no scan.
const FEWEST = 4

/** Learns from every stroke between two silences. */
export function learn(strokes: readonly Stroke[]): Lesson {
  const printed = strokes.filter((stroke) => !isSuffix(stroke) && !isSilent(stroke))
  const [first] = printed
  const last = printed.at(-1)
  if (first === undefined || last === undefined || printed.length < FEWEST) return { kind: 'nothing' }
  const pace = Math.round((last.at - first.at) / (printed.length - 1))
  const found = foundIn(printed)
  if (found === null) return { kind: 'other' }
  if (pace > SLOWEST_PACE_MS) return { kind: 'slow', pace }
  const { twice, ...around } = found
  // A busy computer hears a scanner more slowly at times.
  const patience = Math.min(Math.max(USUAL_PACE_MS, pace * 2), SLOWEST_PACE_MS)
  return { kind: 'learned', habits: { ...around, pace: patience }, ending: endingOf(strokes), twice, pace }
}

/** The first spelling that shows the test symbol, and what stands around it. */
function foundIn(strokes: readonly Stroke[]): (Omit<Habits, 'pace'> & { readonly twice: boolean }) | null {
  for (const spelling of SPELLINGS) {
    const text = spelled(strokes, spelling)
    const half = text.slice(0, text.length / 2)
    const twice = half + half === text
    const one = twice ? half : text
    const start = one.toUpperCase().indexOf(TEST_TEXT)
    if (start < 0) continue
    // The kind of symbol and asterisks are known of any scanner, and the next symbol may be of another kind.
    const before = one.slice(0, start).replace(/(\][A-Za-z][0-9A-Za-z])+$|^\*+/g, '')
    const after = one.slice(start + TEST_TEXT.length).replace(/\*+$/, '')
    return { spelling, before, after, twice }
  }
  return null
}

function endingOf(strokes: readonly Stroke[]): Ending {
  const last = strokes.findLast((stroke) => isSuffix(stroke) || !isSilent(stroke))
  if (last === undefined || !isSuffix(last)) return 'nothing'
  return last.key === 'Tab' ? 'tab' : 'enter'
}
