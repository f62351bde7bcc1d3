import { beforeAll, describe, expect, it } from 'vitest'
import { browserOf, enrol, openLume, world } from './cast.ts'
import { offerDesk, whyNot } from './offer-desk.ts'
import { formIn, leadsTo, soon, stranger, textOf } from './pages.ts'

let desk: Awaited<ReturnType<typeof offerDesk>>
let rui: Awaited<ReturnType<typeof browserOf>>
beforeAll(async () => {
  await openLume()
  desk = await offerDesk()
  rui = await browserOf(await enrol({ role: 'admin' }))
})

const eur = (amount: number) => ({ amount, currency: 'EUR' })
const FIVE_OFF = { kind: 'amount', ...eur(500) }

/** A campaign with that much money, and an offer of it that takes five off. */
async function campaigning(budget: number, benefit: object = FIVE_OFF) {
  const campaign = await desk.campaign({ budget: eur(budget) })
  return { campaign, offer: await desk.published({ campaign_id: campaign, benefit }) }
}

/** A customer presses the button; the code of what they got, or why they did not. */
async function got(slug: string) {
  const { id } = await (await desk.shop.post('/customers', { name: 'Ana' })).json<{ id: `cus_${string}` }>()
  const ana = await browserOf(await enrol({ role: 'customer', name: 'Ana', id }))
  const form = await formIn(await (await ana.get(`/offers/${slug}`)).text(), `/offers/${slug}/claims`)
  const answer = await ana.post(`/offers/${slug}/claims`, form)
  return answer.status === 303 ? leadsTo(answer).replace('/v/', '') : textOf(await answer.text())
}

const budgeted = (campaign: string, version: number, amount: number) =>
  desk.shop.send('PATCH', `/campaigns/${campaign}`, JSON.stringify({ budget: eur(amount) }), {
    'content-type': 'application/json',
    'if-match': `"${version}"`,
  })
const keptOf = async (campaign: string) =>
  (await world.STOCK.get(world.STOCK.idFromName(campaign)).read())?.used

describe("A campaign's budget", () => {
  it('[L17] reserves the most of each voucher, and gives none that it could not pay', async () => {
    const { offer } = await campaigning(999)
    expect(await got(offer.slug)).toMatch(/^[0-9A-Z]{12}$/)
    const { id } = await (await desk.shop.post('/customers', { name: 'Ana' })).json<{ id: `cus_${string}` }>()
    const ana = await browserOf(await enrol({ role: 'customer', name: 'Ana', id }))
    const path = `/offers/${offer.slug}`
    const page = await (await ana.get(path)).text()
    expect(textOf(page)).toContain('It is used up for now.')
    expect(page).not.toContain(`${path}/claims`)
    expect(textOf(await (await stranger.get(path)).text())).toContain('It is used up for now.')
    expect(textOf(await (await ana.get('/wallet/offers')).text())).toContain('Used up for now')
    expect(textOf(await (await stranger.get('/')).text())).toContain('Used up for now')
    const late = await ana.post(`${path}/claims`, { idempotency_key: 'late' })
    const said = textOf(await late.text())
    expect([late.status, said]).toEqual([409, expect.stringContaining('It is used up for now.')])
    // What is said to whoever runs a campaign is nothing to its customers.
    expect(said).not.toContain('budget')
    const listed = await (await desk.shop.get(`/customers/${id}/eligible_offers`)).json<{
      data: { id: string; reasons: { reason: string }[] }[]
    }>()
    expect(listed.data.find((one) => one.id === offer.id)).toMatchObject({
      eligible: false,
      reasons: [{ reason: 'budget_exhausted' }],
    })
  })

  it('has again what an order did not need, so that it gives one more (R87)', async () => {
    const { campaign, offer } = await campaigning(999)
    const code = await got(offer.slug)
    const order = { order_id: 'R-1', amount: 120, currency: 'EUR', items: [] }
    expect((await desk.shop.post(`/vouchers/${code}/redemptions`, { order })).status).toBe(201)
    await soon(async () => expect(await keptOf(campaign)).toBe(120))
    expect(await got(offer.slug)).toMatch(/^[0-9A-Z]{12}$/)
  })

  it('is told with what is left of it, to the author, to programs, and beside its offers', async () => {
    const { campaign, offer } = await campaigning(5000)
    const elsewhere = await desk.published({ name: 'Of no campaign' })
    expect(await got(offer.slug)).toMatch(/^[0-9A-Z]{12}$/)
    const path = '/admin/settings/campaigns'
    const list = await (await rui.get(path)).text()
    expect(textOf(list)).toContain('budget €50, €45 left')
    expect(textOf(await (await rui.get(`${path}/${campaign}`)).text())).toContain(
      '€5.00 of €50.00 is kept for its vouchers',
    )
    const read = async (more = '') => (await desk.shop.get(`/campaigns${more}`)).json<{ data: object[] }>()
    expect(await read(`/${campaign}`)).toMatchObject({ budget: eur(5000), budget_left: eur(4500) })
    expect((await read()).data).toContainEqual(
      expect.objectContaining({ id: campaign, budget_left: eur(4500) }),
    )
    expect(list).toContain(`href="/admin/offers?campaign=${campaign}"`)
    const offers = await (await rui.get(`/admin/offers?campaign=${campaign}`)).text()
    expect(offers).toContain(offer.id)
    expect(offers).not.toContain(elsewhere.id)
    // What else is asked for stays within the campaign.
    expect(offers).toContain(`href="/admin/offers?state=draft&amp;campaign=${campaign}"`)
    expect(await formIn(offers, '/admin/offers')).toMatchObject({ campaign })
    const bare = await (await rui.get(`/admin/offers?campaign=${await desk.campaign({})}`)).text()
    expect(textOf(bare)).toContain('No offer belongs to it yet')
    expect(bare).not.toContain(offer.id)
  })

  it('is not lowered below what its vouchers cost or can still cost (R82)', async () => {
    const { campaign, offer } = await campaigning(5000)
    await got(offer.slug)
    expect(await whyNot(await budgeted(campaign, 1, 499))).toMatchObject({
      status: 409,
      reason: 'limit_below_used',
      facts: { limit: 'budget', used: 500 },
    })
    const path = `/admin/settings/campaigns/${campaign}`
    const form = await formIn(await (await rui.get(path)).text(), path)
    const answer = await rui.post(path, { ...form, budget: '4,99' })
    expect(answer.status).toBe(422)
    expect(textOf(await answer.text())).toContain('have cost, or can still cost, €5.00. Write at least that.')
    expect((await budgeted(campaign, 1, 500)).status).toBe(200)
  })

  it('is not given to offers that can cost any sum, until they are over (R83)', async () => {
    const campaign = await desk.campaign({})
    const percent = { kind: 'percent', percent: 20 }
    const offer = await desk.published({ campaign_id: campaign, benefit: percent, name: 'A fifth off' })
    const answer = await budgeted(campaign, 1, 5000)
    expect([answer.status, await answer.json()]).toMatchObject([
      422,
      { errors: [{ pointer: '/budget', detail: expect.stringContaining('A fifth off') }] },
    ])
    const path = `/admin/settings/campaigns/${campaign}`
    const form = await formIn(await (await rui.get(path)).text(), path)
    expect(textOf(await (await rui.post(path, { ...form, budget: '50' })).text())).toContain(
      'can cost any amount, or another currency: A fifth off.',
    )
    await desk.shop.post(`/offers/${offer.id}/endings`, {})
    expect((await budgeted(campaign, 1, 5000)).status).toBe(200)
  })
})
