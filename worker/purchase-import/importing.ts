import type { StoreId } from '../../src/id.ts'
import type { Place } from '../../src/voucher.ts'
import { en } from '../../views/words/en.ts'
import { dropFile } from '../customer-import/importing.ts'
import type { Env } from '../env.ts'
import type { Act } from '../library/audit.ts'
import { type ImportRow, importById, writeCounts } from '../library/customer-imports.ts'
import { recordPurchase } from '../purchasing.ts'
import { digestOf } from '../secrets.ts'
import type { ReadPurchase } from './lines.ts'
import { type PurchasePlan, planPurchases } from './plan.ts'

/** A step is as many lines as are noted at once; a few of them are one request. */
const STEP = 50
const STEPS_MOST = 5
/** So many accounts are asked at once. */
const AT_ONCE = 10

interface Recording {
  readonly currency: string
  /** Where whoever brings the file in acts, for each of their shops. */
  readonly placeIn: (store: StoreId) => Place | null
}

/**
 * Brings purchases in, from where the file stands, each as one recorded at the counter. Every line goes under a command of its
 * own, and its order counts once: a run that was cut off, two at once, or the same file again earn nothing twice.
 */
export async function runPurchases(
  env: Env,
  from: ImportRow,
  lines: readonly ReadPurchase[],
  recording: Recording,
  act: Act,
): Promise<void> {
  let row = from
  for (let n = 0; n < STEPS_MOST && row.finishedAt === null; n += 1) {
    const plans = await planPurchases(env.DB, lines.slice(row.doneTo, row.doneTo + STEP))
    const outcomes: Outcome[] = []
    for (let at = 0; at < plans.length; at += AT_ONCE) {
      const some = plans.slice(at, at + AT_ONCE)
      outcomes.push(...(await Promise.all(some.map((plan) => recorded(env, row, plan, recording, act.at)))))
    }
    const of = (kind: Outcome['kind']) => outcomes.filter((outcome) => outcome.kind === kind).length
    const step = {
      from: row.doneTo,
      to: row.doneTo + plans.length,
      created: of('recorded'),
      skipped: of('known'),
      refused: outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? [outcome] : [])),
    }
    await writeCounts(env.DB, row, step, 'purchases_imported', act)
    row = (await importById(env.DB, row.id)) ?? row
  }
  // It is full of people: nobody needs it any more.
  if (row.finishedAt !== null) await dropFile(env, row)
}

type Outcome =
  | { readonly kind: 'recorded' | 'known' }
  | {
      readonly kind: 'refused'
      readonly line: number
      readonly why: string
      readonly cells: readonly string[]
    }

async function recorded(
  env: Env,
  { id, at }: ImportRow,
  plan: PurchasePlan,
  { currency, placeIn }: Recording,
  now: number,
): Promise<Outcome> {
  if (plan.kind === 'refused') return refused(plan.row, whyNot(plan))
  const { row, customer } = plan
  const place = placeIn(row.store.id)
  if (place === null) return refused(row, en.purchaseImports.problems.store)
  const { order, total } = row
  const purchasing = { customer, store: row.store.id, order, total, currency, at: row.at ?? at }
  const content = JSON.stringify([row.store.id, order, total, purchasing.at])
  const sent = {
    id: digestOf('purchases', id, String(row.line)),
    digest: digestOf(content).slice(0, 32),
  }
  const done = await recordPurchase(env, sent, place, purchasing, now)
  if (done.kind === 'of_other_customer') return refused(row, en.purchaseImports.problems.foreign)
  if (done.answer.kind === 'refused') return refused(row, en.purchaseImports.problems.order_id)
  const { entry, replayed } = done.answer
  const own = !replayed || entry.command === sent.id
  // Whatever the lists say, the account knows what it recorded.
  if (!own && entry.kind === 'purchased' && entry.total !== total)
    return refused(row, en.purchaseImports.problems.other_total)
  return { kind: own ? 'recorded' : 'known' }
}

/** What is wrong with a line, as a sentence. */
export function whyNot({ problems }: Extract<PurchasePlan, { kind: 'refused' }>): string {
  return problems.map((problem) => en.purchaseImports.problems[problem]).join(' ')
}

function refused({ line, cells }: ReadPurchase, why: string): Outcome {
  return { kind: 'refused', line, why, cells }
}
