import type { Display } from './display.ts'

/** '21 May 1990', or '21 May' where the year is nobody's business; what is no day is shown as it is written. */
export function birthdaySaid(display: Display, birthday: string): string {
  const at = Date.parse(`${birthday.replace(/^-/, '2000')}T12:00:00Z`)
  if (Number.isNaN(at)) return birthday
  const day = display.dayMonth(at, 'UTC')
  return birthday.startsWith('-') ? day : `${day} ${display.year(at, 'UTC')}`
}
