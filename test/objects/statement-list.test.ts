import { env } from 'cloudflare:workers'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { projectAccount } from '../../durable-objects/account-projection.ts'
import { project } from '../../durable-objects/projection.ts'
import type { Entry as AccountEntry } from '../../src/account/account.ts'
import { assert } from '../../src/assert.ts'
import type { CustomerId, VoucherId } from '../../src/id.ts'
import { type Told, toldOfAccount, toldOfVoucher } from '../../src/told.ts'
import { type Entry, fold } from '../../src/voucher.ts'
import { listTold } from '../../worker/library/statement.ts'
import { lived } from '../property/a-life.ts'
import { accountLives, livedAccount } from '../property/an-account-life.ts'
import { lives } from '../property/commands.ts'
import { world } from '../routes/cast.ts'
import { EMPTY_ACCOUNT_LEDGER } from '../unit/an-account.ts'
import { DAY, ISSUED_AT, LENA } from '../unit/cast.ts'

/** Ends at the first failure: to make it smaller, every try would fill D1 again. */
const RUNS = { numRuns: Number(process.env.FC_RUNS ?? 30), endOnFailure: true }
/** Behind everything these lives bring about, but for some ends. */
const TO = ISSUED_AT + 900 * DAY

/** What became of a customer and their vouchers; some of these moved to another record of theirs. */
interface Past {
  readonly account: readonly AccountEntry[]
  readonly vouchers: readonly (readonly Entry[])[]
}

const pasts = fc.tuple(accountLives, fc.array(lives, { minLength: 1, maxLength: 3 }))
const stops = fc.record({ limit: fc.integer({ min: 1, max: 7 }), share: fc.integer({ min: 0, max: 10 }) })

let made = 0
/** The same past of two customers nobody else has anything to do with. */
function pastOf([account, vouchers]: typeof pasts extends fc.Arbitrary<infer P> ? P : never) {
  made += 1
  const [mina, otto]: readonly CustomerId[] = [`cus_mina${made}`, `cus_otto${made}`]
  assert(mina !== undefined && otto !== undefined, 'two of them')
  const own = (customer: CustomerId | null) => (customer === null || customer === LENA ? mina : otto)
  const { entries } = livedAccount(account).at(-1)?.ledger ?? EMPTY_ACCOUNT_LEDGER
  const past: Past = {
    account: entries.map((entry) => ({ ...entry, customer: mina })),
    vouchers: vouchers.map((life, n) =>
      (lived(life).at(-1)?.after.entries ?? []).map((entry): Entry => {
        const voucher: VoucherId = `vch_${`${made}x${n}`.padStart(26, '0')}`
        if (entry.kind === 'issued') return { ...entry, voucher, customer: own(entry.customer) }
        return entry.kind === 'reassigned' ? { ...entry, customer: own(entry.customer) } : entry
      }),
    ),
  }
  return { past, mina, otto }
}

/** So much of it, in tenths. */
function partOf({ account, vouchers }: Past, share: number): Past {
  const part = <T>(all: readonly T[]) => all.slice(0, Math.floor((all.length * share) / 10))
  return { account: part(account), vouchers: vouchers.map(part) }
}

async function listed({ account, vouchers }: Past): Promise<void> {
  await projectAccount(world.DB, account)
  for (const entries of vouchers) {
    const voucher = fold(entries)
    if (voucher === null) continue
    const lines = entries.map((entry) => ({ entry, words: {}, hash: 'hash' }))
    const head = entries.at(-1)?.seq ?? 0
    await project(world.DB, { voucher, words: {}, head, lines, attempts: [], counts: {}, heldUntil: null })
  }
}

/** What that customer should read, newest first. */
function expected({ account, vouchers }: Past, customer: CustomerId): readonly string[] {
  const told = [
    ...toldOfAccount(account.filter((entry) => entry.customer === customer)),
    ...vouchers.flatMap((entries) => (fold(entries)?.customer === customer ? toldOfVoucher(entries) : [])),
  ]
  return told
    .filter(({ at }) => at < TO)
    .toSorted((a, b) => b.at - a.at || (a.line < b.line ? 1 : -1))
    .map(({ line }) => line)
}

