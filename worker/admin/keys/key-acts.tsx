import type { Context } from 'hono'
import type { PersonReading } from '../../../durable-objects/person-reading.ts'
import { type KeyOutcome, OVERLAPS_MS } from '../../../src/access/keys.ts'
import type { CommandId, PrincipalId } from '../../../src/id.ts'
import { ConflictPage, type ConflictRow } from '../../../views/admin/conflict.tsx'
import type { KeyValues } from '../../../views/admin/keys/key-form.tsx'
import { KeyShown, type KeyShownProps } from '../../../views/admin/keys/key-shown.tsx'
import { ending, keysHref } from '../../../views/admin/keys/key-view.ts'
import { en } from '../../../views/words/en.ts'
import { actorOf } from '../../actor.ts'
import { isKey, sending } from '../../command-id.ts'
import { apiKey } from '../../credential.ts'
import type { AppEnv } from '../../env.ts'
import { readForm } from '../../form.ts'
import { frameFor } from '../../frame.ts'
import { askAgain } from '../../identity.ts'
import { keySecret, principalIdFor } from '../../invitation.ts'
import { refusePage } from '../../refuse.tsx'
import { secretHash } from '../../secrets.ts'
import { principalStub } from '../../stubs.ts'
import { placeOf } from '../person-view.ts'
import { versionOf } from '../version-field.ts'
import { keyValuesIn, keyValuesOf, readKey } from './key-form.ts'
import { editKeyPage, keyPage, newKeyPage } from './key-pages.tsx'
import { keyFor, keyView } from './key-view.ts'

/** Makes a key and shows it, this once; the same form sent again shows the same key and makes no second. */
export async function make(c: Context<AppEnv>): Promise<Response> {
  const form = await readForm(c)
  const idempotencyKey = form?.text('idempotency_key') ?? ''
  if (form === null || !isKey(idempotencyKey)) return refusePage(c, 400)
  const values = keyValuesIn(form)
  const typed = readKey(c, values, [])
  if (typed.kind === 'wrong') return newKeyPage(c, values, typed.errors)
  // As typed: "in 30 days" sent again tomorrow asks for the same.
  const sent = sending(c, idempotencyKey, ['key', values])
  const id = principalIdFor(c.env, 'key', sent.id)
  const making = await principalStub(c.env, id).makeKey({
    id,
    terms: typed.terms,
    hash: secretHash(keySecret(c.env, id, sent.id)),
    made: { command: sent.id, digest: sent.digest },
    by: actorOf(c),
  })
  if (making === 'key_reused') return refusePage(c, 422)
  if (making === 'superseded') return c.redirect(keysHref(`/${id}?done=shown`), 303)
  return shown(c, { id, name: typed.terms.name, prior: null }, sent.id)
}

/** Saves the form, of the version it was read at; a page with both versions where somebody was first. */
export async function change(c: Context<AppEnv>, key: PersonReading): Promise<Response> {
  const form = await readForm(c)
  const version = form && versionOf(form)
  if (form === null || version === null) return refusePage(c, 400)
  const values = keyValuesIn(form)
  const { id, stores } = key.principal
  const typed = readKey(c, values, stores)
  if (typed.kind === 'wrong') return editKeyPage(c, { ...key, version }, values, typed.errors)
  const { terms } = typed
  const outcome = await principalStub(c.env, id).key({ kind: 'change', terms, version, by: actorOf(c) })
  askAgain(id)
  if (outcome === 'version_conflict') return conflictPage(c, id, values)
  return outcome === 'done' ? c.redirect(keysHref(`/${id}?done=changed`), 303) : refusedPage(c, id, outcome)
}

