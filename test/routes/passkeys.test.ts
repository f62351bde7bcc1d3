import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PrincipalId } from '../../src/id.ts'
import { CHALLENGE_MS, newChallenge } from '../../worker/passkey/challenge.ts'
import { newSecret, secretHash } from '../../worker/secrets.ts'
import { principalStub } from '../../worker/stubs.ts'
import { anAuthenticator, type Lies, type SoftAuthenticator } from './authenticator.ts'
import { browserOf, enrol, openLume, world } from './cast.ts'
import { leadsTo, stranger, textOf } from './pages.ts'
import { cookieIn, idIn, joinBy, onRecord, optionsAt, signInBy, withCookie } from './passkey-desk.ts'
import { staffDesk } from './staff-desk.ts'

let desk: ReturnType<typeof staffDesk>
let rui = ''
beforeAll(async () => {
  await openLume()
  const admin = await enrol({ role: 'admin', name: 'Rui Costa' })
  rui = admin.id
  desk = staffDesk(await browserOf(admin))
})

afterEach(() => {
  vi.useRealTimers()
})

/** Somebody new with a passkey: the path of their page, their id, and their first session. */
async function olive(name = 'Olive') {
  const { page, link } = await desk.newcomer({ name })
  const passkey = await anAuthenticator()
  const joined = await joinBy(link, passkey)
  expect(joined.status, await joined.clone().text()).toBe(303)
  return { page, link, id: idIn(page), passkey, joined, cookie: cookieIn(joined) }
}

const isIn = async (cookie: string) => (await withCookie(cookie).get('/account')).status === 200

describe('a link and a passkey', () => {
  it('let somebody in at once, and the link is spent', async () => {
    const { page, link } = await desk.newcomer({ name: 'Olive' })
    const late = (await anAuthenticator()).create(await optionsAt(`${link}/passkey-options`))
    const joined = await joinBy(link, await anAuthenticator())
    const cookie = cookieIn(joined)
    expect(leadsTo(joined)).toBe('/scan')
    expect(joined.headers.get('set-cookie')).toMatch(/HttpOnly; Secure; SameSite=Lax/)
    expect(textOf(await (await withCookie(cookie).get('/account')).text())).toContain('Chrome, Android')
    expect((await stranger.get(`${link}/passkey-options`)).status).toBe(404)
    for (const form of [{}, { way: 'passkey', response: late }]) {
      const spent = await stranger.post(link, form)
      expect([spent.status, cookieIn(spent)]).toEqual([410, ''])
    }
    expect(await onRecord(idIn(page))).toEqual(['person_created', 'person_joined', 'passkey_added'])
  })

  it('of two who press at once, one comes in, with one passkey', async () => {
    const { page, link } = await desk.newcomer({ name: 'Twins' })
    const answers = await Promise.all(
      [anAuthenticator(), anAuthenticator()].map(async (one) => joinBy(link, await one)),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 410])
    const person = await principalStub(world, idIn(page)).read()
    expect([person?.passkeys.length, person?.sessions.length]).toEqual([1, 1])
  })

  it.each<[string, Lies]>([
    ['another site', { origin: 'https://evil.example' }],
    ['another relying party', { rpId: 'evil.example' }],
    ['nobody verified', { flags: 0x41 }],
    ['an answer to signing in', { type: 'webauthn.get' }],
    ['no challenge of ours', { challenge: 'AAAA' }],
    ['another id than the authenticator has', { id: 'AAAAAAAAAAAAAAAAAAAAAAAA' }],
  ])('from %s let nobody in, and the link stays good', async (_, lies) => {
    const { link } = await desk.newcomer({ name: 'Forged' })
    const refused = await joinBy(link, await anAuthenticator(), lies)
    expect([refused.status, cookieIn(refused)]).toEqual([422, ''])
    expect(textOf(await refused.text())).toContain('your link still works')
    expect((await joinBy(link, await anAuthenticator())).status).toBe(303)
  })

  it('made for another link let nobody in', async () => {
    const [mine, theirs] = [await desk.newcomer({ name: 'Mine' }), await desk.newcomer({ name: 'Theirs' })]
    const passkey = await anAuthenticator()
    const response = passkey.create(await optionsAt(`${mine.link}/passkey-options`))
    expect((await stranger.post(theirs.link, { way: 'passkey', response })).status).toBe(422)
  })

  it('anew, after a loss, lead to what opened the account before', async () => {
    const { page, id } = await olive('Lost')
    await desk.act(page, 'invitations')
    const fresh = await desk.linkOf(`${page}/invitation`)
    const again = await joinBy(fresh, await anAuthenticator())
    expect(leadsTo(again)).toBe('/account?done=recovered')
    const text = textOf(await (await withCookie(cookieIn(again)).get(leadsTo(again))).text())
    expect(text).toContain('passkeys from before')
    expect((await principalStub(world, id).read())?.passkeys).toHaveLength(2)
  })

  it('are not for devices: a passkey makes no kiosk', async () => {
    const { link } = await desk.newcomer({ name: 'Tablet' }, '/admin/settings/devices')
    expect((await stranger.get(`${link}/passkey-options`)).status).toBe(404)
    expect((await stranger.post(link, { way: 'passkey', response: '{}' })).status).toBe(410)
    expect((await stranger.post(link, {})).status).toBe(303)
  })
})

