import type { Context } from 'hono'
import type { VoucherId } from '../src/id.ts'
import type { Action } from '../src/permission.ts'
import { type Reach, reachesVoucher, reachOf, type VoucherPlaces } from '../src/reach.ts'
import type { Voucher } from '../src/voucher.ts'
import type { AppEnv } from './env.ts'
import { voucherStub } from './stubs.ts'

/** How far the caller may do this. Behind `allow` only. */
export function reachFor(c: Context<AppEnv>, action: Action): Reach {
  return reachOf(c.get('principal'), action)
}

/** Whether the caller may do this with that voucher; what is not theirs looks like absence. */
export function isWithin(c: Context<AppEnv>, action: Action, voucher: Voucher): boolean {
  return reachesVoucher(reachFor(c, action), placesOf(voucher))
}

/** The same before a command: whoever has the whole brand needs no look at the voucher. */
export async function mayReach(c: Context<AppEnv>, action: Action, id: VoucherId): Promise<boolean> {
  const reach = reachFor(c, action)
  if (reach.kind === 'brand') return true
  const reading = await voucherStub(c.env, id).read()
  return reading !== null && reachesVoucher(reach, placesOf(reading.voucher))
}

function placesOf({ terms, issuedBy, redemptions }: Voucher): VoucherPlaces {
  return {
    storeIds: terms.store_ids,
    issuedIn: issuedBy.store,
    issuedBy: issuedBy.by,
    redeemedIn: redemptions.flatMap(({ reversal, place }) => (reversal === null ? [place.store] : [])),
  }
}
