import * as z from 'zod/mini'

/** One text for each weekday, Monday first: '08:00-12:00,13:00-19:00', '' where it is closed. Empty: nobody has said. */
export type OpeningHours = readonly string[]

/** So many parts a day may have. */
const PARTS_MOST = 3
const PART = /^(\d{1,2})(?:[:.h](\d{2})?)?(?:-)(\d{1,2})(?:[:.h](\d{2})?)?$/

/**
 * A day's hours as people write them ('8-12, 13:00 – 19:00', '9.30 to 18h') in the one form they are kept in, or null
 * for what cannot be read. A part may cross midnight if it is the day's last; parts follow each other.
 */
export function readDayHours(text: string): string | null {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[–—−]|\bto\b/g, '-')
    .replace(/\band\b|[;+]/g, ',')
    .replace(/\s+/g, '')
  if (plain === '') return ''
  const parts = plain.split(',').map(readPart)
  if (parts.length > PARTS_MOST || parts.includes(null)) return null
  const read = parts.flatMap((part) => part ?? [])
  return inOrder(read) ? read.map(({ from, to }) => `${clock(from)}-${clock(to)}`).join(',') : null
}

interface Part {
  /** Minutes since midnight. */
  readonly from: number
  readonly to: number
}

const DAY = 24 * 60

function readPart(text: string): Part | null {
  const found = PART.exec(text)
  if (found === null) return null
  const [, fromHour, fromMinute = '0', toHour, toMinute = '0'] = found
  const from = minutes(Number(fromHour), Number(fromMinute))
  const to = minutes(Number(toHour), Number(toMinute))
  return from === null || to === null || from === DAY || from === to ? null : { from, to }
}

function minutes(hour: number, minute: number): number | null {
  const all = hour * 60 + minute
  return minute < 60 && all <= DAY ? all : null
}

function inOrder(parts: readonly Part[]): boolean {
  return parts.every(({ from, to }, index) => {
    const next = parts[index + 1]
    return next === undefined || (from < to && to < next.from)
  })
}

function clock(all: number): string {
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(all / 60))}:${two(all % 60)}`
}

/** Reads a week of hours, each day already in the form it is kept in; a week in which every day is empty says nothing. */
export const openingHoursSchema = z
  .array(
    z.string().check(
      z.maxLength(40),
      z.refine((day) => readDayHours(day) === day, {
        error: 'must be hours such as 08:00-12:00,13:00-19:00, or empty for a day it is closed',
      }),
    ),
  )
  .check(
    z.refine((week) => week.length === 0 || week.length === 7, {
      error: 'must have seven days, Monday first, or none',
    }),
  )
