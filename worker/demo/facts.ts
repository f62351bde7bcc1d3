import { asc } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { Context } from 'hono'
import { customers } from '../../migrations/schema/customers.ts'
import type { PrincipalId } from '../../src/id.ts'
import type { Principal } from '../../src/principal.ts'
import { apiKey } from '../credential.ts'
import type { AppEnv } from '../env.ts'
import { listOffers, type OfferQuery } from '../library/offers.ts'
import { invitationSecret, keySecret } from './load.ts'
import { linkKey } from './secrets.ts'
import { DEVICES, LEONOR, PINS, STAFF, WEB_SHOP } from './staff.ts'

/** The demo's own customers are the oldest; a test that made thousands does not want them all. */
const CUSTOMERS_MOST = 200

/** Open now or later. */
const PUBLISHED: OfferQuery = {
  phases: ['published', 'scheduled'],
  category: null,
  campaign: null,
  text: '',
  cursor: null,
  limit: 100,
}

/** What a tool needs to work with a running demo: where, as whom, with which key. Links work until the next start. */
export async function factsOf(c: Context<AppEnv>) {
  const { brand, stores } = c.get('directory')
  const { origin } = new URL(c.req.url)
  const people = await drizzle(c.env.DB)
    .select()
    .from(customers)
    .orderBy(asc(customers.createdAt))
    .limit(CUSTOMERS_MOST)
  const offers = await listOffers(c.env.DB, PUBLISHED, c.get('now'))
  const atWork = (who: Principal) => ({
    name: who.name,
    role: who.role,
    store_id: who.stores.length === 1 ? (who.stores[0] ?? null) : null,
  })
  const signedIn = (who: Principal) => ({ ...atWork(who), signin_url: origin + signinPath(who.id) })
  return {
    url: origin,
    api_key: apiKey(c.env.WORLD, WEB_SHOP.id, keySecret(c.env)),
    brand: { name: brand.name, zone: brand.zone, currency: brand.currency },
    stores: stores.map(({ id, name, zone }) => ({ id, name, zone })),
    staff: STAFF.map((who) => ({ ...signedIn(who), pin: PINS.get(who.id) ?? null })),
    devices: DEVICES.map(signedIn),
    customers: people.map(({ id, name, email, phone, cardToken }) => ({
      id,
      name,
      email,
      phone,
      card_token: cardToken,
      wallet_url: origin + signinPath(`cus_${id.slice(4)}`),
    })),
    // What gives itself is nothing to get.
    offers: offers.rows
      .filter(({ facts }) => facts.automatic === null)
      .map(({ id, slug, facts }) => ({ id, slug, name: facts.name })),
    invitations: [{ ...atWork(LEONOR), join_url: `${origin}/join/${LEONOR.id}.${invitationSecret(c.env)}` }],
  }
}

/** The path that signs in as somebody and leads to where they work. */
export function signinPath(id: PrincipalId): string {
  return `/demo/signin/${id}?key=${linkKey()}`
}
