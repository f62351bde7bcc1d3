import type { Instant } from '../../src/local-time.ts'
import type { Env } from '../env.ts'
import { customerById } from '../library/customers.ts'
import { recordPurchase } from '../purchasing.ts'
import { digestOf } from '../secrets.ts'
import { CHIADO, MERIDIANO } from './brand.ts'
import { customerIdOf } from './customers.ts'
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
