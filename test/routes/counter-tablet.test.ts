import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Principal } from '../../src/principal.ts'
import { PIN_ROUNDS } from '../../worker/pin.ts'
import { principalStub } from '../../worker/stubs.ts'
import { actorNamed } from '../unit/an-actor.ts'
import { browserOf, enrol, issued, openLume, shopSystem, world } from './cast.ts'
import { openBudgets } from './goodwill-desk.ts'
import { formIn, leadsTo, PARTIAL, soon, stranger, textOf } from './pages.ts'
import { browserWith, DEVICE, givePin, PIN, SESSION, tabletAt } from './tablet-desk.ts'

let olive: Principal
let mia: Principal
let pat: Principal
let rui: Principal
beforeAll(async () => {
  await openLume()
  olive = await enrol({ role: 'operator', name: 'Olive Dias', stores: ['sto_chiado'] })
  mia = await enrol({ role: 'manager', name: 'Mia Sousa', stores: ['sto_chiado', 'sto_ponta'] })
  pat = await enrol({ role: 'operator', name: 'Pat Moura', stores: ['sto_ponta'] })
  rui = await enrol({ role: 'admin', name: 'Rui Costa' })
  for (const who of [olive, mia, pat, rui]) await givePin(who)
})
afterEach(() => {
  vi.useRealTimers()
})

/** Somebody of Chiado whose misses nobody else counts. */
async function newcomer(more: Partial<Principal> = {}) {
  const who = await enrol({ role: 'operator', name: 'Nina', stores: ['sto_chiado'], ...more })
  await givePin(who)
  return who
}

describe('the list of a shared tablet', () => {
  it('names the people of its shop by name, nobody of another shop, no admin and no device', async () => {
    const till = await tabletAt('sto_chiado')
    await soon(async () => {
      const page = textOf(await (await till.get('/counter')).text())
      expect(page).toMatch(/Chiado .*Who is at the counter\?.*Mia Sousa Manager.*Olive Dias Operator/)
      expect(page).not.toMatch(/Pat Moura|Rui Costa|Till/)
    })
  })

  it('is for enrolled tablets alone: whoever signs in elsewhere does not see it', async () => {
    expect(leadsTo(await stranger.get('/counter'))).toBe('/signin')
    expect(leadsTo(await (await browserOf(rui)).get('/counter'))).toBe('/signin')
    const kiosk = await browserOf(await enrol({ id: 'dev_kiosk', role: 'kiosk', stores: ['sto_chiado'] }))
    expect(leadsTo(await kiosk.get('/counter'))).toBe('/signin')
    const forged = browserWith(new Map([[DEVICE, `${rui.id}.${'A'.repeat(43)}`]]))
    expect(leadsTo(await forged.get('/counter'))).toBe('/signin')
  })

  it('does not take the session of a person for that of a tablet', async () => {
    const till = await tabletAt('sto_chiado')
    await till.post(`/counter/${olive.id}`, { pin: PIN })
    const session = till.jar.get(SESSION) ?? ''
    const swapped = browserWith(new Map([[DEVICE, session]]))
    expect(leadsTo(await swapped.get('/counter'))).toBe('/signin')
  })
})

