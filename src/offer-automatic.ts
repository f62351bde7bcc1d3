import * as z from 'zod/mini'
import type { Happening } from './happening.ts'
import { addDays, type Instant, type LocalDate, localDateOf } from './local-time.ts'
import { amountSchema, moneySchema } from './money.ts'

const from1 = (most: number) => z.int().check(z.minimum(1), z.maximum(most))

/** When an offer gives itself: nobody asks for it, and it costs nothing. Rule R101. */
export const automaticSchema = z.discriminatedUnion('on', [
  /** After every purchase of at least that much; null: of anything. */
  z.strictObject({ on: z.literal('purchase'), minimum: z.nullable(moneySchema) }),
  /** On every n-th visit. */
  z.strictObject({ on: z.literal('visit'), every: from1(1000) }),
  z.strictObject({ on: z.literal('sign_up') }),
  z.strictObject({ on: z.literal('birthday') }),
  /** Once they have not been there for so many days. */
  z.strictObject({ on: z.literal('absence'), days: from1(1000) }),
  /** Once they have so many points. */
  z.strictObject({ on: z.literal('points'), reached: amountSchema }),
])
export type Automatic = z.output<typeof automaticSchema>

/** What is older than this is no occasion any more, however late anybody hears of it. Rule R102. */
export const OCCASION_DAYS = 7
const DAY_MS = 24 * 60 * 60 * 1000

/** When an offer with a rule was open. */
interface Opened {
  readonly automatic: Automatic | null
  /** For the first time. */
  readonly publishedAt: Instant | null
  readonly publish_from: Instant | null
}

/**
 * Whether what happened is an occasion for an offer that is open now, and which: the same occasion has the same name for
 * ever, so that a customer is given one voucher for it, however often it is asked about. Rules R101 and R102.
 */
export function occasionFor(
  { automatic, publishedAt, publish_from }: Opened,
  happening: Happening,
  { now, zone }: { readonly now: Instant; readonly zone: string },
): string | null {
  if (automatic === null || happening.at < now - OCCASION_DAYS * DAY_MS) return null
  // Days that are swept begin with the one on which it was published.
  const opened = Math.max(publishedAt ?? now, publish_from ?? 0)
  const swept = happening.kind === 'birthday' || happening.kind === 'absence'
  return !swept && happening.at < opened ? null : occasionOf(automatic, happening, zone)
}

/** What a rule calls this occasion; null where it is none. */
function occasionOf(rule: Automatic, happening: Happening, zone: string): string | null {
  switch (rule.on) {
    case 'purchase':
      return happening.kind === 'purchase' && isEnough(rule.minimum, happening)
        ? `purchase ${happening.purchase}`
        : null
    case 'visit':
      return happening.kind === 'visit' && happening.number % rule.every === 0
        ? `visit ${happening.number}`
        : null
    case 'sign_up':
      return happening.kind === 'sign_up' ? 'sign_up' : null
    case 'birthday':
      return happening.kind === 'birthday' ? `birthday ${happening.day.slice(0, 4)}` : null
    case 'absence':
      return happening.kind === 'absence' && addDays(happening.last, rule.days) === happening.day
        ? `absence ${happening.last}`
        : null
    case 'points':
      return happening.kind === 'points' && happening.available >= rule.reached
        ? `points ${localDateOf(happening.at, zone).slice(0, 4)}`
        : null
  }
}

function isEnough(
  minimum: { readonly amount: number; readonly currency: string } | null,
  { total, currency }: { readonly total: number; readonly currency: string },
): boolean {
  return minimum === null || (minimum.currency === currency && total >= minimum.amount)
}

/** The first and last birthday kept on that day, as `MM-DD`: who was born on 29 February keeps it on the 28th of other years. */
export function birthdaysOn(day: LocalDate): { readonly first: string; readonly last: string } {
  const first = day.slice(5)
  const alone = first !== '02-28' || addDays(day, 1).endsWith('-29')
  return { first, last: alone ? first : '02-29' }
}
