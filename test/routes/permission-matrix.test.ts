import { listDurableObjectIds, runDurableObjectAlarm } from 'cloudflare:test'
import { exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, it } from 'vitest'
import type { PrincipalCopy } from '../../durable-objects/person-record.ts'
import { type Action, may } from '../../src/permission.ts'
import type { PrincipalRecord } from '../../src/principal.ts'
import { audienceOf } from '../../worker/allow.ts'
import { buildApp } from '../../worker/app.ts'
import { browserOf, enrol, ORIGIN, shopSystem, world } from './cast.ts'
import { openBudgets } from './goodwill-desk.ts'
import { type Actor, everybody } from './matrix/actors.ts'
import type { Example } from './matrix/example.ts'
import { EXAMPLES } from './matrix/examples.ts'
import { ABSENT, filledPath, HOME, type Makers, others, pathParts, type Whose } from './matrix/params.ts'
import { formIn } from './pages.ts'
import { libraryDump } from './site-map.ts'

/** Every route that is for somebody, with the action that opens it. */
const ROUTES = buildApp().routes.flatMap(({ method, path, handler }) => {
  const audience = audienceOf(handler)
  return audience === undefined || audience === 'everyone'
    ? []
    : [{ method, path, action: audience as Action }]
})
type Route = (typeof ROUTES)[number]
const nameOf = ({ method, path }: Route) => `${method} ${path}`
const isApi = ({ path }: Pick<Route, 'path'>) => path.startsWith('/api/')

/** A request that can be sent again and again, by anybody. */
interface Ready {
  readonly route: Route
  readonly path: string
  readonly example: Example
  readonly headers: Readonly<Record<string, string>>
  readonly body: (() => BodyInit) | undefined
}

let makers: Makers
let actors: readonly Actor[]
/** Whoever may do everything: an admin on pages, a key with all scopes on the API. */
let full: { readonly pages: Actor; readonly api: Actor }
beforeAll(async () => {
  const desk = await openBudgets()
  const olive = await desk.operator()
  await desk.budget(olive.principal.id, { kind: 'limited', money: '5' })
  const shop = await shopSystem()
  makers = { rui: desk.rui, olive, shop }
  actors = await everybody()
  const admin = actors.find(({ name }) => name === 'admin')
  if (admin === undefined) throw new Error('no admin')
  const authorization = `Bearer ${shop.key}`
  full = { pages: admin, api: { name: 'key', who: shop.principal, headers: { authorization } } }
})

/** The example of a route, with fresh things for every part of its path. */
async function ready(route: Route, whose: Whose = 'home'): Promise<Ready> {
  const example = EXAMPLES[nameOf(route)]
  if (example === undefined) throw new Error(`${nameOf(route)} has no example in matrix/examples.ts`)
  const parts = await pathParts(makers, route.path, whose)
  const path = filledPath(route.path, parts)
  const headers: Record<string, string> = { ...example.headers }
  if (isApi(route) && route.method === 'POST') headers['idempotency-key'] = crypto.randomUUID()
  if (headers['if-match'] === 'current') {
    headers['if-match'] = (await makers.shop.get(path.slice('/api/v1'.length))).headers.get('etag') ?? ''
  }
  const { formOn, typed, body } = example
  const other = body === undefined ? { customer: '', card: '', voucher: '' } : await others(makers)
  if (formOn === undefined) return { route, path, example, headers, body: body && (() => body(other)) }
  const page = await (await makers.rui.get(filledPath(formOn, parts))).text()
  const form = { ...(await formIn(page, path)), ...typed }
  return { route, path, example, headers, body: () => new URLSearchParams(form) }
}

function sendAs({ headers: who }: Actor, { route, path, example, headers, body }: Ready): Promise<Response> {
  const request = new Request(`${ORIGIN}${path}${example.query ?? ''}`, {
    method: route.method,
    redirect: 'manual',
    headers: { 'sec-fetch-site': 'same-origin', ...headers, ...who },
    ...(body && { body: body() }),
  })
  return exports.default.fetch(request)
}

/** Beyond its scope these take a key that nobody can be given. */
function isForDeployers({ path }: Route): boolean {
  return path.startsWith('/api/backup')
}

/** What the table says of this actor and this route. */
function granted({ who, atTablet }: Actor, route: Route): boolean {
  // The tablet's own pages ask for the tablet, whoever is signed in on it.
  if (route.action === 'counter:open') return atTablet === true
  if (who === null || isForDeployers(route)) return false
  return (who.role === 'api_key') === isApi(route) && may(who, route.action)
}

