import { expect } from 'vitest'
import { shopSystem } from './cast.ts'

/** An offer as the API answers it, as far as tests read it. */
export interface OfferJson {
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

/** The least an offer is published with. */
export const ONE = { benefit: { kind: 'item', item: 'Coffee' }, validity: { kind: 'days', count: 30 } }
/** Long after all of us. */
export const LATER = '2999-01-01T00:00:00Z'

/** A shop system that makes offers. */
export async function offerDesk() {
  const shop = await shopSystem()
  let count = 0
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
  async function campaign(said: object): Promise<string> {
    count += 1
    const made = await shop.post('/campaigns', { name: `Campaign ${count}`, ...said })
    return (await made.json<{ id: string }>()).id
  }
  return { shop, drafted, published, patch, read, campaign }
}

/** Why something was refused. */
export const whyNot = async (answer: Response) => {
  const { reason, errors, ...facts } = await answer.json<
    Record<string, unknown> & { errors?: { pointer: string }[] }
  >()
  return { status: answer.status, reason, pointers: errors?.map(({ pointer }) => pointer), facts }
}
