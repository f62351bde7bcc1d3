import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { newSecret, secretHash } from '../../worker/secrets.ts'
import { principalStub } from '../../worker/stubs.ts'
import { actorNamed } from '../unit/an-actor.ts'
import { browserOf, enrol, openLume, world } from './cast.ts'
import { formIn, leadsTo, soon, stranger, textOf } from './pages.ts'
import { type Browser, DEVICES, STAFF, staffDesk } from './staff-desk.ts'

let rui: Browser
let sara: Browser
let desk: ReturnType<typeof staffDesk>
beforeAll(async () => {
  await openLume()
  rui = await browserOf(await enrol({ role: 'admin', name: 'Rui Costa' }))
  sara = await browserOf(await enrol({ role: 'admin', name: 'Sara Pinto' }))
  desk = staffDesk(rui)
})

afterEach(() => {
  vi.useRealTimers()
})

describe('somebody new', () => {
  it('gets a link as text and QR that says until when, and shows again until it is used', async () => {
    const response = await desk.added({ name: 'Olive <b>', email: 'olive@example.com' })
    expect(leadsTo(response)).toMatch(/^\/admin\/settings\/staff\/usr_[0-9a-z]{26}\/invitation$/)
    const shown = await rui.get(leadsTo(response))
    expect(shown.headers.get('cache-control')).toBe('no-store')
    const html = await shown.text()
    expect(html).toContain('<svg class="qr"')
    expect(textOf(html)).toMatch(/Link for Olive <b>.*It works once, until [\w, ]+ 20\d\d, \d\d:\d\d\./)
    const link = await desk.linkOf(leadsTo(response))
    expect(await desk.linkOf(leadsTo(response))).toBe(link)
    expect(textOf(await (await stranger.get(link)).text())).toContain('Olive <b>')
    expect((await stranger.post(link, {})).status).toBe(303)
    expect(leadsTo(await rui.get(leadsTo(response)))).toBe(leadsTo(response).replace('/invitation', ''))
  })

  it('[R4] sent twice is one person; with other content it is refused', async () => {
    const [first, second] = await Promise.all([
      desk.added({ name: 'Twice', idempotency_key: 'twice' }),
      desk.added({ name: 'Twice', idempotency_key: 'twice' }),
    ])
    expect(leadsTo(second)).toBe(leadsTo(first))
    expect((await desk.added({ name: 'Thrice', idempotency_key: 'twice' })).status).toBe(422)
  })

  it.each([
    ['no name', { name: '' }, 'name', 'Write a name'],
    ['a name without an end', { name: 'x'.repeat(121) }, 'name', 'at most 120'],
    ['no role', { role: '' }, 'role', 'Choose a role.'],
    ['a role of devices', { role: 'kiosk' }, 'role', 'Choose a role.'],
    ['a role of keys', { role: 'api_key' }, 'role', 'Choose a role.'],
    ['no shop', { store_ids: '' }, 'stores', 'Choose at least one shop.'],
    ['a shop that is gone', { store_ids: 'sto_moon' }, 'stores', 'no longer there'],
    ['what is no shop', { store_ids: '<b>' }, 'stores', 'no longer there'],
    [
      'a partner role without one',
      { role: 'partner', store_ids: 'sto_porto' },
      'partner_id',
      'Choose the partner',
    ],
    [
      'a shop of nobody’s',
      { role: 'partner', partner_id: 'ptn_mar' },
      'stores',
      'only shops of this partner',
    ],
    ['an email without a place', { email: 'olive' }, 'email', 'Write an email address'],
    ['a phone without its country', { phone: '912345412' }, 'phone', 'with its country code'],
  ])('with %s is asked again, keeping what was typed', async (_, typed, field, said) => {
    const response = await desk.added({ name: 'Olive', ...typed })
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain(`href="#${field}"`)
    expect(html).toContain(`id="${field}"`)
    expect(textOf(html)).toContain(said)
    expect(html).toContain('<title>Error: Add a person')
    if ('name' in typed === false) expect((await formIn(html, STAFF)).name).toBe('Olive')
  })

  it('without a key is refused', async () => {
    expect((await rui.post(STAFF, { name: 'Olive' })).status).toBe(400)
  })
})

