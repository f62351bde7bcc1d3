import { type Context, Hono } from 'hono'
import * as z from 'zod/mini'
import type { ChangeOutcome, PersonReading } from '../../durable-objects/person-reading.ts'
import { type Instant, rfc3339 } from '../../src/local-time.ts'
import { type Change, type ChangeRefusal, mayMake } from '../../src/staffing.ts'
import { actorOf } from '../actor.ts'
import { allow } from '../allow.ts'
import { fieldErrors, jsonBody } from '../body.ts'
import { idempotencyKey, sending } from '../command-id.ts'
import type { AppEnv } from '../env.ts'
import { askAgain } from '../identity.ts'
import { invitationSecret, joinUrl, principalIdFor } from '../invitation.ts'
import { listPeople, type PersonRow } from '../library/people.ts'
import { notePermissionRefused } from '../permission-refused.ts'
import { type FieldError, fieldProblem, problem, requestProblem } from '../problem.ts'
import { secretHash } from '../secrets.ts'
import {
  changeTo,
  fitted,
  type Post,
  type PostError,
  personFor,
  phoneTyped,
  postError,
  principalOf,
  storesTyped,
} from '../staffing.ts'
import { principalStub } from '../stubs.ts'
import { etagOf, versionConflict, versionMeant } from '../version.ts'
import { invitationRequest, staffChange, staffQuery, staffRequest } from './staff-calls.ts'

/** /api/v1/staff: the people at work, read from their objects; lists from the projection. */
export const staff = new Hono<AppEnv>()

staff.post('/', allow('staff:write'), async (c) => {
  const key = idempotencyKey(c)
  if (key instanceof Response) return key
  const request = await jsonBody(c, staffRequest)
  if (request instanceof Response) return request
  const { name, role, store_ids = [], partner_id = null, email = null } = request
  const post = fitted({ name, role, stores: storesTyped(store_ids), partner: partnerOf(partner_id) })
  const phone = phoneTyped(request.phone)
  const errors = errorsOf(phone, postError(c, post))
  if (phone === undefined || errors.length > 0) return fieldProblem(c, errors)
  if (!mayMake(actorOf(c), role)) return adminByPeople(c)
  const sent = sending(c, key, ['staff', request])
  const id = principalIdFor(c.env, 'usr', sent.id)
  const link = secretHash(invitationSecret(c.env, id, sent.id))
  const made = { command: sent.id, digest: sent.digest }
  const enrolment = await principalStub(c.env, id).create(
    principalOf(id, post),
    { email, phone },
    link,
    made,
    actorOf(c),
  )
  if (enrolment.kind === 'key_reused') return problem(c, { reason: 'idempotency_key_reused' })
  if (enrolment.kind === 'replayed') c.header('Idempotent-Replayed', 'true')
  c.header('ETag', etagOf(enrolment.person.version))
  const invitation = { url: joinUrl(c, id, sent.id), ends_at: rfc3339(enrolment.endsAt) }
  return c.json({ ...personJson(rowOf(enrolment.person)), invitation }, 201)
})

staff.get('/', allow('staff:read'), async (c) => {
  const query = z.safeParse(staffQuery, c.req.query())
  if (!query.success) return fieldProblem(c, fieldErrors(query.error.issues))
  const { q = '', state = null, cursor = null, limit = 20 } = query.data
  const { stores } = c.get('principal')
  const { rows, next } = await listPeople(c.env.DB, { kind: 'staff', state, stores, text: q, cursor, limit })
  return c.json({ data: rows.map(personJson), has_more: next !== null, next_cursor: next })
})

staff.get('/:person', allow('staff:read'), async (c) => {
  const person = await personFor(c, 'usr', c.req.param('person'), 'read')
  if (person === null) return requestProblem(c, 'not_found')
  c.header('ETag', etagOf(person.version))
  return c.json(personJson(rowOf(person)))
})

staff.patch('/:person', allow('staff:write'), async (c) => {
  const version = versionMeant(c)
  if (version instanceof Response) return version
  const request = await jsonBody(c, staffChange)
  if (request instanceof Response) return request
  const person = await personFor(c, 'usr', c.req.param('person'), 'change')
  if (person === null) return requestProblem(c, 'not_found')
  const phone = request.phone === undefined ? person.contact.phone : phoneTyped(request.phone)
  const { post, movesOn } = postAsked(person, request)
  const errors = errorsOf(phone, movesOn ? postError(c, post) : null)
  if (phone === undefined || errors.length > 0) return fieldProblem(c, errors)
  const { email = person.contact.email, state } = request
  const change: Change = { ...post, contact: { email, phone }, ...(state !== undefined && { state }) }
  const outcome = await principalStub(c.env, person.principal.id).change(change, version, actorOf(c))
  askAgain(person.principal.id)
  return changeAnswer(c, outcome)
})