describe('signing in with a passkey', () => {
  let passkey: SoftAuthenticator
  let id: PrincipalId = 'usr_'
  let page = ''
  let first = ''
  beforeEach(async () => {
    ;({ passkey, id, page, cookie: first } = await olive())
  })

  it('opens a session of its own secret and ends the one this browser had', async () => {
    const planted = `__Host-vale=${id}.${newSecret()}`
    const answer = await signInBy(passkey, {}, '', { cookie: planted })
    expect([answer.status, leadsTo(answer)]).toEqual([303, '/scan'])
    const cookie = cookieIn(answer)
    expect([cookie === planted, await isIn(cookie), await isIn(planted)]).toEqual([false, true, false])
    const again = cookieIn(await signInBy(passkey, {}, '', { cookie }))
    expect([await isIn(again), await isIn(cookie), await isIn(first)]).toEqual([true, false, true])
    expect(await onRecord(id)).toContain('signed_in')
  })

  it.each<[string, () => Lies | Promise<Lies>]>([
    ['another site', () => ({ origin: 'https://evil.example' })],
    ['the site over plain HTTP', () => ({ origin: 'http://lume.example' })],
    ['a relying party above ours', () => ({ rpId: 'example' })],
    ['nobody verified', () => ({ flags: 0x01 })],
    ['nobody present', () => ({ flags: 0x04 })],
    ['an answer to making one', () => ({ type: 'webauthn.create' })],
    ['a challenge nobody made', () => ({ challenge: Buffer.alloc(56, 7).toString('base64url') })],
    ['no challenge', () => ({ challenge: '' })],
    [
      'a challenge spelt otherwise',
      async () => ({ challenge: `${(await optionsAt('/signin/passkey-options')).challenge}=` }),
    ],
    ['a challenge of the other world', () => challengeOf({ ...world, WORLD: 'live' })],
    ['a challenge under another key', () => challengeOf({ ...world, CODE_KEY: newSecret() })],
    [
      'a challenge for adding one',
      async () => ({ challenge: (await optionsAt('/account/passkey-options', { cookie: first })).challenge }),
    ],
    ['the handle of somebody else', () => ({ handle: rui })],
    ['the handle of nobody', () => ({ handle: 'usr_nobody' })],
    ['the handle of a customer', () => ({ handle: 'cus_mina' })],
    ['no handle of ours', () => ({ handle: '<script>' })],
    ['a passkey nobody has', () => ({ id: 'AAAAAAAAAAAAAAAAAAAAAAAA' })],
  ])('from %s opens nothing', async (_, lies) => {
    const answer = await signInBy(passkey, await lies())
    expect(answer.status).toBeGreaterThanOrEqual(401)
    expect(answer.status).toBeLessThan(500)
    expect(cookieIn(answer)).toBe('')
    expect(textOf(await answer.text())).toMatch(/opens nothing here|Try again/)
  })

  it('by another one’s key, with this one’s name, opens nothing', async () => {
    const thief = await anAuthenticator()
    expect((await signInBy(thief, { id: passkey.id, handle: id })).status).toBe(401)
  })

  it('is answered once: what was overheard opens nothing, also at the same moment', async () => {
    const response = await passkey.get(await optionsAt('/signin/passkey-options'))
    const answers = await Promise.all([1, 2, 3].map(() => stranger.post('/signin/passkeys', { response })))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 422, 422])
    expect((await stranger.post('/signin/passkeys', { response })).status).toBe(422)
  })

  it('ends five minutes after it was asked for', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const asked = await optionsAt('/signin/passkey-options')
    const since = Date.now()
    vi.setSystemTime(since + CHALLENGE_MS - 1)
    expect((await stranger.post('/signin/passkeys', { response: await passkey.get(asked) })).status).toBe(303)
    const late = await optionsAt('/signin/passkey-options')
    vi.setSystemTime(Date.now() + CHALLENGE_MS)
    expect((await stranger.post('/signin/passkeys', { response: await passkey.get(late) })).status).toBe(422)
  })

  it('with a counter that does not go up is a copy: refused, and on record', async () => {
    expect((await signInBy(passkey, { counter: 7 })).status).toBe(303)
    for (const counter of [7, 6, 0]) {
      const answer = await signInBy(passkey, { counter })
      expect([answer.status, cookieIn(answer)]).toEqual([401, ''])
      expect(textOf(await answer.text())).toContain('looks like a copy')
    }
    expect((await signInBy(passkey, { counter: 8 })).status).toBe(303)
    // Once a minute: whoever knocks all day does not fill the log.
    expect((await onRecord(id)).filter((action) => action === 'sign_in_refused')).toHaveLength(1)
  })

  it('that is removed, or of somebody suspended, opens nothing; whoever is let back comes by the link first', async () => {
    await desk.act(page, 'suspensions')
    expect((await signInBy(passkey)).status).toBe(401)
    await desk.act(page, 'returns')
    expect((await signInBy(passkey)).status).toBe(401)
    const again = cookieIn(await joinBy(await desk.linkOf(`${page}/invitation`), await anAuthenticator()))
    expect((await signInBy(passkey)).status).toBe(303)
    const form = { idempotency_key: 'gone', passkey: passkey.id }
    expect(leadsTo(await withCookie(again).post('/account/passkeys/removals', form))).toBe(
      '/account?done=removed',
    )
    expect((await signInBy(passkey)).status).toBe(401)
    expect(await onRecord(id)).toContain('passkey_removed')
  })

  it.each([
    ['/account', '/account'],
    ['/admin/vouchers?q=a&state=b', '/admin/vouchers?q=a&state=b'],
    ['//evil.example', '/scan'],
    ['/\\evil.example', '/scan'],
    ['/\t/evil.example', '/scan'],
    ['/\r\nSet-Cookie: a=b', '/scan'],
    ['https://evil.example', '/scan'],
    ['javascript:alert(1)', '/scan'],
    ['/@evil.example/<script>', '/scan'],
    ['', '/scan'],
  ])('asked to go to %j goes to %s', async (then, to) => {
    const answer = await signInBy(passkey, {}, then)
    expect(answer.headers.get('location')).toBe(to)
    expect(await (await stranger.get(`/signin?${new URLSearchParams({ then })}`)).text()).not.toContain(
      'evil.example',
    )
  })

  it.each([
    ['nothing', ''],
    ['an empty object', '{}'],
    ['a list', '[]'],
    ['null', 'null'],
    ['a prototype', '{"__proto__":{"id":"x"}}'],
    ['no JSON', '['.repeat(30_000)],
    [
      'no response',
      JSON.stringify({ id: 'A'.repeat(20), rawId: 'A'.repeat(20), type: 'public-key', response: null }),
    ],
  ])('of %s is asked again', async (_, response) => {
    const answer = await stranger.post('/signin/passkeys', { response })
    expect([answer.status, cookieIn(answer)]).toEqual([422, ''])
  })

  it('of numbers out of bounds is refused without a fault', async () => {
    const good = JSON.parse(await passkey.get(await optionsAt('/signin/passkey-options')))
    for (const field of ['authenticatorData', 'signature', 'clientDataJSON']) {
      for (const bytes of ['AA', '_'.repeat(30_000), good.response[field].slice(0, -8)]) {
        const response = JSON.stringify({ ...good, response: { ...good.response, [field]: bytes } })
        const { status } = await stranger.post('/signin/passkeys', { response })
        expect([401, 422], `${field} ${bytes.length}`).toContain(status)
      }
    }
  })
})

