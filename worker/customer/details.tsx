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
import { walletPlace } from './wallet-place.ts'

/** /wallet/details: what customers say of themselves. */
export const details = new Hono<AppEnv>()

type Problem = Parameters<typeof DetailsPage>[0]['problem']

details.get('/wallet/details', allow('wallet:read'), async (c) => {
  const row = await confirmed(c)
  if (row instanceof Response) return row
  const wanted = walletPlace(c.req.query('then') ?? '') ?? '/wallet'
  return page(c, row, standing(row), { joined: c.req.query('joined') === 'yes', wanted }, null)
})

details.post('/wallet/details', allow('wallet:read'), async (c) => {
  const row = await confirmed(c)
  if (row instanceof Response) return row
  const form = await readForm(c)
  if (form === null) return refusePage(c, 400)
  const wanted = walletPlace(form.text('then')) ?? '/wallet'
  const arrival = { joined: form.text('joined') === 'yes', wanted }
  const typed = typedIn(form)
  const patch = readDetails(typed)
  if (typeof patch === 'string') return page(c, row, typed, arrival, patch)
  const after = changedRow(row, patch)
  if (!isReachable(after)) return page(c, row, typed, arrival, 'name')
  const same = JSON.stringify(after) === JSON.stringify(row)
  if (same) return c.redirect(wanted, 303)
  if (form.text('version') !== String(row.version)) return page(c, row, typed, arrival, 'stale')
  const change = await changeCustomer(c.env.DB, row, after, { ...actorOf(c), at: c.get('now') })
  if (change.kind === 'changed') return c.redirect(wanted, 303)
  return page(c, change.kind === 'stale' ? change.customer : row, typed, arrival, 'stale')
})

/** Whether they have just joined, and where they go on afterwards. */
interface Arrival {
  readonly joined: boolean
  readonly wanted: string
}

function page(c: Context<AppEnv>, row: CustomerRow, shown: OwnDetails, arrival: Arrival, problem: Problem) {
  const frame = frameFor(c, c.get('principal'))
  const props = { frame, details: shown, version: row.version, ...arrival, problem }
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
