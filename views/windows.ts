import type { UsageWindow } from '../src/usage-window.ts'
import type { Frame } from './frame.ts'
import type { TicketView } from './ticket-view.ts'
import { firstOf } from './voucher-facts.ts'

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

/** The same with the days on which it cannot be used, as long as they lie ahead: '…; not on Thu 24 Dec'. */
export function whenLine(
  frame: Pick<Frame, 'words' | 'display' | 'now'>,
  { windows, conditions }: Pick<TicketView, 'windows' | 'conditions'>,
): string {
  const { words, display, now } = frame
  const ahead = conditions.blackoutDates.filter((date) => Date.parse(date) + TWO_DAYS > now).toSorted()
  const days = firstOf(
    words,
    ahead.map((date) => display.shortDate(Date.parse(date), 'UTC')),
  )
  const hours = windowsLine(frame, windows)
  if (days.length === 0) return hours
  const not = words.ticket.notOn(display.list(days))
  return hours === '' ? upperFirst(not) : `${hours}; ${not}`
}

/** On every clock of the world a date is over two days after it began in Greenwich. */
const TWO_DAYS = 2 * 24 * 60 * 60 * 1000

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
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
