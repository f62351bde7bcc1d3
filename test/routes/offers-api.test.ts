import { beforeAll, describe, expect, it } from 'vitest'
import { isShownElsewhere } from '../../worker/library/erased-words.ts'
import { jpegGrey } from '../samples/pictures.ts'
import { openLume, world } from './cast.ts'
import { LATER, type OfferJson, ONE, offerDesk, whyNot } from './offer-desk.ts'
import { picture } from './pages.ts'

let desk: Awaited<ReturnType<typeof offerDesk>>
let shop: (typeof desk)['shop']
const drafted = (said?: object) => desk.drafted(said)
const published = (said?: object) => desk.published(said)
const patch = (id: string, version: number | string, body: object) => desk.patch(id, version, body)
const read = (id: string) => desk.read(id)
const campaign = (said: object) => desk.campaign(said)

beforeAll(async () => {
  await openLume()
  desk = await offerDesk()
  shop = desk.shop
})

describe('Drafting an offer', () => {
  it('takes a name alone, and says what holds where nothing was said', async () => {
    const made = await shop.post('/offers', { name: 'Pão à tarde!' })
    expect(made.status).toBe(201)
    expect(made.headers.get('etag')).toBe('"1"')
    expect(await made.json()).toMatchObject({
      slug: 'pao-a-tarde',
      status: 'draft',
      benefit: null,
      channels: ['in_store', 'online'],
      combinable: true,
      per_customer_period: 'ever',
      stock_left: null,
      uses: 1,
    })
  })

  it('is once, however often it is sent', async () => {
    const [body, key] = [{ ...ONE, name: 'Sent twice' }, crypto.randomUUID()]
    const [first, again] = [await shop.post('/offers', body, key), await shop.post('/offers', body, key)]
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect(await again.json()).toEqual(await first.json())
    const other = await shop.post('/offers', { ...body, name: 'Something else' }, key)
    expect(await whyNot(other)).toMatchObject({ status: 422, reason: 'idempotency_key_reused' })
  })

  it('gives each an address of its own, and both of two at once', async () => {
    const names = await Promise.all([1, 2, 3].map(() => drafted({ name: 'Same name' })))
    expect(names.map(({ slug }) => slug).toSorted()).toEqual(['same-name', 'same-name-2', 'same-name-3'])
  })

  it.each<[string, object, string]>([
    [
      'two prices',
      { required_points: 10, required_balance: { amount: 1, currency: 'EUR' } },
      '/required_balance',
    ],
    [
      'a price in foreign money',
      { required_cashback: { amount: 1, currency: 'USD' } },
      '/required_cashback/currency',
    ],
    ['uses of stored value', { benefit: { kind: 'value', amount: 500, currency: 'EUR' }, uses: 2 }, '/uses'],
    [
      'an end before its start',
      { publish_from: LATER, publish_until: '2998-01-01T00:00:00Z' },
      '/publish_until',
    ],
    ['a shop that is not there', { store_ids: ['sto_chiado', 'sto_nowhere'] }, '/store_ids/1'],
    ['a partner that is not there', { partner_ids: ['ptn_none'] }, '/partner_ids/0'],
    ['a plan that is not there', { plan_ids: ['pln_none'] }, '/plan_ids/0'],
    ['a category that is not there', { categories: ['cat_none'] }, '/categories/0'],
    ['a campaign that is not there', { campaign_id: 'cmp_none' }, '/campaign_id'],
    ['a picture that is not there', { image_url: `/images/${'a'.repeat(64)}.webp` }, '/image_url'],
    ['a claim word as long as a code', { claim_word: 'WELCOMEAGAIN' }, '/claim_word'],
    ['a day that does not exist', { blackout_dates: ['2027-02-30'] }, '/blackout_dates/0'],
    ['a moment that is none', { publish_from: 'tomorrow' }, '/publish_from'],
    ['what nobody knows', { colour: 'red' }, '/colour'],
  ])('refuses %s, with the field', async (_, said, pointer) => {
    const answer = await shop.post('/offers', { ...ONE, name: 'Wrong', ...said })
    expect(await whyNot(answer)).toMatchObject({ status: 422, pointers: [pointer] })
  })
})

