import type { Context } from 'hono'
import type { PersonReading } from '../../../durable-objects/person-reading.ts'
import { looksAfter } from '../../../src/reach.ts'
import type { KeyScope, KeyView } from '../../../views/admin/keys/key-view.ts'
import { en } from '../../../views/words/en.ts'
import type { AppEnv } from '../../env.ts'
import { reachFor } from '../../reach.ts'
import { principalStub } from '../../stubs.ts'
import { placeOf } from '../person-view.ts'

/** The key of that id, if the caller looks after it; null otherwise: a foreign one looks like none. */
export async function keyFor(c: Context<AppEnv>, id: string): Promise<PersonReading | null> {
  if (!/^key_[0-9a-z_]{1,40}$/.test(id)) return null
  const key = await principalStub(c.env, `key_${id.slice('key_'.length)}`).read()
  return key !== null && looksAfter(reachFor(c, 'keys:write'), key.principal.stores) ? key : null
}

/** A key as pages show it. */
export function keyView(c: Context<AppEnv>, reading: PersonReading): KeyView {
  const { principal, key, joinedAt, lastSeenAt } = reading
  const endsAt = key?.endsAt ?? null
  const live = endsAt === null || c.get('now') < endsAt ? 'active' : 'expired'
  return {
    id: principal.id,
    name: principal.name,
    scopes: principal.scopes.filter(isKeyScope),
    place: placeOf(c, principal.stores),
    state: key === null || reading.standing !== 'active' ? 'revoked' : live,
    madeAt: joinedAt,
    endsAt,
    priorEndsAt: key?.priorEndsAt ?? null,
    lastUsedAt: lastSeenAt,
  }
}

function isKeyScope(scope: string): scope is KeyScope {
  return Object.hasOwn(en.keys.scopes, scope)
}
