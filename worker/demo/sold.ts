import { forDays, forMonths, PLAIN, type Promised, WORKDAYS } from './promises.ts'

/** Paid for, at the counter or in the web shop. */
export const TEN_COFFEES: Promised = {
  ...PLAIN,
  title: 'Ten coffees, nine paid',
  picture: 'coffee',
  benefit: { kind: 'item', item: 'Coffee' },
  validity: forMonths(6),
  uses: 10,
  bound: 0.85,
  patience: 4,
  reasons: ['Sold at the counter'],
  notes: ['Paid by card.', 'Paid in cash.', 'A present for a colleague.'],
}

/** A gift voucher of that many cents. */
export function giftVoucher(amount: number): Promised {
  return {
    ...PLAIN,
    title: 'Gift voucher',
    description: 'Spend it in parts, in any shop, until nothing is left.',
    picture: 'gift',
    benefit: { kind: 'value', amount, currency: 'EUR' },
    validity: forMonths(12),
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
      ...PLAIN,
      title: '€2 off your second breakfast',
      description: 'Bring the notice from the tram stop. From €6, on weekday mornings.',
      picture: 'breakfast',
      benefit: { kind: 'amount', amount: 200, currency: 'EUR' },
      validity: forDays(60),
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
      ...PLAIN,
      title: 'Sunday cake at half price',
      description: 'One slice for each guest, on Sundays.',
      picture: 'cake',
      benefit: { kind: 'percent', percent: 50, max_amount: 250 },
      validity: forDays(75),
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
