import { listDurableObjectIds, runDurableObjectAlarm } from 'cloudflare:test'
import type { Principal } from '../../src/principal.ts'
import { buildApp } from '../../worker/app.ts'
import { newSecret, secretHash } from '../../worker/secrets.ts'
import { principalStub } from '../../worker/stubs.ts'
import { anOpening } from '../unit/an-opening.ts'
import { world } from './cast.ts'

/** Every route that takes a POST, with its parameters filled in; pages and API apart. */
export function postRoutes(named: Readonly<Record<string, string>>): { pages: string[]; api: string[] } {
  const all = buildApp()
    .routes.filter(({ method }) => method === 'POST')
    .map(({ path }) => path.replace(/:(\w+)/g, (_, name: string) => named[name] ?? name))
  const paths = [...new Set(all)]
  return {
    pages: paths.filter((path) => !path.startsWith('/api/')),
    api: paths.filter((path) => path.startsWith('/api/')),
  }
}

/** The cookie of a new session, for requests that say nothing else about themselves. */
export async function cookieOf({ id }: Principal): Promise<string> {
  const secret = newSecret()
  await principalStub(world, id).sessions({ kind: 'open', opening: anOpening(secretHash(secret)) })
  return `__Host-vale=${id}.${secret}`
}

/** Everything D1 holds once it stands still, as text: two of them are equal exactly if nothing changed. That somebody tried in vain, or was refused, is no change. */
export async function libraryDump(): Promise<string> {
  for (let last = await dumpNow(); ; ) {
    const next = await dumpNow()
    if (next === last) return next
    last = next
  }
}

async function dumpNow(): Promise<string> {
  // Whoever has just been seen is noted in the list by their own object, when its alarm comes: not in the middle.
  for (const id of await listDurableObjectIds(world.PRINCIPALS)) {
    await runDurableObjectAlarm(world.PRINCIPALS.get(id))
  }
  const { results } = await world.DB.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'guess%' ORDER BY name",
  ).all<{ name: string }>()
  const tables = await world.DB.batch(
    results.map(({ name }) => world.DB.prepare(`SELECT * FROM ${name}${name === 'audits' ? UNREFUSED : ''}`)),
  )
  return JSON.stringify(tables.map((table, index) => [results[index]?.name, table.results]))
}

const UNREFUSED = " WHERE action <> 'permission_refused'"
