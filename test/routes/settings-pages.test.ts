import { beforeAll, describe, expect, it } from 'vitest'
import type { StoreId } from '../../src/id.ts'
import { jpegGrey } from '../samples/pictures.ts'
import { browserOf, enrol, issued, openLume, shopSystem, world } from './cast.ts'
import { formIn, leadsTo, multipart, picture, soon, stranger, textOf } from './pages.ts'

type Browser = Awaited<ReturnType<typeof browserOf>>
let rui: Browser
let mina: Browser
let olive: Browser
beforeAll(async () => {
  await openLume()
  rui = await browserOf(await enrol({ role: 'admin' }))
  mina = await browserOf(await enrol({ role: 'manager' }))
  olive = await browserOf(await enrol({ role: 'operator', stores: ['sto_chiado'] }))
})

const BRAND = '/admin/settings/brand'
const STORES = '/admin/settings/stores'
const store = (id: StoreId) => `${STORES}/${id}`

/** The form of a page as it is now, with this typed in. */
async function filled(path: string, typed: Record<string, string>, action = path) {
  return { ...(await formIn(await (await rui.get(path)).text(), action)), ...typed }
}

describe('The index of settings', () => {
  it('shows an admin every page, each with what it does and where it acts', async () => {
    const html = await (await rui.get('/admin/settings')).text()
    const links = [...html.matchAll(/href="\/admin\/settings\/(\w+)"/g)].map(([, page]) => page)
    expect(links).toEqual([
      'brand',
      'stores',
      'staff',
      'devices',
      'keys',
      'earning',
      'goodwill',
      'plans',
      'tags',
      'categories',
      'campaigns',
      'retention',
      'export',
    ])
    expect(html).toContain('href="/admin/audits"')
  })

  it('shows a manager only what managers may open', async () => {
    const html = await (await mina.get('/admin/settings')).text()
    expect(html).toContain('/admin/settings/stores')
    expect(html).not.toContain('/admin/settings/export')
    expect(html).not.toContain('/admin/settings/retention')
  })

  it.each(['/admin/settings', BRAND, STORES, `${STORES}/new`])('%s is for those who may', async (path) => {
    expect(leadsTo(await stranger.get(path))).toBe('/signin')
    expect((await olive.get(path)).status).toBe(403)
  })
})