/** How somebody is turned away: strangers are shown the door, those we know are told. */
async function refusal(route: Route, answer: Response): Promise<readonly unknown[]> {
  if (isApi(route)) return [answer.status, (await answer.json<{ reason: string }>()).reason]
  await answer.body?.cancel()
  return [answer.status, doorOf(answer)]
}

/** Where it leads, whatever the door is told of where they came from. */
function doorOf(answer: Response): string | null {
  return answer.headers.get('location')?.replace(/\?.*/, '') ?? null
}

const TURNED_AWAY = {
  page: { known: [403, null], stranger: [303, '/signin'] },
  tablet: { known: [403, null], stranger: [303, '/counter'] },
  api: { known: [403, 'operator_not_permitted'], stranger: [401, 'unauthenticated'] },
}

/**
 * Everything there is: the library, the directory, and every ledger and record without when somebody was last seen. A
 * voucher notes who tried what in vain, which is no change of it: with `attempts` false they are left out.
 */
async function everything(attempts: boolean): Promise<string> {
  const objects = async (namespace: DurableObjectNamespace) => listDurableObjectIds(namespace)
  const vouchers = (await objects(world.VOUCHERS)).map((id) => historyOf(id, attempts))
  const principals = (await objects(world.PRINCIPALS)).map(async (id) => {
    // Structured clone keeps what the mapped types of RPC forget.
    const copy = (await world.PRINCIPALS.get(id).copy()) as PrincipalCopy | null
    return copy && { ...copy, record: withoutSight(copy.record) }
  })
  // Whoever is asked for and is nobody leaves nothing behind.
  const held = (await Promise.all([...vouchers, ...principals])).filter((copy) => copy !== null)
  const directory = await world.DIRECTORY.get(world.DIRECTORY.idFromName('directory')).read()
  return JSON.stringify([await libraryDump(), directory, held])
}

async function historyOf(id: DurableObjectId, attempts: boolean): Promise<object | null> {
  const history = await world.VOUCHERS.get(id).history()
  return history && (attempts ? history : { lines: history.lines })
}

function withoutSight({ lastSeenAt: _, seq: __, sessions, ...rest }: PrincipalRecord) {
  return { ...rest, sessions: sessions.map(({ hash }) => hash) }
}

it('every route has an example, and every example a route', () => {
  expect(ROUTES.length).toBeGreaterThan(100)
  expect(Object.keys(EXAMPLES).toSorted()).toEqual([...new Set(ROUTES.map(nameOf))].toSorted())
})

describe('Whoever may not', () => {
  it('is turned away from every route, and changes nothing', async () => {
    const requests: Ready[] = []
    for (const route of ROUTES) requests.push(await ready(route))
    // Everybody has been seen once: from now on nothing is noted of them for an hour.
    for (const actor of actors) {
      for (const path of ['/scan', '/api/v1/brand'])
        await exports.default.fetch(
          new Request(`${ORIGIN}${path}`, { headers: actor.headers, redirect: 'manual' }),
        )
    }
    // What was prepared is on its way to the lists: it arrives before anybody looks.
    for (const kind of [
      world.PRINCIPALS,
      world.ACCOUNTS,
      world.VOUCHERS,
    ] as readonly DurableObjectNamespace[])
      for (const id of await listDurableObjectIds(kind)) await runDurableObjectAlarm(kind.get(id))
    let before = await everything(true)
    for (const [kind, alike] of Object.entries(Object.groupBy(actors, kindOf))) {
      for (const actor of alike ?? []) await turnedAway(actor, requests)
      const after = await everything(true)
      expect(differenceOf(before, after), `${kind} changed something`).toBe('')
      before = after
    }
  }, 300_000)
})

/** Where two texts part, with what stands around; '' where they are one. */
function differenceOf(before: string, after: string): string {
  if (before === after) return ''
  const at = [...before].findIndex((letter, index) => letter !== after[index])
  return `${before.slice(at - 200, at + 100)} became ${after.slice(at - 20, at + 100)}`
}

function kindOf({ who }: Actor): string {
  if (who === null) return 'strangers'
  return who.role === 'api_key' ? 'keys' : 'people and devices'
}

