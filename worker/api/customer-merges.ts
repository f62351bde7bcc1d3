import { type Context, Hono } from 'hono'
import { rfc3339 } from '../../src/local-time.ts'
import { actorOf } from '../actor.ts'
import { allow } from '../allow.ts'
import { jsonBody } from '../body.ts'
import { idempotencyKey, sending } from '../command-id.ts'
import { type Merging, mergeCustomers } from '../customer-merging.ts'
import type { AppEnv } from '../env.ts'
import { mergeByCommand } from '../library/customer-merges.ts'
import { customerById } from '../library/customers.ts'
import { plainPicks } from '../merged-customer.ts'
import { fieldProblem, problem, requestProblem } from '../problem.ts'
import { versionConflict } from '../version.ts'
import { oneCustomerJson } from './customer-json.ts'
import { mergeRequest } from './customer-shapes.ts'

/** POST /api/v1/customers/{id}/merges: the other record gives way to this one. */
export const customerMerges = new Hono<AppEnv>()

customerMerges.post('/:customer/merges', allow('customers:write'), async (c) => {
  const key = idempotencyKey(c)
  if (key instanceof Response) return key
  const request = await jsonBody(c, mergeRequest)
  if (request instanceof Response) return request
  const [id, otherId] = [c.req.param('customer'), request.other_customer_id]
  const sent = sending(c, key, ['merge', id, otherId])
  const [kept, other, earlier] = await Promise.all([
    customerById(c.env.DB, id),
    customerById(c.env.DB, otherId),
    mergeByCommand(c.env.DB, sent.id),
  ])
  if (kept === null) return requestProblem(c, 'customer_not_found')
  if (other === null || otherId === id) {
    const detail = other === null ? 'is not a customer we know' : 'is the same customer'
    return fieldProblem(c, [{ pointer: '/other_customer_id', detail }])
  }
  const merged_into = kept.mergedInto ?? other.mergedInto
  if (earlier === null && merged_into !== null) return requestProblem(c, 'customer_merged', { merged_into })
  const merger = {
    actor: actorOf(c),
    now: c.get('now'),
    zone: c.get('directory').brand.zone,
  }
  return answer(c, await mergeCustomers(c.env, sent, { kept, other }, plainPicks(kept), merger), id)
})

async function answer(c: Context<AppEnv>, merging: Merging, id: string): Promise<Response> {
  switch (merging.kind) {
    case 'key_reused':
      return problem(c, { reason: 'idempotency_key_reused' })
    case 'stale': {
      const current = await customerById(c.env.DB, id)
      if (current === null) return requestProblem(c, 'customer_not_found')
      return versionConflict(c, current.version, await oneCustomerJson(c.env.DB, current, c.get('now')))
    }
    case 'replayed':
    case 'merged': {
      const { merge, customer } = merging
      if (merging.kind === 'replayed') c.header('Idempotent-Replayed', 'true')
      const body = {
        id: merge.id,
        merged_customer_id: merge.mergedId,
        status: merge.finishedAt === null ? 'moving' : 'finished',
        vouchers_moved: merge.moved,
        merged_at: rfc3339(merge.at),
        customer: await oneCustomerJson(c.env.DB, customer, c.get('now')),
      }
      return c.json(body, 201)
    }
  }
}