describe('a PIN at the counter', () => {
  it('signs in to redeem and undo in this shop, on the tablet, and switches person', async () => {
    const voucher = await issued(await shopSystem())
    const till = await tabletAt('sto_chiado')
    expect(leadsTo(await till.post(`/counter/${olive.id}`, { pin: PIN }))).toBe('/scan')
    const scan = textOf(await (await till.get('/scan')).text())
    expect(scan).toMatch(/Chiado.*Olive Dias.*Switch person/)
    const form = { voucher: voucher.id, idempotency_key: crypto.randomUUID() }
    const redeemed = await till.post('/scan/redemptions', form, PARTIAL)
    expect(redeemed.status).toBe(200)
    const undo = await formIn(await redeemed.text(), '/scan/rollbacks')
    expect(leadsTo(await till.post('/signout', {}))).toBe('/counter')
    expect(till.jar.has(SESSION)).toBe(false)
    expect(leadsTo(await till.get('/scan'))).toBe('/counter')
    // The colleague who comes next stands at the same tablet.
    await till.post(`/counter/${mia.id}`, { pin: PIN })
    const taken = await till.post('/scan/rollbacks', { ...undo, reason: 'wrong_voucher' }, PARTIAL)
    expect([taken.status, textOf(await taken.text())]).toMatchObject([
      200,
      expect.stringContaining('used again'),
    ])
  })

  it('takes full-width digits, and says how to mend anything that is no PIN, without counting it', async () => {
    const nina = await newcomer()
    const till = await tabletAt('sto_chiado')
    for (const pin of [
      '27491',
      '2749188',
      'abcdef',
      '27491a',
      '',
      '٢٧٤٩١٨',
      '-74918',
      '2e4918',
      ' ',
      '0x2749',
    ]) {
      const answer = await till.post(`/counter/${nina.id}`, { pin })
      expect([pin, answer.status]).toEqual([pin, 422])
      expect(await answer.text()).toContain('Type the six digits of your PIN.')
    }
    expect(leadsTo(await till.post(`/counter/${nina.id}`, { pin: '２７４９１８' }))).toBe('/scan')
  })

  it('says how many tries are left, locks on the fifth miss, and then refuses the right one too', async () => {
    const nina = await newcomer()
    const till = await tabletAt('sto_chiado')
    const derived = vi.spyOn(crypto.subtle, 'deriveBits')
    for (const left of ['4 tries are left', '3 tries are left', '2 tries are left', 'One try is left']) {
      const answer = await till.post(`/counter/${nina.id}`, { pin: '000001' })
      expect([answer.status, textOf(await answer.text())]).toMatchObject([422, expect.stringContaining(left)])
    }
    const last = await till.post(`/counter/${nina.id}`, { pin: '000001' })
    expect([last.status, textOf(await last.text())]).toMatchObject([
      403,
      expect.stringContaining('Your PIN is locked'),
    ])
    expect(derived).toHaveBeenCalledTimes(5)
    const right = await till.post(`/counter/${nina.id}`, { pin: PIN })
    expect([right.status, right.headers.getSetCookie()]).toEqual([403, []])
    expect(derived).toHaveBeenCalledTimes(5)
    derived.mockRestore()
    const page = await till.get(`/counter/${nina.id}`)
    expect(textOf(await page.text())).toContain('Sign in with your passkey. That unlocks it.')
  })

  it('that was never set shows how to get one', async () => {
    const nina = await enrol({ role: 'operator', name: 'Nina', stores: ['sto_chiado'] })
    const till = await tabletAt('sto_chiado')
    expect(textOf(await (await till.get(`/counter/${nina.id}`)).text())).toContain(
      'set a PIN on your account page',
    )
    expect((await till.post(`/counter/${nina.id}`, { pin: PIN })).status).toBe(403)
  })

  it('of people elsewhere, customers, devices, keys, suspended people and nobody looks like absence', async () => {
    const till = await tabletAt('sto_chiado')
    const out = await newcomer()
    await principalStub(world, out.id).change({ state: 'suspended' }, null, actorNamed(rui.id))
    const mina = await enrol({ role: 'customer', name: 'Mina' })
    const gone = await till.post('/counter/usr_nobody', { pin: PIN })
    const shape = async (answer: Response) =>
      [answer.status, textOf(await answer.text()).replace(/[0-9a-f]{8}-[0-9a-f-]{27}/, '')].join(' ')
    const absent = await shape(gone)
    expect(gone.status).toBe(404)
    for (const id of [
      pat.id,
      mina.id,
      out.id,
      till.tablet.id,
      'key_webshop',
      '__proto__',
      'usr_%00',
      'usr_A',
    ]) {
      expect(await shape(await till.post(`/counter/${id}`, { pin: PIN })), id).toBe(absent)
      expect((await till.get(`/counter/${id}`)).status, id).toBe(404)
    }
  })

  it('of an admin, who works in every shop, is good for redeeming alone', async () => {
    const till = await tabletAt('sto_chiado')
    expect(leadsTo(await till.post(`/counter/${rui.id}`, { pin: PIN }))).toBe('/scan')
    for (const path of ['/admin', '/admin/settings', '/admin/issue', '/account/pin']) {
      expect([path, (await till.get(path)).status]).toEqual([path, 403])
    }
  })

  it('opens neither the desk nor the account, and issues nothing even where a budget would', async () => {
    const till = await tabletAt('sto_chiado')
    await till.post(`/counter/${mia.id}`, { pin: PIN })
    const paths = [
      '/admin',
      '/admin/vouchers',
      '/admin/customers',
      '/admin/settings/staff',
      '/admin/issue',
      '/account/pin',
    ]
    for (const path of paths) expect([path, (await till.get(path)).status]).toEqual([path, 403])
    const nina = await newcomer()
    const budgets = await openBudgets()
    await budgets.budget(nina.id, { kind: 'unlimited' })
    expect((await (await browserOf(nina)).get('/admin/issue')).status).toBe(200)
    await till.post(`/counter/${nina.id}`, { pin: PIN })
    expect((await till.get('/admin/issue')).status).toBe(403)
    expect(await (await till.get('/scan')).text()).not.toContain('/admin/issue')
    const form = { pin: '195738', pin_again: '195738' }
    expect((await till.post('/account/pin', form)).status).toBe(403)
    expect((await till.post('/account/pin/removal', {})).status).toBe(403)
  })

  it('gives a session worth nothing in another browser, or on another tablet', async () => {
    const till = await tabletAt('sto_chiado')
    await till.post(`/counter/${olive.id}`, { pin: PIN })
    const session = till.jar.get(SESSION) ?? ''
    expect((await till.get('/scan')).status).toBe(200)
    const elsewhere = browserWith(new Map([[SESSION, session]]))
    expect(leadsTo(await elsewhere.get('/scan'))).toBe('/signin')
    const other = await tabletAt('sto_chiado')
    other.jar.set(SESSION, session)
    expect(leadsTo(await other.get('/scan'))).toBe('/counter')
  })

  it('always begins a session of its own: one that lay in the browser before has ended', async () => {
    const till = await tabletAt('sto_chiado')
    await till.post(`/counter/${olive.id}`, { pin: PIN })
    const before = till.jar.get(SESSION) ?? ''
    await till.post(`/counter/${olive.id}`, { pin: PIN })
    expect(till.jar.get(SESSION)).not.toBe(before)
    const old = browserWith(new Map([...till.jar, [SESSION, before]]))
    expect(leadsTo(await old.get('/scan'))).toBe('/counter')
  })

  it('ends after half an hour without use, and after twelve hours in any case', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const nina = await newcomer()
    const till = await tabletAt('sto_chiado')
    const since = Date.now()
    await till.post(`/counter/${nina.id}`, { pin: PIN })
    vi.setSystemTime(since + 36 * 60_000)
    expect(leadsTo(await till.get('/scan'))).toBe('/counter')
    const again = Date.now()
    await till.post(`/counter/${nina.id}`, { pin: PIN })
    for (let at = 20; at < 12 * 60; at += 20) {
      vi.setSystemTime(again + at * 60_000)
      expect([at, (await till.get('/scan')).status]).toEqual([at, 200])
    }
    vi.setSystemTime(again + 12 * 3_600_000 + 60_000)
    expect(leadsTo(await till.get('/scan'))).toBe('/counter')
  })

  it('answers a body that is no form with 400, and changes nothing', async () => {
    const nina = await newcomer()
    const till = await tabletAt('sto_chiado')
    const bodies: [string, BodyInit][] = [
      ['application/json', JSON.stringify({ pin: PIN })],
      ['text/plain', `pin=${PIN}`],
      ['multipart/form-data; boundary=x', 'nonsense'],
      ['application/x-www-form-urlencoded', `pin=${'1'.repeat(70_000)}`],
    ]
    for (const [type, body] of bodies) {
      const answer = await till.send('POST', `/counter/${nina.id}`, {
        body,
        headers: { 'content-type': type },
      })
      expect([type, answer.status]).toEqual([type, 400])
    }
    expect(till.jar.has(SESSION)).toBe(false)
    const fresh = await principalStub(world, nina.id).pin({ kind: 'ask' })
    expect(fresh).toMatchObject({ left: 5 })
  })

  it('is derived with as many rounds as deployed Workers accept, and no more', () => {
    expect(PIN_ROUNDS).toBe(100_000)
  })
})

