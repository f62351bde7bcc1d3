import type { CustomerId } from '../../src/id.ts'
import { catchUp } from '../../worker/rules/catching-up.ts'
import { accountStub } from '../../worker/stubs.ts'
import { world } from './cast.ts'
import { offerDesk } from './offer-desk.ts'
import { soon } from './pages.ts'

export const HOUR = 60 * 60 * 1000
export const DAY = 24 * HOUR

/** A brand whose offers give themselves, and what came of it. */
export async function automaticDesk() {
  const desk = await offerDesk()
  const { shop } = desk
  /** Ends an offer, so that the next test's customers are given what is theirs alone. */
  const end = async (id: string) => (await shop.post(`/offers/${id}/endings`, {})).status
  const customer = async (more: object = {}): Promise<CustomerId> => {
    const made = await shop.post('/customers', { name: 'Mina', ...more })
    return (await made.json<{ id: CustomerId }>()).id
  }
  const bought = (customer_id: string, total: number, more: object = {}) =>
    shop.post('/purchases', {
      order_id: crypto.randomUUID(),
      customer_id,
      store_id: 'sto_chiado',
      total: { amount: total, currency: 'EUR' },
      ...more,
    })
  return { ...desk, end, customer, bought }
}

/** How many vouchers of an offer they were given, as their account knows it. */
export async function given(customer: CustomerId, offer: string): Promise<number> {
  const { lines } = await accountStub(world, customer).statement(null, 100)
  const opened = lines.flatMap(({ entry }) =>
    entry.kind === 'claim_opened' && entry.offer === offer ? [entry.seq] : [],
  )
  return lines.filter(({ entry }) => entry.kind === 'claimed' && opened.includes(entry.claim)).length
}

/** The clock comes by, as often as it takes until nothing waits. */
export async function clock(now: number): Promise<void> {
  await catchUp(world, now)
}

/** What is noted and was not looked at yet. */
export async function waiting(customer: CustomerId): Promise<readonly string[]> {
  const rows = await world.DB.prepare('SELECT key FROM happenings WHERE customer_id = ? ORDER BY key')
    .bind(customer)
    .all<{ key: string }>()
  return rows.results.map(({ key }) => key)
}

/** Waits until so much of that kind is noted of them. */
export function noted(customer: CustomerId, kind: string, times = 1): Promise<void> {
  return soon(async () => {
    const found = (await waiting(customer)).filter((key) => key.startsWith(kind)).length
    if (found !== times) throw new Error(`${found} of ${times} are noted`)
  })
}
