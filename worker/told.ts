import type { Context } from 'hono'
import { type Balances, type BalancesShown, balancesShown } from '../src/account/balance.ts'
import { storeOf } from '../src/directory.ts'
import { unitsEarned } from '../src/earning.ts'
import {
  accountSeqOf,
  monthRange,
  monthsBetween,
  TOLD_ABOUT,
  type Told,
  type ToldSearch,
} from '../src/told.ts'
import type { ToldLine } from '../views/told-lines.tsx'
import type { StatementView } from '../views/told-section.tsx'
import { customerPrincipal } from './customer-principal.ts'
import type { AppEnv } from './env.ts'
import { readCursor } from './library/cursor.ts'
import type { CustomerRow } from './library/customers.ts'
import { earningIn } from './library/earning.ts'
import { listedUpTo, listTold, toldFirst } from './library/statement.ts'
import { accountStub } from './stubs.ts'

/** What a customer has, and a page of how it came to be. */
export interface Telling {
  readonly balances: BalancesShown
  readonly statement: StatementView
}

/**
 * A page of everything that happened to a customer, newest first, whose balances run on without a gap. Read from the list;
 * what the account wrote in the last moments comes from itself, so that nobody misses what they have just done.
 */
export async function tellingOf(c: Context<AppEnv>, row: CustomerRow): Promise<Telling> {
  const { DB } = c.env
  const { zone } = c.get('directory').brand
  const search = searchIn(c)
  const cursor = cursorIn(c)
  const [known, listed] = await Promise.all([listedUpTo(DB, row.id), toldFirst(DB, row.id)])
  // In this order: what is listed meanwhile is met twice and told once, and nothing falls between.
  const { balances, lines: unlisted } = await accountStub(c.env, customerPrincipal(row).id).tellingBehind(
    known,
  )
  const asked = { customer: row.id, about: search.about, ...rangeOf(c, search), cursor, limit: PAGE_LINES }
  const page = await listTold(DB, asked, unlisted)
  const happened = [listed, ...unlisted.map(({ at }) => at)].filter((at) => at !== null)
  return {
    balances: await shown(c, balances),
    statement: {
      search,
      months: happened.length === 0 ? [] : monthsBetween(Math.min(...happened), c.get('now'), zone),
      lines: await spoken(c, row, page.rows),
      next: page.next,
      searchedUpTo: page.searchedUpTo,
      newest: cursor === null,
    },
  }
}

const PAGE_LINES = 50

/** A stretch of the same lines for a file, read as they lie in the list: each is looked at once, however many do not fit. */
export async function toldStretch(
  c: Context<AppEnv>,
  row: CustomerRow,
  search: ToldSearch,
  { after, most }: { readonly after: string | null; readonly most: number },
): Promise<{ readonly lines: readonly ToldLine[]; readonly next: string | null }> {
  const account = accountStub(c.env, customerPrincipal(row).id)
  // What the list does not have yet is at its beginning.
  const unlisted =
    after === null ? (await account.tellingBehind(await listedUpTo(c.env.DB, row.id))).lines : []
  const asked = { customer: row.id, about: null, ...rangeOf(c, search), cursor: after, limit: most }
  const { rows, next } = await listTold(c.env.DB, asked, unlisted)
  const fitting = rows.filter(({ about }) => search.about === null || about === search.about)
  return { lines: await spoken(c, row, fitting), next }
}

/** What the address asks for; anything it cannot ask for narrows nothing. */
export function searchIn(c: Context<AppEnv>): ToldSearch {
  const month = c.req.query('month') ?? ''
  return {
    about: TOLD_ABOUT.find((about) => about === c.req.query('about')) ?? null,
    month: monthRange(month, 'UTC') === null ? null : month,
  }
}

/** The balances that concern this customer and brand. */
export async function shown(c: Context<AppEnv>, balances: Balances): Promise<BalancesShown> {
  const { earning } = await earningIn(c.env.DB)
  return balancesShown(balances, unitsEarned(earning))
}

/** A place in the address; a text that is none of ours begins at the newest. */
function cursorIn(c: Context<AppEnv>): string | null {
  const text = c.req.query('cursor') ?? ''
  return readCursor(text) === null ? null : text
}

/** The days of a month on the brand's calendar, and nothing that lies in the future. */
function rangeOf(c: Context<AppEnv>, { month }: ToldSearch) {
  const now = c.get('now') + 1
  const days = month === null ? null : monthRange(month, c.get('directory').brand.zone)
  return { from: days?.from ?? null, to: Math.min(days?.to ?? now, now) }
}

/** Lines with the name of their shop, on that shop's clock, and with what people typed, which only the account keeps. */
async function spoken(
  c: Context<AppEnv>,
  row: CustomerRow,
  lines: readonly Told[],
): Promise<readonly ToldLine[]> {
  const directory = c.get('directory')
  const seqs = [...new Set(lines.map(accountSeqOf).filter((seq) => seq !== null))]
  const account = accountStub(c.env, customerPrincipal(row).id)
  const reasons = seqs.length === 0 ? {} : await account.reasons(seqs)
  return lines.map((told) => {
    const shop = storeOf(directory, told.store)
    const seq = accountSeqOf(told)
    const reason = seq === null ? null : (reasons[seq] ?? null)
    return { told, reason, shop: shop?.name ?? null, zone: shop?.zone ?? directory.brand.zone }
  })
}
