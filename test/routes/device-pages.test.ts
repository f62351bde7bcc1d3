import { beforeAll, describe, expect, it } from 'vitest'
import { browserOf, enrol, openLume } from './cast.ts'
import { formIn, leadsTo, soon, stranger, textOf } from './pages.ts'
import { type Browser, DEVICES, STAFF, staffDesk } from './staff-desk.ts'

let rui: Browser
let desk: ReturnType<typeof staffDesk>
beforeAll(async () => {
  await openLume()
  rui = await browserOf(await enrol({ role: 'admin', name: 'Rui Costa' }))
  desk = staffDesk(rui)
})

describe('a device', () => {
  it('is enrolled by its link once, moves to another shop, and is revoked', async () => {
    const { page, link } = await desk.newcomer({ name: 'Counter left', role: 'kiosk' }, DEVICES)
    expect(page).toMatch(/^\/admin\/settings\/devices\/dev_[0-9a-z]{26}$/)
    const joined = await stranger.post(link, {})
    expect(leadsTo(joined)).toBe('/scan')
    const cookie = (joined.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    expect((await stranger.post(link, {})).status).toBe(410)
    const form = await formIn(await desk.bodyOf(`${page}/edit`), page)
    await rui.post(page, { ...form, name: 'Counter right', store_ids: 'sto_ponta' })
    await soon(async () => expect(textOf(await desk.bodyOf(DEVICES))).toMatch(/Counter right.*Ponta Delgada/))
    await desk.act(page, 'suspensions')
    expect(textOf(await desk.bodyOf(page))).toContain('Revoked')
    expect(leadsTo(await stranger.get('/scan', { cookie }))).toBe('/signin')
  })

  it.each([
    ['no name', { name: '' }, 'Write a name'],
    ['no shop', { name: 'Tablet', store_ids: '' }, 'Choose the shop it stands in.'],
    ['a shop that is gone', { name: 'Tablet', store_ids: 'sto_moon' }, 'no longer there'],
  ])('with %s is asked again', async (_, typed, said) => {
    const response = await desk.added(typed, DEVICES)
    expect([response.status, textOf(await response.text())]).toMatchObject([
      422,
      expect.stringContaining(said),
    ])
  })

  it('is not among people, nor people among devices', async () => {
    const { page } = await desk.newcomer({ name: 'Tablet' }, DEVICES)
    expect((await rui.get(page.replace('devices', 'staff'))).status).toBe(404)
    expect((await rui.get(`${DEVICES}/${rui.principal.id}`)).status).toBe(404)
    await soon(async () => expect(await desk.bodyOf(DEVICES)).toContain(page))
    expect(await desk.bodyOf(STAFF)).not.toContain('Tablet')
  })
})
