import { type Instant, localDateOf } from '../../src/local-time.ts'
import type { Env } from '../env.ts'
import { budgetName } from '../goodwill-budget.ts'
import { askApproval } from '../library/approvals.ts'
import { addRow, type Content, type ListName } from '../library/lists.ts'
import { changeSetting } from '../library/settings.ts'
import { ID_PREFIX } from '../list-content.ts'
import { digestOf } from '../secrets.ts'
import { CHIADO, MERIDIANO } from './brand.ts'
import { customerIdOf } from './customers.ts'
import { INES, placeOf, TIAGO } from './staff.ts'

const { currency, zone } = MERIDIANO.brand

/** What Meridiano keeps in its settings' lists, in its order. */
function listsOn(today: Instant): readonly (readonly [ListName, Content])[] {
  const year = Number(localDateOf(today, zone).slice(0, 4))
  const named = (list: ListName, ...names: readonly string[]) =>
    names.map((name) => [list, { name }] as const)
  return [
    ...named('categories', 'Breakfast', 'Lunch', 'Coffee', 'Bread and cakes', 'Books and gifts'),
    ...named('tags', 'regular', 'newsletter', 'office', 'staff'),
    [
      'plans',
      {
        name: 'Mornings',
        price: { amount: 900, currency },
        period: 'month',
        gives: MORNINGS,
        vouchers: [
          { offer_id: offerIdOf('A coffee before ten'), count: 1 },
          { offer_id: offerIdOf('The first cake of the month'), count: 1 },
        ],
      },
    ],
    [
      'plans',
      {
        name: 'Patrons',
        price: { amount: 12_000, currency },
        period: 'year',
        gives: PATRONS,
        vouchers: [{ offer_id: offerIdOf('Breakfast for two'), count: 2 }],
      },
    ],
    [
      'campaigns',
      {
        name: 'Autumn mornings',
        goal: { amount: 450_000, currency },
        budget: { amount: 60_000, currency },
        starts_on: `${year}-09-22`,
        ends_on: `${year}-12-20`,
      },
    ],
  ]
}

const MORNINGS = ['A coffee every day before ten', 'The first cake of the month']
const PATRONS = [
  'Breakfast for two, twice a year',
  'Bread kept for you on Saturdays',
  'First to hear of new bread',
]

/** Fills the lists, gives the operators a small budget, and leaves one request above it waiting. May be repeated. */
export async function setUpLists(env: Env, now: Instant): Promise<void> {
  const act = { by: INES.id, role: 'admin', device: null, from: null, at: now } as const
  for (const [list, content] of listsOn(now)) {
    const command = digestOf('demo', list, content.name)
    const adding = { id: listedId(list, content.name), command, digest: '', content }
    await addRow(env.DB, list, adding, act)
  }
  const budget = { kind: 'limited', vouchers: 10, money: { amount: 2500, currency } }
  await changeSetting(env.DB, budgetName('operator'), { version: 0, value: budget }, act)
  const asked = digestOf('demo', 'approval', 'cake')
  await askApproval(
    env.DB,
    {
      id: `apr_${asked.slice(0, 26)}`,
      request: CAKE,
      place: placeOf(TIAGO, CHIADO),
      command: asked,
      digest: '',
    },
    { by: TIAGO.id, role: 'operator', device: null, from: null, at: now },
  )
}

/** The id of an offer of Meridiano's, by its name. */
export function offerIdOf(name: string): string {
  return `ofr_${digestOf('demo', 'offer', name).slice(0, 26)}`
}

/** The id of something in Meridiano's lists, by its name. */
export function listedId(list: ListName, name: string): string {
  return `${ID_PREFIX[list]}_${digestOf('demo', list, name).slice(0, 26)}`
}

const CAKE = {
  title: 'Fifty euros towards the next cake',
  benefit: { kind: 'value', amount: 5000, currency },
  validity: { kind: 'months', count: 6 },
  customer_id: customerIdOf('Joana Martins'),
  reason: 'compensation',
  note: 'The wedding cake came a day late.',
}
