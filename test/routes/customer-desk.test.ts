import { beforeAll, describe, expect, it } from 'vitest'
import { browserOf, enrol, issued, openLume, shopSystem, world } from './cast.ts'
import { formIn, leadsTo, soon, stranger, textOf } from './pages.ts'

let rui: Awaited<ReturnType<typeof browserOf>>
let shop: Awaited<ReturnType<typeof shopSystem>>
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
  rui = await browserOf(await enrol({ role: 'admin' }))
})

async function customer(facts: object): Promise<string> {
  return (await (await shop.post('/customers', facts)).json<{ id: string }>()).id
}

async function text(path: string): Promise<string> {
  const response = await rui.get(path)
  expect(response.status, path).toBe(200)
  return textOf(await response.text())
}

describe('the list of customers', () => {
  it('empty, names what comes next', async () => {
    const page = await text('/admin/customers')
    expect(page).toContain('No customers yet')
    expect(page).toContain('New customer')
    expect(page).toContain('Import')
  })

  it('is newest first, and narrowed by words, tag and consent', async () => {
    await customer({ name: 'Berta Um', tags: ['vip'], consents: { marketing: true } })
    await customer({ name: 'Berta Dois', tags: ['vip', 'office'] })
    await customer({ name: 'Carlos', tags: ['office'] })
    const all = await text('/admin/customers')
    expect(all.indexOf('Carlos')).toBeLessThan(all.indexOf('Berta Um'))
    const vip = await text('/admin/customers?tag=vip')
    expect(vip).toContain('Berta Dois')
    expect(vip).not.toContain('Carlos')
    const agreed = await text('/admin/customers?tag=vip&marketing=yes')
    expect(agreed).toContain('Berta Um')
    expect(agreed).not.toContain('Berta Dois')
    expect(await text('/admin/customers?q=berta&marketing=no')).not.toContain('Berta Um')
    expect(await text('/admin/customers?q=nobody')).toContain('Nobody found')
  })

  it('goes on page by page without losing or repeating anybody, and says how far it looked', async () => {
    const n = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)'
    await world.DB.batch([
      world.DB.prepare(
        `INSERT INTO customers (id, name, card_token, tags, marketing, created_at, command, digest)
         ${n} SELECT 'cus_m' || printf('%05d', i), 'Many ' || i, 'card_m' || i, '["many"]', i = 1200, 1000 + i, 'm' || i, '' FROM n`,
      ),
      world.DB.prepare(
        `INSERT INTO customer_tags ${n} SELECT 'many', 1000 + i, 'cus_m' || printf('%05d', i) FROM n`,
      ),
    ])
    const seen: string[] = []
    let next: string | undefined = '/admin/customers?tag=many'
    for (let page = 0; page < 3 && next !== undefined; page += 1) {
      const html: string = await (await rui.get(next)).text()
      seen.push(...[...html.matchAll(/customers\/(cus_m\d+)"/g)].flatMap(([, id]) => id ?? []))
      next = /href="([^"]+)" rel="next"/.exec(html)?.[1]?.replaceAll('&amp;', '&')
    }
    expect(seen).toHaveLength(75)
    expect(seen).toEqual([...new Set(seen)].toSorted().toReversed())
    const html = await (await rui.get('/admin/customers?tag=many&marketing=no')).text()
    expect(html).toContain('rel="next"')
    const far = await text('/admin/customers?tag=many&marketing=yes')
    expect(far).toContain('Many 1200')
    expect(far).toContain('Searched back to')
  })

  it('is for those who may see customers', async () => {
    expect(leadsTo(await stranger.get('/admin/customers'))).toBe('/signin')
    const olive = await browserOf(await enrol({ role: 'operator', stores: ['sto_chiado'] }))
    for (const path of ['', '/imports', '/export.csv', '/cus_x', '/cus_x/edit', '/cus_x/merge'])
      expect((await olive.get(`/admin/customers${path}`)).status, path).toBe(403)
  })
})

