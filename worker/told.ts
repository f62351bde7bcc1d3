import type { Context } from 'hono'
import { storeOf } from '../src/directory.ts'
import { isCustomerId } from '../src/id.ts'
import type { Terms } from '../src/terms.ts'
import { claimTitles, type Told, toldOf } from '../src/told.ts'
import { type State, statusAt } from '../src/voucher.ts'
import type { ToldLine } from '../views/told-lines.tsx'
import { visitsOf } from './customer-visits.ts'
import type { AppEnv } from './env.ts'
import { type VoucherRow, vouchersOf } from './library/voucher-list.ts'
import { accountStub } from './stubs.ts'

/** Lines of an account read in one call; and so many at most, which years of daily purchases do not reach. */
const PAGE = 500
const PAGES_MOST = 10
/** So many vouchers are asked for each of their uses; of older ones the list knows the last. */
const ASKED_MOST = 30

/**
 * Everything that happened to a customer: each line of their account, whose balances run on without a gap, and what became
 * of their newest 200 vouchers. The account answers for itself; vouchers come from the lists.
 */
export async function toldAbout(c: Context<AppEnv>, customer: string): Promise<readonly Told[]> {
  const [account, vouchers] = await Promise.all([accountTold(c, customer), vouchersTold(c, customer)])
  return [...account, ...vouchers]
}

/** A line with the name of its shop, on that shop's clock. */
export function toldLine(c: Context<AppEnv>, told: Told): ToldLine {
  const directory = c.get('directory')
  const shop = storeOf(directory, told.store)
  return { told, shop: shop?.name ?? null, zone: shop?.zone ?? directory.brand.zone }
}

async function accountTold(c: Context<AppEnv>, customer: string): Promise<readonly Told[]> {
  if (!isCustomerId(customer)) return []
  const lines: Awaited<ReturnType<ReturnType<typeof accountStub>['statement']>>['lines'][number][] = []
  let before: number | null = null
  for (let page = 0; page < PAGES_MOST; page += 1) {
    const read: Awaited<ReturnType<ReturnType<typeof accountStub>['statement']>> = await accountStub(
      c.env,
      customer,
    ).statement(before, PAGE)
    lines.push(...read.lines)
    before = read.before
    if (before === null) break
  }
  return toldOf(lines, claimTitles(lines.map(({ entry }) => entry)))
}

async function vouchersTold(c: Context<AppEnv>, customer: string): Promise<readonly Told[]> {
  const rows = await vouchersOf(c.env.DB, customer)
  const titles = new Map(rows.map((row) => [row.id, (JSON.parse(row.terms) as Terms).title]))
  const visits = await visitsOf(c.env, rows, ASKED_MOST)
  const visited = new Set(visits.map(({ voucherId }) => voucherId))
  const older = rows.filter(({ id, redeemedAt }) => redeemedAt !== null && !visited.has(id))
  const used = [
    ...visits,
    ...older.map(({ id, redeemedAt, redeemedStoreId }) => ({
      ...{ voucherId: id, kind: 'redeemed' as const, at: redeemedAt ?? 0, storeId: redeemedStoreId },
    })),
  ]
  return [
    ...rows.map((row) => line(row.issuedAt, null, 'issued', row.id)),
    ...used.map(({ at, storeId, kind, voucherId }) => line(at, storeId, kind, voucherId)),
    ...rows
      .filter((row) => isExpired(row, c.get('now')))
      .map((row) => line(row.closesAt ?? 0, null, 'expired', row.id)),
  ]

  function line(
    at: number,
    store: string | null,
    event: Extract<Told, { about: 'vouchers' }>['event'],
    voucher: string,
  ): Told {
    const where = store === null ? null : (`sto_${store.slice('sto_'.length)}` as const)
    return { at, store: where, about: 'vouchers', event, title: titles.get(voucher) ?? '', voucher }
  }
}

function isExpired(row: VoucherRow, now: number): boolean {
  return statusAt(row.state as State, row, now) === 'expired'
}
