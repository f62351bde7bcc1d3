import type { BackupLine, Piece, Restored, WorldFacts } from '../../worker/backup/lines.ts'
import { apiKey } from '../../worker/credential.ts'
import { DEPLOYER, deployerSecret, type WorldKeys } from '../../worker/deployer.ts'
import { CannotStart } from '../local/cannot-start.ts'
import type { Server } from '../local/server.ts'
import { type Account, objectIds } from '../rebuild/deployed.ts'
import { objectsIn } from '../rebuild/local-state.ts'

/** The objects a world keeps beside its directory. */
const OBJECT_CLASSES = {
  principal: 'PrincipalObject',
  voucher: 'VoucherObject',
  account: 'AccountObject',
  stock: 'StockObject',
} as const
type ObjectKind = keyof typeof OBJECT_CLASSES

/** People who were erased, each as the ids of all their records, their own first: nothing else is known of them. */
export type Erasures = readonly (readonly string[])[]

/** A running Vale whose whole state can be read and written. */
export interface World {
  /** Everything it says of itself; fails with a sentence where the keys are not its own. */
  facts(): Promise<WorldFacts>
  /** Everything it holds, in the order in which it is restored. */
  lines(facts: WorldFacts): AsyncIterable<BackupLine>
  /** Whoever was erased here, each as all records there were of them. */
  erased(): Promise<Erasures>
  /** Erases them again. */
  erase(people: Erasures): Promise<void>
  /** Writes what is not there yet. */
  write(lines: readonly BackupLine[]): Promise<Restored>
}

/** Ids of all objects of a kind, in pages. */
type ObjectIds = (kind: ObjectKind) => AsyncIterable<readonly string[]>

/** The world of a running local server. */
export function localWorld({ url }: Server, stateDir: string, keys: WorldKeys): World {
  const ids: ObjectIds = async function* (kind) {
    yield await objectsIn(stateDir, OBJECT_CLASSES[kind])
  }
  return worldAt(url, 'test', keys, ids)
}

/** A deployed world: its objects from Cloudflare's List Objects, everything else from its Worker. */
export function deployedWorld(
  url: string,
  world: 'test' | 'live',
  keys: WorldKeys,
  account: Account,
  fetcher: typeof fetch = fetch,
): World {
  return worldAt(
    url,
    world,
    keys,
    (kind) => objectIds(account, world, OBJECT_CLASSES[kind], fetcher),
    fetcher,
  )
}

/** Half of what one request takes (worker/backup/backup.ts). */
const OBJECTS = 25
/** What one request erases. */
const ERASURES = 5

function worldAt(
  url: string,
  world: 'test' | 'live',
  keys: WorldKeys,
  ids: ObjectIds,
  fetcher: typeof fetch = fetch,
): World {
  const key = apiKey(world, DEPLOYER.id, deployerSecret(keys))
  const call = async <T>(path: string, body?: unknown): Promise<T> => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' }
    const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
    const answer = await patiently(() => fetcher(`${url}/api/backup${path}`, { headers, ...sent }))
    if (answer === null) throw new CannotStart(`${url} cannot be reached.`)
    if (answer.ok) return (await answer.json()) as T
    if (answer.status === 401) throw new CannotStart(`${url} was deployed with other keys than these.`)
    throw new CannotStart(`${url} answered ${answer.status} to ${path}: ${await answer.text()}`)
  }
  return {
    facts: () => call<WorldFacts>(''),
    erased: async () => {
      const people: (readonly string[])[] = []
      for await (const line of pieces(call, '/rows/erasures'))
        if (line.kind === 'row' && line.row.decided_at != null)
          people.push(JSON.parse(String(line.row.records)) as readonly string[])
      return people
    },
    erase: async (people) => {
      for (let from = 0; from < people.length; from += ERASURES)
        await call('/erasures', { erasures: people.slice(from, from + ERASURES) })
    },
    write: (lines) => call<Restored>('/lines', { lines }),
    lines: async function* ({ columns }) {
      for (const table of Object.keys(columns)) yield* pieces(call, `/rows/${table}`)
      yield* pictures(call)
      for (const kind of ['principal', 'voucher', 'account', 'stock'] as const) {
        for await (const page of ids(kind)) {
          for (let from = 0; from < page.length; from += OBJECTS) {
            const asked = { ids: page.slice(from, from + OBJECTS) }
            yield* (await call<Piece>(`/${kind}s`, asked)).data
          }
        }
      }
      yield* (await call<Piece>('/directory')).data
    },
  }
}

/** So often a call is sent that no answer comes to, or only that of an outage: each may be repeated. */
const TRIES = 3

async function patiently(send: () => Promise<Response>): Promise<Response | null> {
  let answer: Response | null = null
  for (let tries = 0; tries < TRIES; tries += 1) {
    answer = await send().catch(() => null)
    if (answer !== null && answer.status < 500) return answer
  }
  return answer
}

type Call = <T>(path: string, body?: unknown) => Promise<T>

async function* pieces(call: Call, path: string): AsyncIterable<BackupLine> {
  let after: string | null = null
  do {
    const piece: Piece = await call<Piece>(
      after === null ? path : `${path}?after=${encodeURIComponent(after)}`,
    )
    yield* piece.data
    after = piece.next
  } while (after !== null)
}

async function* pictures(call: Call): AsyncIterable<BackupLine> {
  let after: string | null = null
  do {
    const found: Keys = await call<Keys>(
      after === null ? '/images' : `/images?after=${encodeURIComponent(after)}`,
    )
    for (const key of found.keys) yield* (await call<Piece>(`/images/${key}`)).data
    after = found.next
  } while (after !== null)
}
type Keys = { readonly keys: readonly string[]; readonly next: string | null }
