import { vi } from 'vitest'
import type { VoucherId } from '../../src/id.ts'
import { world } from '../routes/cast.ts'
import { object } from './living-voucher.ts'

/** The tables that are projected: emptied, they are filled again from the objects. */
export const PROJECTED = ['vouchers', 'entries', 'voucher_terms', 'statement_lines'] as const
type Projected = (typeof PROJECTED)[number]

/** All that D1 says about a voucher, in all projected tables. */
export async function shelfOf(id: VoucherId): Promise<Record<Projected, readonly unknown[]>> {
  const rows = async (query: string) => (await world.DB.prepare(query).bind(id).all()).results
  return {
    vouchers: await rows('SELECT * FROM vouchers WHERE id = ?'),
    entries: await rows('SELECT * FROM entries WHERE voucher_id = ? ORDER BY seq'),
    voucher_terms: await rows('SELECT * FROM voucher_terms WHERE voucher_id = ? ORDER BY term'),
    statement_lines: await rows(
      'SELECT * FROM statement_lines WHERE substr(line, 1, length(?1)) = ?1 ORDER BY customer_id, at, line',
    ),
  }
}

/** Waits until D1 has the voucher's last line, and gives what D1 then says about it. */
export async function shelved(id: VoucherId): ReturnType<typeof shelfOf> {
  const head = (await object(id).history())?.head ?? 0
  await vi.waitFor(async () => {
    const known = await world.DB.prepare('SELECT seq FROM vouchers WHERE id = ?').bind(id).first('seq')
    if (known !== head) throw new Error(`D1 has line ${known} of ${head}`)
  })
  return shelfOf(id)
}

/** Loses tables of the library. */
export async function emptied(tables: readonly string[]): Promise<void> {
  await world.DB.batch(tables.map((table) => world.DB.prepare(`DELETE FROM ${table}`)))
}
