import { Hono } from 'hono'
import * as z from 'zod/mini'
import { NewCustomerPage } from '../../views/admin/new-customer-page.tsx'
import { en } from '../../views/words/en.ts'
import { allow } from '../allow.ts'
import { customerRequest } from '../api/shapes.ts'
import { isKey, sending } from '../command-id.ts'
import { customerErrors, customerRow } from '../customer-record.ts'
import type { AppEnv } from '../env.ts'
import { readForm } from '../form.ts'
import { frameFor } from '../frame.ts'
import { createCustomer } from '../library/customers.ts'
import { refusePage } from '../refuse.tsx'

/** /admin/customers: whoever is missing while issuing. */
export const customerPages = new Hono<AppEnv>()

customerPages.get('/new', allow('customers:write'), (c) => {
  const values = { name: (c.req.query('name') ?? '').slice(0, 120).toWellFormed(), email: '', phone: '' }
  return c.html(
    <NewCustomerPage
      frame={frameFor(c, c.get('principal'))}
      commandKey={crypto.randomUUID()}
      values={values}
      errors={{}}
    />,
  )
})

customerPages.post('/', allow('customers:write'), async (c) => {
  const form = await readForm(c)
  const key = form?.text('idempotency_key') ?? ''
  if (form === null || !isKey(key)) return refusePage(c, 400)
  const values = { name: form.text('name'), email: form.text('email'), phone: form.text('phone') }
  const again = (errors: Record<string, string>) =>
    c.html(
      <NewCustomerPage
        frame={frameFor(c, c.get('principal'))}
        commandKey={crypto.randomUUID()}
        values={values}
        errors={errors}
      />,
      422,
    )
  const read = z.safeParse(
    customerRequest,
    Object.fromEntries(Object.entries(values).filter(([, value]) => value !== '')),
  )
  if (!read.success)
    return again(Object.fromEntries(read.error.issues.map(({ path }) => repair(String(path[0] ?? '')))))
  const [wrong] = customerErrors(read.data)
  if (wrong !== undefined) return again(Object.fromEntries([repair(wrong.pointer.slice(1))]))
  const row = customerRow(read.data, sending(c, key, ['customer', read.data]), c.get('now'))
  const creation = await createCustomer(c.env.DB, row, c.get('principal').id)
  const { emailTaken, phoneTaken } = en.admin.newCustomer.problems
  switch (creation.kind) {
    case 'created':
    case 'replayed':
      return c.redirect(`/admin/issue?customer_id=${creation.customer.id}`, 303)
    case 'exists':
      return again(creation.taken === 'phone' ? { phone: phoneTaken } : { email: emailTaken })
    case 'key_reused':
      return refusePage(c, 422)
  }
})

function repair(field: string): [string, string] {
  const said = en.admin.newCustomer.problems
  switch (field) {
    case 'email':
      return ['email', said.email]
    case 'phone':
      return ['phone', said.phone]
    case 'name':
      return ['name', said.long(120)]
    default:
      return ['name', said.nothing]
  }
}
