import type { ClaimAnswer } from '../durable-objects/account-answers.ts'
import type { Claim } from '../src/account/command.ts'
import { lastFour } from '../src/code.ts'
import { type Directory, zoneOfStores } from '../src/directory.ts'
import { worthOf } from '../src/goodwill.ts'
import type { CustomerId } from '../src/id.ts'
import type { Instant } from '../src/local-time.ts'
import type { OfferFacts } from '../src/offer.ts'
import { barriersTo } from '../src/offer-eligibility.ts'
import { phaseAt, standingOf } from '../src/offer-state.ts'
import { priceOf, termsOfOffer } from '../src/offer-terms.ts'
import type { Refusal } from '../src/refusal.ts'
import type { Place, Source } from '../src/voucher.ts'
import { DERIVATIONS, derivedCode, seal, voucherIdForCode } from './code-vault.ts'
import type { Sending } from './command-id.ts'
import { customerPrincipal } from './customer-principal.ts'
import type { Env } from './env.ts'
import type { CustomerRow } from './library/customers.ts'
import type { KnownOffer } from './library/offers.ts'
import { answeredBefore } from './merged-accounts.ts'
import { budgetOf, stockOf } from './offer-counters.ts'
import { type AccountCalls, accountStub } from './stubs.ts'

/** What a claim is made in: known to a request, and to what the clock does by itself. */
export interface Surroundings {
  readonly env: Env
  readonly directory: Directory
  readonly now: Instant
}

/** What is asked for, and where from. */
interface Asking {
  readonly sent: Sending
  readonly place: Place
  /** Given rather than bought: whatever the offer asks for, it costs nothing and came from there. */
  readonly given?: Extract<Source, 'plan' | 'rule' | 'manual'>
  /** Line of the account whose purchase it is given for. */
  readonly because?: number | undefined
  /** What a record that gave way has answered, where it was asked under another command than this one. */
  readonly recall?: (account: AccountCalls, record: CustomerId) => Promise<ClaimAnswer | null>
}

/**
 * Claims an offer for a customer: the account decides, and finishes what it has begun. The same command is the same voucher.
 * Who takes it, or gets it by hand, must be among those it is for, while it is open; to whom and when else something is given,
 * the plan or the rule decides.
 */
export async function claimOffer(
  { env, directory, now }: Surroundings,
  offer: KnownOffer,
  customer: CustomerRow,
  { sent, place, given, because, recall = (account) => account.recallClaim(sent) }: Asking,
): Promise<ClaimAnswer> {
  const { brand } = directory
  const { facts } = offer
  const { id } = customerPrincipal(customer)
  const before = await answeredBefore(env, id, recall)
  if (before !== null) return before
  const who = { plan: customer.planId, tags: customer.tags }
  const barriers = given === 'plan' || given === 'rule' ? [] : barriersTo(asked(offer, given), who, now)
  // Never published, it was never claimed: no account could remember anything.
  if (facts.benefit === null || facts.validity === null)
    return { kind: 'refused', refusals: [notOpen(offer, now)], replayed: false }
  const terms = termsOfOffer(facts, zoneOfStores(directory, facts.store_ids))
  const command: Claim = {
    kind: 'claim',
    ...sent,
    customer: id,
    place,
    currency: brand.currency,
    offer: offer.id,
    version: offer.version,
    ...(given === undefined ? priceOf(facts) : { price: null, source: given }),
    terms,
    candidates: candidatesFor(env, sent),
    // Who is refused anyway begins no count, and waits for none.
    stock: barriers.length > 0 ? null : await stockOf(env, offer),
    budget: await budgetOf(env, offer, worthOf(terms).amount),
    limits: given === 'plan' ? UNLIMITED : limitsOf(facts, brand.zone),
    barriers,
    ...(because !== undefined && { because }),
  }
  return accountStub(env, command.customer, terms.zone).claim(command)
}

/** What gives itself can be given by hand too; it is only nothing to take. */
function asked(offer: KnownOffer, given: Asking['given']): KnownOffer {
  return given === undefined ? offer : { ...offer, facts: { ...offer.facts, automatic: null } }
}

function notOpen(offer: KnownOffer, now: Instant): Refusal {
  return { reason: 'offer_not_open', offer_status: phaseAt(standingOf(offer), now), opens_at: null }
}

/** What a plan promises its members was paid for: it is no claim of theirs. Rule R115. */
const UNLIMITED: Claim['limits'] = { perCustomer: null, firstPurchaseOnly: false }

function limitsOf(facts: OfferFacts, zone: string): Claim['limits'] {
  const { per_customer: most, per_customer_period: period } = facts
  return {
    perCustomer: most === null ? null : { most, period, zone },
    firstPurchaseOnly: facts.first_purchase_only,
  }
}

/** Codes follow from the command: sent again it leads to the same voucher, without a table. */
function candidatesFor(env: Env, { id }: Sending): Claim['candidates'] {
  return Array.from({ length: DERIVATIONS }, (_, n) => {
    const code = derivedCode(env, id, n)
    const voucher = voucherIdForCode(env, code)
    return { voucher, sealedCode: seal(env, voucher, code), codeLast4: lastFour(code) }
  })
}