async function page(customer: string, cursor: string | null, limit: number, unlisted: readonly Told[] = []) {
  const { rows, next } = await listTold(
    world.DB,
    { customer, about: null, from: null, to: TO, cursor, limit },
    unlisted,
  )
  return { lines: rows.map(({ line }) => line), next }
}

/** All pages, with something happening behind the first. */
async function paged(customer: string, limit: number, meanwhile: () => Promise<void> = async () => {}) {
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const { lines, next } = await page(customer, cursor, limit)
    seen.push(...lines)
    if (cursor === null) await meanwhile()
    cursor = next
  } while (cursor !== null)
  return seen
}

describe('The pages of a statement, over random pasts', () => {
  it('are every line once, newest first, of whoever holds it now', async () => {
    const property = fc.asyncProperty(pasts, stops, async (lives, { limit, share }) => {
      const { past, mina, otto } = pastOf(lives)
      await listed(partOf(past, share))
      await listed(past)
      for (const customer of [mina, otto])
        expect(await paged(customer, limit)).toEqual(expected(past, customer))
    })
    await fc.assert(property, RUNS)
  })

  it('neither repeat nor lose a line while new ones arrive', async () => {
    const property = fc.asyncProperty(pasts, stops, async (lives, { limit, share }) => {
      const { past, mina } = pastOf(lives)
      const early = partOf(past, share)
      await listed(early)
      const seen = await paged(mina, limit, () => listed(past))
      expect(new Set(seen).size).toBe(seen.length)
      const standing = expected(past, mina)
      // Its end may have moved, and it may have gone to another record: what is still as it was is there.
      const missed = expected(early, mina).filter((line) => standing.includes(line) && !line.endsWith('_end'))
      expect(seen).toEqual(expect.arrayContaining(missed))
    })
    await fc.assert(property, RUNS)
  })

  it('have what the account knows and the list does not yet, in its place and once', async () => {
    const property = fc.asyncProperty(pasts, stops, async (lives, { limit, share }) => {
      const { past, mina } = pastOf(lives)
      await listed({ ...past, account: partOf(past, share).account })
      const unlisted = toldOfAccount(past.account)
      const seen: string[] = []
      let cursor: string | null = null
      do {
        const { lines, next }: Awaited<ReturnType<typeof page>> = await page(mina, cursor, limit, unlisted)
        seen.push(...lines)
        cursor = next
      } while (cursor !== null)
      expect(seen).toEqual(expected(past, mina))
    })
    await fc.assert(property, RUNS)
  })
})

describe('Statements of a deployment that had none', () => {
  it('tell what its lists knew already, but for what only a rebuild brings', async () => {
    const property = fc.asyncProperty(pasts, async (lives) => {
      const { past } = pastOf(lives)
      await world.DB.exec('DELETE FROM account_entries')
      await world.DB.exec('DELETE FROM vouchers')
      await world.DB.exec('DELETE FROM statement_lines')
      await listed(past)
      const before = await lines()
      await world.DB.exec('DELETE FROM statement_lines')
      for (const statement of FILLING) await world.DB.prepare(statement).run()
      expect(await lines()).toEqual(before)
    })
    await fc.assert(property, RUNS)
  })

  async function lines() {
    const columns = 'customer_id, at, line, about, event, change, balance, currency, owed, store_id, paid'
    const title = "CASE about WHEN 'vouchers' THEN title END AS title"
    const { results } = await world.DB.prepare(
      `SELECT ${columns}, ${title} FROM statement_lines ORDER BY customer_id, at, line`,
    ).all<Record<string, unknown>>()
    return results.map((row) => ({ ...row, event: row.event === 'given_back' ? 'voided' : row.event }))
  }
})

/** What the migration fills them with. */
const FILLING = env.MIGRATIONS.flatMap(({ queries }) => queries).filter((sql) =>
  sql.includes('INSERT INTO `statement_lines`'),
)