describe('a tablet that changes', () => {
  it('moved to another shop speaks for whoever works there, within a minute', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const till = await tabletAt('sto_chiado')
    await till.post(`/counter/${mia.id}`, { pin: PIN })
    expect(textOf(await (await till.get('/scan')).text())).toContain('Chiado')
    await principalStub(world, till.tablet.id).change({ stores: ['sto_ponta'] }, null, actorNamed(rui.id))
    vi.setSystemTime(Date.now() + 60_000)
    expect(textOf(await (await till.get('/scan')).text())).toContain('Ponta Delgada')
    const olives = await till.post(`/counter/${olive.id}`, { pin: PIN })
    expect(olives.status).toBe(404)
  })

  it('revoked ends itself and whoever is signed in on it, within a minute', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const till = await tabletAt('sto_chiado')
    await till.post(`/counter/${olive.id}`, { pin: PIN })
    await principalStub(world, till.tablet.id).change({ state: 'suspended' }, null, actorNamed(rui.id))
    vi.setSystemTime(Date.now() + 60_000)
    expect(leadsTo(await till.get('/scan'))).toBe('/signin')
    expect(leadsTo(await till.get('/counter'))).toBe('/signin')
    expect(leadsTo(await till.post(`/counter/${olive.id}`, { pin: PIN }))).toBe('/signin')
  })
})

it('with the library closed the tablet says so, and PINs go on working', async () => {
  const till = await tabletAt('sto_chiado')
  await world.DB.exec('ALTER TABLE people RENAME TO people_away')
  const page = textOf(await (await till.get('/counter')).text())
  const inside = await till.post(`/counter/${olive.id}`, { pin: PIN })
  await world.DB.exec('ALTER TABLE people_away RENAME TO people')
  expect(page).toMatch(/cannot be read right now.*Use your passkey instead/)
  expect(leadsTo(inside)).toBe('/scan')
})
