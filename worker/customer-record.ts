import { normalisePhone } from '../src/customer.ts'
import { idSymbols } from '../src/id.ts'
import { isZone } from '../src/local-time.ts'
import type { CustomerPatch } from './api/customer-shapes.ts'
import type { CustomerRequest } from './api/shapes.ts'
import { planNames } from './library/customer-plans.ts'
import { tagsNotOffered } from './library/customer-tags.ts'
import type { CustomerRow } from './library/customers.ts'
import type { FieldError } from './problem.ts'
import { randomId } from './secrets.ts'

/** What no schema can know: numbers that are no phone, dates that do not exist, zones and languages nobody keeps. */
export function customerErrors({ phone, zone, birthday, locale }: CustomerPatch): FieldError[] {
  const errors: FieldError[] = []
  if (phone != null && normalisePhone(phone) === null) {
    errors.push({ pointer: '/phone', detail: 'must be an international number such as +351 912 345 678' })
  }
  if (zone != null && !isZone(zone))
    errors.push({ pointer: '/zone', detail: 'must be an IANA zone such as Europe/Lisbon' })
  if (locale != null && !isLocale(locale))
    errors.push({ pointer: '/locale', detail: 'must be a language such as pt-PT' })
  if (birthday != null && !isBirthday(birthday))
    errors.push({ pointer: '/birthday', detail: 'is not a day of the calendar' })
  return errors
}

/** A plan and, where the brand keeps a list of them, tags can only be its own; tags a customer `had` may stay. */
export async function listErrors(
  db: D1Database,
  { plan_id, tags = [] }: CustomerPatch,
  had: readonly string[] = [],
): Promise<FieldError[]> {
  const strange = tags.filter((tag) => !had.includes(tag))
  const [plans, refused] = await Promise.all([
    planNames(db, plan_id == null ? [] : [plan_id]),
    tagsNotOffered(db, strange),
  ])
  const errors = refused.map((tag) => ({
    pointer: `/tags/${tags.indexOf(tag)}`,
    detail: 'is none of your customer tags',
  }))
  if (plan_id == null || plans.has(plan_id)) return errors
  return [{ pointer: '/plan_id', detail: 'is not one of your plans' }, ...errors]
}

/** The row a valid request becomes. */
export function customerRow(
  request: CustomerRequest,
  sent: { id: string; digest: string },
  now: number,
): CustomerRow {
  return {
    id: `cus_${idSymbols(randomId())}`,
    name: request.name ?? null,
    email: request.email ?? null,
    phone: request.phone == null ? null : normalisePhone(request.phone),
    cardToken: `card_${idSymbols(randomId())}`,
    birthday: request.birthday ?? null,
    locale: request.locale ?? null,
    zone: request.zone ?? null,
    tags: [...new Set(request.tags ?? [])],
    marketing: request.consents?.marketing ?? false,
    notes: request.notes ?? null,
    planId: request.plan_id ?? null,
    mergedInto: null,
    erasedAt: null,
    version: 1,
    createdAt: now,
    updatedAt: null,
    command: sent.id,
    digest: sent.digest,
  }
}

/** The row after a valid change: what is left out stays, null empties. */
export function changedRow(before: CustomerRow, patch: CustomerPatch): CustomerRow {
  const { name, email, phone, birthday, locale, zone, tags, consents, notes, plan_id } = patch
  return {
    ...before,
    ...(name !== undefined && { name }),
    ...(email !== undefined && { email }),
    ...(phone !== undefined && { phone: phone === null ? null : normalisePhone(phone) }),
    ...(birthday !== undefined && { birthday }),
    ...(locale !== undefined && { locale }),
    ...(zone !== undefined && { zone }),
    ...(tags !== undefined && { tags: [...new Set(tags)] }),
    ...(consents !== undefined && { marketing: consents.marketing }),
    ...(notes !== undefined && { notes }),
    ...(plan_id !== undefined && { planId: plan_id }),
  }
}

/** Whether there is still something to call them by. */
export function isReachable({ name, email, phone }: CustomerRow): boolean {
  return (name ?? email ?? phone) !== null
}

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1
  } catch {
    // A text that is no language tag at all.
    return false
  }
}

/** `1990-05-21`, or `--05-21` where the year is nobody's business. */
function isBirthday(text: string): boolean {
  const full = text.replace(/^-/, '2000')
  const date = new Date(`${full}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(full)
}
