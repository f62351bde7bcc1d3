import { type Context, Hono } from 'hono'
import * as z from 'zod/mini'
import { normalisePhone } from '../../src/customer.ts'
import { idSymbols } from '../../src/id.ts'
import { isZone, rfc3339 } from '../../src/local-time.ts'
import { allow } from '../allow.ts'
import { fieldErrors, jsonBody } from '../body.ts'
import { idempotencyKey, sending } from '../command-id.ts'
import type { AppEnv } from '../env.ts'
import { cursorOf } from '../library/cursor.ts'
import { tagsNotOffered } from '../library/customer-tags.ts'
import {
  type CustomerRow,
  createCustomer,
  customerById,
  findCustomers,
  newestCustomers,
} from '../library/customers.ts'
import { type FieldError, fieldProblem, problem, requestProblem } from '../problem.ts'
import { randomId } from '../secrets.ts'
import { cursorSchema } from './list-query.ts'
import { type CustomerRequest, customerRequest } from './shapes.ts'

/** /api/v1/customers: creating, reading and finding the people a brand knows. */
export const customers = new Hono<AppEnv>()

customers.post('/', allow('customers:write'), async (c) => {
  const key = idempotencyKey(c)
  if (key instanceof Response) return key
  const request = await jsonBody(c, customerRequest)
  if (request instanceof Response) return request
  const errors = [...customerErrors(request), ...(await tagErrors(c, request))]
  if (errors.length > 0) return fieldProblem(c, errors)
  const row = customerRow(request, sending(c, key, ['customer', request]), c.get('now'))
  const creation = await createCustomer(c.env.DB, row, c.get('principal').id)
  switch (creation.kind) {
    case 'exists':
      return requestProblem(c, 'customer_exists')
    case 'key_reused':
      return problem(c, { reason: 'idempotency_key_reused' })
    case 'replayed':
      c.header('Idempotent-Replayed', 'true')
      return c.json(customerJson(creation.customer), 201)
    case 'created':
      return c.json(customerJson(creation.customer), 201)
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
    return c.json({ data: found.map(customerJson), has_more: false, next_cursor: null })
  }
  const rows = await newestCustomers(c.env.DB, cursor ?? null, limit + 1)
  const last = rows.length > limit ? rows[limit - 1] : undefined
  const next = last === undefined ? null : cursorOf(last.createdAt, last.id)
  return c.json({ data: rows.slice(0, limit).map(customerJson), has_more: next !== null, next_cursor: next })
})

customers.get('/:customer', allow('customers:read'), async (c) => {
  const row = await customerById(c.env.DB, c.req.param('customer'))
  return row === null ? requestProblem(c, 'customer_not_found') : c.json(customerJson(row))
})

/** What no schema can know: numbers that are no phone, dates that do not exist, zones nobody keeps. */
export function customerErrors({ phone, zone, birthday }: CustomerRequest): FieldError[] {
  const errors: FieldError[] = []
  if (phone != null && normalisePhone(phone) === null) {
    errors.push({ pointer: '/phone', detail: 'must be an international number such as +351 912 345 678' })
  }
  if (zone != null && !isZone(zone))
    errors.push({ pointer: '/zone', detail: 'must be an IANA zone such as Europe/Lisbon' })
  if (birthday != null && !isBirthday(birthday))
    errors.push({ pointer: '/birthday', detail: 'is not a day of the calendar' })
  return errors
}

/** Tags that are none of the brand's list, where it keeps one. */
async function tagErrors(c: Context<AppEnv>, { tags = [] }: CustomerRequest): Promise<FieldError[]> {
  const refused = await tagsNotOffered(c.env.DB, tags)
  return refused.map((tag) => ({
    pointer: `/tags/${tags.indexOf(tag)}`,
    detail: "is none of the brand's customer tags",
  }))
}

/** The row a valid request becomes. */
export function customerRow(
  request: CustomerRequest,
  sent: { id: string; digest: string },
  now: number,
): CustomerRow {
  return {
    id: `cus_${idSymbols(randomId())}`,
    name: request.name ?? null,
    email: request.email ?? null,
    phone: request.phone == null ? null : normalisePhone(request.phone),
    cardToken: `card_${idSymbols(randomId())}`,
    birthday: request.birthday ?? null,
    locale: request.locale ?? null,
    zone: request.zone ?? null,
    tags: request.tags ?? [],
    marketing: request.consents?.marketing ?? false,
    notes: request.notes ?? null,
    createdAt: now,
    command: sent.id,
    digest: sent.digest,
  }
}

function customerJson(row: CustomerRow) {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    phone: row.phone,
    card_token: row.cardToken,
    birthday: row.birthday,
    locale: row.locale,
    zone: row.zone,
    tags: row.tags,
    plan: null,
    consents: { marketing: row.marketing },
    notes: row.notes,
    created_at: rfc3339(row.createdAt),
  }
}

/** `1990-05-21`, or `--05-21` where the year is nobody's business. */
function isBirthday(text: string): boolean {
  const full = text.replace(/^-/, '2000')
  const date = new Date(`${full}T00:00:00Z`)
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(full)
}
