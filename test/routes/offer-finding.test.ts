import { beforeAll, describe, expect, it } from 'vitest'
import { browserOf, enrol, openLume } from './cast.ts'
import { claimDesk } from './claim-desk.ts'
import { leadsTo, soon, stranger, textOf } from './pages.ts'

let desk: Awaited<ReturnType<typeof claimDesk>>
let cakes: string
beforeAll(async () => {
  await openLume()
  desk = await claimDesk()
  const made = await desk.shop.post('/categories', { name: 'Cakes' })
  cakes = (await made.json<{ id: string }>()).id
  await desk.published({ name: 'Warm bread', store_ids: ['sto_chiado'], required_points: 30 })
  await desk.published({ name: 'Almond cake', categories: [cakes], store_ids: ['sto_ponta'] })
  await desk.published({ name: 'Soon over', publish_until: '2900-01-01T00:00:00Z', required_points: 20 })
})

/** Names on the cards of a page, in their order. */
const cards = (html: string) => [...html.matchAll(/<h3>(?:<a [^>]*>)?([^<]+)/g)].map(([, name]) => name ?? '')
const shown = async (query = '') => cards(await (await stranger.get(`/${query}`)).text())

async function walletOf(points = 0, more: object = {}) {
  const id = await desk.customer(points, more)
  const browser = await browserOf(await enrol({ role: 'customer', name: 'Ana', id }))
  return {
    id,
    ...browser,
    offers: async (query = '') => (await browser.get(`/wallet/offers${query}`)).text(),
  }
}
/** What the card of that name says. */
const card = (html: string, name: string) =>
  textOf(html.split('<article').find((part) => part.includes(name)) ?? '')

describe('Finding on the portal', () => {
  it('goes by words, category and shop, and keeps what else was asked for', async () => {
    expect(await shown('?q=ALMOND')).toEqual(['Almond cake'])
    expect(await shown(`?category=${cakes}`)).toEqual(['Almond cake'])
    expect(await shown('?store=sto_chiado')).toEqual(['Soon over', 'Warm bread'])
    expect(await shown('?q=chiado&sort=points')).toEqual(['Soon over', 'Warm bread'])
    const html = await (await stranger.get(`/?q=cake&category=${cakes}&sort=ending`)).text()
    expect(html).toContain(`<input type="hidden" name="category" value="${cakes}"/>`)
    expect(html).toContain('href="/?q=cake&amp;sort=ending"')
    expect(html).toMatch(/<option value="ending" selected/)
  })

  it('orders them', async () => {
    expect(await shown()).toEqual(['Soon over', 'Almond cake', 'Warm bread'])
    expect(await shown('?sort=ending')).toEqual(['Soon over', 'Almond cake', 'Warm bread'])
    expect(await shown('?sort=points')).toEqual(['Almond cake', 'Soon over', 'Warm bread'])
  })

  it('says what to do where nothing fits, and asks for nothing nobody could choose', async () => {
    const html = await (await stranger.get('/?q=pizza')).text()
    expect(textOf(html)).toMatch(/No offer fits.*Show all offers/)
    expect(html).toContain('<a class="button" href="/">')
    const odd = '?category=cat_none&store=%27%20OR%201&sort=%3Cb%3E&now=yes&q='
    expect(await shown(odd)).toHaveLength(3)
    const hostile = await (await stranger.get(`/?q=${encodeURIComponent('"><script>x')}`)).text()
    expect(hostile).not.toContain('"><script>x')
  })

  it('is the same to the byte whoever asks, and may be kept for five seconds', async () => {
    const ana = await walletOf(100)
    for (const path of ['/', '/?q=bread', `/?category=${cakes}&sort=points`]) {
      const [nobody, her] = await Promise.all([stranger.get(path), ana.get(path)])
      for (const { headers } of [nobody, her]) {
        expect(headers.get('cache-control')).toBe('public, max-age=5')
        expect(headers.get('vary') ?? '').not.toMatch(/cookie|hx/i)
        expect(headers.get('set-cookie')).toBeNull()
      }
      expect(await her.text()).toBe(await nobody.text())
    }
  })
})

describe('What nobody can get', () => {
  it('is said on the portal and on its own page, with nothing to press and nobody asked to sign in', async () => {
    const gone = await desk.published({ name: 'All gone', stock: 1 })
    const itself = await desk.published({ name: 'By itself', automatic: { on: 'sign_up' } })
    await desk.claim(gone, await desk.customer())
    const html = async (path: string) => (await stranger.get(path)).text()
    await soon(async () => expect(card(await html('/?q=gone'), 'All gone')).toContain('None left'))
    for (const path of ['/?q=gone', `/offers/${gone.slug}`, `/offers/${itself.slug}`])
      expect(await html(path)).not.toMatch(/class="button[^>]*href="\/(offers|signin)/)
  })
})

describe('What a customer can get', () => {
  it('is theirs alone: nobody keeps it, and strangers are asked in', async () => {
    const answer = await (await walletOf()).get('/wallet/offers')
    expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store'])
    expect(leadsTo(await stranger.get('/wallet/offers'))).toBe('/signin?then=/wallet/offers')
  })

  it('comes first, with what they have; then what they cannot get yet, and exactly why', async () => {
    const gold = await desk.plan()
    await desk.published({ name: 'For gold', plan_ids: [gold] })
    await desk.published({ name: 'For regulars', segments: ['regular'] })
    await desk.published({ name: 'For cashback', required_cashback: { amount: 200, currency: 'EUR' } })
    await desk.published({ name: 'Dear', required_points: 160 })
    const opens = new Date(Date.now() + 2 * 24 * 60 * 60 * 1000).toISOString()
    await desk.published({ name: 'Later', publish_from: opens })
    await desk.published({ name: 'Much later', publish_from: '2900-01-01T00:00:00Z' })
    const once = await desk.published({ name: 'Only once', per_customer: 1 })
    const last = await desk.published({ name: 'The last one', stock: 1 })
    const ana = await walletOf(120)
    await desk.claim(once, ana.id)
    await desk.claim(last, await desk.customer())
    await soon(async () => {
      const html = await ana.offers()
      expect(textOf(html)).toMatch(/You have 120 points\..*Ready for you.*Not yet/)
      expect(card(html, 'Warm bread')).toContain('Use 30 points')
      expect(card(html, 'Dear')).toContain('40 points to go')
      expect(card(html, 'For gold')).toMatch(/Gold \d+ plan only/)
      expect(card(html, 'For regulars')).toContain('For customers the shop has chosen')
      expect(card(html, 'For regulars')).not.toContain('regular ')
      expect(card(html, 'For cashback')).toContain('€2 of cashback to go')
      expect(card(html, '>Later')).toMatch(/Opens \w{3} \w+ \w+, \d\d:\d\d/)
      expect(card(html, 'Only once')).toMatch(/You have it.*It is in your wallet/)
      expect(card(html, 'The last one')).toContain('None left')
      expect(cards(html)).not.toContain('Much later')
    })
    const html = await ana.offers()
    expect(html).not.toMatch(/<button[^>]* disabled/)
    expect(html).toContain('<progress max="160" value="120" aria-label="40 points to go, of 160">')
    const now = cards(await ana.offers('?now=yes'))
    expect(now).toContain('Warm bread')
    expect(now).not.toContain('Dear')
    expect(cards(await ana.offers('?now=yes&q=dear'))).toEqual([])
  })

  it('is what they may once they may', async () => {
    const ana = await walletOf(200)
    expect(card(await ana.offers(), 'Dear')).toContain('Use 160 points')
    expect(card(await ana.offers(), 'For gold')).toContain('plan only')
  })
})
