import type { Benefit } from '../../src/benefit.ts'
import type { StoreId } from '../../src/id.ts'
import { addDays, addMonths, type LocalDate } from '../../src/local-time.ts'
import type { UsageWindow } from '../../src/usage-window.ts'
import type { Validity } from '../../src/validity.ts'
import { MAR, OWN_STORES } from './brand.ts'

/** The drawings of scripts/demo/pictures. */
export const PICTURES = [
  'coffee',
  'coffee-and-nata',
  'breakfast',
  'cake',
  'loaf',
  'gift',
  'lunch',
  'book',
] as const
export type Picture = (typeof PICTURES)[number]

/** What Meridiano promises, and how that usually goes. Sums in cents. */
export interface Promised {
  readonly title: string
  readonly description: string
  readonly picture: Picture | null
  readonly benefit: Benefit
  readonly validity: (issued: LocalDate) => Validity
  /** Null for stored value. */
  readonly uses: number | null
  readonly windows: readonly UsageWindow[]
  readonly minimumSpend: number | null
  readonly stores: readonly StoreId[]
  /** Share of these that are given to a customer by name. */
  readonly bound: number
  /** What an order comes to, where the promise needs one. */
  readonly orders: readonly [from: number, to: number] | null
  /** Mean days until somebody comes with it. */
  readonly patience: number
  readonly reasons: readonly string[]
  readonly notes: readonly string[]
}

const WORKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const
const EUR = 'EUR'
const days = (count: number) => (): Validity => ({ kind: 'days', count })
const months = (count: number) => (): Validity => ({ kind: 'months', count })

/** Through the last day of the month, or of the next one where this one is nearly over. */
const toTheEndOfTheMonth = (issued: LocalDate): Validity => {
  const first = `${addDays(issued, 12).slice(0, 7)}-01`
  return { kind: 'fixed_date', date: addDays(addMonths(first, 1), -1) }
}

const plain = {
  description: '',
  uses: 1,
  windows: [],
  minimumSpend: null,
  stores: [],
  orders: null,
  patience: 6,
  notes: [],
} as const

/** Given by hand at the counter or by phone, because something went wrong or somebody was kind. */
export const GOODWILL: readonly (readonly [Promised, number])[] = [
  [
    {
      ...plain,
      title: 'One coffee and a pastel de nata',
      description: 'Thank you for waiting with us. This one is ours.',
      picture: 'coffee-and-nata',
      benefit: { kind: 'item', item: 'Coffee and a pastel de nata' },
      validity: days(30),
      bound: 0.7,
      reasons: [
        'Waited 25 minutes on Saturday morning',
        'Took the wrong order home',
        'Paid for two, got one',
        'Found a wallet and brought it in',
        'Table was promised and given away',
      ],
      notes: ['Very kind about it.', 'Say sorry again when you see this one.', 'Called on Monday.'],
    },
    17,
  ],
  [
    {
      ...plain,
      title: 'Coffee on us',
      picture: 'coffee',
      benefit: { kind: 'item', item: 'Coffee' },
      validity: days(14),
      bound: 0.45,
      patience: 4,
      reasons: [
        'Coffee was cold',
        'Queue out of the door at nine',
        'Machine broke down in the middle of the order',
        'Oat milk had run out',
        'Spilled on the tray',
      ],
      notes: ['Gave it on paper.', 'Any size.'],
    },
    16,
  ],
  [
    {
      ...plain,
      title: 'Free dessert',
      description: 'Whatever is in the window today.',
      picture: 'cake',
      benefit: { kind: 'item', item: 'Dessert of the day' },
      validity: days(30),
      bound: 0.6,
      reasons: ['Mousse was off the menu', 'Birthday lunch for six', 'Waited for the bill', 'Soup came cold'],
      notes: ['Not the cheesecake: allergy.'],
    },
    10,
  ],
  [
    {
      ...plain,
      title: '€5 off your next breakfast',
      description: 'On weekday mornings, from €12.',
      picture: 'breakfast',
      benefit: { kind: 'amount', amount: 500, currency: EUR },
      validity: months(1),
      windows: [{ days: [...WORKDAYS], from: '08:00', to: '12:00' }],
      minimumSpend: 1200,
      bound: 0.75,
      orders: [1250, 3400],
      reasons: [
        'Wrong eggs, twice',
        'Hair in the jam',
        'Price on the board was last month’s',
        'Waited 30 minutes',
      ],
      notes: ['Shift lead spoke to them.', 'Wrote a fair review.'],
    },
    11,
  ],
  [
    {
      ...plain,
      title: 'A country loaf',
      description: 'Slow wheat and rye, one kilo.',
      picture: 'loaf',
      benefit: { kind: 'item', item: 'Country loaf, 1 kg' },
      validity: days(7),
      bound: 0.55,
      patience: 2.5,
      reasons: ['Loaf was not baked through', 'Sold out although reserved', 'Burnt crust on Friday’s batch'],
      notes: ['Batch of 6:30.'],
    },
    9,
  ],
  [
    {
      ...plain,
      title: '10 % off the next order for the office',
      picture: null,
      benefit: { kind: 'percent', percent: 10, max_amount: 3000 },
      validity: months(3),
      minimumSpend: 6000,
      bound: 1,
      orders: [6200, 21000],
      patience: 14,
      reasons: ['Delivery came 40 minutes late', 'Two boxes were missing', 'Invoice went to the wrong firm'],
      notes: ['Talk to the assistant, not the boss.', 'Wants the receipt with the tax number.'],
    },
    5,
  ],
]

