import { Hono } from 'hono'
import * as z from 'zod/mini'
import { allow } from '../allow.ts'
import { jsonBody } from '../body.ts'
import type { AppEnv, Env } from '../env.ts'

/** /api/v1/projections: bringing the lists back from the ledgers. Changes nothing a ledger says, so it needs no key of its own. */
export const projections = new Hono<AppEnv>()

/** So many objects in one request: well under what one request may call. */
const OBJECTS_MOST = 100

/** POST /projections: the objects by their Cloudflare ids, as List Objects gives them. */
export const projectionRequest = z.strictObject({
  ids: z.array(z.string().check(z.regex(/^[0-9a-f]{64}$/))).check(z.maxLength(OBJECTS_MOST)),
})

/** How many of them are vouchers, now in the lists as their ledgers say. */
export const projectionShape = z.strictObject({ projected: z.int().check(z.nonnegative()) })

projections.post('/', allow('vouchers:change'), async (c) => {
  const request = await jsonBody(c, projectionRequest)
  if (request instanceof Response) return request
  const found = await Promise.all(request.ids.map((id) => projectObject(c.env, id)))
  return c.json({ projected: found.filter(Boolean).length })
})

/** False for an object that holds no voucher, and for an id that names none of ours. */
async function projectObject(env: Env, hex: string): Promise<boolean> {
  const id = objectId(env, hex)
  // The id itself carries the jurisdiction it was made in.
  if (id === null || (await env.VOUCHERS.get(id).read()) === null) return false
  await env.VOUCHERS.get(id).reproject()
  return true
}

function objectId(env: Env, hex: string): DurableObjectId | null {
  try {
    return env.VOUCHERS.idFromString(hex)
  } catch {
    return null
  }
}
