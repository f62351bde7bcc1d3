import type { Context } from 'hono'
import { redemptionId } from '../../src/id.ts'
import type { Entry, Voucher } from '../../src/voucher.ts'
import type { VerdictView } from '../../views/counter/verdict-view.ts'
import type { AppEnv } from '../env.ts'
import { frameFor } from '../frame.ts'

/** What an accepted command was about: the redemption it made, or took back. */
export function aboutEntry(
  c: Context<AppEnv>,
  voucher: Voucher,
  entry: Entry,
): NonNullable<VerdictView['about']> {
  const of = entry.kind === 'rolled_back' ? entry.redemption : entry.seq
  return {
    codeLast4: voucher.codeLast4,
    redemption: redemptionId(voucher.id, of),
    sum: sumOf(c, voucher, entry),
  }
}

function sumOf(c: Context<AppEnv>, { terms: { benefit } }: Voucher, entry: Entry): string | null {
  if (entry.kind !== 'redeemed' || entry.amount === null) return null
  const currency = entry.order?.currency ?? ('currency' in benefit ? benefit.currency : null)
  return currency === null ? null : frameFor(c, null).display.money(entry.amount, currency)
}
