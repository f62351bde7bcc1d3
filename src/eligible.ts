import type { Order } from './order.ts'
import type { Terms } from './terms.ts'

/** The part of a promise that says what must be bought. */
type Wanted = Pick<Terms, 'product_ids' | 'category_ids'>
type Item = NonNullable<Order['items']>[number]

/** Whether only some products take part. */
export function isForProducts({ product_ids = [], category_ids = [] }: Wanted): boolean {
  return product_ids.length > 0 || category_ids.length > 0
}

/** Items of the order that take part: all of them where the promise names none. What has no category is in none. Rule R71. */
export function eligibleItems(wanted: Wanted, { items = [] }: Order): readonly Item[] {
  const { product_ids = [], category_ids = [] } = wanted
  if (!isForProducts(wanted)) return items
  return items.filter(
    ({ product_id, category_id }) =>
      product_ids.includes(product_id) || (category_id !== undefined && category_ids.includes(category_id)),
  )
}

/**
 * The order as the promise sees it: its sum is that of the items that take part, and never more than the order's. Where
 * none does, or no items were named, the order stays whole: then it is refused, or a manager decides for all of it.
 */
export function eligiblePart<O extends Order | null>(wanted: Wanted, order: O): O {
  if (order === null || !isForProducts(wanted)) return order
  const items = eligibleItems(wanted, order)
  if (items.length === 0) return order
  // Bounded at every step: five hundred of the dearest items are more than a number holds exactly.
  const sum = items.reduce(
    (so, { quantity, unit_amount }) => Math.min(order.amount, so + quantity * unit_amount),
    0,
  )
  return { ...order, amount: sum }
}
