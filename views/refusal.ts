import type { Refusal, RefusalReason } from '../src/refusal.ts'
import type { Frame } from './frame.ts'
import type { RefusalOf, RefusalTerms, RefusalWords } from './words/refusal-words.ts'

/** Who reads a refusal: the clock they go by, and the shops they may hear about by name. */
export interface RefusalReader {
  readonly zone: string
  readonly storeName: (id: string) => string | null
}

/** The refusal in one or two sentences: the fact that helps, then what to do next. */
export function refusalSentence(
  frame: Pick<Frame, 'words' | 'display' | 'now'>,
  refusal: Refusal,
  reader: RefusalReader,
): string {
  return say(frame.words.refusals, refusal.reason, refusal, termsFor(frame, reader))
}

// Generic so that the compiler pairs the reason with its own facts.
function say<R extends RefusalReason>(
  words: RefusalWords,
  reason: R,
  refusal: RefusalOf<R>,
  terms: RefusalTerms,
): string {
  return words[reason](refusal, terms)
}

function termsFor(
  { words, display, now }: Pick<Frame, 'words' | 'display' | 'now'>,
  reader: RefusalReader,
): RefusalTerms {
  return {
    ago: (at) => display.relative(at, now),
    moment: (at, zone = reader.zone) => display.momentWithin(at, now, zone),
    until: (closesAt, zone) => {
      const clock = zone ?? reader.zone
      return `${display.dateTime(display.until(closesAt, clock), clock)}, ${words.common.zone(display.city(clock))}`
    },
    money: display.money,
    list: display.list,
    storeName: reader.storeName,
  }
}
