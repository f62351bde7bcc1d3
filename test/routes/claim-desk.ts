import type { CustomerId } from '../../src/id.ts'
import { type OfferJson, offerDesk } from './offer-desk.ts'

/** A claim as the API answers it, as far as tests read it. */
export interface ClaimJson {
  readonly id: string
  readonly status: string
  readonly voucher: { readonly id: string; readonly status: string; readonly code?: string } | null
}

/** A shop system that claims offers for its customers. */
export async function claimDesk() {
  const desk = await offerDesk()
  const { shop } = desk
  let made = 0
  /** A customer, with these points. */
  async function customer(points = 0, more: object = {}): Promise<CustomerId> {
    made += 1
    const created = await shop.post('/customers', { name: `Mina ${made}`, ...more })
    const { id } = await created.json<{ id: CustomerId }>()
    if (points > 0)
      await shop.post(`/customers/${id}/adjustments`, { unit: 'points', amount: points, reason: 'Welcome' })
    return id
  }
  const claim = (offer: { readonly id: string }, customer_id: string, key: string = crypto.randomUUID()) =>
    shop.post(`/offers/${offer.id}/claims`, { customer_id }, key)
  const taken = async (offer: OfferJson, id: string) => (await claim(offer, id)).json<ClaimJson>()
  const cancel = (id: string, key: string = crypto.randomUUID()) =>
    shop.post(`/claims/${id}/cancellations`, { reason: 'Changed their mind' }, key)
  async function points(id: string): Promise<number> {
    const balances = await shop.get(`/customers/${id}/balances`)
    return (await balances.json<{ points: { available: number } }>()).points.available
  }
  async function plan(): Promise<string> {
    made += 1
    const answer = await shop.post('/plans', { name: `Gold ${made}`, price: null, period: 'once', gives: [] })
    return (await answer.json<{ id: string }>()).id
  }
  return { ...desk, customer, claim, taken, cancel, points, plan }
}
