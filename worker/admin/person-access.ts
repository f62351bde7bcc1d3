import type { Context } from 'hono'
import type { PersonReading } from '../../durable-objects/person-reading.ts'
import { deviceName } from '../../src/access/sessions.ts'
import { type Area, areaHref } from '../../views/admin/people-view.ts'
import { actorOf } from '../actor.ts'
import { isKey } from '../command-id.ts'
import type { AppEnv } from '../env.ts'
import { type Form, readForm } from '../form.ts'
import { askAgain } from '../identity.ts'
import { refusePage } from '../refuse.tsx'
import { principalStub } from '../stubs.ts'

/** Ends one session of somebody one looks after, or all of them; one's own browser is spared, as it has a way to sign out. */
export async function endSessions(c: Context<AppEnv>, area: Area, person: PersonReading): Promise<Response> {
  const form = await formOf(c)
  if (form === null) return refusePage(c, 400)
  const { id } = person.principal
  const by = actorOf(c)
  const device = form.text('session')
  const own = c.get('session')
  const outcome = await principalStub(c.env, id).sessions(
    device === 'all'
      ? { kind: 'end_all', except: own === null ? null : own.hash, by }
      : { kind: 'end_one', device, by },
  )
  askAgain(id)
  if (outcome === 'nothing' && device !== 'all') return refusePage(c, 404)
  return c.redirect(areaHref(area, `/${id}?done=ended`), 303)
}

/** Takes a passkey away from somebody who has lost it; sessions it opened end apart. */
export async function removePasskey(c: Context<AppEnv>, person: PersonReading): Promise<Response> {
  const form = await formOf(c)
  if (form === null) return refusePage(c, 400)
  const { id } = person.principal
  const own = c.get('session')
  // One's own are one's own here too: by a fresh session only, as on /account.
  const session = id === c.get('principal').id && own !== null ? own.hash : null
  const command = { kind: 'remove', id: form.text('passkey'), session, by: actorOf(c) } as const
  const outcome = await principalStub(c.env, id).passkeys(command)
  askAgain(id)
  if (outcome?.kind === 'done') return c.redirect(areaHref('staff', `/${id}?done=passkey_removed`), 303)
  return outcome?.reason === 'proof_stale' ? c.redirect('/account', 303) : refusePage(c, 404)
}

/** The reader's own session as lists name it. */
export function currentSession(c: Context<AppEnv>): string | null {
  const session = c.get('session')
  return session === null ? null : deviceName(session)
}

async function formOf(c: Context<AppEnv>): Promise<Form | null> {
  const form = await readForm(c)
  return form !== null && isKey(form.text('idempotency_key')) ? form : null
}
