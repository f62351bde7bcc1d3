import { type Context, Hono } from 'hono'
import { maskedName } from '../../src/customer.ts'
import { UNDO_MS } from '../../src/decide.ts'
import { storeOf } from '../../src/directory.ts'
import { isCustomerId, isPrincipalId, isVoucherId, purchaseId, redemptionId } from '../../src/id.ts'
import { localDateOf, startOfDay } from '../../src/local-time.ts'
import { may } from '../../src/permission.ts'
import { isRefusalReason } from '../../src/refusal.ts'
import { shiftOf } from '../../src/shift.ts'
import type { Place } from '../../src/voucher.ts'
import { counterHref } from '../../views/counter/counter-nav.tsx'
import { HistoryPage } from '../../views/counter/history-page.tsx'
import {
  HISTORY_KINDS,
  type HistoryKind,
  type HistoryLine,
  type HistorySearch,
} from '../../views/counter/history-view.ts'
import { allow } from '../allow.ts'
import { readVoucher } from '../code-vault.ts'
import type { AppEnv } from '../env.ts'
import { isOutsider } from '../explain.ts'
import { frameFor } from '../frame.ts'
import { type CounterLine, type CounterQuery, counterLines } from '../library/counter-history.ts'
import { type PurchaseLine, purchaseLines } from '../library/counter-purchases.ts'
import type { Page } from '../library/page-reading.ts'
import { countedLines } from '../library/shift.ts'
import { nameOf } from '../people.ts'
import { placeOf } from '../place.ts'
import { refusePage } from '../refuse.tsx'
import { placesOf, storeIn } from './answering.tsx'
import { isFound, lettersIn, type Sought } from './finding.ts'

/** /scan/history: what this device, or its shop, did today. For whoever may undo: a kiosk is nobody's to look into. */
export const counterHistory = new Hono<AppEnv>()

const PAGE_ROWS = 25
/** Whoever does not know the customers must know what they look for. */
const LETTERS_LEAST = 4

counterHistory.get('/', allow('redemptions:undo'), async (c) => {
  const place = placeOf(c, storeIn(c.req.query('store')))
  if (place === null) return refusePage(c, 403)
  // Which shop it is about is asked on the scanning page.
  if (place.store === null && placesOf(c).length > 0) return c.redirect('/scan', 303)
  const frame = frameFor(c, c.get('principal'))
  const kinds = HISTORY_KINDS.filter(
    (kind) => kind !== 'purchases' || may(c.get('principal'), 'purchases:create'),
  )
  const search = searchIn(c, kinds)
  const span = todayAt(c, place, search)
  const found = search.problem === null ? await linesOf(c, place, search, span) : NO_LINES
  const reasons =
    search.kind === 'refused' && search.q === '' && span.cursor === null
      ? shiftOf((await countedLines(c.env.DB, span)).tallies).refused
      : []
  const { kind, own, q } = search
  const more = { ...(kind !== 'redeemed' && { kind }), ...(!own && { all: '1' }), ...(q !== '' && { q }) }
  const view = {
    placeName: storeOf(c.get('directory'), place.store)?.name ?? null,
    storeId: place.store,
    zone: place.zone,
    search,
    kinds,
    findsNames: !isOutsider(c),
    lines: found.lines,
    reasons,
    next: found.next && counterHref('history', place.store, { ...more, cursor: found.next }),
    searchedUpTo: found.searchedUpTo,
  }
  return c.html(<HistoryPage frame={frame} view={view} />, search.problem === null ? 200 : 422)
})

interface Found {
  readonly lines: readonly HistoryLine[]
  readonly next: string | null
  readonly searchedUpTo: number | null
}

const NO_LINES: Found = { lines: [], next: null, searchedUpTo: null }

function searchIn(c: Context<AppEnv>, kinds: readonly HistoryKind[]): HistorySearch {
  const q = (c.req.query('q') ?? '').trim().slice(0, 120).toWellFormed()
  const least = may(c.get('principal'), 'customers:read') ? 1 : LETTERS_LEAST
  const short = q !== '' && lettersIn(q) < least
  return {
    kind: kinds.find((kind) => kind === c.req.query('kind')) ?? 'redeemed',
    own: c.req.query('all') !== '1',
    q,
    problem: short ? frameFor(c, null).words.counterHistory.searchLeast(least) : null,
  }
}

/** The local day of the shop; after midnight also what can still be undone. */
function todayAt(c: Context<AppEnv>, { store, zone }: Place, { own }: HistorySearch): CounterQuery {
  const now = c.get('now')
  return {
    store,
    device: own ? c.get('device') : null,
    from: Math.min(startOfDay(localDateOf(now, zone), zone), now - UNDO_MS),
    to: now + 1,
    cursor: c.req.query('cursor') ?? null,
    limit: PAGE_ROWS,
  }
}