staff.post('/:person/invitations', allow('staff:write'), async (c) => {
  const key = idempotencyKey(c)
  if (key instanceof Response) return key
  const request = await jsonBody(c, invitationRequest)
  if (request instanceof Response) return request
  const person = await personFor(c, 'usr', c.req.param('person'), 'change')
  if (person === null) return requestProblem(c, 'not_found')
  const { id } = person.principal
  const { id: command } = sending(c, key, ['invitation', id])
  const link = secretHash(invitationSecret(c.env, id, command))
  const outcome = await principalStub(c.env, id).sendInvitation(command, link, actorOf(c))
  switch (outcome.kind) {
    case 'nobody':
      return requestProblem(c, 'not_found')
    case 'refused':
      return refusal(c, outcome.reason)
    case 'replayed':
      c.header('Idempotent-Replayed', 'true')
      return c.json({ url: joinUrl(c, id, command), ends_at: rfc3339(outcome.endsAt) }, 201)
    case 'sent':
      return c.json({ url: joinUrl(c, id, command), ends_at: rfc3339(outcome.endsAt) }, 201)
  }
})

function changeAnswer(c: Context<AppEnv>, outcome: ChangeOutcome): Response {
  if (outcome.kind === 'nobody') return requestProblem(c, 'not_found')
  const { version } = outcome.person
  const current = personJson(rowOf(outcome.person))
  if (outcome.kind === 'refused') {
    const { reason } = outcome
    return reason === 'version_conflict' ? versionConflict(c, version, current) : refusal(c, reason)
  }
  c.header('ETag', etagOf(version))
  return c.json(current)
}

function refusal(
  c: Context<AppEnv>,
  reason: Exclude<ChangeRefusal, 'version_conflict'> | 'person_suspended',
) {
  return reason === 'admin_by_people' ? adminByPeople(c) : requestProblem(c, reason)
}

/** A key that reaches for what an admin may is on record as anybody who asks for what they may not. */
function adminByPeople(c: Context<AppEnv>): Response {
  notePermissionRefused(c)
  return requestProblem(c, 'admin_by_people')
}

/** The post asked for, and whether it differs: what stands may stay, even where a shop has been archived since. */
function postAsked(person: PersonReading, request: z.output<typeof staffChange>) {
  const { name, role, store_ids, partner_id } = request
  const post = changeTo(person, {
    ...(name !== undefined && { name }),
    ...(role !== undefined && { role }),
    ...(store_ids !== undefined && { stores: storesTyped(store_ids) }),
    ...(partner_id !== undefined && { partner: partnerOf(partner_id) }),
  })
  const movesOn = role !== undefined || store_ids !== undefined || partner_id !== undefined
  return { post, movesOn }
}

function partnerOf(text: string | null): Post['partner'] {
  return text === null ? null : `ptn_${text.slice(4)}`
}

const POST_ERRORS: { readonly [E in PostError]: FieldError } = {
  stores_unknown: { pointer: '/store_ids', detail: 'names a store that is not there' },
  stores_missing: { pointer: '/store_ids', detail: 'needs at least one store for this role' },
  stores_one: { pointer: '/store_ids', detail: 'needs exactly one store' },
  stores_of_partner: { pointer: '/store_ids', detail: 'names a store that is not the partner’s' },
  stores_foreign: { pointer: '/store_ids', detail: 'must be stores this key is bound to' },
  partner_unknown: { pointer: '/partner_id', detail: 'must be a partner of the brand' },
}

function errorsOf(phone: string | null | undefined, post: PostError | null): FieldError[] {
  return [
    ...(phone === undefined
      ? [{ pointer: '/phone', detail: 'must be an international number such as +351 912 345 678' }]
      : []),
    ...(post === null ? [] : [POST_ERRORS[post]]),
  ]
}

type Listed = Omit<PersonRow, 'kind' | 'folded' | 'archived' | 'seq'>

function rowOf({ principal, contact, standing, ...rest }: PersonReading): Listed {
  const { id, name, role, stores, partner } = principal
  return { id, name, role, stores: [...stores], partner, ...contact, state: standing, ...rest }
}

function personJson(row: Listed) {
  const at = (instant: Instant | null) => (instant === null ? null : rfc3339(instant))
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    store_ids: row.stores,
    partner_id: row.partner,
    email: row.email,
    phone: row.phone,
    state: row.state,
    invited_at: at(row.invitedAt),
    joined_at: at(row.joinedAt),
    last_seen_at: at(row.lastSeenAt),
    version: row.version,
  }
}
