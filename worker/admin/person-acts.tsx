import type { Context } from 'hono'
import type { PersonReading } from '../../durable-objects/person-reading.ts'
import type { Change, ChangeRefusal } from '../../src/staffing.ts'
import { ConflictPage, type ConflictRow } from '../../views/admin/conflict.tsx'
import { InvitationPage } from '../../views/admin/invitation-page.tsx'
import { type Area, areaHref } from '../../views/admin/people-view.ts'
import type { PersonValues } from '../../views/admin/person-form.tsx'
import { en } from '../../views/words/en.ts'
import { actorOf } from '../actor.ts'
import { isKey, sending } from '../command-id.ts'
import type { AppEnv } from '../env.ts'
import { readForm } from '../form.ts'
import { frameFor } from '../frame.ts'
import { askAgain } from '../identity.ts'
import { invitationSecret, joinUrl } from '../invitation.ts'
import { refusePage } from '../refuse.tsx'
import { secretHash } from '../secrets.ts'
import { principalStub } from '../stubs.ts'
import { readPerson, valuesIn, valuesOf } from './person-form.ts'
import { editPage, personPage } from './person-page.tsx'
import { partnerName, placeOf } from './person-view.ts'
import { versionOf } from './version-field.ts'

/** Saves the form, of the version it was read at; a page with both versions where somebody was first. */
export async function edit(c: Context<AppEnv>, area: Area, person: PersonReading): Promise<Response> {
  const form = await readForm(c)
  const version = form && versionOf(form)
  if (form === null || version === null) return refusePage(c, 400)
  const values = valuesIn(form)
  const typed = readPerson(c, area, values)
  if (typed.kind === 'wrong') return editPage(c, area, { ...person, version }, values, typed.errors)
  const change = { ...typed.post, contact: typed.contact }
  return changing(c, area, person, change, version, values)
}

/** Suspends or archives: meant whatever else was changed meanwhile, so it takes no version. */
export function shutOut(
  c: Context<AppEnv>,
  area: Area,
  person: PersonReading,
  state: 'suspended' | 'archived',
): Promise<Response> {
  return changing(c, area, person, { state }, null, valuesOf(person))
}

/** Lets somebody back, with a link, as all their devices were signed out. */
export async function bringBack(c: Context<AppEnv>, area: Area, person: PersonReading): Promise<Response> {
  const key = (await readForm(c))?.text('idempotency_key') ?? ''
  if (!isKey(key)) return refusePage(c, 400)
  const { id } = person.principal
  const outcome = await principalStub(c.env, id).change({ state: 'active' }, null, actorOf(c))
  if (outcome.kind === 'nobody') return refusePage(c, 404)
  if (outcome.kind === 'refused') return personPage(c, area, outcome.person, spoken(outcome.reason))
  return sendLink(c, area, outcome.person, key)
}

/** Makes a new link; earlier ones are dead from then on. */
export async function invite(c: Context<AppEnv>, area: Area, person: PersonReading): Promise<Response> {
  const key = (await readForm(c))?.text('idempotency_key') ?? ''
  return isKey(key) ? sendLink(c, area, person, key) : refusePage(c, 400)
}

/** The link that waits, for those who may change people; without one that can be shown, the person. */
export function showInvitation(
  c: Context<AppEnv>,
  area: Area,
  { principal: { id, name }, invitation }: PersonReading,
): Response | Promise<Response> {
  if (invitation === null || invitation.command === null) return c.redirect(areaHref(area, `/${id}`), 303)
  const { command, endsAt } = invitation
  const props = { area, person: { id, name }, link: joinUrl(c, id, command), endsAt }
  // The link is a key as long as it waits: no cache keeps it.
  c.header('Cache-Control', 'no-store')
  return c.html(<InvitationPage frame={frameFor(c, c.get('principal'))} {...props} />)
}

async function sendLink(
  c: Context<AppEnv>,
  area: Area,
  person: PersonReading,
  key: string,
): Promise<Response> {
  const { id } = person.principal
  const { id: command } = sending(c, key, ['invitation', id])
  const link = secretHash(invitationSecret(c.env, id, command))
  const outcome = await principalStub(c.env, id).sendInvitation(command, link, actorOf(c))
  if (outcome.kind === 'nobody') return refusePage(c, 404)
  if (outcome.kind === 'refused') return personPage(c, area, person, outcome.reason)
  return c.redirect(areaHref(area, `/${id}/invitation`), 303)
}

async function changing(
  c: Context<AppEnv>,
  area: Area,
  { principal: { id } }: PersonReading,
  change: Change,
  version: number | null,
  values: PersonValues,
): Promise<Response> {
  const outcome = await principalStub(c.env, id).change(change, version, actorOf(c))
  askAgain(id)
  switch (outcome.kind) {
    case 'nobody':
      return refusePage(c, 404)
    case 'refused':
      return outcome.reason === 'version_conflict'
        ? conflictPage(c, area, outcome.person, values)
        : personPage(c, area, outcome.person, outcome.reason)
    case 'changed':
      return c.redirect(areaHref(area, `/${id}?done=${change.state ?? 'changed'}`), 303)
  }
}

/** An act without a version meets no conflict; should it, what stands is shown. */
function spoken(reason: ChangeRefusal): Exclude<ChangeRefusal, 'version_conflict'> | null {
  return reason === 'version_conflict' ? null : reason
}

function conflictPage(
  c: Context<AppEnv>,
  area: Area,
  now: PersonReading,
  values: PersonValues,
): Response | Promise<Response> {
  const fields = Object.entries(values).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? [[name, value]] : value.map((one: string) => [name, one]),
  )
  const back = areaHref(area, `/${now.principal.id}`)
  const rows = conflictRows(c, area, values, valuesOf(now))
  return c.html(
    <ConflictPage
      frame={frameFor(c, c.get('principal'))}
      title={en.people.conflict}
      action={back}
      fields={fields}
      version={now.version}
      rows={rows}
      current={back}
    />,
    412,
  )
}

function conflictRows(
  c: Context<AppEnv>,
  area: Area,
  yours: PersonValues,
  theirs: PersonValues,
): ConflictRow[] {
  const words = en.people
  const row = (label: string, said: (values: PersonValues) => string) => {
    return { label, yours: said(yours), theirs: said(theirs) }
  }
  const roles: Readonly<Record<string, string>> = en.common.role
  const name = row(words.name, (values) => values.name)
  const shops = row(area === 'staff' ? words.shops : words.shop, ({ store_ids }) => placeOf(c, store_ids))
  if (area === 'devices') return [name, shops]
  return [
    name,
    row(words.role, ({ role }) => roles[role] ?? role),
    shops,
    row(words.partner, ({ partner_id }) => partnerName(c, `ptn_${partner_id.slice(4)}`) ?? ''),
    row(words.email, ({ email }) => email),
    row(words.phone, ({ phone }) => phone),
  ]
}
