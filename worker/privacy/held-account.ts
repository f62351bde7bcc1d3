import type { Context } from 'hono'
import { storeOf } from '../../src/directory.ts'
import { isCustomerId } from '../../src/id.ts'
import { rfc3339 } from '../../src/local-time.ts'
import type { HeldMove } from '../../views/customer/privacy/held-data.ts'
import type { AppEnv } from '../env.ts'
import { accountStub } from '../stubs.ts'

/** So many lines are read at once. */
const PAGE = 500

/** Everything that came to or went from the accounts of these records of one person, newest first within each. */
export async function movesTold(c: Context<AppEnv>, records: readonly string[]): Promise<HeldMove[]> {
  const all = await Promise.all(records.filter(isCustomerId).map((id) => movesOf(c, id)))
  return all.flat()
}

async function movesOf(c: Context<AppEnv>, id: `cus_${string}`): Promise<HeldMove[]> {
  const { brand } = c.get('directory')
  const told: HeldMove[] = []
  let before: number | null = null
  do {
    const page = await accountStub(c.env, id).statement(before, PAGE)
    for (const { entry, kind, unit, amount, balance, endsAt, words } of page.lines)
      told.push({
        at: rfc3339(entry.at),
        kind,
        unit,
        amount: unit === null ? null : amount,
        currency: unit === 'points' || unit === null ? null : brand.currency,
        balance,
        ends_at: endsAt === null ? null : rfc3339(endsAt),
        store: storeOf(c.get('directory'), entry.place?.store ?? null)?.name ?? null,
        reason: words.reason ?? null,
      })
    before = page.before
  } while (before !== null)
  return told
}
