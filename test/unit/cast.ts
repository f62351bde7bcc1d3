import type { CustomerId, StoreId } from '../../src/id.ts'
import { type Instant, instantOf } from '../../src/local-time.ts'
import type { Place } from '../../src/voucher.ts'

/** The people, places and days the tests speak of. */
export const BERLIN = 'Europe/Berlin'
export const MARKET: StoreId = 'sto_market'
export const HARBOUR: StoreId = 'sto_harbour'
export const LENA: CustomerId = 'cus_lena'
export const OTTO: CustomerId = 'cus_otto'
const TILL = 'dev_till'

/** Ana at the till of the market shop. */
export const COUNTER: Place = {
  store: MARKET,
  zone: BERLIN,
  partner: null,
  channel: 'in_store',
  by: 'usr_ana',
  self: null,
  device: TILL,
}

/** Max, a manager, at no shop in particular. */
export const OFFICE: Place = { ...COUNTER, store: null, by: 'usr_max', device: 'dev_phone' }

/** The brand's shop on the net, by its key. */
export const WEBSHOP: Place = { ...COUNTER, store: null, channel: 'online', by: 'key_web', device: null }

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const DAY = 24 * 60 * MINUTE

/** A moment on clocks in Berlin: `at('2026-11-20 10:00')`, which is a Friday. */
export function at(text: string): Instant {
  const [date = '', time = ''] = text.split(' ')
  return instantOf(date, time, BERLIN)
}

/** When vouchers are issued unless a test says otherwise: a Friday morning. */
export const ISSUED_AT = at('2026-11-20 10:00')
/** When they are shown at a counter: the same Friday, after lunch. */
export const NOW = at('2026-11-20 14:00')
