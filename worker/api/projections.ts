import { Hono } from 'hono'
import * as z from 'zod/mini'
import { allow } from '../allow.ts'
import { jsonBody } from '../body.ts'
import type { AppEnv, Env } from '../env.ts'

/** /api/v1/projections: bringing the lists back from the ledgers. Changes nothing a ledger says, so it needs no key of its own. */
export const projections = new Hono<AppEnv>()

/** So many objects in one request: well under what one request may call. */
const OBJECTS_MOST = 100

/** POST /projections: objects of vouchers, accounts and principals by their Cloudflare ids, as List Objects gives them. */
export const projectionRequest = z.strictObject({
  ids: z.array(z.string().check(z.regex(/^[0-9a-f]{64}$/))).check(z.maxLength(OBJECTS_MOST)),
})

/** How many of them are vouchers, accounts or people, now in the lists as their objects say. */
export const projectionShape = z.strictObject({ projected: z.int().check(z.nonnegative()) })

projections.post('/', allow('vouchers:change'), async (c) => {
  const request = await jsonBody(c, projectionRequest)
  if (request instanceof Response) return request
  const found = await Promise.all(request.ids.map((id) => projectObject(c.env, id)))
  return c.json({ projected: found.filter(Boolean).length })
})

/** False for an object that holds nothing a list shows, and for an id that names none of ours. */
async function projectObject(env: Env, hex: string): Promise<boolean> {
  // An id belongs to one namespace, and itself carries the jurisdiction it was made in.
  const voucher = objectId(env.VOUCHERS, hex)
  if (voucher !== null) {
    if ((await env.VOUCHERS.get(voucher).read()) === null) return false
    await env.VOUCHERS.get(voucher).reproject()
    return true
  }
  const account = objectId(env.ACCOUNTS, hex)
  if (account !== null) return (await env.ACCOUNTS.get(account).reproject()) > 0
  const principal = objectId(env.PRINCIPALS, hex)
  return principal !== null && (await env.PRINCIPALS.get(principal).reproject()) > 0
}

function objectId<T extends Rpc.DurableObjectBranded>(
  namespace: DurableObjectNamespace<T>,
  hex: string,
): DurableObjectId | null {
  try {
    return namespace.idFromString(hex)
  } catch {
    return null
  }
}