/** Gives a key a new secret and shows it, this once; the one before goes on for as long as was chosen. */
export async function rotate(c: Context<AppEnv>, key: PersonReading): Promise<Response> {
  const form = await readForm(c)
  const idempotencyKey = form?.text('idempotency_key') ?? ''
  const overlapMs = OVERLAPS_MS.find((known) => `${known}` === form?.text('overlap'))
  if (form === null || !isKey(idempotencyKey)) return refusePage(c, 400)
  if (overlapMs === undefined) return refusePage(c, 422)
  const { id, name } = key.principal
  const { id: command } = sending(c, idempotencyKey, null)
  const hash = secretHash(keySecret(c.env, id, command))
  const rotation = { kind: 'rotate', command, hash, overlapMs, by: actorOf(c) } as const
  const outcome = await principalStub(c.env, id).key(rotation)
  askAgain(id)
  if (outcome === 'superseded') return c.redirect(keysHref(`/${id}?done=shown`), 303)
  if (outcome !== 'done' && outcome !== 'repeated') return refusedPage(c, id, outcome)
  const now = await keyFor(c, id)
  return shown(c, { id, name, prior: { endsAt: now?.key?.priorEndsAt ?? null } }, command)
}

/** Ends a key and whatever it had before, for good. */
export async function revoke(c: Context<AppEnv>, { principal: { id } }: PersonReading): Promise<Response> {
  await principalStub(c.env, id).key({ kind: 'revoke', by: actorOf(c) })
  askAgain(id)
  return c.redirect(keysHref(`/${id}?done=revoked`), 303)
}

function shown(
  c: Context<AppEnv>,
  key: Pick<KeyShownProps, 'name' | 'prior'> & { readonly id: PrincipalId },
  command: CommandId,
): Response | Promise<Response> {
  const secret = apiKey(c.env.WORLD, key.id, keySecret(c.env, key.id, command))
  // Whoever comes to this browser later finds nothing.
  c.header('Cache-Control', 'no-store')
  return c.html(<KeyShown frame={frameFor(c, c.get('principal'))} {...key} secret={secret} />)
}

async function refusedPage(
  c: Context<AppEnv>,
  id: PrincipalId,
  outcome: KeyOutcome | null,
): Promise<Response> {
  const now = await keyFor(c, id)
  if (now === null) return refusePage(c, 404)
  return keyPage(c, now, outcome === 'key_expired' ? 'key_expired' : 'key_revoked')
}

async function conflictPage(c: Context<AppEnv>, id: PrincipalId, values: KeyValues): Promise<Response> {
  const now = await keyFor(c, id)
  if (now === null) return refusePage(c, 404)
  const { scopes, store_ids, ...texts } = values
  const fields: readonly (readonly [string, string])[] = [
    ...Object.entries(texts),
    ...scopes.map((scope) => ['scopes', scope] as const),
    ...store_ids.map((store) => ['store_ids', store] as const),
  ]
  const href = keysHref(`/${id}`)
  return c.html(
    <ConflictPage
      frame={frameFor(c, c.get('principal'))}
      title={en.keys.conflict}
      action={href}
      fields={fields}
      version={now.version}
      rows={conflictRows(c, values, now)}
      current={href}
    />,
    412,
  )
}

function conflictRows(c: Context<AppEnv>, yours: KeyValues, now: PersonReading): ConflictRow[] {
  const words = en.keys
  const theirs = keyValuesOf(c, now)
  const row = (label: string, said: (values: KeyValues) => string) => {
    return { label, yours: said(yours), theirs: said(theirs) }
  }
  const endings: Readonly<Record<string, string>> = words.endings
  return [
    row(words.nameLabel, ({ name }) => name),
    row(words.scopesLabel, ({ scopes }) => scopes.toSorted().join(', ')),
    row(words.shopsLabel, ({ store_ids }) => placeOf(c, store_ids)),
    {
      label: words.endsLabel,
      yours: yours.ends === 'date' ? yours.date : (endings[yours.ends] ?? ''),
      theirs: ending(frameFor(c, c.get('principal')), keyView(c, now)),
    },
  ]
}