describe('the page of a customer', () => {
  it('shows what they hold, open ones first, when they came, and their card', async () => {
    const id = await customer({
      name: 'Dora',
      phone: '+351912345100',
      notes: 'Decaf <b>',
      consents: { marketing: true },
    })
    const used = await issued(shop, { customer_id: id, title: 'Used one' })
    await issued(shop, { customer_id: id, title: 'Open one' })
    const late = await issued(shop, { customer_id: id, title: 'Late one' })
    await shop.post(`/vouchers/${used.id}/redemptions`, {})
    await shop.post(`/vouchers/${late.id}/voids`, { reason: 'Mistake' })
    await soon(async () => expect(await text(`/admin/customers/${id}`)).toContain('Redeemed Visits'))
    const html = await (await rui.get(`/admin/customers/${id}`)).text()
    const page = textOf(html)
    expect(page.indexOf('Open one')).toBeLessThan(page.indexOf('Late one'))
    expect(page).toContain('1 open')
    expect(page).toContain('Decaf <b>')
    expect(page).toMatch(/Marketing Agreed Today, \d\d:\d\d, /)
    expect(html.match(/<svg class="(qr|bars)"/g)).toHaveLength(2)
    expect(html).not.toMatch(/\b0 points\b/)
    expect(await text(`/admin/customers/${id}/card`)).toContain('Dora')
  })

  it('is not there for nobody', async () => {
    for (const path of ['', '/edit', '/merge', '/card'])
      expect((await rui.get(`/admin/customers/cus_nobody${path}`)).status).toBe(404)
  })

  it('is edited from the version that was seen; a late one sees both and decides', async () => {
    const id = await customer({ name: 'Eva', tags: ['a'] })
    const html = await (await rui.get(`/admin/customers/${id}/edit`)).text()
    const [mine, other] = [
      await formIn(html, `/admin/customers/${id}`),
      await formIn(html, `/admin/customers/${id}`),
    ]
    const saved = await rui.post(`/admin/customers/${id}`, { ...other, name: 'Eva Primeira' })
    expect(leadsTo(saved)).toBe(`/admin/customers/${id}?saved`)
    const late = await rui.post(`/admin/customers/${id}`, { ...mine, name: 'Eva Segunda', birthday: '05-21' })
    expect(late.status).toBe(412)
    const page = await late.text()
    expect(textOf(page)).toContain('Eva Segunda Eva Primeira')
    const again = await rui.post(`/admin/customers/${id}`, await formIn(page, `/admin/customers/${id}`))
    expect(again.status).toBe(303)
    expect(await (await shop.get(`/customers/${id}`)).json()).toMatchObject({
      name: 'Eva Segunda',
      birthday: '--05-21',
      version: 3,
    })
  })

  it.each([
    [{ name: '', email: '', phone: '' }, 'Write a name, an email or a phone number.'],
    [{ birthday: '31/31' }, 'Write a day such as'],
    [{ locale: 'no language' }, 'Write a language such as'],
    [{ zone: 'Lisbon' }, 'Write a time zone such as'],
    [{ tags: 'x'.repeat(41) }, 'Write at most 20 tags'],
    [{ notes: 'x'.repeat(501) }, 'Write at most 500'],
    [{ plan_id: 'pln_x' }, 'Choose one of your plans'],
    [{ email: 'somebody@example.com' }, 'A customer with this email already exists.'],
  ])('asks again for %j', async (typed, repair) => {
    await shop.post('/customers', { email: 'somebody@example.com' })
    const id = await customer({ name: 'Fátima' })
    const form = await formIn(
      await (await rui.get(`/admin/customers/${id}/edit`)).text(),
      `/admin/customers/${id}`,
    )
    const response = await rui.post(`/admin/customers/${id}`, { ...form, ...typed })
    expect(response.status).toBe(422)
    expect(textOf(await response.text())).toContain(repair)
  })

  it('gives a link that opens their wallet once', async () => {
    const id = await customer({ name: 'Gil' })
    const html = await (await rui.get(`/admin/customers/${id}`)).text()
    const form = await formIn(html, `/admin/customers/${id}/wallet-links`)
    const shown = await (await rui.post(`/admin/customers/${id}/wallet-links`, form)).text()
    const link = /value="https:\/\/[^/]+(\/join\/[^"]+)"/.exec(shown)?.[1] ?? ''
    expect(link).toContain(id)
    const joined = await stranger.post(link, {})
    expect(leadsTo(joined)).toBe('/wallet')
    expect((await stranger.post(link, {})).status).toBe(410)
  })
})