describe('the list', () => {
  it('shows who is there, where and how they stand, and is narrowed by state and name', async () => {
    const { page } = await desk.newcomer({ name: 'Vera Valente' })
    await soon(async () => {
      const text = textOf(await desk.bodyOf(STAFF))
      expect(text).toMatch(/Vera Valente.*Operator · Chiado/)
      expect(text).toContain('Rui Costa')
      expect(text).toMatch(/As of \d\d:\d\d\./)
    })
    const invited = await desk.bodyOf(`${STAFF}?state=invited`)
    expect(invited).toContain(page)
    expect(invited).not.toContain('Rui Costa</a>')
    expect(await desk.bodyOf(`${STAFF}?q=vale`)).toContain(page)
    expect(textOf(await desk.bodyOf(`${STAFF}?q=zzz`))).toContain('Nobody found')
    await desk.act(page, 'archivals')
    await soon(async () => expect(await desk.bodyOf(`${STAFF}?q=vale`)).not.toContain(page))
    expect(await desk.bodyOf(`${STAFF}?q=vale&state=archived`)).toContain(page)
  })

  it.each(['state=x', 'cursor=%00', 'q=%00%F0%9F%98%80', `q=${'x'.repeat(500)}`])(
    'stands for ?%s',
    async (query) => {
      expect((await rui.get(`${STAFF}?${query}`)).status).toBe(200)
    },
  )
})

describe('somebody’s page', () => {
  it('suspends: whoever was signed in is led to the way in; let back, they come by a new link', async () => {
    const { page, link } = await desk.newcomer({ name: 'Susana' })
    const joined = await stranger.post(link, {})
    const cookie = (joined.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
    await soon(async () =>
      expect(textOf(await desk.bodyOf(page))).toMatch(/At work.*Signed in on one device/),
    )
    const done = await desk.act(page, 'suspensions')
    expect(leadsTo(done)).toBe(`${page}?done=suspended`)
    expect(textOf(await desk.bodyOf(leadsTo(done)))).toMatch(/Suspended.*All sessions have ended/)
    expect(leadsTo(await stranger.get('/scan', { cookie }))).toBe('/signin')
    const back = await desk.act(page, 'returns')
    expect(leadsTo(back)).toBe(`${page}/invitation`)
    const newer = await desk.linkOf(leadsTo(back))
    expect(newer).not.toBe(link)
    expect((await stranger.post(newer, {})).status).toBe(303)
  })

  it('takes effect within a minute where somebody was just trusted, and not before it must', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const olive = await browserOf(await enrol({ role: 'operator', name: 'Olive', stores: ['sto_chiado'] }))
    const since = Date.now()
    expect((await olive.get('/scan')).status).toBe(200)
    // Suspended by another isolate: this one is not told.
    await principalStub(world, olive.principal.id).change(
      { state: 'suspended' },
      null,
      actorNamed(rui.principal.id),
    )
    vi.setSystemTime(since + 59_999)
    expect((await olive.get('/scan')).status).toBe(200)
    vi.setSystemTime(since + 60_000)
    expect(leadsTo(await olive.get('/scan'))).toBe('/signin')
  })

  it('invites again: the newest link is the only one', async () => {
    const { page, link } = await desk.newcomer({ name: 'Nuno' })
    const again = await desk.act(page, 'invitations')
    const newer = await desk.linkOf(leadsTo(again))
    expect([(await stranger.get(link)).status, (await stranger.get(newer)).status]).toEqual([410, 200])
  })

  it('of an archived person says so, offers only the way back, and refuses the rest', async () => {
    const { page, link } = await desk.newcomer({ name: 'Artur' })
    await desk.act(page, 'archivals')
    const html = await desk.bodyOf(page)
    expect(textOf(html)).toContain('Archived')
    expect(html).not.toContain(`${page}/suspensions`)
    expect((await stranger.get(link)).status).toBe(410)
    const refused = await rui.post(`${page}/invitations`, { idempotency_key: 'x' })
    expect([refused.status, textOf(await refused.text())]).toMatchObject([
      409,
      expect.stringContaining('Bring them back first'),
    ])
  })

  it('of oneself offers neither suspending nor archiving, and a forged form is refused', async () => {
    const page = `${STAFF}/${rui.principal.id}`
    const html = await desk.bodyOf(page)
    expect(textOf(html)).toContain('This is you.')
    expect(html).not.toContain(`${page}/suspensions`)
    expect((await rui.post(`${page}/suspensions`, {})).status).toBe(409)
    const form = await formIn(await desk.bodyOf(`${page}/edit`), page)
    const demoted = await rui.post(page, { ...form, role: 'operator', store_ids: 'sto_chiado' })
    expect([demoted.status, textOf(await demoted.text())]).toMatchObject([
      409,
      expect.stringContaining('give yourself another role'),
    ])
    expect((await rui.post(page, { ...form, name: 'Rui Costa' })).status).toBe(303)
  })

  it('changed by two at once shows both versions to the second, who may insist', async () => {
    const { page } = await desk.newcomer({ name: 'Berta' })
    const mine = await formIn(await desk.bodyOf(`${page}/edit`), page)
    const theirs = await formIn(await desk.bodyOf(`${page}/edit`, sara), page)
    const first = await rui.post(page, { ...mine, name: 'Berta Reis', store_ids: 'sto_chiado' })
    expect(leadsTo(first)).toBe(`${page}?done=changed`)
    const second = await sara.post(page, { ...theirs, name: 'Berta Rei', store_ids: 'sto_ponta' })
    expect(second.status).toBe(412)
    const html = await second.text()
    expect(textOf(html)).toContain('Yours What stands now Name Berta Rei Berta Reis')
    expect(textOf(html)).toContain('Ponta Delgada Chiado')
    expect(textOf(await desk.bodyOf(page))).toContain('Berta Reis')
    const insisted = await sara.post(page, await formIn(html, page))
    expect(insisted.status).toBe(303)
    expect(textOf(await desk.bodyOf(page))).toMatch(/Berta Rei .*Ponta Delgada/)
  })

  it('wrongly edited is asked again, of the version it was read at', async () => {
    const { page } = await desk.newcomer({ name: 'Carla' })
    const form = await formIn(await desk.bodyOf(`${page}/edit`), page)
    const response = await rui.post(page, { ...form, name: '', store_ids: 'sto_chiado' })
    expect(response.status).toBe(422)
    expect(await formIn(await response.text(), page)).toMatchObject({ version: form.version })
    expect((await rui.post(page, { name: 'Carla' })).status).toBe(400)
  })
})

