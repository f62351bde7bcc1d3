import { addMonths, type Instant, localDateOf, startOfDay } from '../../src/local-time.ts'
import { BLANK_OFFER, type OfferFacts } from '../../src/offer.ts'
import type { Env } from '../env.ts'
import { changeOffer, createOffer } from '../library/offer-changes.ts'
import { digestOf } from '../secrets.ts'
import { MERIDIANO } from './brand.ts'
import { listedId, offerIdOf } from './lists.ts'
import { INES } from './staff.ts'

const { currency, zone } = MERIDIANO.brand
const DAY = 24 * 60 * 60 * 1000
const WORKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'] as const

const euros = (amount: number) => ({ amount: amount * 100, currency })
const category = (...names: readonly string[]) => names.map((name) => listedId('categories', name))

/** What Meridiano promises: its name, its picture by drawing, and what it says beyond an empty form. */
type Promised = Partial<OfferFacts> & {
  readonly name: string
  readonly picture: string | null
  /** A draft that plans alone give. */
  readonly ofPlans?: true
}

/** What is on at Meridiano, the first of them newest. */
const PROMISES: readonly Promised[] = [
  {
    name: 'Second coffee free',
    picture: 'coffee',
    description: 'Come back after 15:00 and the second cup is on the house.',
    benefit: { kind: 'item', item: 'Coffee' },
    validity: { kind: 'days', count: 14 },
    windows: [{ days: [...WORKDAYS], from: '15:00', to: '19:00' }],
    channels: ['in_store'],
    per_customer: 1,
    per_customer_period: 'week',
    categories: category('Coffee'),
    campaign_id: listedId('campaigns', 'Autumn mornings'),
  },
  {
    name: 'Six pastéis for the price of five',
    picture: 'coffee-and-nata',
    description: 'Still warm before eleven.',
    benefit: { kind: 'custom', text: 'Six pastéis de nata, pay five' },
    validity: { kind: 'days', count: 7 },
    stock: 200,
    channels: ['in_store'],
    categories: category('Breakfast', 'Bread and cakes'),
  },
  {
    name: 'A country loaf',
    picture: 'loaf',
    description: 'Slow wheat and rye, one kilo.',
    benefit: { kind: 'item', item: 'Country loaf' },
    required_points: 100,
    validity: { kind: 'days', count: 30 },
    channels: ['in_store'],
    categories: category('Bread and cakes'),
  },
  {
    name: 'Breakfast for two',
    picture: 'breakfast',
    description: 'Toast, juice, coffee, and the newspaper.',
    benefit: { kind: 'item', item: 'Breakfast for two' },
    required_points: 160,
    validity: { kind: 'months', count: 2 },
    channels: ['in_store'],
    categories: category('Breakfast'),
  },
  {
    name: 'Bread on Saturdays',
    picture: null,
    description: 'A bag of rolls, kept for you until noon.',
    benefit: { kind: 'item', item: 'Six rolls' },
    plan_ids: [listedId('plans', 'Mornings'), listedId('plans', 'Patrons')],
    validity: { kind: 'days', count: 7 },
    windows: [{ days: ['saturday'], from: '08:00', to: '12:00' }],
    channels: ['in_store'],
    per_customer: 1,
    per_customer_period: 'week',
    holder_required: true,
    categories: category('Bread and cakes'),
  },
  {
    name: 'A birthday cake, a little cheaper',
    picture: 'cake',
    description: 'Order three days ahead.',
    benefit: { kind: 'percent', percent: 15, max_amount: 1000 },
    validity: { kind: 'days', count: 30 },
    minimum_spend: euros(20),
    per_customer: 1,
    per_customer_period: 'year',
    holder_required: true,
    combinable: false,
    categories: category('Bread and cakes'),
  },
  {
    name: 'Bom dia: your first breakfast',
    picture: null,
    description: 'For everybody who has just moved in around the corner.',
    benefit: { kind: 'percent', percent: 10, max_amount: 500 },
    validity: { kind: 'days', count: 30 },
    first_purchase_only: true,
    per_customer: 1,
    claim_word: 'BOMDIA10',
    categories: category('Breakfast'),
  },
  {
    name: 'Twenty-five euros to give away',
    picture: 'gift',
    description: 'For somebody who is hard to choose for.',
    benefit: { kind: 'value', ...euros(25) },
    uses: null,
    required_balance: euros(25),
    validity: { kind: 'months', count: 12 },
    categories: category('Books and gifts'),
  },
  {
    name: 'Thank you: a slice of cake',
    picture: 'cake',
    description: 'Whoever spends twenty euros finds it in their wallet.',
    benefit: { kind: 'item', item: 'Slice of cake' },
    automatic: { on: 'purchase', minimum: euros(20) },
    validity: { kind: 'days', count: 30 },
    per_customer: 1,
    per_customer_period: 'month',
    channels: ['in_store'],
  },
  {
    name: 'A coffee before ten',
    ofPlans: true,
    picture: 'coffee',
    description: 'One a day, as long as the month lasts.',
    benefit: { kind: 'item', item: 'Coffee' },
    uses: 31,
    uses_per_day: 1,
    validity: { kind: 'months', count: 1 },
    windows: [{ days: [...WORKDAYS, 'saturday', 'sunday'], from: '07:00', to: '10:00' }],
    channels: ['in_store'],
    holder_required: true,
  },
  {
    name: 'The first cake of the month',
    ofPlans: true,
    picture: 'cake',
    description: 'A slice of whatever is on the counter.',
    benefit: { kind: 'item', item: 'Slice of cake' },
    validity: { kind: 'months', count: 1 },
    channels: ['in_store'],
  },
]

/** The same with its times: one ends soon, one opens with the next month. */
function promisesOn(now: Instant): readonly Promised[] {
  const inThreeWeeks = startOfDay(localDateOf(now + 21 * DAY, zone), zone)
  const nextMonth = startOfDay(`${addMonths(localDateOf(now, zone), 1).slice(0, 7)}-01`, zone)
  return PROMISES.map((promise) => {
    if (promise.stock !== undefined) return { ...promise, publish_until: inThreeWeeks }
    return promise.required_balance === undefined ? promise : { ...promise, publish_from: nextMonth }
  })
}

/** Publishes them all, but for what plans alone give. May be repeated. */
export async function publishOffers(
  env: Env,
  pictures: ReadonlyMap<string, string>,
  now: Instant,
): Promise<void> {
  for (const [index, { picture, ofPlans = false, ...said }] of promisesOn(now).entries()) {
    const act = { by: INES.id, role: 'admin', device: null, from: null, at: now - index * 60_000 } as const
    const facts = { ...BLANK_OFFER, ...said, image_url: (picture && pictures.get(picture)) ?? null }
    const command = digestOf('demo', 'offer', said.name)
    const made = await createOffer(env.DB, { id: offerIdOf(said.name), facts, command, digest: '' }, act)
    if (!ofPlans && 'offer' in made && made.offer.state === 'draft') {
      const move = { before: made.offer, state: 'published', facts, action: 'offer_published' } as const
      await changeOffer(env.DB, move, act)
    }
  }
}
