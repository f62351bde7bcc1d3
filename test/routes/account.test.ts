import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { PrincipalId } from '../../src/id.ts'
import { newSecret, secretHash } from '../../worker/secrets.ts'
import { principalStub } from '../../worker/stubs.ts'
import { actorNamed } from '../unit/an-actor.ts'
import { anOpening } from '../unit/an-opening.ts'
import { anAuthenticator } from './authenticator.ts'
import { browserOf, enrol, openLume, world } from './cast.ts'
import { formIn, leadsTo, stranger, textOf } from './pages.ts'
import { cookieIn, idIn, joinBy, onRecord, optionsAt, signInBy, withCookie } from './passkey-desk.ts'
import { DEVICES, staffDesk } from './staff-desk.ts'

const MINUTE = 60_000
const KEY = { idempotency_key: 'once' }

let desk: ReturnType<typeof staffDesk>
beforeAll(async () => {
  await openLume()
  desk = staffDesk(await browserOf(await enrol({ role: 'admin', name: 'Rui Costa' })))
})

afterEach(() => {
  vi.useRealTimers()
})

/** Olive at Chiado with a passkey, signed in on two browsers. */
async function olive(typed: Record<string, string> = {}) {
  const { page, link } = await desk.newcomer({ name: 'Olive', ...typed })
  const passkey = await anAuthenticator()
  const first = withCookie(cookieIn(await joinBy(link, passkey)))
  const cookie = cookieIn(await signInBy(passkey))
  return { page, id: idIn(page), passkey, first, second: withCookie(cookie), cookie }
}

type Browser = ReturnType<typeof withCookie>
const isIn = async (browser: Browser) => (await browser.get('/account')).status === 200
const passkeysOf = async (id: PrincipalId) =>
  ((await principalStub(world, id).read())?.passkeys ?? []).map(({ name }) => name)

/** Adds a passkey on the account page. */
async function added(browser: Browser, cookie: string, name = 'Key'): Promise<Response> {
  const asked = await stranger.get('/account/passkey-options', { cookie })
  const challenge = asked.status === 200 ? await asked.json<{ challenge: string }>() : { challenge: '' }
  const response = (await anAuthenticator()).create(challenge)
  return browser.post('/account/passkeys', { response, passkey_name: name })
}