describe('the first admin', () => {
  it('comes in with a passkey by the link of whoever deploys, once', async () => {
    const [id, secret] = ['usr_firstadmin', newSecret()]
    await world.DB.prepare(
      "INSERT INTO invitations (hash, principal_id, role, created_at, ends_at) VALUES (?, ?, 'admin', 0, ?)",
    )
      .bind(secretHash(secret), id, Date.now() + 60_000)
      .run()
    const link = `/join/${id}.${secret}`
    const passkey = await anAuthenticator()
    expect((await stranger.get(`${link}/passkey-options`)).status).toBe(422)
    const response = passkey.create(await optionsAt(`${link}/passkey-options?name=Marta`))
    expect((await stranger.post(link, { way: 'passkey', response, name: '' })).status).toBe(422)
    expect((await stranger.post(link, { way: 'passkey', response: '{}', name: 'Marta' })).status).toBe(422)
    const answers = await Promise.all(
      [1, 2].map(() => stranger.post(link, { way: 'passkey', response, name: 'Marta' })),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([303, 410])
    expect(leadsTo(await signInBy(passkey))).toBe('/admin')
  })
})

async function challengeOf(env: typeof world): Promise<Lies> {
  const bytes = newChallenge(env, { kind: 'sign_in' }, Date.now())
  return { challenge: Buffer.from(bytes).toString('base64url') }
}
