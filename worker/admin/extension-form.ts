import * as z from 'zod/mini'
import { validitySchema } from '../../src/validity.ts'
import { ISSUE_DEFAULTS, VALIDITY_KINDS, type ValidityValues } from '../../views/admin/issue-values.ts'
import { en } from '../../views/words/en.ts'
import type { Form } from '../form.ts'

/** What a form asks to extend a voucher to, or the field that is wrong. */
export type Extension =
  | { readonly kind: 'extend'; readonly validity: z.output<typeof validitySchema> }
  | { readonly errors: Record<string, string> }

/** Reads it. */
export function readExtension(form: Form): Extension {
  const { validity_kind: kind, days, months, date, time } = validityOf(form)
  const until = time === '' ? {} : { time }
  const asked = {
    unlimited: {},
    days: { count: Number(days), ...until },
    months: { count: Number(months), ...until },
    fixed_date: { date, ...until },
  }
  const read = z.safeParse(validitySchema, { kind, ...asked[kind] })
  if (read.success) return { kind: 'extend', validity: read.data }
  const said = en.admin.issue.problems
  const field = { unlimited: 'validity_kind', days: 'days', months: 'months', fixed_date: 'date' } as const
  return {
    errors: {
      [field[kind]]: { unlimited: said.date, days: said.days, months: said.months, fixed_date: said.date }[
        kind
      ],
    },
  }
}

/** The validity as it was typed, to show it again. */
export function validityOf(form: Form): ValidityValues {
  const kind =
    VALIDITY_KINDS.find((one) => one === form.text('validity_kind')) ?? ISSUE_DEFAULTS.validity_kind
  return {
    validity_kind: kind,
    days: form.text('days'),
    months: form.text('months'),
    date: form.text('date'),
    time: form.text('time'),
  }
}
