import type { Instant } from '../../src/local-time.ts'
import type { Place } from '../../src/voucher.ts'
import { claimOffer } from '../claiming.ts'
import { customerPrincipal } from '../customer-principal.ts'
import { directoryFor } from '../directory-cache.ts'
import type { Env } from '../env.ts'
import { type CustomerRow, customerById } from '../library/customers.ts'
import { offersOpen } from '../library/offers.ts'
import { recordPurchase } from '../purchasing.ts'
import { digestOf } from '../secrets.ts'
import { CHIADO, MERIDIANO } from './brand.ts'
import { chanceOf } from './chance.ts'
import { customerIdOf, type Regular } from './customers.ts'
import { placeOf, TIAGO } from './staff.ts'

/** What somebody bought just now: enough for the offer that thanks them with a voucher by itself. */
export async function buyThisMorning(env: Env, now: Instant): Promise<void> {
  const customer = await customerById(env.DB, customerIdOf('Mafalda Corte-Real'))
  if (customer === null) return
  const { currency } = MERIDIANO.brand
  const order = 'M-2460'
  const command = digestOf('demo', 'purchase', order)
  const sent = { id: command, digest: command.slice(0, 32) }
  const buying = { customer, store: CHIADO, order, total: 2460, currency, at: now }
  await recordPurchase(env, sent, placeOf(TIAGO, CHIADO), buying, now)
}

/** Customers so far apart in the list took something: about a third of them. */
const TAKERS = 3

/**
 * What customers took from their phones just now, as many as may: the product decides, as it does for everybody. Whoever the
 * demo opens first has taken nothing yet. May be repeated.
 */
export async function claimThisMorning(env: Env, regulars: readonly Regular[], now: Instant): Promise<void> {
  const around = { env, directory: await directoryFor(env, now), now }
  const offers = await offersOpen(env.DB, now)
  const chance = chanceOf('claims')
  for (const [index, { id, name }] of regulars.entries()) {
    const customer = index % TAKERS === 1 ? await customerById(env.DB, id) : null
    const offer = offers.length === 0 ? undefined : chance.pick(offers)
    if (customer === null || offer === undefined) continue
    const command = digestOf('demo', 'claim', name)
    const sent = { id: command, digest: command.slice(0, 32) }
    await claimOffer(around, offer, customer, { sent, place: fromHome(customer) })
  }
}

function fromHome(customer: CustomerRow): Place {
  const { id: by, self } = customerPrincipal(customer)
  const { zone } = MERIDIANO.brand
  return { store: null, zone, partner: null, channel: 'online', by, self, device: null }
}
