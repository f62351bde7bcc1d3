import { addDays, addMonths, type LocalDate } from '../../src/local-time.ts'
import type { Validity } from '../../src/validity.ts'
import { MAR, OWN_STORES } from './brand.ts'
import { forDays, forMonths, PLAIN, type Promised, WORKDAYS } from './promises.ts'

/** Sent to people the brand knows, or agreed with the neighbours. */
export const INVITING: readonly (readonly [Promised, number])[] = [
  [
    {
      ...PLAIN,
      title: '15 % off a birthday cake',
      description: 'Order it three days ahead, in any of our shops.',
      picture: 'cake',
      benefit: { kind: 'percent', percent: 15, max_amount: 1000 },
      validity: forMonths(2),
      stores: OWN_STORES,
      bound: 1,
      orders: [2800, 6400],
      patience: 16,
      reasons: ['Birthday month'],
      notes: ['Asked for no marzipan last year.'],
    },
    8,
  ],
  [
    {
      ...PLAIN,
      title: 'Lunch for €9',
      description: 'Dish of the day with soup, on weekdays.',
      picture: 'lunch',
      benefit: { kind: 'fixed_price', amount: 900, currency: 'EUR', item: 'Dish of the day with soup' },
      validity: forDays(21),
      windows: [{ days: [...WORKDAYS], from: '12:00', to: '15:00' }],
      stores: OWN_STORES,
      bound: 0.6,
      orders: [1080, 1490],
      reasons: ['New menu', 'Has not come for lunch in a while', 'Opening of the office next door'],
      notes: [],
    },
    9,
  ],
  [
    {
      ...PLAIN,
      title: 'Breakfast for two',
      description: 'Toast, juice, coffee, and the newspaper.',
      picture: 'breakfast',
      benefit: { kind: 'item', item: 'Breakfast for two' },
      validity: toTheEndOfTheMonth,
      bound: 0.9,
      patience: 9,
      reasons: ['Ten years a customer', 'Won the raffle of the parish', 'Thank you for the photographs'],
      notes: ['Any morning, weekends too.'],
    },
    6,
  ],
  [
    {
      ...PLAIN,
      title: '€2 off any book',
      description: 'At Livraria Mar in Porto, with a coffee on the first floor.',
      picture: 'book',
      benefit: { kind: 'amount', amount: 200, currency: 'EUR' },
      validity: forMonths(2),
      stores: [MAR],
      bound: 0.5,
      orders: [990, 3890],
      patience: 11,
      reasons: ['Reading evening', 'Agreed with Mar'],
      notes: [],
    },
    7,
  ],
  [
    {
      ...PLAIN,
      title: 'A morning in the bakery',
      description: 'Bake with Armando on a Sunday, coffee and flour on your shoes included.',
      picture: 'loaf',
      benefit: { kind: 'custom', text: 'One place at the bench on a Sunday from eight to noon' },
      validity: forMonths(4),
      stores: OWN_STORES,
      bound: 1,
      patience: 30,
      reasons: ['Asked for it at the reading', 'Won the raffle of the parish'],
      notes: ['Ring the day before.'],
    },
    2,
  ],
]

/** Through the last day of the month, or of the next one where this one is nearly over. */
function toTheEndOfTheMonth(issued: LocalDate): Validity {
  const first = `${addDays(issued, 12).slice(0, 7)}-01`
  return { kind: 'fixed_date', date: addDays(addMonths(first, 1), -1) }
}