describe('one’s own passkeys', () => {
  it('are added, renamed and removed, each on record, in a session that began lately', async () => {
    const { id, passkey, second, cookie } = await olive()
    expect(leadsTo(await added(second, cookie, 'In the drawer'))).toBe('/account?done=added')
    const named = { ...KEY, passkey: passkey.id, name: 'My phone' }
    expect(leadsTo(await second.post('/account/passkeys/names', named))).toBe('/account?done=renamed')
    expect(await passkeysOf(id)).toEqual(['My phone', 'In the drawer'])
    await second.post('/account/passkeys/removals', { ...KEY, passkey: passkey.id })
    expect(await passkeysOf(id)).toEqual(['In the drawer'])
    expect(await onRecord(id)).toEqual([
      'person_created',
      'person_joined',
      'passkey_added',
      'signed_in',
      'passkey_added',
      'passkey_renamed',
      'passkey_removed',
    ])
  })

  it('stay as they are in a browser that was left open; signing in again leads back', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { id, passkey, second, cookie } = await olive()
    const html = await (await second.get('/account')).text()
    vi.setSystemTime(Date.now() + 15 * MINUTE)
    expect((await stranger.get('/account/passkey-options', { cookie })).status).toBe(403)
    const challenge = await optionsBefore(cookie)
    const response = (await anAuthenticator()).create({ challenge })
    expect((await second.post('/account/passkeys', { response })).status).toBe(409)
    const form = await formIn(html, '/account/passkeys/removals')
    expect(form.passkey).toBe(passkey.id)
    const refused = await second.post('/account/passkeys/removals', form)
    expect(refused.status).toBe(409)
    const said = await refused.text()
    expect(said).toContain('href="/signin?then=/account"')
    expect(said).not.toContain('action="/account/passkeys/removals"')
    expect(await passkeysOf(id)).toHaveLength(1)
    const again = await signInBy(passkey, {}, '/account')
    expect(again.headers.get('location')).toBe('/account')
    expect((await withCookie(cookieIn(again)).post('/account/passkeys/removals', form)).status).toBe(303)
  })

  it('are not added after a PIN, however lately', async () => {
    const { id } = await olive()
    const secret = newSecret()
    const opening = anOpening(secretHash(secret), { proof: 'pin' })
    await principalStub(world, id).sessions({ kind: 'open', opening })
    const cookie = `__Host-vale=${id}.${secret}`
    expect((await added(withCookie(cookie), cookie)).status).toBe(409)
  })

  it('are added the first time however long ago one came in', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const { page, link } = await desk.newcomer({ name: 'Later' })
    const cookie = cookieIn(await stranger.post(link, {}))
    vi.setSystemTime(Date.now() + 60 * MINUTE)
    expect((await added(withCookie(cookie), cookie)).status).toBe(303)
    expect((await added(withCookie(cookie), cookie)).status).toBe(409)
    expect(await passkeysOf(idIn(page))).toHaveLength(1)
  })

  it('take no challenge of somebody else, and none of signing in', async () => {
    const [mine, theirs] = [await olive(), await olive()]
    const foreign = await optionsAt('/account/passkey-options', { cookie: theirs.cookie })
    for (const options of [foreign, await optionsAt('/signin/passkey-options')]) {
      const response = (await anAuthenticator()).create(options)
      expect((await mine.second.post('/account/passkeys', { response })).status).toBe(422)
    }
    const twice = await optionsAt('/account/passkey-options', { cookie: mine.cookie })
    const answers = [await anAuthenticator(), await anAuthenticator()].map((one) => one.create(twice))
    const statuses = []
    for (const response of answers)
      statuses.push((await mine.second.post('/account/passkeys', { response })).status)
    expect(statuses).toEqual([303, 422])
  })

  it('of others are not reached from here', async () => {
    const [mine, theirs] = [await olive(), await olive()]
    const form = { ...KEY, passkey: theirs.passkey.id, name: 'Mine' }
    expect((await mine.second.post('/account/passkeys/names', form)).status).toBe(404)
    expect((await mine.second.post('/account/passkeys/removals', form)).status).toBe(404)
    expect(await passkeysOf(theirs.id)).toHaveLength(1)
  })

  it.each([
    ['', 422],
    ['x'.repeat(61), 422],
    ['<script>alert(1)</script>', 303],
  ])('named %j: %i, and nothing of it is ever run', async (name, status) => {
    const { passkey, second } = await olive()
    const form = { ...KEY, passkey: passkey.id, name }
    expect((await second.post('/account/passkeys/names', form)).status).toBe(status)
    expect(await (await second.get('/account')).text()).not.toContain('<script>alert')
  })
})

describe('one’s own sessions', () => {
  it('are listed, and one of them, or all others, end at once and on record', async () => {
    const { id, first, second, passkey } = await olive()
    const third = withCookie(cookieIn(await signInBy(passkey)))
    const html = await (await second.get('/account')).text()
    expect(html.match(/by passkey/g)).toHaveLength(3)
    expect(html.match(/>This browser</g)).toHaveLength(1)
    const [oldest] = (await principalStub(world, id).read())?.sessions ?? []
    const ended = await second.post('/account/sessions/ends', { ...KEY, session: oldest?.device ?? '' })
    expect(leadsTo(ended)).toBe('/account?done=ended')
    expect([await isIn(first), await isIn(second), await isIn(third)]).toEqual([false, true, true])
    await second.post('/account/sessions/ends', { ...KEY, session: 'others' })
    expect([await isIn(second), await isIn(third)]).toEqual([true, false])
    expect((await onRecord(id)).filter((action) => action === 'session_ended')).toHaveLength(2)
    await second.post('/signout', {})
    expect(await isIn(second)).toBe(false)
    expect((await onRecord(id)).at(-1)).toBe('signed_out')
  })

  it('of others are not reached from here', async () => {
    const [mine, theirs] = [await olive(), await olive()]
    const [one] = (await principalStub(world, theirs.id).read())?.sessions ?? []
    const answer = await mine.second.post('/account/sessions/ends', { ...KEY, session: one?.device ?? '' })
    expect([answer.status, await isIn(theirs.first)]).toEqual([404, true])
  })

  it('are nobody’s who has no account', async () => {
    expect(leadsTo(await stranger.get('/account'))).toBe('/signin')
    for (const role of ['customer', 'kiosk', 'counter'] as const) {
      const who = await browserOf(await enrol({ role, stores: role === 'customer' ? [] : ['sto_chiado'] }))
      expect((await who.get('/account')).status, role).not.toBe(200)
    }
  })
})