async function linesOf(
  c: Context<AppEnv>,
  place: Place,
  { kind, q }: HistorySearch,
  span: CounterQuery,
): Promise<Found> {
  const names = !isOutsider(c)
  const sought: Sought | null = q === '' ? null : { q, voucher: readVoucher(c.env, q), names }
  if (kind === 'purchases') {
    const fits = ({ holder }: PurchaseLine) => sought === null || isFound({ names: [holder] }, sought)
    const page = await purchaseLines(c.env.DB, { ...span, fits, filtered: sought !== null })
    return pageOf(page, await Promise.all(page.rows.map((row) => purchaseLine(c, place, row))))
  }
  const fits = (line: CounterLine) =>
    isOfKind(line, kind, span.from) &&
    (sought === null ||
      isFound({ texts: [line.title, line.codeLast4], names: [line.holder], id: line.voucherId }, sought))
  const page = await counterLines(c.env.DB, {
    ...span,
    fits,
    byHolder: sought !== null && names,
    filtered: sought !== null || kind === 'refused',
  })
  return pageOf(page, await Promise.all(page.rows.map((row) => voucherLine(c, row))))
}

function pageOf({ next, searchedUpTo }: Page<unknown>, lines: readonly HistoryLine[]): Found {
  return { lines, next, searchedUpTo }
}

/** What was undone today is told with its redemption; of an earlier one, by a line of its own. */
function isOfKind({ kind, outcome, undoesAt }: CounterLine, asked: HistoryKind, from: number): boolean {
  if (asked === 'refused') return outcome === 'refused'
  return outcome === 'accepted' && (kind === 'redeemed' || (undoesAt !== null && undoesAt < from))
}

async function voucherLine(c: Context<AppEnv>, row: CounterLine): Promise<HistoryLine> {
  return {
    at: row.at,
    title: row.title,
    codeLast4: row.codeLast4,
    holder: nameFor(c, row.holder),
    by: await byName(c, row.by),
    ownDevice: row.device === c.get('device'),
    amount: row.outcome === 'accepted' ? row.amount : null,
    currency: row.currency,
    fate: fateOf(row),
    undo: undoOf(c, row),
  }
}

function fateOf({ outcome, kind, reason, undoneAt, returned, undoesAt }: CounterLine): HistoryLine['fate'] {
  if (outcome === 'refused') {
    const known = reason !== null && isRefusalReason(reason) ? reason : null
    return { kind: 'refused', reason: known, undoing: kind === 'rolled_back' }
  }
  if (kind === 'rolled_back') return { kind: 'undoes', redeemedAt: undoesAt ?? 0 }
  return undoneAt === null ? { kind: 'stands', returned } : { kind: 'undone', at: undoneAt }
}

/** For this device while it may, for managers always; the voucher itself decides when it is pressed. */
function undoOf(c: Context<AppEnv>, { voucherId, seq, kind, outcome, undoneAt, at, device }: CounterLine) {
  if (outcome !== 'accepted' || kind !== 'redeemed' || undoneAt !== null || !isVoucherId(voucherId))
    return null
  const undo = { redemption: redemptionId(voucherId, seq), commandKey: crypto.randomUUID() }
  if (device === c.get('device') && c.get('now') < at + UNDO_MS) return { ...undo, until: at + UNDO_MS }
  return may(c.get('principal'), 'redemptions:reverse') ? { ...undo, until: null } : null
}

async function purchaseLine(c: Context<AppEnv>, { store }: Place, row: PurchaseLine): Promise<HistoryLine> {
  const said = frameFor(c, null).words.counterHistory
  const { customerId, purchase } = row
  const id = row.act === 'purchased' && isCustomerId(customerId) ? purchaseId(customerId, purchase) : null
  const href = id && `/scan/purchases/${id}${store === null ? '' : `?store=${store}`}`
  return {
    at: row.at,
    title: row.act === 'purchased' ? said.purchase : said.purchaseTakenBack,
    codeLast4: null,
    holder: nameFor(c, row.holder),
    by: row.by === null ? null : await byName(c, row.by),
    ownDevice: row.device === c.get('device'),
    amount: row.total,
    currency: row.currency,
    fate: row.act === 'purchased' ? { kind: 'purchased', href } : { kind: 'purchase_taken_back' },
    undo: null,
  }
}

/** Masked for whoever serves customers without looking after their records. */
function nameFor(c: Context<AppEnv>, name: string | null): string | null {
  if (name === null || isOutsider(c)) return null
  return may(c.get('principal'), 'customers:read') ? name : maskedName(name)
}

async function byName(c: Context<AppEnv>, by: string): Promise<string | null> {
  return isPrincipalId(by) ? nameOf(c.env, by, c.get('now')) : null
}