/** Sent to people the brand knows, or agreed with the neighbours. */
export const INVITING: readonly (readonly [Promised, number])[] = [
  [
    {
      ...plain,
      title: '15 % off a birthday cake',
      description: 'Order it three days ahead, in any of our shops.',
      picture: 'cake',
      benefit: { kind: 'percent', percent: 15, max_amount: 1000 },
      validity: months(2),
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
      ...plain,
      title: 'Lunch for €9',
      description: 'Dish of the day with soup, on weekdays.',
      picture: 'lunch',
      benefit: { kind: 'fixed_price', amount: 900, currency: EUR, item: 'Dish of the day with soup' },
      validity: days(21),
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
      ...plain,
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
      ...plain,
      title: '€2 off any book',
      description: 'At Livraria Mar in Porto, with a coffee on the first floor.',
      picture: 'book',
      benefit: { kind: 'amount', amount: 200, currency: EUR },
      validity: months(2),
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
      ...plain,
      title: 'A morning in the bakery',
      description: 'Bake with Armando on a Sunday, coffee and flour on your shoes included.',
      picture: 'loaf',
      benefit: { kind: 'custom', text: 'One place at the bench on a Sunday from eight to noon' },
      validity: months(4),
      stores: OWN_STORES,
      bound: 1,
      patience: 30,
      reasons: ['Asked for it at the reading', 'Won the raffle of the parish'],
      notes: ['Ring the day before.'],
    },
    2,
  ],
]

/** Paid for, at the counter or in the web shop. */
export const TEN_COFFEES: Promised = {
  ...plain,
  title: 'Ten coffees, nine paid',
  picture: 'coffee',
  benefit: { kind: 'item', item: 'Coffee' },
  validity: months(6),
  uses: 10,
  bound: 0.85,
  patience: 4,
  reasons: ['Sold at the counter'],
  notes: ['Paid by card.', 'Paid in cash.', 'A present for a colleague.'],
}

/** A gift voucher of that many cents. */
export function giftVoucher(amount: number): Promised {
  return {
    ...plain,
    title: 'Gift voucher',
    description: 'Spend it in parts, in any shop, until nothing is left.',
    picture: 'gift',
    benefit: { kind: 'value', amount, currency: EUR },
    validity: months(12),
    uses: null,
    bound: 0.35,
    patience: 12,
    reasons: ['Sold at the counter'],
    notes: ['For a wedding.', 'Company present.', 'Printed on card.'],
  }
}

/** Printed on a notice or a tram stop: one code for many, with a limit. */
export const NOTICES: readonly {
  readonly code: string
  readonly daysAgo: number
  readonly promised: Promised
}[] = [
  {
    code: 'BEMVINDOS',
    daysAgo: 54,
    promised: {
      ...plain,
      title: '€2 off your second breakfast',
      description: 'Bring the notice from the tram stop. From €6, on weekday mornings.',
      picture: 'breakfast',
      benefit: { kind: 'amount', amount: 200, currency: EUR },
      validity: days(60),
      uses: 150,
      windows: [{ days: [...WORKDAYS], from: '08:00', to: '11:00' }],
      minimumSpend: 600,
      bound: 0,
      orders: [640, 1900],
      patience: 1.2,
      reasons: ['Notice at the tram stops 25E and 28E'],
      notes: [],
    },
  },
  {
    code: 'DOCEDOMINGO',
    daysAgo: 118,
    promised: {
      ...plain,
      title: 'Sunday cake at half price',
      description: 'One slice for each guest, on Sundays.',
      picture: 'cake',
      benefit: { kind: 'percent', percent: 50, max_amount: 250 },
      validity: days(75),
      uses: 60,
      windows: [{ days: ['sunday'], from: '09:00', to: '18:00' }],
      bound: 0,
      orders: [320, 980],
      patience: 2.5,
      reasons: ['Chalkboard outside, all shops'],
      notes: [],
    },
  },
]
