import * as z from 'zod/mini'
import { CUSTOMER_FIELDS, type CustomerValues } from '../../../views/admin/customers/fields.tsx'
import type { FieldErrors } from '../../../views/admin/issue-values.ts'
import { en } from '../../../views/words/en.ts'
import { type CustomerPatch, customerPatch } from '../../api/customer-shapes.ts'
import { customerErrors } from '../../customer-record.ts'
import type { Form } from '../../form.ts'
import type { CustomerRow } from '../../library/customers.ts'
import type { FieldError } from '../../problem.ts'

/** What the form asks for, or the fields that are wrong with it. */
export type CustomerReading =
  | { readonly kind: 'read'; readonly patch: CustomerPatch }
  | { readonly kind: 'wrong'; readonly errors: FieldErrors }

/** The values of a form as they were typed. */
export function valuesIn(form: Form): CustomerValues {
  const typed = Object.fromEntries(CUSTOMER_FIELDS.map((name) => [name, form.text(name)]))
  return { ...(typed as Record<(typeof CUSTOMER_FIELDS)[number], string>) }
}

/** The values of a customer as the form shows them. */
export function valuesOf(row: CustomerRow): CustomerValues {
  return {
    name: row.name ?? '',
    email: row.email ?? '',
    phone: row.phone ?? '',
    birthday: row.birthday?.replace(/^--/, '') ?? '',
    locale: row.locale ?? '',
    zone: row.zone ?? '',
    tags: row.tags.join(', '),
    notes: row.notes ?? '',
    plan_id: row.planId ?? '',
    marketing: row.marketing ? 'yes' : '',
  }
}

/** What was typed as a change: an empty field empties. */
export function readCustomerForm(values: CustomerValues): CustomerReading {
  const { tags, marketing, birthday, ...texts } = values
  const typed = Object.entries(texts).map(([name, value]) => [name, value === '' ? null : value])
  const read = z.safeParse(customerPatch, {
    ...Object.fromEntries(typed),
    birthday: birthday === '' ? null : birthday.replace(/^(\d{2}-\d{2})$/, '--$1'),
    tags: tags
      .split(/[,;]/)
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
    consents: { marketing: marketing === 'yes' },
  })
  if (!read.success)
    return wrong(read.error.issues.map(({ path, code }) => ({ field: String(path[0] ?? ''), code })))
  const found = customerErrors(read.data).map(({ pointer }) => ({ field: pointer.slice(1), code: '' }))
  if (found.length > 0) return wrong(found)
  const { name, email, phone } = read.data
  if ((name ?? email ?? phone) == null) return wrong([{ field: '', code: '' }])
  return { kind: 'read', patch: read.data }
}

function wrong(found: readonly { readonly field: string; readonly code: string }[]): CustomerReading {
  return { kind: 'wrong', errors: Object.fromEntries(found.map(({ field }) => repair(field))) }
}

function repair(field: string): [string, string] {
  const said = { ...en.admin.newCustomer.problems, ...en.customers.form.problems }
  switch (field) {
    case 'email':
    case 'phone':
    case 'birthday':
    case 'locale':
    case 'zone':
    case 'tags':
    case 'notes':
      return [field, said[field]]
    case 'plan_id':
      return ['plan_id', said.plan]
    case 'name':
      return ['name', said.long(120)]
    default:
      return ['name', said.nothing]
  }
}

/** What the brand's own lists have against it. */
export function listProblems(errors: readonly FieldError[]): FieldErrors {
  const said = en.customers.form.problems
  return Object.fromEntries(
    errors.map(({ pointer }) =>
      pointer === '/plan_id' ? ['plan_id', said.plan] : ['tags', said.tagUnknown],
    ),
  )
}
