import type { OpeningHours } from '../src/opening-hours.ts'
import type { Frame } from './frame.ts'

/** A week of hours as people read it, days alike in one line: 'Mon to Fri 08:00–19:00', 'Sat to Sun closed'; none where nobody has said. */
export function hoursLines({ words }: Pick<Frame, 'words'>, hours: OpeningHours): string[] {
  const { days, closedThatDay } = words.ticket
  const spans: { first: number; last: number; day: string }[] = []
  for (const [index, day] of hours.entries()) {
    const before = spans.at(-1)
    if (before?.day === day) before.last = index
    else spans.push({ first: index, last: index, day })
  }
  const name = (index: number) => days.short[index] ?? ''
  return spans.map(({ first, last, day }) => {
    const when = first === last ? name(first) : days.range(name(first), name(last))
    return `${when} ${day === '' ? closedThatDay : day.replaceAll('-', '–').replaceAll(',', ', ')}`
  })
}
