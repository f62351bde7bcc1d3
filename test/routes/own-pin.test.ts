import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Principal } from '../../src/principal.ts'
import { FRESH_MS } from '../../src/session.ts'
import { principalStub } from '../../worker/stubs.ts'
import { browserOf, enrol, openLume, world } from './cast.ts'
import { formIn, leadsTo, soon, stranger, textOf } from './pages.ts'
import { DEVICES, STAFF, staffDesk } from './staff-desk.ts'
import { browserWith, DEVICE, givePin, PIN, SESSION, tabletAt } from './tablet-desk.ts'

beforeAll(openLume)
afterEach(() => {
  vi.useRealTimers()
})

const operator = () => enrol({ role: 'operator', name: 'Olive', stores: ['sto_chiado'] })

/** Locks somebody's PIN as a thief would. */
async function lock({ id }: Principal): Promise<void> {
  const till = await tabletAt('sto_chiado')
  for (let miss = 0; miss < 5; miss += 1) await till.post(`/counter/${id}`, { pin: '000001' })
}

async function actsOf({ id }: Principal): Promise<string[]> {
  const { results } = await world.DB.prepare('SELECT action FROM audits WHERE subject = ? ORDER BY at')
    .bind(id)
    .all<{ action: string }>()
  return results.map(({ action }) => action)
}

describe('one’s own PIN', () => {
  it('is set twice over, changed and removed, on record, and works on the tablet meanwhile', async () => {
    const olive = await browserOf(await operator())
    const till = await tabletAt('sto_chiado')
    const at = `/counter/${olive.principal.id}`
    const form = { pin: PIN, pin_again: PIN }
    expect(leadsTo(await olive.post('/account/pin', form))).toBe('/account/pin?done=set')
    expect(textOf(await (await olive.get('/account/pin?done=set')).text())).toContain('Your PIN is set.')
    expect(leadsTo(await till.post(at, { pin: PIN }))).toBe('/scan')
    expect((await till.get('/scan')).status).toBe(200)
    expect(leadsTo(await olive.post('/account/pin/removal', { idempotency_key: 'k' }))).toBe(
      '/account/pin?done=removed',
    )
    expect((await till.post(at, { pin: PIN })).status).toBe(403)
    await soon(async () => {
      expect(await actsOf(olive.principal)).toEqual(['pin_set', 'signed_in', 'pin_removed'])
    })
  })

  it.each([
    ['12345', '12345', 'Type six digits'],
    ['1234567', '1234567', 'Type six digits'],
    ['abcdef', 'abcdef', 'Type six digits'],
    ['', '', 'Type six digits'],
    ['123456', '123456', 'guessed first'],
    ['121212', '121212', 'guessed first'],
    [PIN, '274919', 'not the same'],
    [PIN, '', 'not the same'],
  ])('of %j and %j is refused with a kind word, and nothing is kept', async (pin, pin_again, said) => {
    const olive = await browserOf(await operator())
    const answer = await olive.post('/account/pin', { pin, pin_again })
    const body = await answer.text()
    expect([answer.status, textOf(body)]).toMatchObject([422, expect.stringContaining(said)])
    expect(pin === '' || !body.includes(`value="${pin}"`)).toBe(true)
    expect((await principalStub(world, olive.principal.id).read())?.pin).toBe('none')
  })

  it('is changed only by whoever signed in within a quarter of an hour', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const olive = await browserOf(await operator())
    await givePin(olive.principal)
    vi.setSystemTime(Date.now() + FRESH_MS)
    const page = await olive.get('/account/pin')
    const html = await page.text()
    expect(html).toContain('href="/signin?then=/account/pin"')
    expect(html).not.toContain('action="/account/pin"')
    expect((await olive.post('/account/pin', { pin: '195738', pin_again: '195738' })).status).toBe(403)
    expect((await olive.post('/account/pin/removal', { idempotency_key: 'k' })).status).toBe(403)
    const till = await tabletAt('sto_chiado')
    expect(leadsTo(await till.post(`/counter/${olive.principal.id}`, { pin: PIN }))).toBe('/scan')
  })

  it('is nothing customers, kiosks or strangers have', async () => {
    const mina = await browserOf(await enrol({ role: 'customer', name: 'Mina' }))
    const kiosk = await browserOf(await enrol({ role: 'kiosk', stores: ['sto_chiado'] }))
    for (const who of [mina, kiosk]) expect((await who.post('/account/pin', {})).status).toBe(403)
    expect(leadsTo(await stranger.post('/account/pin', {}))).toBe('/signin')
  })

  it('set anew unlocks it', async () => {
    const olive = await browserOf(await operator())
    await givePin(olive.principal)
    await lock(olive.principal)
    expect(textOf(await (await olive.get('/account/pin')).text())).toContain(
      'Locked. It was missed five times',
    )
    await olive.post('/account/pin', { pin: PIN, pin_again: PIN })
    const till = await tabletAt('sto_chiado')
    expect(leadsTo(await till.post(`/counter/${olive.principal.id}`, { pin: PIN }))).toBe('/scan')
  })
})

