import { type Context, Hono } from 'hono'
import {
  ChooseDuplicatePage,
  CompareTwinsPage,
  type Twin,
} from '../../../views/admin/customers/merge-page.tsx'
import { actorOf } from '../../actor.ts'
import { allow } from '../../allow.ts'
import { isKey, sending } from '../../command-id.ts'
import { mergeCustomers } from '../../customer-merging.ts'
import type { AppEnv } from '../../env.ts'
import { type Form, readForm } from '../../form.ts'
import { frameFor } from '../../frame.ts'
import { mergeByCommand, vouchersToMove } from '../../library/customer-merges.ts'
import {
  type CustomerRow,
  customerById,
  findCustomers,
  nameOf,
  withOpenVouchers,
} from '../../library/customers.ts'
import { type Picks, plainPicks, type Side } from '../../merged-customer.ts'
import { reachFor } from '../../reach.ts'
import { refusePage } from '../../refuse.tsx'
import { foundView } from './view.ts'

/** /admin/customers/{id}/merge: finding the other record, seeing both, making them one. */
export const customerMerging = new Hono<AppEnv>()

const FOUND_MOST = 12
/** Vouchers are counted up to here before a merge; how many they are beyond it, nobody needs to know. */
const COUNTED_MOST = 1000

customerMerging.get('/:customer/merge', allow('customers:write'), async (c) => {
  const id = c.req.param('customer')
  const kept = await customerById(c.env.DB, id)
  if (kept === null) return refusePage(c, 404)
  if (kept.mergedInto !== null) return c.redirect(`/admin/customers/${kept.mergedInto}`, 303)
  const chosen = c.req.query('other')
  const other = chosen === undefined ? null : await customerById(c.env.DB, chosen)
  if (other !== null && other.id !== id && other.mergedInto === null)
    return compare(c, kept, other, plainPicks(kept))
  return choose(c, kept)
})

customerMerging.post('/:customer/merge', allow('customers:write'), async (c) => {
  const form = await readForm(c)
  const key = form?.text('idempotency_key') ?? ''
  if (form === null || !isKey(key)) return refusePage(c, 400)
  const [kept, other] = await Promise.all([
    customerById(c.env.DB, c.req.param('customer')),
    customerById(c.env.DB, form.text('other')),
  ])
  if (kept === null || other === null || kept.id === other.id) return refusePage(c, 404)
  const picks = picksIn(form, kept)
  const sent = sending(c, key, ['merge', kept.id, other.id, picks])
  const seen =
    Number(form.text('version')) === kept.version && Number(form.text('other_version')) === other.version
  // A merge that has begun goes on, whatever versions the form still carries.
  if (!seen && (await mergeByCommand(c.env.DB, sent.id)) === null) return gone(c, kept, other, picks)
  const { zone } = c.get('directory').brand
  const merger = { actor: actorOf(c), now: c.get('now'), zone }
  const merging = await mergeCustomers(c.env, sent, { kept, other }, picks, merger)
  switch (merging.kind) {
    case 'merged':
    case 'replayed':
      return c.redirect(`/admin/customers/${merging.customer.id}?saved`, 303)
    case 'stale':
      return gone(c, kept, other, picks)
    case 'key_reused':
      return refusePage(c, 422)
  }
})

/** Somebody changed one of them: looked at again before anything is done; merged meanwhile, it is shown as what it became. */
async function gone(
  c: Context<AppEnv>,
  kept: CustomerRow,
  other: CustomerRow,
  picks: Picks,
): Promise<Response> {
  const [keptNow, otherNow] = [await customerById(c.env.DB, kept.id), await customerById(c.env.DB, other.id)]
  const survivor = keptNow?.mergedInto ?? otherNow?.mergedInto ?? null
  if (keptNow === null || otherNow === null || survivor !== null)
    return c.redirect(`/admin/customers/${survivor ?? kept.id}`, 303)
  return compare(c, keptNow, otherNow, picks, true)
}

async function choose(c: Context<AppEnv>, kept: CustomerRow): Promise<Response> {
  const q = (c.req.query('q') ?? '').trim().slice(0, 120).toWellFormed()
  const rows = q === '' ? [] : await findCustomers(c.env.DB, q, FOUND_MOST)
  const others = rows.filter(({ id }) => id !== kept.id)
  const found = await withOpenVouchers(c.env.DB, others, c.get('now'), reachFor(c, 'vouchers:read'))
  return c.html(
    <ChooseDuplicatePage
      frame={frameFor(c, c.get('principal'))}
      id={kept.id}
      name={nameOf(kept)}
      q={q}
      found={q === '' ? null : found.map(foundView)}
    />,
  )
}

async function compare(
  c: Context<AppEnv>,
  kept: CustomerRow,
  other: CustomerRow,
  picks: Picks,
  stale = false,
): Promise<Response> {
  const count = await vouchersToMove(c.env.DB, other.id, COUNTED_MOST)
  return c.html(
    <CompareTwinsPage
      frame={frameFor(c, c.get('principal'))}
      kept={twin(kept)}
      other={twin(other)}
      picks={picks}
      vouchers={{ count, more: count >= COUNTED_MOST }}
      commandKey={crypto.randomUUID()}
      stale={stale}
    />,
    stale ? 412 : 200,
  )
}

function twin(row: CustomerRow): Twin {
  const { id, version, email, phone, tags, notes, createdAt, name } = row
  return { id, name: nameOf(row), ownName: name, version, email, phone, tags, notes, createdAt }
}

function picksIn(form: Form, kept: CustomerRow): Picks {
  const plain = plainPicks(kept)
  const side = (field: keyof Picks): Side => {
    const asked = form.text(field)
    return asked === 'kept' || asked === 'other' ? asked : plain[field]
  }
  return { name: side('name'), email: side('email'), phone: side('phone') }
}
