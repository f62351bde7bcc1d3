import { type Context, Hono } from 'hono'
import { ConflictPage, type ConflictRow } from '../../../views/admin/conflict.tsx'
import { EditCustomerPage } from '../../../views/admin/customers/edit-page.tsx'
import { CUSTOMER_FIELDS, type CustomerValues } from '../../../views/admin/customers/fields.tsx'
import type { FieldErrors } from '../../../views/admin/issue-values.ts'
import { en } from '../../../views/words/en.ts'
import { allow } from '../../allow.ts'
import { changeAndEnd } from '../../changed-address.ts'
import { changedRow, listErrors } from '../../customer-record.ts'
import type { AppEnv } from '../../env.ts'
import { readForm } from '../../form.ts'
import { frameFor } from '../../frame.ts'
import { plansOffered } from '../../library/customer-plans.ts'
import { tagsOffered } from '../../library/customer-tags.ts'
import { type CustomerRow, customerById, nameOf, survivorById } from '../../library/customers.ts'
import { hasSoldPlan } from '../../plan-selling.ts'
import { refusePage } from '../../refuse.tsx'
import { customerChoices } from '../choices.ts'
import { versionOf } from '../version-field.ts'
import { listProblems, readCustomerForm, valuesIn, valuesOf } from './form.ts'
import { planChoices } from './plans.ts'

/** /admin/customers/{id}/edit: changing what is known, of the version that was seen. */
export const customerEditing = new Hono<AppEnv>()

customerEditing.get('/:customer/edit', allow('customers:write'), async (c) => {
  const row = await survivorById(c.env.DB, c.req.param('customer'))
  return row === null ? refusePage(c, 404) : page(c, row, row.version, valuesOf(row))
})

customerEditing.post('/:customer', allow('customers:write'), async (c) => {
  const [row, form] = [await customerById(c.env.DB, c.req.param('customer')), await readForm(c)]
  if (row === null) return refusePage(c, 404)
  const version = form && versionOf(form)
  if (form === null || version === null) return refusePage(c, 400)
  const values = valuesIn(form)
  if (row.mergedInto !== null) return c.redirect(`/admin/customers/${row.mergedInto}/edit`, 303)
  if (row.version !== version) return conflict(c, row, values)
  const reading = readCustomerForm(values)
  if (reading.kind === 'wrong') return page(c, row, version, values, reading.errors)
  const sold = await hasSoldPlan(c.env.DB, row, reading.patch.plan_id, c.get('now'))
  const problems = {
    ...listProblems(await listErrors(c.env.DB, reading.patch, row.tags)),
    ...(sold && { plan_id: en.customers.form.problems.planSold }),
  }
  if (Object.keys(problems).length > 0) return page(c, row, version, values, problems)
  const after = changedRow(row, reading.patch)
  const change = await changeAndEnd(c, row, after)
  switch (change.kind) {
    case 'changed':
      return c.redirect(`/admin/customers/${row.id}?saved`, 303)
    case 'stale':
      return conflict(c, change.customer, values)
    case 'exists': {
      const { emailTaken, phoneTaken } = en.admin.newCustomer.problems
      const taken = change.taken === 'email' ? { email: emailTaken } : { phone: phoneTaken }
      return page(c, row, version, values, taken)
    }
  }
})

async function page(
  c: Context<AppEnv>,
  row: CustomerRow,
  version: number,
  values: CustomerValues,
  errors: FieldErrors = {},
): Promise<Response> {
  return c.html(
    <EditCustomerPage
      frame={frameFor(c, c.get('principal'))}
      id={row.id}
      shownName={nameOf(row)}
      version={version}
      hasEmail={row.email !== null}
      values={values}
      errors={errors}
      plans={await planChoices(c.env.DB)}
      tags={await tagsOffered(c.env.DB)}
      choices={customerChoices(values)}
    />,
    Object.keys(errors).length === 0 ? 200 : 422,
  )
}

/** 412 with both versions: what was typed, and what somebody else saved meanwhile. */
async function conflict(c: Context<AppEnv>, row: CustomerRow, values: CustomerValues): Promise<Response> {
  const theirs = valuesOf(row)
  const plans = new Map((await plansOffered(c.env.DB)).map(({ id, name }) => [id, name]))
  const rows = CUSTOMER_FIELDS.map(
    (field): ConflictRow => ({
      label: LABELS[field],
      yours: said(field, values[field], plans),
      theirs: said(field, theirs[field], plans),
    }),
  )
  return c.html(
    <ConflictPage
      frame={frameFor(c, c.get('principal'))}
      title={en.customers.form.editTitle(nameOf(row))}
      rows={rows}
      action={`/admin/customers/${row.id}`}
      fields={CUSTOMER_FIELDS.map((field) => [field, values[field]] as const)}
      current={`/admin/customers/${row.id}`}
      version={row.version}
    />,
    412,
  )
}

type FieldName = (typeof CUSTOMER_FIELDS)[number]

const { name, email, phone, tags, plan, notes, birthday, locale, zone } = en.customers
const LABELS: Readonly<Record<FieldName, string>> = {
  name,
  email,
  phone,
  tags,
  plan_id: plan,
  notes,
  marketing: en.customers.marketing,
  birthday,
  locale,
  zone,
}

function said(field: FieldName, value: string, plans: ReadonlyMap<string, string>): string {
  if (field === 'plan_id') return plans.get(value) ?? value
  if (field !== 'marketing') return value
  return value === 'yes' ? en.customers.marketingYes : en.customers.marketingNo
}