describe('somebody’s PIN', () => {
  it('is unlocked, and removed, by a manager of all their shops, whom nobody shows the PIN', async () => {
    const olive = await operator()
    await givePin(olive)
    await lock(olive)
    const mia = await browserOf(await enrol({ role: 'manager', name: 'Mia', stores: ['sto_chiado'] }))
    const page = `${STAFF}/${olive.id}`
    const html = await (await mia.get(page)).text()
    expect(textOf(html)).toMatch(/PIN Locked.*Unlock the PIN/)
    expect(html).not.toContain('proof')
    expect(leadsTo(await mia.post(`${page}/pin-unlockings`, {}))).toBe(`${page}?done=pin_unlocked`)
    const till = await tabletAt('sto_chiado')
    expect(leadsTo(await till.post(`/counter/${olive.id}`, { pin: PIN }))).toBe('/scan')
    await mia.post(`${page}/pin-removals`, {})
    expect(leadsTo(await till.get('/scan'))).toBe('/counter')
    expect(textOf(await (await mia.get(page)).text())).toContain('PIN Not set')
    await soon(async () => {
      const acts = await actsOf(olive)
      expect(acts.slice(-4)).toEqual(['pin_locked', 'pin_unlocked', 'signed_in', 'pin_removed'])
    })
  })

  it('is out of reach of managers elsewhere, of admins’ managers, and of operators', async () => {
    const both = await enrol({ role: 'operator', name: 'Bo', stores: ['sto_chiado', 'sto_ponta'] })
    const rui = await enrol({ role: 'admin', name: 'Rui' })
    const mia = await browserOf(await enrol({ role: 'manager', name: 'Mia', stores: ['sto_chiado'] }))
    for (const who of [both, rui]) {
      await givePin(who)
      const path = `${STAFF}/${who.id}`
      expect((await mia.post(`${path}/pin-removals`, {})).status).toBe(404)
      expect((await mia.post(`${path}/pin-unlockings`, {})).status).toBe(404)
      expect((await principalStub(world, who.id).read())?.pin).toBe('set')
    }
    expect(await (await mia.get(`${STAFF}/${both.id}`)).text()).not.toContain('pin-removals')
    const olive = await browserOf(await operator())
    expect((await olive.post(`${STAFF}/${both.id}/pin-removals`, {})).status).toBe(403)
  })
})

describe('a shared tablet', () => {
  it('is enrolled by its link once, signs out whoever opened it there, and leads to the counter', async () => {
    const admin = await enrol({ role: 'admin', name: 'Rui' })
    const rui = await browserOf(admin)
    const desk = staffDesk(rui)
    const { link, page } = await desk.newcomer({ name: 'Counter left', role: 'counter' }, DEVICES)
    expect(textOf(await desk.bodyOf(page))).toContain('Use Shared tablet')
    const own = browserWith()
    const shown = textOf(await (await own.get(link)).text())
    expect(shown).toContain('Make this Counter left')
    const joined = await own.post(link, {})
    expect(leadsTo(joined)).toBe('/counter')
    expect([own.jar.has(DEVICE), own.jar.has(SESSION)]).toEqual([true, false])
    const attributes = joined.headers.getSetCookie().find((set) => set.startsWith(`${DEVICE}=dev_`))
    expect(attributes).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Lax/i)
    expect((await own.get('/counter')).status).toBe(200)
    expect((await stranger.post(link, {})).status).toBe(410)
  })

  it('ends the session of the admin who opened the link on it', async () => {
    const desk = staffDesk(await browserOf(await enrol({ role: 'admin', name: 'Rui' })))
    const first = await desk.newcomer({ name: 'Ana' })
    const tablet = browserWith()
    await tablet.post(first.link, {})
    const left = tablet.jar.get(SESSION) ?? ''
    expect(left).toMatch(/^usr_/)
    const { link } = await desk.newcomer({ name: 'Counter', role: 'counter' }, DEVICES)
    await tablet.post(link, {})
    expect(tablet.jar.has(SESSION)).toBe(false)
    expect(leadsTo(await browserWith(new Map([[SESSION, left]])).get('/scan'))).toBe('/signin')
  })

  it('keeps what it is for when it moves, and is nothing but a tablet or a kiosk', async () => {
    const rui = await browserOf(await enrol({ role: 'admin', name: 'Rui' }))
    const desk = staffDesk(rui)
    const { page } = await desk.newcomer({ name: 'Counter', role: 'counter' }, DEVICES)
    const form = await formIn(await desk.bodyOf(`${page}/edit`), page)
    expect(form.role).toBe('counter')
    expect((await rui.post(page, { ...form, role: 'admin' })).status).toBe(422)
    expect((await desk.added({ name: 'Counter', role: 'operator' }, DEVICES)).status).toBe(422)
    await rui.post(page, { ...form, store_ids: 'sto_ponta' })
    expect(textOf(await desk.bodyOf(page))).toMatch(/Use Shared tablet Shop Ponta Delgada/)
  })
})

describe('a kiosk', () => {
  it('redeems what is shown to it and opens nothing else', async () => {
    const kiosk = await browserOf(await enrol({ role: 'kiosk', name: 'Kiosk', stores: ['sto_chiado'] }))
    expect((await kiosk.get('/scan')).status).toBe(200)
    const undo = { redemption: `rdm_${'a'.repeat(26)}_2`, reason: 'other', idempotency_key: 'k' }
    expect((await kiosk.post('/scan/rollbacks', undo)).status).toBe(403)
    for (const path of [
      '/admin',
      '/admin/vouchers',
      '/admin/customers',
      '/admin/search?q=a',
      '/account/pin',
      '/wallet',
    ])
      expect([path, (await kiosk.get(path)).status]).toEqual([path, 403])
  })
})
