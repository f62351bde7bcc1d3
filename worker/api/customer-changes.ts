import { Hono } from 'hono'
import { allow } from '../allow.ts'
import { jsonBody } from '../body.ts'
import { changeAndEnd } from '../changed-address.ts'
import { changedRow, customerErrors, isReachable, listErrors } from '../customer-record.ts'
import type { AppEnv } from '../env.ts'
import { customerById } from '../library/customers.ts'
import { hasSoldPlan } from '../plan-selling.ts'
import { fieldProblem, requestProblem } from '../problem.ts'
import { etagOf, versionConflict, versionMeant } from '../version.ts'
import { oneCustomerJson } from './customer-json.ts'
import { customerPatch } from './customer-shapes.ts'

/** PATCH /api/v1/customers/{id}: only of the version the caller has seen. */
export const customerChanges = new Hono<AppEnv>()

customerChanges.patch('/:customer', allow('customers:write'), async (c) => {
  const meant = versionMeant(c)
  if (meant instanceof Response) return meant
  const patch = await jsonBody(c, customerPatch)
  if (patch instanceof Response) return patch
  const before = await customerById(c.env.DB, c.req.param('customer'))
  if (before === null) return requestProblem(c, 'customer_not_found')
  if (before.mergedInto !== null) {
    return requestProblem(c, 'customer_merged', { merged_into: before.mergedInto })
  }
  if (before.version !== meant) {
    return versionConflict(c, before.version, await oneCustomerJson(c.env.DB, before, c.get('now')))
  }
  const after = changedRow(before, patch)
  const errors = [...customerErrors(patch), ...(await listErrors(c.env.DB, patch, before.tags))]
  if (await hasSoldPlan(c.env.DB, before, patch.plan_id, c.get('now')))
    errors.push({ pointer: '/plan_id', detail: 'follows from a plan that was sold: end that one first' })
  if (!isReachable(after)) errors.push({ pointer: '', detail: 'needs a name, an email or a phone' })
  if (errors.length > 0) return fieldProblem(c, errors)
  const change = await changeAndEnd(c, before, after)
  if (change.kind === 'exists') return requestProblem(c, 'customer_exists')
  const current = await oneCustomerJson(c.env.DB, change.customer, c.get('now'))
  if (change.kind === 'stale') return versionConflict(c, change.customer.version, current)
  c.header('ETag', etagOf(change.customer.version))
  return c.json(current)
})
