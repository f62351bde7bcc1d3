import { beforeAll, describe, expect, it } from 'vitest'
import type { StoreDocument } from '../../src/directory.ts'
import { buildApp } from '../../worker/app.ts'
import { directoryStub } from '../../worker/stubs.ts'
import { browserOf, enrol, issued, LUME, ORIGIN, openLume, shopSystem, world } from './cast.ts'
import { leadsTo, stranger, textOf } from './pages.ts'
import { cookieOf } from './site-map.ts'

const KB = 1024
const CITIES = ['Lisboa', 'Porto', 'Évora', 'Ponta Delgada', 'Vila Nova de Gaia']

const many: readonly StoreDocument[] = Array.from({ length: 500 }, (_, index) => ({
  id: `sto_many${index}`,
  name: `Rua da Misericórdia ${index}`,
  city: CITIES[index % CITIES.length] ?? '',
  address: `Rua da Misericórdia ${index}, 1150-017 Lisboa`,
  hours: ['08:00-19:00', '08:00-19:00', '08:00-19:00', '08:00-19:00', '08:00-19:00', '', ''],
  zone: 'Europe/Lisbon',
  partner: null,
  state: 'open',
}))

let rui: Awaited<ReturnType<typeof browserOf>>
const bytes = async (path: string) => new TextEncoder().encode(await (await rui.get(path)).text()).length
let withFew = 0

beforeAll(async () => {
  await openLume()
  rui = await browserOf(await enrol({ role: 'admin' }))
  withFew = await bytes('/scan?store=sto_chiado')
  const directory = directoryStub(world)
  const { version } = await directory.read()
  const grown = await directory.replace(version, { ...LUME, stores: [...LUME.stores, ...many] })
  expect(grown).not.toBeNull()
  // Writing a part brings the whole to this isolate.
  const shop = await shopSystem()
  const etag = (await shop.get('/stores/sto_chiado')).headers.get('etag') ?? ''
  const headers = { 'content-type': 'application/json', 'if-match': etag }
  await shop.send('PATCH', '/stores/sto_chiado', JSON.stringify({ address: 'Rua Serpa Pinto 12' }), headers)
})

describe('With five hundred shops', () => {
  it('the scanner is as light as with three', async () => {
    expect(await bytes('/scan?store=sto_many7')).toBeLessThan(withFew + 200)
    expect(await bytes('/scan')).toBeLessThanOrEqual(25 * KB)
  })

  it('it asks D1 for nothing', async () => {
    const cookie = await cookieOf(rui.principal)
    const asked: string[] = []
    const DB = new Proxy(world.DB, { get: (_, call) => () => asked.push(String(call)) })
    for (const path of ['/scan?store=sto_many7', '/scan', '/scan?find=evora']) {
      const request = new Request(`${ORIGIN}${path}`, { headers: { cookie } })
      expect((await buildApp().fetch(request, { ...world, DB })).status).toBe(200)
    }
    expect(asked).toEqual([])
  })

  it('a shop is found by name, town or street, and chosen by a link; a waiting code comes along', async () => {
    const asked = await (await rui.get('/scan?code=WELCOME10')).text()
    expect(asked).not.toContain('<option')
    expect(asked).toContain('name="code" value="WELCOME10"')
    const found = await (await rui.get('/scan?find=miseric%C3%B3rdia+499&code=WELCOME10')).text()
    const links = [...found.matchAll(/href="(\/scan\?store=[^"]+)"/g)].map(([, href]) => href)
    expect(links).toEqual(['/scan?store=sto_many499&amp;code=WELCOME10'])
    expect(textOf(await (await rui.get('/scan?find=evora')).text())).toContain('88 more fit.')
    expect(textOf(await (await rui.get('/scan?find=nowhere')).text())).toContain(
      'No shop is called like this.',
    )
  })

  it('somebody of one shop is asked nothing', async () => {
    const olive = await browserOf(await enrol({ role: 'operator', stores: ['sto_many3'] }))
    expect(await (await olive.get('/scan')).text()).toContain('id="lens"')
  })

  it('the customer’s voucher stays within its 12 KB beside its style', async () => {
    const voucher = await issued(await shopSystem())
    const html = await (await stranger.get(`/v/${voucher.code}`)).text()
    const style = /<style>[\s\S]*?<\/style>/.exec(html)?.[0] ?? ''
    expect(html.length - style.length).toBeLessThanOrEqual(12 * KB)
    expect(textOf(html)).toMatch(/and 463 more/)
  })

  it('the list of settings comes a page at a time, and is searched', async () => {
    const first = await (await rui.get('/admin/settings/stores')).text()
    expect(first.match(/class="rowline"/g)).toHaveLength(50)
    expect(first).toContain('href="/admin/settings/stores?from=50"')
    const found = await (await rui.get('/admin/settings/stores?q=many+lisboa+7')).text()
    expect(found.match(/class="rowline"/g) ?? []).toHaveLength(0)
    expect(textOf(found)).toContain('Nothing found')
  })

  it('still more are refused once the document is full', async () => {
    const shop = await shopSystem()
    const long = { city: 'x'.repeat(80), address: 'y'.repeat(160) }
    const answers: number[] = []
    for (let more = 0; more < 900 && !answers.includes(409); more += 50) {
      const batch = Array.from({ length: 50 }, (_, n) =>
        shop.post('/stores', { name: `More ${more + n}`, ...long }),
      )
      answers.push(...(await Promise.all(batch)).map(({ status }) => status))
    }
    expect(new Set(answers)).toEqual(new Set([201, 409]))
    const last = await shop.post('/stores', { name: 'One more', ...long })
    expect(await last.json()).toMatchObject({ reason: 'directory_full', retryable: false })
    const page = await rui.post('/admin/settings/stores', {
      name: 'By hand',
      zone: 'Europe/Lisbon',
      ...long,
      idempotency_key: 'by hand',
    })
    expect([page.status, leadsTo(page)]).toEqual([422, '/'])
    expect(textOf(await page.text())).toContain('There is no more room')
  })
})
