import * as z from 'zod/mini'
import { type Instant, localDateOf } from './local-time.ts'
import { moneySchema } from './money.ts'
import type { Role } from './permission.ts'
import type { Terms } from './terms.ts'

/** The reasons a brand begins with; their words are what vouchers and the API say, and their names can be changed. */
export const FIRST_REASONS = [
  ['goodwill', 'Goodwill'],
  ['compensation', 'Compensation'],
  ['birthday', 'Birthday'],
  ['business_gift', 'Business gift'],
  ['event', 'Event'],
  ['loyalty_bonus', 'Loyalty bonus'],
  ['printed_coupon', 'Printed coupon'],
  ['other', 'Other'],
] as const

/** What the settings allow somebody to issue by hand in a calendar month: a number of vouchers, a sum, or both. */
export const budgetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('unlimited') }),
  z.strictObject({ kind: z.literal('nothing') }),
  z
    .strictObject({
      kind: z.literal('limited'),
      vouchers: z.nullable(z.int().check(z.minimum(1), z.maximum(10_000))),
      money: z.nullable(moneySchema),
    })
    .check(
      z.refine(({ vouchers, money }) => vouchers !== null || money !== null, {
        error: 'needs a number of vouchers or a sum',
      }),
    ),
])
export type Budget = z.output<typeof budgetSchema>

/** Roles whose budget the settings give; a key has none unless it gets one of its own. */
export const BUDGETED_ROLES = ['manager', 'operator'] as const satisfies readonly Role[]

/** What holds until settings say otherwise: managers and keys issue freely, operators not at all. */
export function firstBudget(role: Role): Budget {
  return role === 'operator' ? { kind: 'nothing' } : { kind: 'unlimited' }
}

/** What a budget lets through: null stops nothing. */
export interface Limits {
  readonly vouchers: number | null
  readonly money: { readonly amount: number; readonly currency: string } | null
}

/** The limits of a budget, or null where there are none. */
export function limitsOf(budget: Budget): Limits | null {
  switch (budget.kind) {
    case 'unlimited':
      return null
    case 'nothing':
      return { vouchers: 0, money: null }
    case 'limited':
      return { vouchers: budget.vouchers, money: budget.money }
  }
}

/**
 * What a voucher can cost at most, over all its uses. `amount` null: there is no most, as for a percentage without one.
 * Items, fixed prices and words count in number only: they are worth 0 here. `currency` null fits any.
 */
export interface Worth {
  readonly amount: number | null
  readonly currency: string | null
}

/** A voucher's worth at its maximum. */
export function worthOf(terms: Pick<Terms, 'benefit' | 'uses' | 'minimum_spend'>): Worth {
  const { benefit } = terms
  const uses = terms.uses ?? 1
  switch (benefit.kind) {
    case 'amount':
    case 'value':
      return { amount: benefit.amount * uses, currency: benefit.currency }
    case 'percent':
      return {
        amount: benefit.max_amount === undefined ? null : benefit.max_amount * uses,
        currency: terms.minimum_spend?.currency ?? null,
      }
    case 'item':
    case 'fixed_price':
    case 'custom':
      return { amount: 0, currency: null }
  }
}

/** What somebody issued by hand in one month, in number and in sums by currency. */
export interface Taken {
  readonly vouchers: number
  readonly money: Readonly<Record<string, number>>
}

/** A month in which nothing was issued yet. */
export const NOTHING_TAKEN: Taken = { vouchers: 0, money: {} }

/** What is left of a budget; null where that kind has no limit. */
export interface Left {
  readonly vouchers: number | null
  readonly money: { readonly amount: number; readonly currency: string } | null
}

/** What a month's budget still allows; never below zero, also when it was lowered meanwhile. */
export function leftOf({ vouchers, money }: Limits, taken: Taken): Left {
  return {
    vouchers: vouchers === null ? null : Math.max(0, vouchers - taken.vouchers),
    money: money && {
      amount: Math.max(0, money.amount - (taken.money[money.currency] ?? 0)),
      currency: money.currency,
    },
  }
}

/** Whether one more voucher of that worth stays within what is left. A sum that cannot be compared does not. */
export function fits({ vouchers, money }: Left, worth: Worth): boolean {
  if (vouchers === 0) return false
  if (money === null || worth.amount === 0) return true
  if (worth.amount === null) return false
  return (worth.currency ?? money.currency) === money.currency && worth.amount <= money.amount
}

/** The month after one more voucher; `currency` counts what fits any. */
export function taking(taken: Taken, worth: Worth, currency: string): Taken {
  return counted(taken, worth, currency, 1)
}

/** The month after a voucher that came to nothing was given back. */
export function givingBack(taken: Taken, worth: Worth, currency: string): Taken {
  return counted(taken, worth, currency, -1)
}

function counted(taken: Taken, worth: Worth, currency: string, sign: 1 | -1): Taken {
  const of = worth.currency ?? currency
  const sum = (taken.money[of] ?? 0) + sign * (worth.amount ?? 0)
  return { vouchers: taken.vouchers + sign, money: { ...taken.money, [of]: sum } }
}

/** The calendar month in which a budget is counted: '2026-11'. */
export function budgetMonth(now: Instant, zone: string): string {
  return localDateOf(now, zone).slice(0, 7)
}