describe('the sessions of people one looks after', () => {
  it('end one by one or all, by a manager of their shop; another shop’s manager finds nobody', async () => {
    const { page, id, first, second } = await olive()
    const near = await browserOf(await enrol({ role: 'manager', stores: ['sto_chiado', 'sto_ponta'] }))
    const far = await browserOf(await enrol({ role: 'manager', stores: ['sto_ponta'] }))
    const [one] = (await principalStub(world, id).read())?.sessions ?? []
    for (const session of [one?.device ?? '', 'all']) {
      expect((await far.post(`${page}/session-ends`, { ...KEY, session })).status).toBe(404)
    }
    expect([await isIn(first), await isIn(second)]).toEqual([true, true])
    const html = await (await near.get(page)).text()
    expect(textOf(html)).toMatch(/Signed in on .*by passkey.*End all sessions/)
    expect(leadsTo(await near.post(`${page}/session-ends`, { ...KEY, session: one?.device ?? '' }))).toBe(
      `${page}?done=ended`,
    )
    expect([await isIn(first), await isIn(second)]).toEqual([false, true])
    await near.post(`${page}/session-ends`, { ...KEY, session: 'all' })
    expect(await isIn(second)).toBe(false)
  })

  it('of somebody who also works elsewhere are seen by a manager here, and not ended', async () => {
    const { page, first } = await olive()
    await principalStub(world, idIn(page)).change(
      { stores: ['sto_chiado', 'sto_ponta'] },
      null,
      actorNamed('usr_boss'),
    )
    const near = await browserOf(await enrol({ role: 'manager', stores: ['sto_chiado'] }))
    expect(await (await near.get(page)).text()).not.toContain('session-ends')
    expect((await near.post(`${page}/session-ends`, { ...KEY, session: 'all' })).status).toBe(404)
    expect(await isIn(first)).toBe(true)
  })

  it('and passkeys are taken away by an admin alone', async () => {
    const { page, id, passkey } = await olive()
    const form = { ...KEY, passkey: passkey.id }
    const near = await browserOf(await enrol({ role: 'manager', stores: ['sto_chiado'] }))
    expect((await near.post(`${page}/passkey-removals`, form)).status).toBe(403)
    const removal = await formIn(await desk.bodyOf(page), `${page}/passkey-removals`)
    const admin = await browserOf(await enrol({ role: 'admin' }))
    expect(leadsTo(await admin.post(`${page}/passkey-removals`, removal))).toBe(
      `${page}?done=passkey_removed`,
    )
    expect([await passkeysOf(id), (await signInBy(passkey)).status]).toEqual([[], 401])
    expect((await admin.post(`${page}/passkey-removals`, form)).status).toBe(404)
  })

  it('of a kiosk end on its page', async () => {
    const { page, link } = await desk.newcomer({ name: 'Tablet', role: 'kiosk' }, DEVICES)
    const kiosk = withCookie(cookieIn(await stranger.post(link, {})))
    expect((await kiosk.get('/scan')).status).toBe(200)
    expect(textOf(await desk.bodyOf(page))).toContain('enrolled as this device')
    await desk.act(page, 'session-ends')
    expect(leadsTo(await kiosk.get('/scan'))).toBe('/signin')
  })
})

/** A challenge for adding that is still good although the session is not fresh any more. */
async function optionsBefore(cookie: string): Promise<string> {
  const now = Date.now()
  vi.setSystemTime(now - MINUTE)
  const { challenge } = await optionsAt('/account/passkey-options', { cookie })
  vi.setSystemTime(now)
  return challenge
}
