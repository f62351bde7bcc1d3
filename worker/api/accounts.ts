import { type Context, Hono } from 'hono'
import * as z from 'zod/mini'
import type { CustomerId } from '../../src/id.ts'
import { rfc3339 } from '../../src/local-time.ts'
import { allow } from '../allow.ts'
import { fieldErrors, jsonBody } from '../body.ts'
import { idempotencyKey, sending } from '../command-id.ts'
import type { AppEnv } from '../env.ts'
import { holderFor } from '../library/customers.ts'
import { answeredBefore } from '../merged-accounts.ts'
import { placeOf } from '../place.ts'
import { fieldProblem, problem, requestProblem } from '../problem.ts'
import { accountStub } from '../stubs.ts'
import { balancesJson, instantJson, statementJson } from './account-json.ts'
import { adjustmentRequest, statementQuery } from './account-shapes.ts'

/** /api/v1/customers/{id}/…: what a customer has, read from their account and changed by hand. */
export const accounts = new Hono<AppEnv>()

accounts.get('/:customer/balances', allow('accounts:read'), async (c) => {
  const customer = await customerOf(c)
  if (customer === null) return requestProblem(c, 'customer_not_found')
  return c.json(
    balancesJson(await accountStub(c.env, customer).balances(), c.get('directory').brand.currency),
  )
})

accounts.get('/:customer/statement', allow('accounts:read'), async (c) => {
  const query = z.safeParse(statementQuery, c.req.query())
  if (!query.success) return fieldProblem(c, fieldErrors(query.error.issues))
  const { cursor, limit = 20 } = query.data
  const customer = await customerOf(c)
  if (customer === null) return requestProblem(c, 'customer_not_found')
  const before = cursor === undefined ? null : Number(cursor)
  return c.json(statementJson(await accountStub(c.env, customer).statement(before, limit)))
})

accounts.post('/:customer/adjustments', allow('accounts:adjust'), async (c) => {
  const key = idempotencyKey(c)
  if (key instanceof Response) return key
  const request = await jsonBody(c, adjustmentRequest)
  if (request instanceof Response) return request
  const place = placeOf(c, null)
  if (place === null) return problem(c, { reason: 'operator_not_permitted' })
  const customer = await customerOf(c)
  if (customer === null) return requestProblem(c, 'customer_not_found')
  const { unit, amount, reason, ends_at } = request
  const { zone, currency } = c.get('directory').brand
  const sent = sending(c, key, ['adjust', request])
  const endsAt = ends_at == null ? null : Date.parse(ends_at)
  const asked = { ...sent, customer, place, currency, unit, amount, endsAt, words: { reason } }
  const answer =
    (await answeredBefore(c.env, customer, (account) => account.recall(sent))) ??
    (await accountStub(c.env, customer, zone).execute({ kind: 'adjust', ...asked }))
  if (answer.replayed) c.header('Idempotent-Replayed', 'true')
  if (answer.kind === 'refused') return problem(c, answer.refusals)
  const { entry, words, balances } = answer
  const [move] = entry.moves
  const body = {
    id: `${entry.seq}.0`,
    customer_id: entry.customer,
    ...{ unit, amount, balance: balances[unit].available },
    reason: words.reason ?? null,
    ends_at: amount > 0 ? instantJson(move?.pieces[0]?.endsAt ?? null) : null,
    by: place.by,
    at: rfc3339(entry.at),
  }
  return c.json(body, 201)
})

/** Whose account the path names; of a merged record, the one that stayed. */
function customerOf(c: Context<AppEnv>): Promise<CustomerId | null> {
  return holderFor(c.env.DB, c.req.param('customer') ?? '')
}