describe('whoever looks after shops', () => {
  it('sees the people of those and nobody else, and changes nobody', async () => {
    const here = await desk.newcomer({ name: 'Ponto', store_ids: 'sto_ponta' })
    const away = await desk.newcomer({ name: 'Chico', store_ids: 'sto_chiado' })
    const mina = await browserOf(await enrol({ role: 'manager', name: 'Mina', stores: ['sto_ponta'] }))
    await soon(async () => {
      const list = await desk.bodyOf(STAFF, mina)
      expect(list).toContain(here.page)
      expect(list).toContain(mina.principal.id)
      expect(list).not.toContain(away.page)
      expect(list).not.toContain('Rui Costa</a>')
      expect(list).not.toContain('/new"')
    })
    const page = await desk.bodyOf(here.page, mina)
    expect(page.slice(page.indexOf('<main'))).not.toContain('<form')
    expect((await mina.get(away.page)).status).toBe(404)
    expect((await mina.get(`${STAFF}/${rui.principal.id}`)).status).toBe(404)
    for (const path of [
      '/new',
      `${here.page.slice(STAFF.length)}/edit`,
      `${here.page.slice(STAFF.length)}/invitation`,
    ])
      expect((await mina.get(STAFF + path)).status, path).toBe(403)
    for (const path of ['', '/suspensions', '/archivals', '/returns', '/invitations'])
      expect((await mina.post(here.page + path, {})).status, path).toBe(403)
  })

  it.each(['operator', 'partner', 'kiosk', 'customer'] as const)('%s sees none of this', async (role) => {
    const someone = await browserOf(await enrol({ role, stores: ['sto_chiado'] }))
    for (const path of [STAFF, DEVICES, `${STAFF}/new`, `${STAFF}/${rui.principal.id}`])
      expect((await someone.get(path)).status, path).toBe(403)
  })

  it.each(['usr_nobody', 'cus_x', 'key_x', 'x', '..%2f'])('nobody is at /%s', async (id) => {
    expect((await rui.get(`${STAFF}/${id}`)).status).toBe(404)
    expect((await rui.get(`${DEVICES}/${id}`)).status).toBe(404)
  })
})

it('a link made elsewhere cannot be shown again, only replaced', async () => {
  const olive = await enrol({ role: 'operator', name: 'Olive', stores: ['sto_chiado'] })
  await principalStub(world, olive.id).invite(secretHash(newSecret()))
  const page = `${STAFF}/${olive.id}`
  expect(leadsTo(await rui.get(`${page}/invitation`))).toBe(page)
  const html = await desk.bodyOf(page)
  expect(textOf(html)).toContain('A link waits to be opened.')
  expect(html).not.toContain(`${page}/invitation"`)
})
