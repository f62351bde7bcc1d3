import { type CustomerRow, customersByCard, customersKnown, survivorById } from '../library/customers.ts'
import { type BoundOrder, ordersBound } from '../library/purchases.ts'
import type { Buyer, PurchaseColumn, ReadPurchase } from './lines.ts'

type Row = Extract<ReadPurchase, { kind: 'row' }>

/** Why a line is not taken: its cells, a customer nobody knows, an order of somebody else, or one recorded with another total. */
export type PurchaseProblem = PurchaseColumn | 'unknown' | 'foreign' | 'other_total'

/** What will become of a line. */
export type PurchasePlan =
  | { readonly kind: 'record'; readonly row: Row; readonly customer: CustomerRow }
  /** It was recorded before, or stands in the file twice. */
  | { readonly kind: 'known'; readonly row: Row; readonly customer: CustomerRow }
  | { readonly kind: 'refused'; readonly row: ReadPurchase; readonly problems: readonly PurchaseProblem[] }

/** What will become of these lines; nothing is changed. Unknown customers are said, never created. */
export async function planPurchases(
  db: D1Database,
  lines: readonly ReadPurchase[],
): Promise<readonly PurchasePlan[]> {
  const rows = lines.flatMap((line) => (line.kind === 'row' ? [line] : []))
  const [find, bound] = await Promise.all([
    buyersOf(db, rows),
    ordersBound(
      db,
      rows.map(({ store, order }) => ({ storeId: store.id, orderId: order })),
    ),
  ])
  const owners = new Map(bound.map(({ storeId, orderId, ...owner }) => [`${storeId} ${orderId}`, owner]))
  const plans: PurchasePlan[] = []
  for (const row of lines) plans.push(await planOf(db, row, find, owners))
  return plans
}

/** Whose an order is, and what was paid. */
type Owner = Pick<BoundOrder, 'customerId' | 'total'>
type Find = (buyer: Buyer) => CustomerRow | undefined

async function planOf(
  db: D1Database,
  row: ReadPurchase,
  find: Find,
  owners: Map<string, Owner>,
): Promise<PurchasePlan> {
  if (row.kind === 'wrong') return { kind: 'refused', row, problems: row.problems }
  const found = find(row.buyer)
  const customer = found?.mergedInto == null ? found : await survivorById(db, found.mergedInto)
  if (customer == null) return { kind: 'refused', row, problems: ['unknown'] }
  const order = `${row.store.id} ${row.order}`
  const owner = owners.get(order)
  if (owner === undefined) {
    owners.set(order, { customerId: customer.id, total: row.total })
    return { kind: 'record', row, customer }
  }
  // An order of a record that gave way is theirs as well.
  const { customerId, total } = owner
  const theirs = customerId === customer.id || (await survivorById(db, customerId))?.id === customer.id
  if (!theirs) return { kind: 'refused', row, problems: ['foreign'] }
  const same = total === null || total === row.total
  return same ? { kind: 'known', row, customer } : { kind: 'refused', row, problems: ['other_total'] }
}

async function buyersOf(db: D1Database, rows: readonly Row[]): Promise<Find> {
  const of = (by: Buyer['by']) => rows.flatMap(({ buyer }) => (buyer.by === by ? [buyer.value] : []))
  const [{ byEmail, byPhone }, byCard] = await Promise.all([
    customersKnown(db, { commands: [], emails: of('email'), phones: of('phone') }),
    customersByCard(db, of('card')),
  ])
  const there = (all: readonly CustomerRow[], key: 'email' | 'phone' | 'cardToken') =>
    new Map(all.flatMap((row) => (row.erasedAt === null ? [[row[key] ?? '', row] as const] : [])))
  const maps = {
    email: there(byEmail, 'email'),
    phone: there(byPhone, 'phone'),
    card: there(byCard, 'cardToken'),
  }
  return ({ by, value }) => maps[by].get(value)
}
