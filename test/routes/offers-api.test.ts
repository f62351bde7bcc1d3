import { beforeAll, describe, expect, it } from 'vitest'
import { PUBLISHED_MOST } from '../../src/offer.ts'
import { openLume, shopSystem, world } from './cast.ts'

interface OfferJson {
  readonly id: string
  readonly slug: string
  readonly name: string
  readonly status: string
  readonly version: number
  readonly stock: number | null
  readonly stock_left: number | null
  readonly uses: number | null
  readonly publish_from: string | null
  readonly claim_word: string | null
  readonly channels: readonly string[]
}

let shop: Awaited<ReturnType<typeof shopSystem>>
let count = 0
const ONE = { benefit: { kind: 'item', item: 'Coffee' }, validity: { kind: 'days', count: 30 } }
const LATER = '2999-01-01T00:00:00Z'

beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
})

async function drafted(said: object = {}): Promise<OfferJson> {
  count += 1
  const made = await shop.post('/offers', { ...ONE, name: `Offer ${count}`, ...said })
  expect(made.status).toBe(201)
  return made.json<OfferJson>()
}
async function published(said: object = {}): Promise<OfferJson> {
  const { id } = await drafted(said)
  const answer = await shop.post(`/offers/${id}/publications`, {})
  expect(answer.status).toBe(201)
  return answer.json<OfferJson>()
}
const patch = (id: string, version: number | string, body: object) =>
  shop.send('PATCH', `/offers/${id}`, JSON.stringify(body), {
    'content-type': 'application/json',
    ...(version !== '' && { 'if-match': `"${version}"` }),
  })
const read = async (id: string) => (await shop.get(`/offers/${id}`)).json<OfferJson>()
const whyNot = async (answer: Response) => {
  const { reason, errors, ...facts } = await answer.json<
    Record<string, unknown> & { errors?: { pointer: string }[] }
  >()
  return { status: answer.status, reason, pointers: errors?.map(({ pointer }) => pointer), facts }
}
async function campaign(said: object): Promise<string> {
  count += 1
  const made = await shop.post('/campaigns', { name: `Campaign ${count}`, ...said })
  return (await made.json<{ id: string }>()).id
}

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

describe('A claim word', () => {
  it('belongs to one offer, however it is written, until that is ended', async () => {
    const first = await drafted({ claim_word: 'Hello-10' })
    expect(first.claim_word).toBe('HELLO10')
    const other = await shop.post('/offers', { ...ONE, name: 'Other', claim_word: 'HE110 LO' })
    expect(await whyNot(other)).toMatchObject({ status: 409, reason: 'claim_word_taken' })
    const { id } = await drafted()
    expect(await whyNot(await patch(id, 1, { claim_word: 'HELLO10' }))).toMatchObject({
      reason: 'claim_word_taken',
    })
    await shop.post(`/offers/${first.id}/endings`, {})
    expect((await patch(id, 1, { claim_word: 'HELLO10' })).status).toBe(200)
  })

  it('is free once its offer is over by its time, and not taken back by it', async () => {
    const { id } = await published({ claim_word: 'SUMMER1' })
    await world.DB.prepare(
      "UPDATE offers SET publish_until = 1000, facts = json_set(facts, '$.publish_until', 1000) WHERE id = ?",
    )
      .bind(id)
      .run()
    await published({ claim_word: 'SUMMER1' })
    const revived = await patch(id, 2, { publish_until: LATER })
    expect(await whyNot(revived)).toMatchObject({ reason: 'claim_word_taken' })
  })
})

describe('Finding offers', () => {
  it('goes by state, campaign, category and words', async () => {
    const campaign_id = await campaign({})
    const made = await shop.post('/categories', { name: 'Breakfast things' })
    const { id: category } = await made.json<{ id: string }>()
    const draft = await drafted({ name: 'Warm croissant', campaign_id })
    const open = await published({ name: 'Cold croissant', campaign_id, categories: [category] })
    const ids = async (query: string) =>
      (await (await shop.get(`/offers?${query}`)).json<{ data: OfferJson[] }>()).data.map(({ id }) => id)
    expect(await ids(`campaign=${campaign_id}`)).toEqual([open.id, draft.id])
    expect(await ids(`campaign=${campaign_id}&status=draft`)).toEqual([draft.id])
    expect(await ids(`category=${category}`)).toEqual([open.id])
    expect(await ids('q=croiss')).toEqual([open.id, draft.id])
    expect(await ids('q=warm+CROISSANT')).toEqual([draft.id])
    await patch(draft.id, 1, { name: 'Warm brioche' })
    expect(await ids('q=croissant')).toEqual([open.id])
    expect(await ids('q=brioche')).toEqual([draft.id])
  })

  it('goes on where the page before ended', async () => {
    const seen: string[] = []
    let cursor = ''
    do {
      const page = await (await shop.get(`/offers?limit=7${cursor}`)).json<{
        data: OfferJson[]
        next_cursor: string | null
      }>()
      seen.push(...page.data.map(({ id }) => id))
      cursor = page.next_cursor === null ? '' : `&cursor=${page.next_cursor}`
    } while (cursor !== '')
    const { results } = await world.DB.prepare(
      'SELECT id FROM offers ORDER BY created_at DESC, id DESC',
    ).all<{ id: string }>()
    expect(seen).toEqual(results.map(({ id }) => id))
  })

  it('says what of a question is wrong', async () => {
    expect(await whyNot(await shop.get('/offers?status=open'))).toMatchObject({
      status: 422,
      pointers: ['/status'],
    })
  })
})

describe('At most so many are published', () => {
  it('and the next waits until one is paused', async () => {
    const { id } = await drafted()
    const { results } = await world.DB.prepare(
      "SELECT count(*) AS open FROM offers WHERE state = 'published' AND publish_until IS NULL",
    ).all<{ open: number }>()
    const missing = PUBLISHED_MOST - (results[0]?.open ?? 0)
    await world.DB.prepare(
      `INSERT INTO offers (id, slug, state, facts, version, created_at, updated_at, command, digest)
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${missing})
       SELECT 'ofr_full' || i, 'full-' || i, 'published', '{"name":"Full"}', 1, 1, 1, 'full ' || i, '' FROM n`,
    ).run()
    expect(await whyNot(await shop.post(`/offers/${id}/publications`, {}))).toMatchObject({
      status: 409,
      reason: 'offers_full',
    })
    await shop.send('DELETE', '/offers/ofr_full1/publications')
    expect((await shop.post(`/offers/${id}/publications`, {})).status).toBe(201)
  })
})
