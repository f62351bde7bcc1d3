import { daysBetween, lastSecond } from './local-day.ts'

/** How numbers, money and moments read in one language and region. Instants are epoch ms, amounts minor units. */
export interface Display {
  /** '1,250'. */
  number(value: number): string
  /** '15 %', with a thin space where the language has none of its own. */
  percent(value: number): string
  /** '€32.40'. */
  money(amount: number, currency: string): string
  /** A price in a promise: '€9', but '€9.50'. */
  price(amount: number, currency: string): string
  /** '32.40', as people type it into a field: without sign or grouping. */
  typed(amount: number, currency: string): string
  /** 'November 2026' for '2026-11'. */
  month(month: string): string
  /** 'Thu 17 Dec 2026'. */
  date(at: number, zone: string): string
  /** 'Thu 17 Dec', beside something that makes the year plain. */
  shortDate(at: number, zone: string): string
  /** '17 Dec'. */
  dayMonth(at: number, zone: string): string
  /** '2026'. */
  year(at: number, zone: string): string
  /** '23:59'. */
  time(at: number, zone: string): string
  /** 'Thu 17 Dec 2026, 23:59'. */
  dateTime(at: number, zone: string): string
  /** 'Today, 14:02', 'Yesterday, 14:02', else the full date and time. */
  moment(at: number, now: number, zone: string): string
  /** The same inside a sentence: 'today, 14:02'. */
  momentWithin(at: number, now: number, zone: string): string
  /** The instant to show for an exclusive end: 23:59 for the start of a day, else the time itself. */
  until(closesAt: number, zone: string): number
  /** '8 minutes ago', 'in 2 days'. */
  relative(at: number, now: number): string
  /** 'Chiado, Alvalade and Belém'. */
  list(items: readonly string[]): string
  /** What people call a zone: 'Lisbon' for 'Europe/Lisbon'. */
  city(zone: string): string
  /** 'Portuguese (Portugal)' for 'pt-PT'. */
  language(locale: string): string
}

const MINUTE = 60 * 1000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

type Decimals = (currency: string) => number

// Intl's formatters are slow to make and safe to keep.
const displays = new Map<string, Display>()

/**
 * Formats for a brand's locale in the language its words are written in: 'pt-PT' with English words reads '€32.40' and
 * 'Thu 17 Dec 2026', never half of each. `decimals` of a currency are those amounts are kept with: Intl would show
 * forints and rupiahs without any, a hundred times too much.
 */
export function displayFor(locale: string, decimals: Decimals, language = 'en'): Display {
  const spoken = new Intl.Locale(locale, { language }).toString()
  const display = displays.get(spoken) ?? createDisplay(spoken, decimals, language)
  displays.set(spoken, display)
  return display
}

function createDisplay(locale: string, decimals: Decimals, language: string): Display {
  const { date, shortDate, dayMonth, year, time } = dateFormats(locale)
  const lists = new Intl.ListFormat(locale)
  const months = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' })
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const languages = new Intl.DisplayNames(locale, { type: 'language', languageDisplay: 'standard' })
  const money = moneyFormats(locale, decimals)
  const dateTime = (at: number, zone: string) => `${date(at, zone)}, ${time(at, zone)}`
  const momentWithin = (at: number, now: number, zone: string) => {
    const days = daysBetween(now, at, zone)
    if (Math.abs(days) > 1) return dateTime(at, zone)
    return `${relative.format(days, 'day')}, ${time(at, zone)}`
  }
  return {
    number: numberFormat(locale),
    percent: percentFormat(locale, language),
    money: (amount, currency) => money(amount, currency, 'auto'),
    price: (amount, currency) => money(amount, currency, 'stripIfInteger'),
    typed: (amount, currency) => (amount / 10 ** decimals(currency)).toFixed(decimals(currency)),
    month: (month) => months.format(Date.parse(`${month}-01T00:00:00Z`)),
    date,
    shortDate,
    dayMonth,
    year,
    time,
    dateTime,
    moment: (at, now, zone) => capital(momentWithin(at, now, zone)),
    momentWithin,
    until: lastSecond,
    relative: (at, now) => relative.format(...distance(at - now)),
    list: (items) => lists.format(items),
    city: (zone) => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' '),
    language: (tag) => languageName(languages, tag),
  }
}

/** Dates in the order of the locale; the comma after the weekday goes: 'Thu 17 Dec 2026'. */
function dateFormats(locale: string) {
  const day = { weekday: 'short', day: 'numeric', month: 'short' } as const
  const date = zoned(locale, { ...day, year: 'numeric' })
  const shortDate = zoned(locale, day)
  const dayMonth = zoned(locale, { day: 'numeric', month: 'short' })
  const year = zoned(locale, { year: 'numeric' })
  const time = zoned(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  return {
    date: (at: number, zone: string) => withoutComma(date(zone), at),
    shortDate: (at: number, zone: string) => withoutComma(shortDate(zone), at),
    dayMonth: (at: number, zone: string) => dayMonth(zone).format(at),
    year: (at: number, zone: string) => year(zone).format(at),
    time: (at: number, zone: string) => time(zone).format(at),
  }
}

function zoned(locale: string, options: Intl.DateTimeFormatOptions): (zone: string) => Intl.DateTimeFormat {
  const formats = new Map<string, Intl.DateTimeFormat>()
  return (zone) => {
    const format = formats.get(zone) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone: zone })
    formats.set(zone, format)
    return format
  }
}

function withoutComma(format: Intl.DateTimeFormat, at: number): string {
  const parts = format.formatToParts(at)
  return parts
    .map(({ value }, index) => (value === ', ' && parts[index - 1]?.type === 'weekday' ? ' ' : value))
    .join('')
}

function moneyFormats(locale: string, decimals: Decimals) {
  const formats = new Map<string, Intl.NumberFormat>()
  return (amount: number, currency: string, trailingZeroDisplay: 'auto' | 'stripIfInteger'): string => {
    const key = `${currency} ${trailingZeroDisplay}`
    const digits = decimals(currency)
    const shown = { minimumFractionDigits: digits, maximumFractionDigits: digits, trailingZeroDisplay }
    const format =
      formats.get(key) ?? new Intl.NumberFormat(locale, { style: 'currency', currency, ...shown })
    formats.set(key, format)
    return format.format(amount / 10 ** digits).replace('-', '−')
  }
}

/** Grouped as sums of money are: in English for Portugal the runtime groups the two differently. */
function numberFormat(locale: string): (value: number) => string {
  const sums = new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR', minimumFractionDigits: 0 })
  return (value) =>
    sums
      .formatToParts(value)
      .map((part) => (part.type === 'currency' || part.type === 'literal' ? '' : part.value))
      .join('')
}

function percentFormat(locale: string, language: string): (value: number) => string {
  if (language !== 'en') {
    const format = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 2 })
    return (value) => format.format(value / 100)
  }
  const format = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
  return (value) => `${format.format(value)}\u202f%`
}

/** The coarsest unit that still says something true: 90 minutes are '2 hours', 40 seconds are '40 seconds'. */
function distance(ms: number): [amount: number, unit: Intl.RelativeTimeFormatUnit] {
  const size = Math.abs(ms)
  if (size < MINUTE) return [Math.round(ms / 1000), 'second']
  if (size < HOUR) return [Math.round(ms / MINUTE), 'minute']
  if (size < DAY) return [Math.round(ms / HOUR), 'hour']
  return [Math.round(ms / DAY), 'day']
}

/** A tag that is none is shown as it is written. */
function languageName(names: Intl.DisplayNames, tag: string): string {
  try {
    return names.of(tag) ?? tag
  } catch {
    return tag
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
