import { type Context, Hono } from 'hono'
import { signedUp } from '../../../src/happening.ts'
import { type CustomerValues, NO_VALUES } from '../../../views/admin/customers/fields.tsx'
import type { FieldErrors } from '../../../views/admin/issue-values.ts'
import { NewCustomerPage, type NewCustomerPageProps } from '../../../views/admin/new-customer-page.tsx'
import { en } from '../../../views/words/en.ts'
import { actorOf } from '../../actor.ts'
import { allow } from '../../allow.ts'
import { isKey, sending } from '../../command-id.ts'
import { customerRow, listErrors } from '../../customer-record.ts'
import type { AppEnv } from '../../env.ts'
import { readForm } from '../../form.ts'
import { frameFor } from '../../frame.ts'
import { tagsOffered } from '../../library/customer-tags.ts'
import { createCustomer } from '../../library/customers.ts'
import { refusePage } from '../../refuse.tsx'
import { answerAtOnce } from '../../rules/answering.ts'
import { customerChoices } from '../choices.ts'
import { listProblems, readCustomerForm, valuesIn } from './form.ts'
import { planChoices } from './plans.ts'
import { chosenView } from './view.ts'

/** /admin/customers/new: whoever is missing, also while issuing. */
export const customerCreation = new Hono<AppEnv>()

customerCreation.get('/new', allow('customers:write'), (c) => {
  const name = (c.req.query('name') ?? '').slice(0, 120).toWellFormed()
  return page(c, { ...NO_VALUES, name })
})

customerCreation.post('/', allow('customers:write'), async (c) => {
  const form = await readForm(c)
  const key = form?.text('idempotency_key') ?? ''
  if (form === null || !isKey(key)) return refusePage(c, 400)
  const values = valuesIn(form)
  const reading = readCustomerForm(values)
  if (reading.kind === 'wrong') return page(c, values, reading.errors)
  const problems = listProblems(await listErrors(c.env.DB, reading.patch))
  if (Object.keys(problems).length > 0) return page(c, values, problems)
  const sent = sending(c, key, ['customer', reading.patch])
  const row = customerRow(reading.patch, sent, c.get('now'))
  const creation = await createCustomer(c.env.DB, row, actorOf(c))
  if (creation.kind === 'created')
    await answerAtOnce(c.env, creation.customer, [signedUp(row.createdAt)], row.createdAt)
  const { emailTaken, phoneTaken } = en.admin.newCustomer.problems
  switch (creation.kind) {
    case 'created':
    case 'replayed': {
      const { id } = creation.customer
      const next = form.text('then') === 'page' ? `/admin/customers/${id}` : `/admin/issue?customer_id=${id}`
      return c.redirect(next, 303)
    }
    case 'exists': {
      const errors = creation.taken === 'phone' ? { phone: phoneTaken } : { email: emailTaken }
      const { id, name } = chosenView(creation.customer)
      return page(c, values, errors, { id, name })
    }
    case 'key_reused':
      return refusePage(c, 422)
  }
})

async function page(
  c: Context<AppEnv>,
  values: CustomerValues,
  errors: FieldErrors = {},
  existing: NewCustomerPageProps['existing'] = null,
): Promise<Response> {
  return c.html(
    <NewCustomerPage
      frame={frameFor(c, c.get('principal'))}
      commandKey={crypto.randomUUID()}
      values={values}
      errors={errors}
      existing={existing}
      plans={await planChoices(c.env.DB)}
      tags={await tagsOffered(c.env.DB)}
      choices={customerChoices(values)}
    />,
    Object.keys(errors).length === 0 ? 200 : 422,
  )
}
