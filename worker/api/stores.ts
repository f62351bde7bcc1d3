import { type Context, Hono } from 'hono'
import * as z from 'zod/mini'
import type { Answered } from '../../durable-objects/directory-object.ts'
import { STORE_STATES, type Store, storeOf } from '../../src/directory.ts'
import type { StoreFields } from '../../src/directory-change.ts'
import { storeSchema } from '../../src/directory-shape.ts'
import { idSymbols, isStoreId, type StoreId } from '../../src/id.ts'
import { findStores } from '../../src/store-search.ts'
import { allow } from '../allow.ts'
import { fieldErrors, jsonBody } from '../body.ts'
import { idempotencyKey, type Sending, sending } from '../command-id.ts'
import { changeDirectory, latestDirectory } from '../directory-change.ts'
import type { AppEnv } from '../env.ts'
import { imageExists } from '../images.ts'
import { fieldProblem, problem, requestProblem } from '../problem.ts'
import { said } from '../said.ts'
import { etagOf, versionConflict, versionMeant } from '../version.ts'
import { type Call, get, patch, post } from './calls.ts'
import { listOf } from './shapes.ts'

/** /api/v1/stores: the places that honour vouchers. One in use is archived, never deleted. */
export const stores = new Hono<AppEnv>()

const storeChange = z.partial(storeSchema)
const storeRequest = z.strictObject({ ...storeChange.shape, name: storeSchema.shape.name })
const storeShape = z.strictObject({
  id: z.string(),
  ...storeSchema.shape,
  partner_id: z.nullable(z.string()),
  version: z.int(),
})
const storeQuery = z.strictObject({
  q: z.optional(z.string().check(z.maxLength(120))),
  state: z.optional(z.enum(STORE_STATES)),
  cursor: z.optional(z.string().check(z.regex(/^[0-9]{1,6}$/))),
  limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100))),
})

export const storeCalls: readonly Call[] = [
  post('/stores', 'Add a shop', 'settings:write', storeRequest, storeShape),
  get('/stores', 'List shops by name', 'settings:read', listOf(storeShape), storeQuery),
  get('/stores/{store}', 'Read a shop', 'settings:read', storeShape),
  patch(
    '/stores/{store}',
    'Change a shop, or close, open or archive it',
    'settings:write',
    storeChange,
    storeShape,
  ),
]

stores.post('/', allow('settings:write'), async (c) => {
  const key = idempotencyKey(c)
  if (key instanceof Response) return key
  const request = await jsonBody(c, storeRequest)
  if (request instanceof Response) return request
  if (await pictureIsMissing(c, request.image_url)) return requestProblem(c, 'image_unsupported')
  const added = await addStore(c, sending(c, key, ['store', request]), newStoreFields(c, request))
  if (added.kind === 'key_reused') return problem(c, { reason: 'idempotency_key_reused' })
  if (added.kind === 'refused') return requestProblem(c, added.reason)
  if (added.kind === 'replayed') c.header('Idempotent-Replayed', 'true')
  return answer(c, storeOf(added.directory, added.id), 201)
})

stores.get('/', allow('settings:read'), async (c) => {
  const query = z.safeParse(storeQuery, c.req.query())
  if (!query.success) return fieldProblem(c, fieldErrors(query.error.issues))
  const { q = '', state, cursor = '0', limit = 20 } = query.data
  const { stores: all } = await latestDirectory(c)
  const found = findStores(all, q).filter((store) => state === undefined || store.state === state)
  const end = Number(cursor) + limit
  const more = end < found.length
  const data = found.slice(Number(cursor), end).map(storeJson)
  return c.json({ data, has_more: more, next_cursor: more ? `${end}` : null })
})

stores.get('/:store', allow('settings:read'), async (c) => {
  const id = c.req.param('store')
  return answer(c, isStoreId(id) ? storeOf(await latestDirectory(c), id) : null)
})

stores.patch('/:store', allow('settings:write'), async (c) => {
  const version = versionMeant(c)
  if (version instanceof Response) return version
  const id = c.req.param('store')
  const request = await jsonBody(c, storeChange)
  if (request instanceof Response) return request
  if (!isStoreId(id)) return requestProblem(c, 'store_not_found')
  if (await pictureIsMissing(c, request.image_url)) return requestProblem(c, 'image_unsupported')
  const changed = await changeDirectory(c, { kind: 'store', id, version, fields: storeFields(request) })
  const now = storeOf(changed.directory, id)
  if (changed.kind !== 'refused' || now === null) return answer(c, now)
  return changed.reason === 'version_conflict'
    ? versionConflict(c, now.version, storeJson(now))
    : requestProblem(c, changed.reason)
})

/** What a request says of a store, as the directory calls it; what it does not say is left out. */
export function storeFields(request: z.output<typeof storeChange>): Partial<StoreFields> {
  const { image_url, scan_redeems, ...same } = request
  return said<StoreFields>({ ...same, imageUrl: image_url, scanRedeems: scan_redeems })
}

/** Adds a store under the id its command gives it, so that the same command never adds two. */
export async function addStore(
  c: Context<AppEnv>,
  command: Sending,
  fields: StoreFields,
  setup: { readonly settles?: readonly 'welcome_store'[] } = {},
): Promise<Answered & { readonly id: StoreId }> {
  const id: StoreId = `sto_${idSymbols(Buffer.from(command.id, 'hex'))}`
  const answered = await changeDirectory(c, { kind: 'new_store', id, fields, ...setup }, command)
  return { ...answered, id }
}

/** A new store with what was said of it: open, on the brand's clock unless it was said otherwise. */
export function newStoreFields(c: Context<AppEnv>, request: z.output<typeof storeRequest>): StoreFields {
  const { zone } = c.get('directory').brand
  const nowhere = { city: '', address: '', hours: [], imageUrl: null, zone } as const
  const unsaid = { ...nowhere, state: 'open', scanRedeems: false } as const
  return { ...unsaid, ...storeFields(request), name: request.name }
}

async function pictureIsMissing(c: Context<AppEnv>, url: string | null | undefined): Promise<boolean> {
  return url != null && !(await imageExists(c.env, url))
}

function answer(c: Context<AppEnv>, store: Store | null, status: 200 | 201 = 200): Response {
  if (store === null) return requestProblem(c, 'store_not_found')
  c.header('ETag', etagOf(store.version))
  return c.json(storeJson(store), status)
}

function storeJson({ imageUrl, partner, hours, scanRedeems, ...same }: Store): z.output<typeof storeShape> {
  const renamed = { image_url: imageUrl, partner_id: partner, scan_redeems: scanRedeems }
  return { ...same, ...renamed, hours: [...hours] }
}
