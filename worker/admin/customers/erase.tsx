import { Hono } from 'hono'
import { ErasedPage, ErasePage } from '../../../views/admin/customers/erase-page.tsx'
import { actorOf } from '../../actor.ts'
import { allow } from '../../allow.ts'
import type { AppEnv } from '../../env.ts'
import { eraseCustomer } from '../../erasing.ts'
import { frameFor } from '../../frame.ts'
import { nameOf, survivorById } from '../../library/customers.ts'
import { erasureOf } from '../../library/erasures.ts'
import { refusePage } from '../../refuse.tsx'

/** /admin/customers/{id}/erasure: erasing somebody who asked for it, after seeing what that means. */
export const customerErasing = new Hono<AppEnv>()

customerErasing.get('/:customer/erasure', allow('erasures:decide'), async (c) => {
  const asked = c.req.param('customer')
  const frame = frameFor(c, c.get('principal'))
  const erasure = await erasureOf(c.env.DB, asked)
  if (erasure !== null && erasure.decidedAt !== null)
    return c.html(<ErasedPage frame={frame} id={asked} finishedAt={erasure.finishedAt} />)
  const row = await survivorById(c.env.DB, asked)
  if (row === null) return refusePage(c, 404)
  if (row.id !== asked) return c.redirect(`/admin/customers/${row.id}/erasure`, 303)
  return c.html(<ErasePage frame={frame} id={row.id} name={nameOf(row)} askedAt={erasure?.askedAt ?? null} />)
})

// Its own idempotency: erased once, a customer is erased whoever sends it again.
customerErasing.post('/:customer/erasure', allow('erasures:decide'), async (c) => {
  const asked = c.req.param('customer')
  const { id } = (await survivorById(c.env.DB, asked)) ?? { id: asked }
  const eraser = { env: c.env, mailer: c.get('mailer'), now: c.get('now') }
  const erasure = await eraseCustomer(eraser, id, actorOf(c))
  return erasure === null ? refusePage(c, 404) : c.redirect(`/admin/customers/${id}/erasure`, 303)
})
