import { type Context, Hono } from 'hono'
import { createMiddleware } from 'hono/factory'
import { storeOf } from '../../src/directory.ts'
import { type CustomerId, isCustomerId, isPrincipalId } from '../../src/id.ts'
import type { Principal } from '../../src/principal.ts'
import type { DemoDoor } from '../../views/customer/signin.tsx'
import { allow } from '../allow.ts'
import { homeOf } from '../customer/doors.tsx'
import type { AppEnv } from '../env.ts'
import { frameFor } from '../frame.ts'
import { customerById, nameOf } from '../library/customers.ts'
import { endEnrolment, endSession, newSession } from '../session-cookie.ts'
import { principalStub } from '../stubs.ts'
import { customerIdOf } from './customers.ts'
import { factsOf, signinPath } from './facts.ts'
import { loadDemo } from './load.ts'
import { mailbox } from './mailbox-pages.tsx'
import { linkKey } from './secrets.ts'
import { DEVICES, LEONOR, PINS, STAFF, TABLET, TIAGO } from './staff.ts'
import { demoWords } from './words.ts'

/** The doors answer only to this machine, whatever name a page elsewhere gives it. */
const onlyHere = createMiddleware<AppEnv>(async (c, next) => (isLocal(c) ? next() : c.notFound()))

/** /demo/…: loading the demo brand, its facts for tools, and links that sign in as anybody. */
export const routes = new Hono<AppEnv>().route('/', mailbox)

routes.post('/demo/load', allow('everyone'), onlyHere, async (c) => {
  const pictures = await picturesIn(c)
  const { env } = c
  const { now } = c.var
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>()
  const writer = writable.getWriter()
  const say = async (line: string) => {
    await writer.write(new TextEncoder().encode(`${line}\n`))
    // A turn for the network, so that the line is on its way before the next step keeps this thread busy.
    await scheduler.wait(1)
  }
  const loading = loadDemo(env, pictures, now, say).then(
    () => writer.close(),
    async (failure) => {
      // The answer has begun: whoever listens reads why, and sees it end in the middle.
      await say(`Meridiano could not be loaded: ${failure}`)
      await writer.abort(failure)
    },
  )
  c.executionCtx.waitUntil(loading)
  return c.body(readable, 200, { 'Content-Type': 'text/plain; charset=utf-8' })
})

routes.get('/demo/facts', allow('everyone'), onlyHere, async (c) => {
  if (c.get('directory').version === 0) return c.text('The demo brand is not loaded yet.\n', 409)
  return c.json(await factsOf(c))
})

routes.get('/demo/signin/:principal', allow('everyone'), onlyHere, async (c) => {
  const id = c.req.param('principal')
  if (c.req.query('key') !== linkKey() || !isPrincipalId(id)) return c.notFound()
  if (isCustomerId(id) && !(await enrolCustomer(c, id))) return c.notFound()
  const person = principalStub(c.env, id)
  const known = await person.read()
  const session = await newSession(c, id, id.startsWith('dev_') ? 'enrolment' : 'demo')
  const opened = await person.sessions({ kind: 'open', opening: session.opening })
  if (known === null || opened === 'nothing') return c.notFound()
  // One browser plays every part: it stops being the tablet before it is somebody's own.
  if (!id.startsWith('dev_')) await endEnrolment(c)
  else if (known.principal.role === 'counter') await endSession(c)
  await session.grant(known.principal.role)
  return c.redirect(homeOf(known.principal), 303)
})

/** Whom `/signin` lets one continue as: everybody at work, and two customers; then the mailbox. Nobody, before the brand is loaded. */
export function signinDoors(c: Context<AppEnv>): readonly DemoDoor[] {
  if (!isLocal(c) || c.get('directory').version === 0) return []
  const working = [...STAFF, ...DEVICES].filter((person) => person !== LEONOR)
  const { words } = frameFor(c, null)
  const { role } = words.common
  const pin = PINS.get(TIAGO.id) ?? ''
  return [
    ...working.map((who) => ({
      name: who.name,
      role: roleName(c, who),
      place: who === TABLET ? words.doors.tablet(placeName(c, who), TIAGO.name, pin) : placeName(c, who),
      href: signinPath(who.id),
    })),
    ...['Joana Martins', 'Natália Arruda'].map((name) => ({
      name,
      role: role.customer,
      place: '',
      href: signinPath(customerIdOf(name)),
    })),
    { name: demoWords.mailbox, role: demoWords.mailboxHint, place: '', href: '/dev/mailbox' },
  ]
}

function roleName(c: Context<AppEnv>, { role }: Principal): string {
  return role === 'api_key' ? '' : frameFor(c, null).words.common.role[role]
}

function placeName(c: Context<AppEnv>, { stores }: Principal): string {
  const { words, display } = frameFor(c, null)
  const names = stores.flatMap((id) => storeOf(c.get('directory'), id)?.name ?? [])
  return names.length === 0 ? words.common.allShops : display.list(names)
}

/** A customer becomes a principal when somebody first signs in as them; false for a customer nobody knows. */
async function enrolCustomer(c: Context<AppEnv>, id: CustomerId): Promise<boolean> {
  const customer = await customerById(c.env.DB, id)
  if (customer === null) return false
  const stub = principalStub(c.env, id)
  if ((await stub.label()) !== null) return true
  const nobody = { stores: [], partner: null, scopes: [] }
  await stub.enrol({ ...nobody, id, role: 'customer', name: nameOf(customer), self: id }, null)
  return true
}

/** Pictures of a form, by field name; a request without a form brings none. */
async function picturesIn(c: Context<AppEnv>): Promise<ReadonlyMap<string, Uint8Array>> {
  if (!c.req.header('content-type')?.startsWith('multipart/form-data')) return new Map()
  const fields = [...(await c.req.formData()).entries()]
  const read = fields.map(async ([name, value]): Promise<[string, Uint8Array][]> => {
    return typeof value === 'string' ? [] : [[name, new Uint8Array(await value.arrayBuffer())]]
  })
  return new Map((await Promise.all(read)).flat())
}

function isLocal(c: Context<AppEnv>): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(c.req.url).hostname)
}
