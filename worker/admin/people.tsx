import { type Context, Hono } from 'hono'
import { STANDINGS } from '../../src/staffing.ts'
import { PeoplePage } from '../../views/admin/people-page.tsx'
import { type Area, areaHref } from '../../views/admin/people-view.ts'
import { PersonForm, type PersonValues } from '../../views/admin/person-form.tsx'
import { actorOf } from '../actor.ts'
import { allow } from '../allow.ts'
import { isKey, sending } from '../command-id.ts'
import type { AppEnv } from '../env.ts'
import { readForm } from '../form.ts'
import { frameFor } from '../frame.ts'
import { invitationSecret, principalIdFor } from '../invitation.ts'
import { listPeople, readNameCursor } from '../library/people.ts'
import { refusePage } from '../refuse.tsx'
import { secretHash } from '../secrets.ts'
import { principalOf } from '../staffing.ts'
import { principalStub } from '../stubs.ts'
import { endSessions, removePasskey } from './person-access.ts'
import { bringBack, edit, invite, showInvitation, shutOut } from './person-acts.tsx'
import { choices, newValues, readPerson, valuesIn, valuesOf } from './person-form.ts'
import { editPage, mayChange, of, personPage } from './person-page.tsx'
import { changePin } from './person-pin.ts'
import { rowView } from './person-view.ts'

const PAGE_ROWS = 50

/** /admin/settings/staff and /admin/settings/devices: people at work and devices differ in words, roles and shops only. */
export function peoplePages(area: Area): Hono<AppEnv> {
  const one = of(area)
  return pinCare(area)
    .get('/', allow('staff:read'), (c) => listPage(c, area))
    .get('/new', allow('staff:write'), (c) => newPage(c, area, newValues(area), {}))
    .post('/', allow('staff:write'), (c) => create(c, area))
    .get('/:person', allow('staff:read'), (c) => one(c, 'read', (person) => personPage(c, area, person)))
    .get('/:person/edit', allow('staff:write'), (c) =>
      one(c, 'change', (person) => editPage(c, area, person, valuesOf(person), {})),
    )
    .post('/:person', allow('staff:write'), (c) => one(c, 'change', (person) => edit(c, area, person)))
    .get('/:person/invitation', allow('staff:write'), (c) =>
      one(c, 'change', (person) => showInvitation(c, area, person)),
    )
    .post('/:person/invitations', allow('staff:write'), (c) =>
      one(c, 'change', (person) => invite(c, area, person)),
    )
    .post('/:person/returns', allow('staff:write'), (c) =>
      one(c, 'change', (person) => bringBack(c, area, person)),
    )
    .post('/:person/suspensions', allow('staff:write'), (c) =>
      one(c, 'change', (person) => shutOut(c, area, person, 'suspended')),
    )
    .post('/:person/archivals', allow('staff:write'), (c) =>
      one(c, 'change', (person) => shutOut(c, area, person, 'archived')),
    )
    .post('/:person/session-ends', allow('sessions:end'), (c) =>
      one(c, 'end', (person) => endSessions(c, area, person)),
    )
    .post('/:person/passkey-removals', allow('staff:write'), (c) =>
      one(c, 'change', (person) => removePasskey(c, person)),
    )
}

/** Only people have a PIN. */
function pinCare(area: Area): Hono<AppEnv> {
  const one = of(area)
  if (area === 'devices') return new Hono<AppEnv>()
  return new Hono<AppEnv>()
    .post('/:person/pin-unlockings', allow('sessions:end'), (c) =>
      one(c, 'end', (person) => changePin(c, person, 'unlock')),
    )
    .post('/:person/pin-removals', allow('sessions:end'), (c) =>
      one(c, 'end', (person) => changePin(c, person, 'remove')),
    )
}

async function listPage(c: Context<AppEnv>, area: Area): Promise<Response> {
  const asked = {
    q: c.req.query('q') ?? '',
    state: c.req.query('state') ?? '',
    cursor: c.req.query('cursor'),
  }
  const state = STANDINGS.find((known) => known === asked.state) ?? null
  // A mistyped address narrows nothing, and no name is longer than this.
  const filters = { q: asked.q.trim().slice(0, 120).toWellFormed(), state: state ?? '' }
  const cursor = asked.cursor !== undefined && readNameCursor(asked.cursor) !== null ? asked.cursor : null
  const { rows, next } = await listPeople(c.env.DB, {
    kind: area === 'staff' ? 'staff' : 'device',
    state,
    stores: c.get('principal').stores,
    text: filters.q,
    cursor,
    limit: PAGE_ROWS,
  })
  const further = new URLSearchParams({ ...filters, cursor: next ?? '' }).toString()
  return c.html(
    <PeoplePage
      frame={frameFor(c, c.get('principal'))}
      area={area}
      rows={rows.map((row) => rowView(c, row))}
      filters={filters}
      next={next === null ? null : areaHref(area, `?${further}`)}
      mayAdd={mayChange(c)}
    />,
  )
}

async function create(c: Context<AppEnv>, area: Area): Promise<Response> {
  const form = await readForm(c)
  const key = form?.text('idempotency_key') ?? ''
  if (form === null || !isKey(key)) return refusePage(c, 400)
  const values = valuesIn(form)
  const typed = readPerson(c, area, values)
  if (typed.kind === 'wrong') return newPage(c, area, values, typed.errors)
  const { post, contact } = typed
  const sent = sending(c, key, [area, post, contact])
  const id = principalIdFor(c.env, area === 'staff' ? 'usr' : 'dev', sent.id)
  const link = secretHash(invitationSecret(c.env, id, sent.id))
  const made = { command: sent.id, digest: sent.digest }
  const enrolment = await principalStub(c.env, id).create(
    principalOf(id, post),
    contact,
    link,
    made,
    actorOf(c),
  )
  if (enrolment.kind === 'key_reused') return refusePage(c, 422)
  return c.redirect(areaHref(area, `/${id}/invitation`), 303)
}

function newPage(
  c: Context<AppEnv>,
  area: Area,
  values: PersonValues,
  errors: Readonly<Record<string, string>>,
): Response | Promise<Response> {
  const props = { values, errors, ...choices(c), person: null, yourself: false }
  const frame = frameFor(c, c.get('principal'))
  const status = Object.keys(errors).length === 0 ? 200 : 422
  return c.html(<PersonForm frame={frame} area={area} {...props} commandKey={crypto.randomUUID()} />, status)
}
