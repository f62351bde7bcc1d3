import type { UsageWindow } from '../src/usage-window.ts'
import type { Frame } from './frame.ts'

const WEEK = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const

/** When it can be used: 'Weekdays 15:00 to 19:00; Sat 10:00 to 12:00'; empty where any time will do. */
export function windowsLine(
  { words, display }: Pick<Frame, 'words' | 'display'>,
  windows: readonly UsageWindow[],
): string {
  const lines = windows.map(({ days, from, to }) =>
    words.ticket.window(daysLine(words.ticket.days, display, days), from, to),
  )
  return lines.join('; ')
}

type DayWords = Frame['words']['ticket']['days']

function daysLine(words: DayWords, display: Frame['display'], days: UsageWindow['days']): string {
  const indices = WEEK.flatMap((day, index) => (days.includes(day) ? [index] : []))
  const span = indices.join('')
  if (span === '0123456') return words.every
  if (span === '01234') return words.weekdays
  if (span === '56') return words.weekends
  const names = indices.map((index) => words.short[index] ?? '')
  const [first, last] = [names[0], names.at(-1)]
  const contiguous = '0123456'.includes(span) && names.length > 2
  return contiguous && first !== undefined && last !== undefined
    ? words.range(first, last)
    : display.list(names)
}