describe('Publishing an offer', () => {
  it('says everything that is missing, and publishes nothing', async () => {
    const made = await shop.post('/offers', { name: 'Half done' })
    const { id } = await made.json<OfferJson>()
    const answer = await shop.post(`/offers/${id}/publications`, { publish_until: '2020-01-01T00:00:00Z' })
    expect(await whyNot(answer)).toMatchObject({
      status: 422,
      reason: 'offer_incomplete',
      pointers: ['/benefit', '/validity', '/publish_until'],
    })
    expect((await read(id)).status).toBe('draft')
  })

  it('opens it now, or from a moment on', async () => {
    const { id } = await drafted()
    const answer = await shop.post(`/offers/${id}/publications`, {
      publish_from: '2999-01-01T01:00:00+01:00',
    })
    expect(await answer.json()).toMatchObject({ status: 'published', publish_from: LATER, version: 2 })
  })

  it('needs the most of a percentage, where the campaign has a budget', async () => {
    const campaign_id = await campaign({ budget: { amount: 100_000, currency: 'EUR' } })
    const { id, version } = await drafted({ campaign_id, benefit: { kind: 'percent', percent: 20 } })
    expect(await whyNot(await shop.post(`/offers/${id}/publications`, {}))).toMatchObject({
      reason: 'offer_incomplete',
      pointers: ['/benefit/max_amount'],
    })
    await patch(id, version, { benefit: { kind: 'percent', percent: 20, max_amount: 500 } })
    expect((await shop.post(`/offers/${id}/publications`, {})).status).toBe(201)
  })

  it('is done once under one key, and says so when it is sent again', async () => {
    const { id } = await drafted()
    const key = crypto.randomUUID()
    const publish = (body: object) => shop.post(`/offers/${id}/publications`, body, key)
    const first = await publish({})
    const again = await publish({})
    expect([first.status, again.status]).toEqual([201, 201])
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect(await again.json()).toEqual(await first.json())
    expect(await whyNot(await publish({ publish_from: LATER }))).toMatchObject({
      reason: 'idempotency_key_reused',
    })
  })

  it('is done once when it is sent twice at once', async () => {
    const { id } = await drafted()
    const key = crypto.randomUUID()
    const publish = () => shop.post(`/offers/${id}/publications`, {}, key)
    const answers = await Promise.all([publish(), publish(), publish()])
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    expect((await read(id)).version).toBe(2)
  })

  it('goes to and fro, until it is ended for good', async () => {
    const { id } = await published()
    const pause = () => shop.send('DELETE', `/offers/${id}/publications`)
    expect(await (await pause()).json()).toMatchObject({ status: 'paused', version: 3 })
    expect(await (await pause()).json()).toMatchObject({ status: 'paused', version: 3 })
    expect((await shop.post(`/offers/${id}/publications`, {})).status).toBe(201)
    expect(await (await shop.post(`/offers/${id}/endings`, {})).json()).toMatchObject({ status: 'ended' })
    for (const refused of [
      await pause(),
      await shop.post(`/offers/${id}/publications`, {}),
      await patch(id, 5, { name: 'Again' }),
    ]) {
      expect(await whyNot(refused)).toMatchObject({
        status: 409,
        reason: 'offer_state',
        facts: { offer_status: 'ended', possible: [] },
      })
    }
  })

  it('keeps its address from then on', async () => {
    const draft = await drafted({ name: 'First words' })
    const renamed = await (await patch(draft.id, 1, { name: 'Second words' })).json<OfferJson>()
    expect(renamed.slug).toBe('second-words')
    await shop.post(`/offers/${draft.id}/publications`, {})
    const again = await (await patch(draft.id, 3, { name: 'Third words' })).json<OfferJson>()
    expect([again.name, again.slug]).toEqual(['Third words', 'second-words'])
    expect((await read('second-words')).id).toBe(draft.id)
  })
})

describe('Changing an offer', () => {
  it('asks which version was seen', async () => {
    const { id } = await drafted()
    expect((await patch(id, '', { name: 'A' })).status).toBe(428)
    expect(await (await patch(id, 1, { description: 'New' })).json()).toMatchObject({
      description: 'New',
      version: 2,
    })
    const late = await patch(id, 1, { description: 'Late' })
    expect(await whyNot(late)).toMatchObject({
      status: 412,
      facts: { current: { description: 'New', version: 2 } },
    })
  })

  it('lets one of two at once through', async () => {
    const { id } = await drafted()
    const answers = await Promise.all([patch(id, 1, { stock: 5 }), patch(id, 1, { stock: 6 })])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412])
    expect((await read(id)).version).toBe(2)
  })

  it('never leaves a published one without what it gives', async () => {
    const { id, version } = await published()
    expect(await whyNot(await patch(id, version, { benefit: null }))).toMatchObject({
      reason: 'offer_incomplete',
      pointers: ['/benefit'],
    })
  })

  it('says how many are left', async () => {
    const { id, version } = await published({ stock: 200 })
    expect(await (await patch(id, version, { stock: 150 })).json()).toMatchObject({
      stock: 150,
      stock_left: 150,
    })
  })

  it('is written down with what stood and what stands', async () => {
    const { id } = await drafted()
    await patch(id, 1, { stock: 7 })
    await shop.post(`/offers/${id}/publications`, {})
    const { results } = await world.DB.prepare(
      'SELECT action, before, after FROM audits WHERE subject = ? ORDER BY id',
    )
      .bind(id)
      .all()
    expect(results.map(({ action }) => action)).toEqual(['offer_created', 'offer_changed', 'offer_published'])
    expect(results.slice(1)).toMatchObject([
      { before: '{"stock":null}', after: '{"stock":7}' },
      { before: '{"state":"draft"}', after: '{"state":"published"}' },
    ])
  })
})

describe('The picture of an offer', () => {
  it('must have been uploaded, and stays when a customer who had it on a voucher is erased', async () => {
    const sent = await shop.send('POST', '/images', picture(jpegGrey, 'image/jpeg'), {
      'content-type': 'image/jpeg',
    })
    const { url } = await sent.json<{ url: string }>()
    expect(await isShownElsewhere(world.DB, url)).toBe(false)
    await drafted({ image_url: url })
    expect(await isShownElsewhere(world.DB, url)).toBe(true)
  })
})
