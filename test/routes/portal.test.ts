import { beforeAll, describe, expect, it } from 'vitest'
import { accountStub } from '../../worker/stubs.ts'
import { sentTo } from '../objects/living-account.ts'
import { adjust } from '../unit/an-account.ts'
import { browserOf, enrol, LUME, openLume, shopSystem, world } from './cast.ts'
import { formIn, leadsTo, soon, stranger, textOf } from './pages.ts'

let shop: Awaited<ReturnType<typeof shopSystem>>
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
})

const COFFEE = {
  name: 'Coffee for two',
  benefit: { kind: 'item', item: 'Two coffees' },
  validity: { kind: 'days', count: 14 },
}

let made = 0
/** An offer that is published, by its address. */
async function offered(more: object = {}): Promise<{ id: string; slug: string; path: string }> {
  made += 1
  const drafted = await shop.post('/offers', { ...COFFEE, name: `Coffee for two ${made}`, ...more })
  expect(drafted.status).toBe(201)
  const { id, slug } = await drafted.json<{ id: string; slug: string }>()
  expect((await shop.post(`/offers/${id}/publications`, {})).status).toBe(201)
  return { id, slug, path: `/offers/${slug}` }
}

/** A customer with their wallet open. */
async function customer(points = 0, more: object = {}) {
  const { id } = await (await shop.post('/customers', { name: 'Ana', ...more })).json<{
    id: `cus_${string}`
  }>()
  if (points > 0) await accountStub(world, id).execute(sentTo(id, adjust(points)))
  const browser = await browserOf(await enrol({ role: 'customer', name: 'Ana', id }))
  return { id, ...browser }
}

/** What a customer gets who presses the button. */
async function got(ana: Awaited<ReturnType<typeof customer>>, path: string) {
  const page = await (await ana.get(path)).text()
  return ana.post(`${path}/claims`, await formIn(page, `${path}/claims`))
}

describe('The portal', () => {
  it('shows what is published to everybody, and nothing else', async () => {
    const { slug } = await offered({ required_points: 80 })
    await shop.post('/offers', { ...COFFEE, name: 'Not yet for anybody' })
    const response = await stranger.get('/')
    expect(response.headers.get('cache-control')).toBe('public, max-age=5')
    const html = await response.text()
    expect(html).toContain(`href="/offers/${slug}"`)
    expect(textOf(html)).toContain('Use 80 points')
    expect(html).not.toContain('Not yet for anybody')
  })

  it('speaks as the brand: by its name, its own line, and its colour', async () => {
    const { brand } = LUME
    const html = await (await stranger.get('/')).text()
    const [ticket = ''] = html.split('id="offers"')
    expect(textOf(ticket)).toContain(`Vouchers from ${brand.name} ${brand.line} Given to you`)
    const style = /href="(\/brand\.css[^"]*)"/.exec(html)?.[1] ?? ''
    expect(await (await stranger.get(style)).text()).toContain(brand.colour)
  })

  it('leads a stranger to the sign-in, and lets nobody claim without a wallet', async () => {
    const { path } = await offered()
    const page = textOf(await (await stranger.get(path)).text())
    expect(page).toMatch(/Coffee for two .*Sign in to get it/)
    expect((await stranger.post(`${path}/claims`, { idempotency_key: 'k' })).status).toBe(303)
    const olive = await browserOf(await enrol({ role: 'operator', stores: ['sto_chiado'] }))
    expect((await olive.post(`${path}/claims`, { idempotency_key: 'k' })).status).toBe(403)
  })

  it('takes a claim word where codes are typed, in any spelling, and only while its offer is open', async () => {
    const { id, path } = await offered({ claim_word: 'WELCOME10' })
    const typed = (code: string) => stranger.get(`/v?code=${encodeURIComponent(code)}`)
    expect(textOf(await (await stranger.get('/')).text())).toContain('or a word you were told')
    expect(leadsTo(await typed('welcome 10'))).toBe(path)
    expect(leadsTo(await typed('WELCOME11'))).toBe('/v/WE1C0ME11')
    expect(leadsTo(await typed(''))).toBe('/')
    await shop.post(`/offers/${id}/endings`, {})
    expect(leadsTo(await typed('welcome 10'))).toBe('/v/WE1C0ME10')
  })

  it('has no page for what is not open', async () => {
    const { id, path } = await offered()
    await shop.send('DELETE', `/offers/${id}/publications`, undefined, {
      'idempotency-key': crypto.randomUUID(),
    })
    expect((await stranger.get(path)).status).toBe(404)
    const ana = await customer()
    const pressed = await ana.post(`${path}/claims`, { idempotency_key: 'k' })
    expect([pressed.status, textOf(await pressed.text())]).toEqual([
      409,
      expect.stringContaining('This offer has closed'),
    ])
    // What nobody ever saw is not there.
    const { id: draft } = await (await shop.post('/offers', { name: 'Secret' })).json<{ id: string }>()
    expect((await ana.post(`/offers/${draft}/claims`, { idempotency_key: 'd' })).status).toBe(404)
  })
})

