import { readCardToken } from '../../src/card.ts'
import { normalisePhone } from '../../src/customer.ts'
import type { Store } from '../../src/directory.ts'
import { type Instant, instantOf } from '../../src/local-time.ts'
import { fold } from '../../src/search-terms.ts'
import type { ImportFile } from '../customer-import/file.ts'
import { readAmount } from '../money-text.ts'

/** What a file of purchases is made of. */
const PURCHASE_COLUMNS = ['order_id', 'customer', 'store', 'total', 'at'] as const
export type PurchaseColumn = (typeof PURCHASE_COLUMNS)[number]

/** Other names people give these columns, folded and without spaces. */
const NAMES: Readonly<Record<PurchaseColumn, readonly string[]>> = {
  order_id: ['orderid', 'order', 'receipt', 'recibo', 'fatura', 'pedido', 'ticket', 'beleg', 'bon'],
  customer: ['customer', 'card', 'email', 'phone', 'cliente', 'cartao', 'tarjeta', 'kunde', 'karte'],
  store: ['store', 'shop', 'storeid', 'loja', 'tienda', 'laden', 'filiale'],
  total: ['total', 'amount', 'paid', 'valor', 'importe', 'betrag', 'summe'],
  at: ['at', 'date', 'time', 'data', 'fecha', 'datum'],
}

/** Who bought: by an address, a number or a card. */
export type Buyer = { readonly by: 'email' | 'phone' | 'card'; readonly value: string }

/** A line as a purchase, or what of it cannot be read. */
export type ReadPurchase = { readonly line: number; readonly cells: readonly string[] } & (
  | {
      readonly kind: 'row'
      readonly order: string
      readonly buyer: Buyer
      readonly store: Store
      readonly total: number
      /** Null where the file does not say. */
      readonly at: Instant | null
    }
  | { readonly kind: 'wrong'; readonly problems: readonly PurchaseColumn[] }
)

/** Where and when a file is read. */
export interface Readers {
  /** Shops whose purchases the reader records. */
  readonly stores: readonly Store[]
  readonly currency: string
  readonly now: Instant
}

/** Which columns a file of purchases must have and this one has not. */
export function missingColumns({ headers }: ImportFile): readonly PurchaseColumn[] {
  const found = columnsOf(headers)
  return PURCHASE_COLUMNS.filter((column) => column !== 'at' && found[column] < 0)
}

/** Every line read. */
export function readPurchases({ headers, lines }: ImportFile, readers: Readers): readonly ReadPurchase[] {
  const at = columnsOf(headers)
  return lines.map(({ line, cells }) => {
    const cell = (column: PurchaseColumn) => (at[column] < 0 ? '' : (cells[at[column]] ?? '').trim())
    return { line, cells, ...readRow(cell, readers) }
  })
}

type Row = Omit<Extract<ReadPurchase, { kind: 'row' }>, 'line' | 'cells'>
type Wrong = Omit<Extract<ReadPurchase, { kind: 'wrong' }>, 'line' | 'cells'>

function readRow(cell: (column: PurchaseColumn) => string, { stores, currency, now }: Readers): Row | Wrong {
  const order = cell('order_id')
  const buyer = buyerIn(cell('customer'))
  const named = fold(cell('store'))
  const store = stores.find(({ id, name }) => named !== '' && (id === cell('store') || fold(name) === named))
  const total = readAmount(cell('total'), currency)
  const at = cell('at') === '' ? null : momentIn(cell('at'), store?.zone ?? 'UTC')
  const problems: PurchaseColumn[] = [
    ...(order === '' || order.length > 120 || /\p{Cc}/u.test(order) ? (['order_id'] as const) : []),
    ...(buyer === null ? (['customer'] as const) : []),
    ...(store === undefined ? (['store'] as const) : []),
    ...(total === null ? (['total'] as const) : []),
    ...(at === undefined || (at ?? 0) > now + AHEAD_MS ? (['at'] as const) : []),
  ]
  if (buyer === null || store === undefined || total === null || at === undefined || problems.length > 0)
    return { kind: 'wrong', problems }
  return { kind: 'row', order, buyer, store, total, at }
}

/** Clocks of tills are not exactly ours. */
const AHEAD_MS = 5 * 60_000

function columnsOf(headers: readonly string[]): Readonly<Record<PurchaseColumn, number>> {
  const plain = headers.map((header) => fold(header).replace(/[^\p{Letter}\p{Number}]+/gu, ''))
  const places = PURCHASE_COLUMNS.map((column) => [
    column,
    plain.findIndex((name) => NAMES[column].includes(name)),
  ])
  return Object.fromEntries(places) as Record<PurchaseColumn, number>
}

function buyerIn(text: string): Buyer | null {
  const card = readCardToken(text)
  if (card !== null) return { by: 'card', value: card }
  if (text.includes('@')) return { by: 'email', value: text.toLowerCase() }
  const phone = normalisePhone(text)
  return phone === null ? null : { by: 'phone', value: phone }
}

/** An instant, or a local day with or without its time in the ways people write them; undefined for anything else. */
function momentIn(text: string, zone: string): Instant | undefined {
  if (/^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:\d{2})$/.test(text)) {
    const at = Date.parse(text.replace(' ', 'T'))
    return Number.isNaN(at) ? undefined : at
  }
  const found =
    /^(?:(\d{4})-(\d{2})-(\d{2})|(\d{1,2})[./](\d{1,2})[./](\d{4}))(?:[T ,]+(\d{1,2}):(\d{2})(?::\d{2})?)?$/.exec(
      text,
    )
  if (found === null) return undefined
  const [, y1, m1, d1, d2, m2, y2, hour = '12', minute = '00'] = found
  const two = (part = '') => part.padStart(2, '0')
  try {
    return instantOf(`${y1 ?? y2}-${two(m1 ?? m2)}-${two(d1 ?? d2)}`, `${two(hour)}:${minute}`, zone)
  } catch {
    return undefined
  }
}
