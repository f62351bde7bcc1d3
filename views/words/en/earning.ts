/** Words of the page that says what purchases earn. */
export const earning = {
  title: 'Earning',
  lead: 'What customers get for what they buy, at the counter and through your shop system.',
  now: 'Nothing is earned until you say so here. A change is for purchases from then on; what was earned stays.',
  points: 'Points',
  pointsHint: 'For every full amount below. Leave it empty for no points.',
  per: (currency: string) => `For every, ${currency}`,
  perHint: 'Such as 1 for a point for every whole one that is paid.',
  cashback: 'Cashback, percent',
  cashbackHint: 'Of what is paid, at most two decimals, such as 2.5. Leave it empty for none.',
  months: 'Ends after, months',
  monthsHint: 'What is earned ends after so many calendar months. Leave it empty to keep it.',
  stores: 'More or less in some shops',
  plans: 'More or less for some plans',
  factorHint: 'Multiplies what is earned: 2 is double, 0.5 half, 0 nothing. Empty is 1.',
  moreStores: (count: number) =>
    count === 1 ? 'One more shop earns as usual.' : `${count} more shops earn as usual.`,
  rounding:
    'Shop and plan multiply each other. Then it is rounded down, once for each purchase, to whole points and whole cents.',
  save: 'Save',
  none: 'Nothing is earned',
  factor: (name: string) => `${name}, factor`,
  problems: {
    points: 'Write a whole number of points from 1 to 1,000, or leave it empty.',
    per: 'Write an amount such as 1 or 2.50, for which points are given.',
    cashback: 'Write a percentage from 0.01 to 100 with at most two decimals, or leave it empty.',
    months: 'Write a number of months from 1 to 120, or leave it empty.',
    factor: 'Write a number from 0 to 10 with at most two decimals, or leave it empty.',
  },
}