describe('The brand’s page', () => {
  it('saves what is typed, and pages show it at once', async () => {
    const response = await rui.post(
      BRAND,
      await filled(BRAND, { name: 'Lume & Mar', colour: '#2F4F2F', line: 'Bakery' }),
    )
    expect([response.status, leadsTo(response)]).toEqual([303, `${BRAND}?saved`])
    const html = await (await rui.get(`${BRAND}?saved`)).text()
    expect(textOf(html)).toContain('Saved.')
    expect(html).toContain('· Lume &amp; Mar</title>')
    expect(await (await stranger.get('/brand.css')).text()).toBe(':root{--brand:#2f4f2f}')
  })

  it('shows what the colour becomes and its contrast, and warns of a grey one', async () => {
    const html = await (await rui.get(BRAND)).text()
    expect(textOf(html)).toMatch(/Contrast on the voucher \d+\.\d, on buttons \d+\.\d/)
    expect(html).toContain('data-part="grey" role="status" hidden')
    await rui.post(BRAND, await filled(BRAND, { colour: '#808080' }))
    const grey = await (await rui.get(BRAND)).text()
    expect(grey).not.toContain('data-part="grey" role="status" hidden')
    expect(textOf(grey)).toContain('nearly grey')
  })

  it('takes a logo with the form, keeps it, and gives it up when its tick is taken away', async () => {
    const form = await filled(BRAND, {})
    const headers = { 'sec-fetch-site': 'same-origin' }
    await rui.send('POST', BRAND, {
      body: multipart({ ...form, logo: picture(jpegGrey, 'image/jpeg') }),
      headers,
    })
    const kept = await filled(BRAND, {})
    expect(kept.logo_url).toMatch(/^\/images\/[0-9a-f]{64}\.jpg$/)
    await rui.post(BRAND, kept)
    expect((await filled(BRAND, {})).logo_url).toBe(kept.logo_url)
    const { logo_url: _, ...without } = await filled(BRAND, {})
    await rui.post(BRAND, without)
    expect((await filled(BRAND, {})).logo_url).toBeUndefined()
  })

  it('with a file that is no picture asks again', async () => {
    const form = await filled(BRAND, { name: 'Kept as typed' })
    const body = multipart({ ...form, logo: picture(new Uint8Array([1, 2, 3]), 'image/png') })
    const response = await rui.send('POST', BRAND, { body, headers: { 'sec-fetch-site': 'same-origin' } })
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain('href="#logo"')
    expect((await formIn(html, BRAND)).name).toBe('Kept as typed')
  })

  it.each([
    ['name', '', 'Write a name.'],
    ['name', 'x'.repeat(81), 'at most 80 characters'],
    ['colour', 'blue', 'Write a colour as #'],
    ['zone', 'Nowhere', 'Choose a time zone'],
    ['currency', 'XYZ', 'Choose a currency'],
    ['locale', '<b>', 'Choose a language'],
    ['email', 'nobody', 'Write an email address'],
  ])('with %s = %j asks again, says how, and changes nothing', async (field, value, repair) => {
    const before = await filled(BRAND, {})
    const response = await rui.post(BRAND, { ...before, [field]: value })
    expect(response.status).toBe(422)
    const html = await response.text()
    expect(html).toContain('<title>Error: Brand')
    expect(html).toContain(`href="#${field}"`)
    expect(textOf(html)).toContain(repair)
    expect((await formIn(html, BRAND))[field]).toBe(value)
    expect(await filled(BRAND, {})).toEqual(before)
  })

  it('changed by somebody else meanwhile is 412 with both versions, and either can be chosen', async () => {
    const mine = await filled(BRAND, { name: 'Mine', line: 'Of mine' })
    await rui.post(BRAND, await filled(BRAND, { name: 'Theirs' }))
    const response = await rui.post(BRAND, mine)
    expect(response.status).toBe(412)
    const html = await response.text()
    expect(textOf(html)).toContain('Name Mine Theirs')
    expect(textOf(html)).toContain('What it is and where Of mine Bakery')
    expect((await filled(BRAND, {})).name).toBe('Theirs')
    expect((await rui.post(BRAND, await formIn(html, BRAND))).status).toBe(303)
    expect(await filled(BRAND, {})).toMatchObject({ name: 'Mine', line: 'Of mine' })
  })

  it('sent twice is no conflict with oneself', async () => {
    const form = await filled(BRAND, { name: 'Twice' })
    const answers = await Promise.all([rui.post(BRAND, form), rui.post(BRAND, form)])
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
  })

  it('is read by a manager, and changed by none', async () => {
    const html = await (await mina.get(BRAND)).text()
    expect(textOf(html)).toContain('Only admins change this.')
    expect(html).toContain('<fieldset class="stack" disabled')
    expect((await mina.post(BRAND, { version: '1', name: 'X' })).status).toBe(403)
  })
})