async function turnedAway(actor: Actor, requests: readonly Ready[]): Promise<void> {
  for (const request of requests) {
    const { route } = request
    if (granted(actor, route)) continue
    const isKnown =
      route.action !== 'counter:open' && actor.who !== null && (actor.who.role === 'api_key') === isApi(route)
    const turned =
      TURNED_AWAY[isApi(route) ? 'api' : actor.atTablet ? 'tablet' : 'page'][isKnown ? 'known' : 'stranger']
    const answer = await refusal(route, await sendAs(actor, request))
    expect([actor.name, nameOf(route), answer]).toEqual([actor.name, nameOf(route), turned])
  }
}

describe('Whoever may', () => {
  it('gets what every example asks for', async () => {
    const failed: unknown[] = []
    for (const route of ROUTES) {
      const request = await ready(route)
      if (request.example.beyond !== undefined) continue
      const by = holderOf(route)
      const answer = await sendAs(by, request)
      const door = doorOf(answer) === '/signin'
      if (answer.status >= 400 || door)
        failed.push([nameOf(route), answer.status, (await answer.text()).slice(0, 300)])
      else await answer.body?.cancel()
    }
    expect(failed).toEqual([])
  }, 60_000)

  it('reads every page of theirs, whatever their role', async () => {
    for (const route of ROUTES.filter(({ method }) => method === 'GET')) {
      const request = await ready(route)
      for (const actor of actors.filter((one) => granted(one, route))) {
        const answer = await sendAs(actor, request)
        await answer.body?.cancel()
        expect([401, 403], `${actor.name} ${nameOf(route)}`).not.toContain(answer.status)
        expect(doorOf(answer), `${actor.name} ${nameOf(route)}`).not.toBe('/signin')
      }
    }
  }, 60_000)
})

/** Somebody of the cast who may send this. */
function holderOf(route: Route): Actor {
  if (isApi(route)) return full.api
  const held = [full.pages, ...actors].find((actor) => granted(actor, route))
  if (held === undefined) throw new Error(`nobody of the cast may ${route.action}`)
  return held
}

/** Parts of a path that belong to a shop. Customers and lists are of the whole brand. */
const OF_A_SHOP = ['voucher', 'redemption', 'hold', 'purchase', 'claim', 'person', 'key']

describe('What belongs to another shop', () => {
  it('looks to everybody bound to theirs exactly like what is not there, and stays as it is', async () => {
    const bound = {
      pages: [await atTablet(), actors.find(({ name }) => name === 'manager')],
      api: [actors.find(({ name }) => name === 'key of one shop')],
    }
    const pairs: { there: Ready; nowhere: Ready }[] = []
    for (const route of ROUTES.filter(({ path }) => OF_A_SHOP.some((part) => path.includes(`/:${part}`)))) {
      if (EXAMPLES[nameOf(route)]?.presented !== undefined || isForDeployers(route)) continue
      const there = await ready(route, 'foreign')
      pairs.push({ there, nowhere: { ...there, path: filledPath(route.path, absentParts(route)) } })
    }
    expect(pairs.length).toBeGreaterThan(30)
    const before = await everything(false)
    for (const { there, nowhere } of pairs) {
      const { route } = there
      for (const actor of isApi(route) ? bound.api : bound.pages) {
        if (actor === undefined || !granted(actor, route)) continue
        const seen = await plainly(await sendAs(actor, there), there)
        const absent = await plainly(await sendAs(actor, nowhere), nowhere)
        expect([actor.name, nameOf(route), seen]).toEqual([actor.name, nameOf(route), absent])
        expect([nameOf(route), seen[0]]).toEqual([nameOf(route), 404])
      }
    }
    expect((await everything(false)) === before, 'something changed').toBe(true)
  }, 60_000)
})

/** An admin whose session is bound to one shop: may everything, there. */
async function atTablet(): Promise<Actor> {
  const principal = await enrol({ role: 'admin', stores: [HOME] })
  const browser = await browserOf(principal)
  // Seen once: from now on nothing is noted of them for an hour.
  await browser.get('/scan')
  return { name: 'admin bound to one shop', who: principal, headers: { cookie: browser.cookie } }
}

function absentParts({ path }: Route): Record<string, string> {
  const device = path.includes('/devices')
  return { ...ABSENT, person: ABSENT[device ? 'device' : 'person'] ?? '', command: '0'.repeat(64) }
}

/** An answer without the number of its request and the name it was asked by. */
async function plainly(answer: Response, { path }: Ready): Promise<readonly unknown[]> {
  const text = (await answer.text())
    .replaceAll(path, '…')
    .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '…')
  return [answer.status, answer.headers.get('location'), text]
}