describe('A customer', () => {
  it('gets a voucher by one press, which stands at once with everything the offer promised', async () => {
    const { id, path } = await offered({ description: 'Bring a friend', channels: ['in_store'] })
    const ana = await customer()
    const answer = await got(ana, path)
    expect(answer.status).toBe(303)
    const page = textOf(await (await ana.get(leadsTo(answer))).text())
    expect(page).toMatch(/Coffee for two .*Bring a friend/)
    const { data } = await (await shop.get(`/vouchers?customer_id=${ana.id}`)).json<{ data: object[] }>()
    await soon(async () => {
      const again = await (await shop.get(`/vouchers?customer_id=${ana.id}`)).json<{ data: object[] }>()
      expect(again.data).toMatchObject([{ offer_id: id, customer_id: ana.id, source: 'manual' }])
    })
    expect(data.length).toBeLessThan(2)
  })

  it('gets one voucher however often the button is pressed', async () => {
    const { path } = await offered()
    const ana = await customer()
    const form = await formIn(await (await ana.get(path)).text(), `${path}/claims`)
    const [first, second] = await Promise.all([1, 2].map(() => ana.post(`${path}/claims`, form)))
    expect(leadsTo(first as Response)).toBe(leadsTo(second as Response))
  })

  it('pays with points, and is told how many are missing', async () => {
    const { path } = await offered({ required_points: 80 })
    const [rich, poor] = [await customer(100), await customer(40)]
    expect((await got(rich, path)).status).toBe(303)
    expect((await accountStub(world, rich.id).balances()).points).toMatchObject({
      available: 20,
      reserved: 0,
    })
    const page = await (await poor.get(path)).text()
    expect(textOf(page)).toContain('40 points to go.')
    expect(page).not.toContain('<button type="submit" class="button button--primary button--wide">')
    const forced = await poor.post(`${path}/claims`, { idempotency_key: 'forced' })
    const told = textOf(await forced.text())
    expect([forced.status, told]).toEqual([409, expect.stringContaining('Why not yet 40 points to go.')])
    expect(told).not.toContain('There are only')
    expect((await accountStub(world, poor.id).balances()).points).toMatchObject({
      available: 40,
      reserved: 0,
    })
  })

  it('is one of as many as there are', async () => {
    const { id, path } = await offered({ stock: 2 })
    const all = await Promise.all([customer(), customer(), customer(), customer()])
    const answers = await Promise.all(all.map((one) => one.post(`${path}/claims`, { idempotency_key: 'k' })))
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(2)
    expect(textOf(await (await (await customer()).get(path)).text())).toContain('None are left.')
    expect(await (await shop.get(`/offers/${id}`)).json()).toMatchObject({ stock: 2, stock_left: 0 })
    const lowered = await shop.send('PATCH', `/offers/${id}`, JSON.stringify({ stock: 1 }), {
      'content-type': 'application/json',
      'if-match': (await shop.get(`/offers/${id}`)).headers.get('etag') ?? '',
    })
    expect([lowered.status, await lowered.json()]).toMatchObject([
      409,
      { reason: 'limit_below_used', used: 2 },
    ])
  })

  it('has it once where it is once, and hears so', async () => {
    const { path } = await offered({ per_customer: 1 })
    const ana = await customer()
    expect((await got(ana, path)).status).toBe(303)
    await soon(async () => {
      expect(textOf(await (await ana.get(path)).text())).toContain('You have it already')
    })
    const again = await ana.post(`${path}/claims`, { idempotency_key: 'another' })
    const told = textOf(await again.text())
    expect([again.status, told]).toEqual([409, expect.stringContaining('You have it already')])
    // The reader is the customer: nobody tells them of one.
    expect(told).not.toContain('This customer')
  })

  it('gets nothing that is for members or for others', async () => {
    const plan = await shop.post('/plans', { name: 'Gold', price: null, period: 'once', gives: [] })
    const { id: gold } = await plan.json<{ id: string }>()
    const { path } = await offered({ plan_ids: [gold] })
    const ana = await customer()
    expect(textOf(await (await ana.get(path)).text())).toContain('It is for members of Gold.')
    expect((await ana.post(`${path}/claims`, { idempotency_key: 'k' })).status).toBe(409)
    const member = await customer(0, { plan_id: gold })
    expect((await got(member, path)).status).toBe(303)
  })
})
