import type { VisitLine } from '../../counter/visit-line.ts'

/** A line with when it came, epoch ms. */
export interface KeptLine extends VisitLine {
  readonly at: number
}

/** A list of one person in one shop: for anybody else a new one begins. */
interface Visit {
  readonly of: string
  readonly lines: readonly KeptLine[]
}

/** Where it is kept: the tab's sessionStorage. */
export interface VisitKeep {
  getItem(name: string): string | null
  setItem(name: string, text: string): void
  removeItem(name: string): void
}

const NAME = 'vale.visit'
/** More than a table ever brings; older ones are in the history. */
const LINES_MOST = 20
/** A table does not sit longer. */
const VISIT_MS = 4 * 3_600_000

/** The lines with one more verdict, newest first. One that waits for a tap is no line yet, and an undone one changes its own. */
export function withVerdict(lines: readonly KeptLine[], line: KeptLine): readonly KeptLine[] {
  if (line.verdict === 'valid' || line.word === 'not_confirmed' || line.word === 'cannot_confirm')
    return lines
  const of = lines.find(({ redemption }) => redemption !== null && redemption === line.redemption)
  if (of === undefined) return [line, ...lines].slice(0, LINES_MOST)
  const changed = { ...of, word: line.word, said: line.said, verdict: line.verdict, undo: line.undo }
  return lines.map((one) => (one === of ? changed : one))
}

/** The lines of that person in that shop, without those of another day's visit. */
export function linesKept(of: string, now: number, keep: VisitKeep): readonly KeptLine[] {
  const text = read(keep)
  if (text === null) return []
  // Only `keepLines` writes under this name, and only whole.
  const visit = JSON.parse(text) as Visit
  return visit.of === of ? visit.lines.filter(({ at }) => now - at < VISIT_MS) : []
}

/** Keeps them until the tab closes. A browser that keeps nothing loses only the list: the history has it all. */
export function keepLines(of: string, lines: readonly KeptLine[], keep: VisitKeep): void {
  const visit: Visit = { of, lines }
  try {
    if (lines.length === 0) keep.removeItem(NAME)
    else keep.setItem(NAME, JSON.stringify(visit))
  } catch {
    // Full or forbidden.
  }
}

function read(keep: VisitKeep): string | null {
  try {
    return keep.getItem(NAME)
  } catch {
    return null
  }
}
