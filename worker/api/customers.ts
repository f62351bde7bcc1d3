import { Hono } from 'hono'
import * as z from 'zod/mini'
import { signedUp } from '../../src/happening.ts'
import { actorOf } from '../actor.ts'
import { allow } from '../allow.ts'
import { fieldErrors, jsonBody } from '../body.ts'
import { idempotencyKey, sending } from '../command-id.ts'
import { customerErrors, customerRow, listErrors } from '../customer-record.ts'
import type { AppEnv } from '../env.ts'
import { cursorOf } from '../library/cursor.ts'
import { createCustomer, findCustomers, newestCustomers, survivorById } from '../library/customers.ts'
import { fieldProblem, problem, requestProblem } from '../problem.ts'
import { answerAtOnce } from '../rules/answering.ts'
import { etagOf } from '../version.ts'
import { customersJson, oneCustomerJson } from './customer-json.ts'
import { cursorSchema } from './list-query.ts'
import { customerRequest } from './shapes.ts'

/** /api/v1/customers: creating, reading and finding the people a brand knows. */
export const customers = new Hono<AppEnv>()

customers.post('/', allow('customers:write'), async (c) => {
  const key = idempotencyKey(c)
  if (key instanceof Response) return key
  const request = await jsonBody(c, customerRequest)
  if (request instanceof Response) return request
  const errors = [...customerErrors(request), ...(await listErrors(c.env.DB, request))]
  if (errors.length > 0) return fieldProblem(c, errors)
  const row = customerRow(request, sending(c, key, ['customer', request]), c.get('now'))
  const creation = await createCustomer(c.env.DB, row, actorOf(c))
  switch (creation.kind) {
    case 'exists':
      return requestProblem(c, 'customer_exists')
    case 'key_reused':
      return problem(c, { reason: 'idempotency_key_reused' })
    case 'replayed':
      c.header('Idempotent-Replayed', 'true')
      return c.json(await oneCustomerJson(c.env.DB, creation.customer, c.get('now')), 201)
    case 'created':
      await answerAtOnce(c.env, creation.customer, [signedUp(row.createdAt)], row.createdAt)
      return c.json(await oneCustomerJson(c.env.DB, creation.customer, c.get('now')), 201)
  }
})

/** Query of GET /customers. `q`: name, email, last digits of the phone, or card token. */
export const customerQuery = z.strictObject({
  q: z.optional(z.string().check(z.maxLength(120))),
  cursor: cursorSchema,
  limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100))),
})

customers.get('/', allow('customers:read'), async (c) => {
  const query = z.safeParse(customerQuery, c.req.query())
  if (!query.success) return fieldProblem(c, fieldErrors(query.error.issues))
  const { q, cursor, limit = 20 } = query.data
  const asked = q?.trim() ?? ''
  if (asked !== '') {
    const found = await findCustomers(c.env.DB, asked, limit)
    return c.json({
      data: await customersJson(c.env.DB, found, c.get('now')),
      has_more: false,
      next_cursor: null,
    })
  }
  const rows = await newestCustomers(c.env.DB, cursor ?? null, limit + 1)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  const next = last === undefined ? null : cursorOf(last.createdAt, last.id)
  const data = await customersJson(c.env.DB, rows.slice(0, limit), c.get('now'))
  return c.json({ data, has_more: next !== null, next_cursor: next })
})

customers.get('/:customer', allow('customers:read'), async (c) => {
  const asked = c.req.param('customer')
  const row = await survivorById(c.env.DB, asked)
  if (row === null) return requestProblem(c, 'customer_not_found')
  c.header('ETag', etagOf(row.version))
  return c.json(await oneCustomerJson(c.env.DB, row, c.get('now'), asked))
})
