import type { Context } from 'hono'
import type { ClaimAnswer } from '../durable-objects/account-answers.ts'
import type { Answer } from '../durable-objects/voucher-object.ts'
import { zoneOfStores } from '../src/directory.ts'
import { worthOf } from '../src/goodwill.ts'
import type { Instant } from '../src/local-time.ts'
import { barriersTo, needsCustomer } from '../src/offer-eligibility.ts'
import { termsOfOffer } from '../src/offer-terms.ts'
import type { Refusals } from '../src/refusal.ts'
import type { Place, Voucher } from '../src/voucher.ts'
import { claimOffer, type Surroundings } from './claiming.ts'
import { DERIVATIONS, derivedCode, voucherIdForCode } from './code-vault.ts'
import type { Sending } from './command-id.ts'
import { customerPrincipal } from './customer-principal.ts'
import type { AppEnv } from './env.ts'
import { type Goodwill, withinBudget } from './goodwill.ts'
import { type Issuing, issueUnder } from './issuing.ts'
import type { CustomerRow } from './library/customers.ts'
import type { KnownOffer } from './library/offers.ts'
import { budgetOf, stockOf } from './offer-counters.ts'
import { stockStub, voucherStub } from './stubs.ts'
import { surroundingsOf } from './surroundings.ts'

/** An offer to be given by hand, to somebody or to whoever shows it. */
interface Handing {
  readonly offer: KnownOffer
  readonly customer: CustomerRow | null
  readonly sent: Sending
  readonly place: Place
}

/** What came of giving it: a claim's answer where it has a holder, else the voucher's own (null: no free code), or why not. */
export type Handed =
  | { readonly kind: 'claimed'; readonly answer: ClaimAnswer }
  | { readonly kind: 'issued'; readonly answer: Answer | null }
  | { readonly kind: 'refused'; readonly refusals: Refusals }

/**
 * Gives an offer by hand, within the monthly budget of whoever does. It costs its holder nothing; whom it is for, whether it is
 * open, how many there are and how many one may take hold as ever. Rule R106.
 */
export async function giveByHand(c: Context<AppEnv>, handing: Handing): Promise<Goodwill<Handed>> {
  const { offer, customer, sent } = handing
  const around = surroundingsOf(c)
  // Codes follow from the command: what has its first one came of it.
  const made = await voucherStub(c.env, voucherIdForCode(c.env, derivedCode(c.env, sent.id, 0))).read()
  const other = made !== null && !isFor(made.voucher, customer)
  const refusals = other ? KEY_REUSED : made === null ? objectionsTo(offer, customer, around.now) : null
  if (refusals !== null) return { kind: 'answered', answer: { kind: 'refused', refusals } }
  // Counted for each of them: whose claim is underway under one key, the other does not know of yet.
  const counted = { ...sent, digest: `${sent.digest} ${customer?.id ?? ''}` }
  return withinBudget<Handed>(c, counted, {
    worth: worthOf(termsOfOffer(offer.facts, around.directory.brand.zone)),
    wasIssued: async () => made !== null,
    issue: () => handOver(around, handing),
    counts: hasCome,
  })
}

/** Whether it came of a command that asked for this customer, or for nobody. A record that was merged is the one that stayed. */
function isFor({ claim, customer: holder }: Voucher, customer: CustomerRow | null): boolean {
  if (customer === null || claim === null) return customer === null && claim === null
  return holder === customerPrincipal(customer).id
}

const KEY_REUSED: Refusals = [{ reason: 'idempotency_key_reused' }]

/** Why it cannot be given so: never published, or to nobody while it is not open or has to know whom. Else the account decides. */
function objectionsTo(offer: KnownOffer, customer: CustomerRow | null, now: Instant): Refusals | null {
  const { facts, publishedAt } = offer
  if (customer !== null && publishedAt !== null) return null
  const anybody = { ...offer, facts: { ...facts, automatic: null, plan_ids: [], segments: [] } }
  const [first, ...rest] = barriersTo(anybody, { plan: null, tags: [] }, now)
  if (first !== undefined) return [first, ...rest]
  return needsCustomer(facts) ? [{ reason: 'customer_required' }] : null
}

function hasCome(handed: Handed): boolean {
  if (handed.kind === 'refused') return false
  if (handed.kind === 'claimed') return handed.answer.kind === 'accepted'
  return handed.answer?.outcome.kind === 'accepted'
}

async function handOver(around: Surroundings, { offer, customer, sent, place }: Handing): Promise<Handed> {
  if (customer === null) return issueToNobody(around, offer, sent, place)
  return {
    kind: 'claimed',
    answer: await claimOffer(around, offer, customer, { sent, place, given: 'manual' }),
  }
}

/** Under the first of its codes that is free; sent again, the same voucher. */
async function issueToNobody(
  { env, directory }: Surroundings,
  offer: KnownOffer,
  sent: Sending,
  place: Place,
): Promise<Handed> {
  const terms = termsOfOffer(offer.facts, zoneOfStores(directory, offer.facts.store_ids))
  const budget = await budgetOf(env, offer, worthOf(terms).amount)
  const campaign = budget === null ? null : (`cmp_${budget.name.slice('cmp_'.length)}` as const)
  const issuing = { terms, customer: null, code: null, words: {}, origin: { offer: offer.id, campaign } }
  const counters = [
    { name: budget?.name ?? null, quantity: budget?.amount ?? 0, reason: 'budget_exhausted' as const },
    { name: await stockOf(env, offer), quantity: 1, reason: 'out_of_stock' as const },
  ].flatMap(({ name, ...counter }) => (name === null ? [] : [{ name, ...counter }]))
  for (let n = 0; n < DERIVATIONS; n += 1) {
    const handed = await issueCounted({ env, sent, place }, issuing, derivedCode(env, sent.id, n), counters)
    if (handed !== null) return handed
  }
  return { kind: 'issued', answer: null }
}

/**
 * Takes of the budget and the stock under the voucher's id, then issues it. Dying in between leaves a take whose voucher never
 * came: what counts asks for it and frees it. Null where the code is another voucher's.
 */
async function issueCounted(
  { env, sent, place }: { readonly env: Surroundings['env']; readonly sent: Sending; readonly place: Place },
  issuing: Issuing,
  code: string,
  counters: readonly {
    readonly name: string
    readonly quantity: number
    readonly reason: 'budget_exhausted' | 'out_of_stock'
  }[],
): Promise<Handed | null> {
  const voucher = voucherIdForCode(env, code)
  const mine = (await voucherStub(env, voucher).recall(sent.id)) !== null
  if (!mine && (await voucherStub(env, voucher).read()) !== null) return null
  const taken: string[] = []
  const giveBack = () => Promise.all(taken.map((name) => stockStub(env, name).giveBack(voucher)))
  for (const { name, quantity, reason } of mine ? [] : counters) {
    const { kind } = await stockStub(env, name).take(voucher, quantity)
    if (kind === 'refused') {
      await giveBack()
      return { kind: 'refused', refusals: [{ reason }] }
    }
    taken.push(name)
  }
  const answer = await issueUnder(env, sent, place, issuing, code)
  if (answer.outcome.kind === 'accepted') return { kind: 'issued', answer }
  await giveBack()
  return answer.outcome.refusals[0].reason === 'code_taken' ? null : { kind: 'issued', answer }
}
