import { beforeAll, describe, expect, it } from 'vitest'
import { PUBLISHED_MOST } from '../../src/offer.ts'
import { openLume, world } from './cast.ts'
import { LATER, type OfferJson, ONE, offerDesk, whyNot } from './offer-desk.ts'

let desk: Awaited<ReturnType<typeof offerDesk>>
let shop: (typeof desk)['shop']
const drafted = (said?: object) => desk.drafted(said)
const published = (said?: object) => desk.published(said)
const patch = (id: string, version: number | string, body: object) => desk.patch(id, version, body)
const campaign = (said: object) => desk.campaign(said)

beforeAll(async () => {
  await openLume()
  desk = await offerDesk()
  shop = desk.shop
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
