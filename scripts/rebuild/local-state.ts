import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { PrincipalObject } from '../../durable-objects/principal-object.ts'
import type { Principal } from '../../src/principal.ts'
import { apiKey } from '../../worker/credential.ts'
import { secretHash } from '../../worker/secrets.ts'
import type { Server } from '../local/server.ts'
import { type Ledgers, projectingAt } from './rebuild.ts'

/** Who speaks while a state folder is rebuilt: a key that is good no longer than that. */
const REBUILDER: Principal = {
  id: 'key_rebuild',
  role: 'api_key',
  name: 'Rebuild',
  stores: [],
  partner: null,
  scopes: ['vouchers:change'],
  self: null,
}

/** The ledgers of a running local server's state folder; `close` takes back the key it made for itself. */
export async function localState(
  { url, mf }: Server,
  stateDir: string,
): Promise<Ledgers & { close(): Promise<void> }> {
  const secret = randomBytes(32).toString('base64url')
  const principals = await mf.getDurableObjectNamespace('PRINCIPALS')
  const object: unknown = principals.get(principals.idFromName(REBUILDER.id))
  const principal = object as { enrol(...args: Parameters<PrincipalObject['enrol']>): Promise<void> }
  await principal.enrol(REBUILDER, secretHash(secret))
  const db = await mf.getD1Database('DB')
  return {
    project: projectingAt(url, apiKey('test', REBUILDER.id, secret)),
    objects: async function* () {
      for (const kind of ['VoucherObject', 'AccountObject', 'PrincipalObject'])
        yield await objectsIn(stateDir, kind)
    },
    sql: async (statement) => (await db.prepare(statement).all<Record<string, unknown>>()).results,
    close: () => principal.enrol(REBUILDER, null),
  }
}

/** Miniflare keeps each object as <hex id>.sqlite in a folder named for Worker and class, and its alarms beside them. */
export async function objectsIn(stateDir: string, className: string): Promise<readonly string[]> {
  const folder = join(stateDir, `do/vale-${className}`)
  if (!existsSync(folder)) return []
  const names = await readdir(folder)
  return names.flatMap((name) => /^([0-9a-f]{64})\.sqlite$/.exec(name)?.[1] ?? [])
}
