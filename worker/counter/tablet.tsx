import { type Context, Hono } from 'hono'
import type { PersonReading } from '../../durable-objects/person-reading.ts'
import { storeOf } from '../../src/directory.ts'
import { isPrincipalId } from '../../src/id.ts'
import { limited } from '../../src/session.ts'
import { kindOf } from '../../src/staffing.ts'
import { PinPage, type PinStanding } from '../../views/counter/pin-page.tsx'
import { TabletPage, type TabletPerson } from '../../views/counter/tablet-page.tsx'
import { en } from '../../views/words/en.ts'
import { allow } from '../allow.ts'
import type { AppEnv } from '../env.ts'
import { readForm } from '../form.ts'
import { frameFor } from '../frame.ts'
import { countsMisses } from '../guarded.ts'
import { identify } from '../identity.ts'
import { listPeople } from '../library/people.ts'
import { whereFrom } from '../network.ts'
import { pinProof, readPin } from '../pin.ts'
import { refusePage } from '../refuse.tsx'
import { newSession } from '../session-cookie.ts'
import { principalStub } from '../stubs.ts'

/** A shop with more people than this is searched by nobody: they sign in by passkey. */
const LISTED_MOST = 200

/** /counter: a shared tablet, where people choose their name and type their PIN. Behind `allow` the principal is the tablet. */
export const tablet = new Hono<AppEnv>()

tablet.get('/', allow('counter:open'), async (c) => {
  const people = await peopleHere(c)
  const { placeName, at } = await around(c)
  return c.html(
    <TabletPage frame={frameFor(c, c.get('principal'))} placeName={placeName} at={at} people={people} />,
  )
})

tablet.get('/:person', allow('counter:open'), async (c) => {
  const person = await personHere(c)
  if (person === null) return refusePage(c, 404)
  return pinPage(c, person, person.pin === 'set' ? { kind: 'asked', error: null } : { kind: person.pin })
})

tablet.post('/:person', allow('counter:open'), countsMisses(), async (c) => {
  const form = await readForm(c)
  const person = await personHere(c)
  if (form === null || person === null) return refusePage(c, form === null ? 400 : 404)
  const { id, role } = person.principal
  const stub = principalStub(c.env, id)
  const asked = await stub.pin({ kind: 'ask' })
  if (asked?.kind !== 'salt')
    return pinPage(c, person, { kind: asked?.kind === 'locked' ? 'locked' : 'none' })
  const pin = readPin(form.text('pin'))
  if (pin === null) return pinPage(c, person, { kind: 'asked', error: en.tablet.malformed })
  const proof = await pinProof(c.env, id, pin, asked.salt)
  const session = await newSession(c, id, 'pin')
  const by = { by: id, role, device: c.get('principal').id, from: whereFrom(c) }
  const tried = await stub.pin({ kind: 'try', proof, opening: session.opening, by })
  switch (tried?.kind) {
    case 'signed_in':
      await session.grant(role)
      return c.redirect('/scan', 303)
    case 'missed':
      c.set('miss', { reason: 'signin_refused', text: id })
      return pinPage(c, person, { kind: 'asked', error: en.tablet.missed(tried.left) })
    case 'locked':
      return pinPage(c, person, { kind: 'locked' })
    default:
      return pinPage(c, person, { kind: 'none' })
  }
})

/** Whom the path names, if they work where the tablet stands; everybody else looks like absence. */
async function personHere(c: Context<AppEnv>): Promise<PersonReading | null> {
  const id = c.req.param('person') ?? ''
  if (!isPrincipalId(id) || !id.startsWith('usr_')) return null
  const person = await principalStub(c.env, id).read()
  if (person === null || kindOf(person.principal) !== 'staff' || person.standing !== 'active') return null
  return limited(person.principal, 'pin', c.get('principal').stores) === null ? null : person
}

/** Who works in the tablet's shop, by name; null while the list cannot be read. */
async function peopleHere(c: Context<AppEnv>): Promise<readonly TabletPerson[] | null> {
  const { stores } = c.get('principal')
  const query = {
    kind: 'staff',
    state: 'active',
    stores,
    text: '',
    cursor: null,
    limit: LISTED_MOST,
  } as const
  try {
    const { rows } = await listPeople(c.env.DB, query)
    return rows.flatMap(({ id, name, role }) => {
      const known = (['manager', 'operator', 'partner'] as const).find((one) => one === role)
      return known === undefined ? [] : [{ id, name, role: known }]
    })
  } catch {
    // Redeeming asks no list: without one, passkeys still let people in.
    return null
  }
}

/** The tablet's shop, and who is signed in on it. */
async function around(c: Context<AppEnv>): Promise<{ placeName: string; at: string | null }> {
  const { name, stores } = c.get('principal')
  const identity = await identify(c)
  const at = identity === null || typeof identity === 'string' ? null : identity.principal.name
  return { placeName: storeOf(c.get('directory'), stores[0] ?? null)?.name ?? name, at }
}

/** 422 where something typed is to be mended, 403 where a PIN opens nothing. */
async function pinPage(
  c: Context<AppEnv>,
  { principal: { id, name } }: PersonReading,
  pin: PinStanding,
): Promise<Response> {
  const { placeName, at } = await around(c)
  const posted = c.req.method === 'POST'
  const status = !posted ? 200 : pin.kind === 'asked' ? 422 : 403
  const props = { placeName, at, person: { id, name }, pin }
  return c.html(<PinPage frame={frameFor(c, c.get('principal'))} {...props} />, status)
}
