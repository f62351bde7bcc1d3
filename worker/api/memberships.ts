import { type Context, Hono } from 'hono'
import { allow } from '../allow.ts'
import { jsonBody } from '../body.ts'
import { idempotencyKey, sending } from '../command-id.ts'
import type { AppEnv } from '../env.ts'
import { survivorById } from '../library/customers.ts'
import { type MembershipRow, membershipOf, membershipsOf } from '../library/memberships.ts'
import { placeOf } from '../place.ts'
import { endPlan, type SellingProblem, sellPlan } from '../plan-selling.ts'
import { fieldProblem, problem, requestProblem } from '../problem.ts'
import { instantJson } from './account-json.ts'
import { membershipsJson } from './plan-json.ts'
import { saleRequest } from './plan-shapes.ts'

/** /api/v1/customers/{id}/plans: selling a plan, which issues its vouchers, and ending it. */
export const memberships = new Hono<AppEnv>()

memberships.post('/:customer/plans', allow('plans:sell'), async (c) => {
  const key = idempotencyKey(c)
  if (key instanceof Response) return key
  const request = await jsonBody(c, saleRequest)
  if (request instanceof Response) return request
  const place = placeOf(c, null)
  if (place === null) return problem(c, { reason: 'operator_not_permitted' })
  const customer = await survivorById(c.env.DB, c.req.param('customer'))
  if (customer === null) return requestProblem(c, 'customer_not_found')
  const { plan_id, starts_at, ends_at } = request
  const selling = {
    plan: plan_id,
    startsAt: starts_at == null ? null : Date.parse(starts_at),
    endsAt: ends_at == null ? null : Date.parse(ends_at),
  }
  const sent = { ...sending(c, key, ['plan', c.req.param('customer'), request]), place }
  const sale = await sellPlan(c, customer, selling, sent)
  switch (sale.kind) {
    case 'wrong':
      return wrong(c, sale.problems)
    case 'customer_gone':
      return requestProblem(c, 'customer_not_found')
    case 'key_reused':
      return problem(c, { reason: 'idempotency_key_reused' })
    case 'running': {
      const { id, endsAt } = sale.membership
      if (sale.replayed) c.header('Idempotent-Replayed', 'true')
      return requestProblem(c, 'plan_running', { membership_id: id, ends_at: instantJson(endsAt) })
    }
    case 'replayed':
      c.header('Idempotent-Replayed', 'true')
      return answer(c, sale.membership, 201)
    case 'sold':
      return answer(c, sale.membership, 201)
  }
})

memberships.get('/:customer/plans', allow('customers:read'), async (c) => {
  const customer = await survivorById(c.env.DB, c.req.param('customer'))
  if (customer === null) return requestProblem(c, 'customer_not_found')
  const rows = await membershipsOf(c.env.DB, customer.id)
  const data = await membershipsJson(c.env.DB, rows, c.get('now'))
  return c.json({ data, has_more: false, next_cursor: null })
})

memberships.delete('/:customer/plans/:membership', allow('plans:sell'), async (c) => {
  const customer = await survivorById(c.env.DB, c.req.param('customer'))
  const row = customer && (await membershipOf(c.env.DB, customer.id, c.req.param('membership')))
  return row === null ? requestProblem(c, 'not_found') : answer(c, await endPlan(c, row), 200)
})

async function answer(c: Context<AppEnv>, row: MembershipRow, status: 200 | 201): Promise<Response> {
  const [membership] = await membershipsJson(c.env.DB, [row], c.get('now'))
  return c.json(membership, status)
}

function wrong(c: Context<AppEnv>, problems: readonly SellingProblem[]): Response {
  return fieldProblem(
    c,
    problems.map(({ field, problem }) => ({ pointer: `/${field}`, detail: DETAILS[problem] })),
  )
}

const DETAILS: Readonly<Record<SellingProblem['problem'], string>> = {
  plan_unknown: 'is not one of your plans, or is archived',
  too_early: 'must not be more than ten years ago',
  too_late: 'must not be more than two years ahead',
  ends_before_start: 'must be after starts_at',
  over: 'must not have passed',
  lasts_too_long: 'must not be more than ten years after starts_at',
}
