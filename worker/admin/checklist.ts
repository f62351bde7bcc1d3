import { and, eq, inArray } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/d1'
import type { Context } from 'hono'
import { goodwillReasons } from '../../migrations/schema/lists.ts'
import { people } from '../../migrations/schema/people.ts'
import { vouchers } from '../../migrations/schema/vouchers.ts'
import { type Progress, type Task, tasksLeft } from '../../src/checklist.ts'
import { may } from '../../src/permission.ts'
import type { AppEnv } from '../env.ts'

/** What is still to do here; nothing for those who cannot do it. Four looks into an index, and none once all is behind. */
export async function checklistFor(c: Context<AppEnv>): Promise<readonly Task[]> {
  if (!may(c.get('principal'), 'settings:write')) return []
  const { brand, stores, settled } = c.get('directory')
  const here = {
    settled,
    hasLogo: brand.logoUrl !== null,
    stores: stores.filter(({ state }) => state !== 'archived').length,
  }
  // The library is asked only where its answer could shorten the list.
  const open = tasksLeft({
    ...here,
    issued: false,
    redeemed: false,
    colleagues: false,
    goodwillReasons: false,
  })
  if (!open.some((task) => ASKED.includes(task))) return open
  return tasksLeft({ ...here, ...(await progressIn(c.env.DB)) })
}

const ASKED: readonly Task[] = ['issue_voucher', 'redeem_voucher', 'invite_colleague', 'goodwill_reasons']

async function progressIn(db: D1Database): Promise<Omit<Progress, 'settled' | 'hasLogo' | 'stores'>> {
  const library = drizzle(db)
  const one = () => library.select({ id: vouchers.id }).from(vouchers)
  const staff = library
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.kind, 'staff'), eq(people.archived, false)))
  const [issued, redeemed, atWork, reasons] = await library.batch([
    one().limit(1),
    one()
      .where(inArray(vouchers.state, ['redeemed', 'partially_redeemed']))
      .limit(1),
    staff.limit(2),
    // Until somebody changes the list, its first reasons stand in no table.
    library.select({ id: goodwillReasons.id }).from(goodwillReasons).limit(1),
  ])
  return {
    issued: issued.length > 0,
    redeemed: redeemed.length > 0,
    colleagues: atWork.length > 1,
    goodwillReasons: reasons.length > 0,
  }
}
