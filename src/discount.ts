import type { Benefit } from './benefit.ts'
import { percentOfHalfUp } from './money.ts'
import type { Order } from './order.ts'

/**
 * What a benefit takes off an order, in minor units of the order's currency; never more than the order.
 * Null where the shop alone knows the price (a free item, words) or where no order was named (Rule R14).
 * Percentages round half up. Stored value is not a discount: it pays.
 */
export function discountOf(benefit: Benefit, order: Order | null): number | null {
  switch (benefit.kind) {
    case 'percent': {
      if (order === null) return null
      const full = percentOfHalfUp(order.amount, benefit.percent)
      return benefit.max_amount === undefined ? full : Math.min(full, benefit.max_amount)
    }
    case 'amount':
      return order === null ? benefit.amount : Math.min(benefit.amount, order.amount)
    case 'fixed_price':
      return order === null ? null : order.amount - Math.min(benefit.amount, order.amount)
    case 'item':
    case 'custom':
    case 'value':
      return null
  }
}