describe('merging two records', () => {
  it('is found by search, compared, and done; the old address leads on', async () => {
    const kept = await customer({ name: 'Hugo Reis', email: 'hugo@example.com' })
    const other = await customer({ name: 'Hugo R.', email: 'hugo2@example.com', phone: '+351912345200' })
    const voucher = await issued(shop, { customer_id: other })
    await soon(async () => {
      const { data } = await (await shop.get(`/vouchers?customer_id=${other}`)).json<{ data: unknown[] }>()
      expect(data).toHaveLength(1)
    })
    const found = await (await rui.get(`/admin/customers/${kept}/merge?q=hugo`)).text()
    expect(found).toContain(`/admin/customers/${kept}/merge?other=${other}`)
    const compare = await (await rui.get(`/admin/customers/${kept}/merge?other=${other}`)).text()
    expect(textOf(compare)).toContain('moves to the record that stays: 1 voucher')
    const form = await formIn(compare, `/admin/customers/${kept}/merge`)
    const done = await rui.post(`/admin/customers/${kept}/merge`, { ...form, name: 'other', email: 'kept' })
    expect(leadsTo(done)).toBe(`/admin/customers/${kept}?saved`)
    expect(leadsTo(await rui.get(`/admin/customers/${other}`))).toBe(`/admin/customers/${kept}`)
    expect(await (await shop.get(`/customers/${kept}`)).json()).toMatchObject({
      name: 'Hugo R.',
      email: 'hugo@example.com',
      phone: '+351912345200',
    })
    const taken = await shop.post('/customers', { email: 'hugo2@example.com' })
    expect(taken.status).toBe(409)
    expect(await text(`/admin/vouchers/${voucher.id}`)).toContain(
      'Moved to another record of the same customer',
    )
    expect(await text(`/admin/customers/${kept}`)).toContain('Hugo R.')
    const twice = await rui.post(`/admin/customers/${kept}/merge`, { ...form, name: 'other', email: 'kept' })
    expect(leadsTo(twice)).toBe(`/admin/customers/${kept}?saved`)
  })

  it('is not done over what somebody changed meanwhile', async () => {
    const [kept, other] = [await customer({ name: 'Ivo' }), await customer({ name: 'Ivo B.' })]
    const compare = await (await rui.get(`/admin/customers/${kept}/merge?other=${other}`)).text()
    const form = await formIn(compare, `/admin/customers/${kept}/merge`)
    const edit = await formIn(
      await (await rui.get(`/admin/customers/${other}/edit`)).text(),
      `/admin/customers/${other}`,
    )
    await rui.post(`/admin/customers/${other}`, { ...edit, name: 'Ivo Bento' })
    const late = await rui.post(`/admin/customers/${kept}/merge`, form)
    expect(late.status).toBe(412)
    const page = await late.text()
    expect(textOf(page)).toContain('has changed since you looked')
    expect(textOf(page)).toContain('Ivo Bento')
    const again = await rui.post(
      `/admin/customers/${kept}/merge`,
      await formIn(page, `/admin/customers/${kept}/merge`),
    )
    expect(again.status).toBe(303)
  })

  it('never leaves anybody nameless, whatever is picked', async () => {
    const [kept, other] = [await customer({ name: 'Júlia' }), await customer({ email: 'julia@example.com' })]
    const compare = await (await rui.get(`/admin/customers/${kept}/merge?other=${other}`)).text()
    const form = await formIn(compare, `/admin/customers/${kept}/merge`)
    await rui.post(`/admin/customers/${kept}/merge`, {
      ...form,
      name: 'other',
      email: 'kept',
      phone: 'other',
    })
    expect(await (await shop.get(`/customers/${kept}`)).json()).toMatchObject({
      name: 'Júlia',
      email: 'julia@example.com',
    })
  })
})
