import { isVoucherId } from '../src/id.ts'
import type { Env } from './env.ts'
import type { VoucherRow } from './library/voucher-list.ts'
import { voucherStub } from './stubs.ts'

/** A use of a voucher, or its reversal. */
export interface Visit {
  readonly voucherId: string
  readonly kind: 'redeemed' | 'rolled_back'
  readonly at: number
  readonly storeId: string | null
}

/**
 * The newest `most` visits of whoever holds these vouchers, from the vouchers' own objects: no list is led by voucher.
 * Who came last is on the `most` vouchers redeemed last, so that no more of them are asked. One that cannot be reached
 * now hides nobody's page.
 */
export async function visitsOf(
  env: Env,
  held: readonly VoucherRow[],
  most: number,
): Promise<readonly Visit[]> {
  const used = held
    // One whose only use was taken back has no date of its last use any more, and had a visit.
    .filter(({ redeemedAt, seq }) => redeemedAt !== null || seq > 1)
    .toSorted((a, b) => lastMoved(b) - lastMoved(a))
  const asked = used.slice(0, most).map(({ id }) => visitsWith(env, id).catch(() => []))
  return (await Promise.all(asked))
    .flat()
    .toSorted((a, b) => b.at - a.at)
    .slice(0, most)
}

function lastMoved({ redeemedAt, issuedAt }: VoucherRow): number {
  return redeemedAt ?? issuedAt
}

async function visitsWith(env: Env, id: string): Promise<readonly Visit[]> {
  const history = isVoucherId(id) ? await voucherStub(env, id).history() : null
  return (history?.lines ?? []).flatMap(({ entry: { kind, at, place } }) =>
    kind === 'redeemed' || kind === 'rolled_back' ? [{ voucherId: id, kind, at, storeId: place.store }] : [],
  )
}
