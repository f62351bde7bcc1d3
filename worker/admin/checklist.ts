import { inArray } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { Context } from 'hono'
import { vouchers } from '../../migrations/schema/vouchers.ts'
import { type Progress, type Task, tasksLeft } from '../../src/checklist.ts'
import { may } from '../../src/permission.ts'
import type { AppEnv } from '../env.ts'

/** What other parts of the brand know: whether anybody else works here, and whether goodwill has reasons. */
type Known = Pick<Progress, 'colleagues' | 'goodwillReasons'>

/** What is still to do here; nothing for those who cannot do it. Two looks into an index, and none once all is behind. */
export async function checklistFor(c: Context<AppEnv>, known: Known): Promise<readonly Task[]> {
  if (!may(c.get('principal'), 'settings:write')) return []
  const { brand, stores, settled } = c.get('directory')
  const here = {
    settled,
    hasLogo: brand.logoUrl !== null,
    stores: stores.filter(({ state }) => state !== 'archived').length,
    ...known,
  }
  // Vouchers are asked for only where the answer could shorten the list.
  const open = tasksLeft({ ...here, issued: false, redeemed: false })
  if (!open.includes('issue_voucher') && !open.includes('redeem_voucher')) return open
  return tasksLeft({ ...here, ...(await firstVouchers(c.env.DB)) })
}

async function firstVouchers(db: D1Database): Promise<Pick<Progress, 'issued' | 'redeemed'>> {
  const library = drizzle(db)
  const one = () => library.select({ id: vouchers.id }).from(vouchers)
  const [issued, redeemed] = await library.batch([
    one().limit(1),
    one()
      .where(inArray(vouchers.state, ['redeemed', 'partially_redeemed']))
      .limit(1),
  ])
  return { issued: issued.length > 0, redeemed: redeemed.length > 0 }
}