describe('The pages of shops', () => {
  let made = ''

  it('add one with hours as people write them, once', async () => {
    const form = await filled(
      `${STORES}/new`,
      { name: 'Graça', city: 'Lisboa', hours_0: '8-13 e 15' },
      STORES,
    )
    const wrong = await rui.post(STORES, form)
    expect(wrong.status).toBe(422)
    expect(textOf(await wrong.text())).toContain('Write the hours of Monday such as')
    const good = { ...form, hours_0: '8-13, 15 to 19h30', same_as_monday: 'yes' }
    const answers = await Promise.all([rui.post(STORES, good), rui.post(STORES, good)])
    expect(new Set(answers.map(leadsTo)).size).toBe(1)
    made = leadsTo(answers[0] ?? new Response()).split('=')[1] ?? ''
    const list = textOf(await (await rui.get(`${STORES}?saved=${made}`)).text())
    expect(list.split('Graça')).toHaveLength(3)
    const shown = await filled(`${STORES}/${made}`, {})
    expect(shown).toMatchObject({
      hours_0: '08:00-13:00, 15:00-19:30',
      hours_4: '08:00-13:00, 15:00-19:30',
      hours_5: '',
    })
  })

  it('edit each by its own version: the brand and another shop may change meanwhile', async () => {
    const form = await filled(store('sto_chiado'), { address: 'Rua Serpa Pinto 12' })
    await rui.post(BRAND, await filled(BRAND, { line: 'Meanwhile' }))
    await rui.post(store('sto_ponta'), await filled(store('sto_ponta'), { city: 'Ponta' }))
    expect((await rui.post(store('sto_chiado'), form)).status).toBe(303)
    const late = await rui.post(store('sto_chiado'), { ...form, address: 'Elsewhere' })
    expect(late.status).toBe(412)
    const html = await late.text()
    expect(textOf(html)).toContain('Address Elsewhere Rua Serpa Pinto 12')
    expect((await rui.post(store('sto_chiado'), await formIn(html, store('sto_chiado')))).status).toBe(303)
    expect((await filled(store('sto_chiado'), {})).address).toBe('Elsewhere')
  })

  it('close, archive and open one; the counter and the issue form follow', async () => {
    const shop = await shopSystem()
    const till = await browserOf(await enrol({ role: 'operator', stores: ['sto_ponta'] }))
    const voucher = await issued(shop)
    const state = async (to: string) => {
      const { version } = await filled(store('sto_ponta'), {})
      return rui.post(`${store('sto_ponta')}/state`, { version: version ?? '', state: to })
    }
    const redeem = () => till.post('/scan/validations', { code: voucher.code })
    expect((await redeem()).status).toBe(200)
    expect((await state('closed')).status).toBe(303)
    expect((await redeem()).status).toBe(403)
    expect(await (await rui.get('/admin/issue')).text()).toContain('Ponta Delgada')
    expect(textOf(await (await stranger.get(`/v/${voucher.code}`)).text())).toContain(
      'Ponta Delgada Closed for now.',
    )
    expect((await state('archived')).status).toBe(303)
    expect((await redeem()).status).toBe(403)
    expect(await (await rui.get('/admin/issue')).text()).not.toContain('value="sto_ponta"')
    expect(textOf(await (await rui.get(STORES)).text())).toContain('Archived, 1')
    expect((await state('open')).status).toBe(303)
    expect((await redeem()).status).toBe(200)
    await soon(async () => {
      const { results } = await world.DB.prepare(
        "SELECT action FROM audits WHERE subject = 'sto_ponta' ORDER BY at",
      ).all<{ action: string }>()
      const actions = results.map(({ action }) => action)
      expect(actions.slice(-3)).toEqual(['store_closed', 'store_archived', 'store_opened'])
    })
  })

  it('refuse a state that is none, one of an old version, and a shop nobody knows', async () => {
    const { version = '' } = await filled(store('sto_porto'), {})
    const path = `${store('sto_porto')}/state`
    expect((await rui.post(path, { version, state: 'deleted' })).status).toBe(400)
    expect((await rui.post(path, { version: 'x', state: 'closed' })).status).toBe(400)
    expect((await rui.post(path, { version: '999', state: 'closed' })).status).toBe(412)
    expect((await rui.get(store('sto_gone'))).status).toBe(404)
    expect((await rui.post(store('sto_gone'), { version: '1', name: 'X' })).status).toBe(404)
    expect((await mina.post(path, { version, state: 'closed' })).status).toBe(403)
  })

  it('show address and hours on the customer’s voucher, and where to write to', async () => {
    await rui.post(BRAND, await filled(BRAND, { email: 'hello@lume.example' }))
    const voucher = await issued(await shopSystem(), { store_ids: [made] })
    const text = textOf(await (await stranger.get(`/v/${voucher.code}`)).text())
    expect(text).toContain('hello@lume.example')
    expect(text).toContain('Graça Mon to Fri 08:00–13:00, 15:00–19:30 Sat to Sun closed')
  })
})

describe('Hostile texts in single fields', () => {
  const TEXTS = [
    '\u0000',
    '\ud800',
    '\u202e\u200b',
    '👩‍👩‍👧‍👦'.repeat(30),
    'x'.repeat(20_000),
    '__proto__',
    '<img src=x onerror=alert(1)>',
    '1e999',
    "'; DROP TABLE audits; --",
  ]
  const FIELDS: readonly [string, string, readonly string[]][] = [
    [BRAND, BRAND, ['version', 'name', 'line', 'colour', 'logo_url', 'email', 'zone', 'currency', 'locale']],
    [`${STORES}/new`, STORES, ['idempotency_key', 'name', 'city', 'address', 'zone', 'hours_0', 'image_url']],
    ['/admin/welcome?step=money', '/admin/welcome/money', ['version', 'zone', 'currency', 'locale']],
    ['/admin/welcome?step=store', '/admin/welcome/store', ['idempotency_key', 'name', 'zone', 'none']],
  ]

  it.each(FIELDS)('never break %s, nor come back as markup', async (page, action, fields) => {
    for (const field of fields) {
      for (const text of TEXTS) {
        const form = await filled(page, { name: 'Hostile', [field]: text }, action)
        const body = multipart(form)
        const response = await rui.send('POST', action, {
          body,
          headers: { 'sec-fetch-site': 'same-origin' },
        })
        expect(response.status, `${field}: ${text.slice(0, 20)}`).toBeLessThan(500)
        expect(await response.text()).not.toContain('<img src=x')
      }
    }
  })
})
