import type { Context } from 'hono'
import type { PersonReading } from '../../durable-objects/person-reading.ts'
import { areaHref } from '../../views/admin/people-view.ts'
import { actorOf } from '../actor.ts'
import type { AppEnv } from '../env.ts'
import { askAgain } from '../identity.ts'
import { refusePage } from '../refuse.tsx'
import { principalStub } from '../stubs.ts'

/** Unlocks or takes away the PIN of somebody the caller looks after. */
export async function changePin(
  c: Context<AppEnv>,
  { principal: { id } }: PersonReading,
  kind: 'unlock' | 'remove',
): Promise<Response> {
  const outcome = await principalStub(c.env, id).pin({ kind, by: actorOf(c) })
  if (outcome === null) return refusePage(c, 404)
  askAgain(id)
  const done = { unlock: 'pin_unlocked', remove: 'pin_removed' }[kind]
  return c.redirect(areaHref('staff', `/${id}?done=${done}`), 303)
}
