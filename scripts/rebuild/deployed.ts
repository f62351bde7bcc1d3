import { CannotStart } from '../local/cannot-start.ts'
import { type Ledgers, projectingAt } from './rebuild.ts'

const CLOUDFLARE = 'https://api.cloudflare.com/client/v4'
/** The largest page of objects Cloudflare gives is 10,000; a smaller one says sooner how it goes. */
const OBJECTS_PER_PAGE = 1000

/** The account that is deployed to, and a token for it. */
export interface Account {
  readonly accountId: string
  readonly apiToken: string
}

/** Who deploys, and a key of the deployed Worker with the scope vouchers:change. */
interface Deployer extends Account {
  readonly url: string
  readonly apiKey: string
}

/** Cloudflare's answers, as far as they are read; https://developers.cloudflare.com/api/. */
interface CloudflareAnswer<T> {
  readonly success: boolean
  readonly errors: readonly { readonly message: string }[]
  readonly result: T
  readonly result_info?: { readonly cursor?: string; readonly cursors?: { readonly after?: string } }
}
type Namespace = { readonly id: string; readonly script?: string; readonly class?: string }
type StoredObject = { readonly id: string; readonly hasStoredData?: boolean }
type Database = { readonly uuid: string; readonly name: string }
type Query = { readonly results: readonly Record<string, unknown>[] }

/**
 * The ledgers of a deployment: its objects from Cloudflare's List Objects, its lists through D1's query call. The key
 * says which of the two worlds is meant, as both are Workers of one account.
 */
export async function deployed(
  { url, apiKey, accountId, apiToken }: Deployer,
  fetcher: typeof fetch = fetch,
): Promise<Ledgers> {
  const script = scriptOf(apiKey.startsWith('vk_live_') ? 'live' : 'test')
  const call = cloudflare({ accountId, apiToken }, fetcher)
  const vouchers = objectsPath(await namespaceOf(call, script, 'VoucherObject'))
  const accounts = objectsPath(await namespaceOf(call, script, 'AccountObject'))
  const principals = objectsPath(await namespaceOf(call, script, 'PrincipalObject'))
  const database = `/d1/database/${await databaseOf(call, script)}/query`
  return {
    project: projectingAt(url, apiKey),
    objects: async function* () {
      yield* objectsOf(call, principals)
      yield* objectsOf(call, vouchers)
      yield* objectsOf(call, accounts)
    },
    sql: async (statement) =>
      (await call<readonly Query[]>(database, { sql: statement })).result[0]?.results ?? [],
  }
}

/** Cloudflare's ids of all objects of a class of that world's Worker that have stored something. */
export async function* objectIds(
  account: Account,
  world: 'test' | 'live',
  className: string,
  fetcher: typeof fetch = fetch,
): AsyncIterable<readonly string[]> {
  const call = cloudflare(account, fetcher)
  yield* objectsOf(call, objectsPath(await namespaceOf(call, scriptOf(world), className)))
}

/** Both worlds are Workers of one account. */
function scriptOf(world: 'test' | 'live'): string {
  return world === 'live' ? 'vale' : 'vale-test'
}

function objectsPath(namespace: string): string {
  return `/workers/durable_objects/namespaces/${namespace}/objects`
}

/** Calls of Cloudflare's API in one account. */
function cloudflare({ accountId, apiToken }: Account, fetcher: typeof fetch): Call {
  return async <T>(path: string, body?: unknown): Promise<CloudflareAnswer<T>> => {
    const headers = { authorization: `Bearer ${apiToken}`, 'content-type': 'application/json' }
    const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
    const answer = await fetcher(`${CLOUDFLARE}/accounts/${accountId}${path}`, { headers, ...sent })
    const read = (await answer.json()) as CloudflareAnswer<T>
    if (read.success) return read
    throw new CannotStart(
      `Cloudflare refused ${path}: ${read.errors.map(({ message }) => message).join('; ')}`,
    )
  }
}

type Call = <T>(path: string, body?: unknown) => Promise<CloudflareAnswer<T>>

/** The namespace of one of the Worker's classes, sought page by page as an account may have many. */
async function namespaceOf(call: Call, script: string, className: string): Promise<string> {
  for (let page = 1; ; page += 1) {
    const path = `/workers/durable_objects/namespaces?per_page=100&page=${page}`
    const { result } = await call<readonly Namespace[]>(path)
    const found = result.find((namespace) => namespace.script === script && namespace.class === className)
    if (found !== undefined) return found.id
    if (result.length === 0) throw new CannotStart(`This account has no Worker "${script}" with vouchers.`)
  }
}

async function databaseOf(call: Call, name: string): Promise<string> {
  const { result } = await call<readonly Database[]>(`/d1/database?name=${name}`)
  const found = result.find((database) => database.name === name)
  if (found === undefined) throw new CannotStart(`This account has no D1 database "${name}".`)
  return found.uuid
}

/** Every object that has stored something; a code that was only asked for leaves an object that has not. */
async function* objectsOf(call: Call, path: string): AsyncIterable<readonly string[]> {
  let cursor = ''
  do {
    const after = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`
    const { result, result_info } = await call<readonly StoredObject[]>(
      `${path}?limit=${OBJECTS_PER_PAGE}${after}`,
    )
    yield result.filter(({ hasStoredData }) => hasStoredData !== false).map(({ id }) => id)
    cursor = result_info?.cursors?.after ?? result_info?.cursor ?? ''
  } while (cursor !== '')
}
