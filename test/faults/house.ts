import { localWorld, type World } from '../../scripts/backup/world.ts'
import { givenKeys, type Keys } from '../../scripts/local/keys.ts'
import { type Server, startServer } from '../../scripts/local/server.ts'

/** A server on a folder of its own, with the world behind it. */
export interface House {
  readonly stateDir: string
  readonly server: Server
  readonly world: World
}

/** Starts a server on a folder that has, or is given, these keys. */
export async function house(stateDir: string, entry: 'index' | 'demo', keys: Keys): Promise<House> {
  givenKeys(stateDir, keys)
  const server = await startServer({ stateDir, port: 0, entry })
  return { stateDir, server, world: localWorld(server, stateDir, keys) }
}

/** Everything a world holds, as text in an order of its own. */
export async function everything({ world }: House): Promise<readonly string[]> {
  const all: string[] = []
  for await (const line of world.lines(await world.facts())) all.push(JSON.stringify(line))
  return all.toSorted()
}

/** All lists, rows as text in an order of its own. */
export async function lists({ server }: House): Promise<Readonly<Record<string, readonly string[]>>> {
  const db = await server.mf.getD1Database('DB')
  const tables = ['vouchers', 'entries', 'voucher_terms', 'customers', 'customer_terms', 'audits']
  const read = async (table: string) => (await db.prepare(`SELECT * FROM ${table}`).all()).results
  const all = tables.map(async (table) => [
    table,
    (await read(table)).map((row) => JSON.stringify(row)).toSorted(),
  ])
  return Object.fromEntries(await Promise.all(all))
}
