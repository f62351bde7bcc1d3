import { type Context, Hono } from 'hono'
import * as z from 'zod/mini'
import { DetailsPage, type OwnDetails } from '../../views/customer/details.tsx'
import { actorOf } from '../actor.ts'
import { allow } from '../allow.ts'
import { type CustomerPatch, customerPatch } from '../api/customer-shapes.ts'
import { changedRow, customerErrors, isReachable } from '../customer-record.ts'
import type { AppEnv } from '../env.ts'
import { type Form, readForm } from '../form.ts'
import { frameFor } from '../frame.ts'
import { changeCustomer } from '../library/customer-changes.ts'
import type { CustomerRow } from '../library/customers.ts'
import { refusePage } from '../refuse.tsx'
import { confirmed } from './own-record.ts'

/** /wallet/details: what customers say of themselves. */
export const details = new Hono<AppEnv>()

type Problem = Parameters<typeof DetailsPage>[0]['problem']

details.get('/wallet/details', allow('wallet:read'), async (c) => {
  const row = await confirmed(c)
  if (row instanceof Response) return row
  return page(c, row, standing(row), c.req.query('joined') === 'yes', null)
})

details.post('/wallet/details', allow('wallet:read'), async (c) => {
  const row = await confirmed(c)
  if (row instanceof Response) return row
  const form = await readForm(c)
  if (form === null) return refusePage(c, 400)
  const joined = form.text('joined') === 'yes'
  const typed = typedIn(form)
  const patch = readDetails(typed)
  if (typeof patch === 'string') return page(c, row, typed, joined, patch)
  const after = changedRow(row, patch)
  if (!isReachable(after)) return page(c, row, typed, joined, 'name')
  const same = JSON.stringify(after) === JSON.stringify(row)
  if (same) return c.redirect('/wallet', 303)
  if (form.text('version') !== String(row.version)) return page(c, row, typed, joined, 'stale')
  const change = await changeCustomer(c.env.DB, row, after, { ...actorOf(c), at: c.get('now') })
  if (change.kind === 'changed') return c.redirect('/wallet', 303)
  return page(c, change.kind === 'stale' ? change.customer : row, typed, joined, 'stale')
})

function page(c: Context<AppEnv>, row: CustomerRow, shown: OwnDetails, joined: boolean, problem: Problem) {
  const frame = frameFor(c, c.get('principal'))
  const props = { frame, details: shown, version: row.version, joined, problem }
  return c.html(<DetailsPage {...props} />, problem === null ? 200 : problem === 'stale' ? 409 : 422)
}

function standing({ name, birthday, marketing }: CustomerRow): OwnDetails {
  return { name: name ?? '', birthday: birthday?.replace(/^--/, '') ?? '', marketing }
}

function typedIn(form: Form): OwnDetails {
  return {
    name: form.text('name'),
    birthday: form.text('birthday'),
    marketing: form.text('marketing') === 'yes',
  }
}

/** What was typed as a change, an empty field empties; or which field is wrong. */
function readDetails({ name, birthday, marketing }: OwnDetails): CustomerPatch | 'name' | 'birthday' {
  const read = z.safeParse(customerPatch, {
    name: name.trim() === '' ? null : name,
    birthday: birthday.trim() === '' ? null : birthday.trim().replace(/^(\d{2}-\d{2})$/, '--$1'),
    consents: { marketing },
  })
  if (!read.success) return read.error.issues.some(({ path }) => path[0] === 'name') ? 'name' : 'birthday'
  return customerErrors(read.data).length > 0 ? 'birthday' : read.data
}
