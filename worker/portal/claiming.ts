import type { Context } from 'hono'
import type { ClaimAnswer } from '../../durable-objects/account-answers.ts'
import type { Claim } from '../../src/account/command.ts'
import { lastFour } from '../../src/code.ts'
import { zoneOfStores } from '../../src/directory.ts'
import { worthOf } from '../../src/goodwill.ts'
import { priceOf, termsOfOffer } from '../../src/offer-terms.ts'
import type { Place } from '../../src/voucher.ts'
import { DERIVATIONS, derivedCode, seal, voucherIdForCode } from '../code-vault.ts'
import type { Sending } from '../command-id.ts'
import { customerPrincipal } from '../customer-principal.ts'
import type { AppEnv, Env } from '../env.ts'
import type { CustomerRow } from '../library/customers.ts'
import type { KnownOffer } from '../library/offers.ts'
import { budgetFor } from '../offer-references.ts'
import { accountStub, stockStub } from '../stubs.ts'

/**
 * Claims an offer for a customer: the account decides, and finishes what it has begun. The same command is the same voucher.
 * Whether the offer is open, and for them, is the caller's to ask.
 */
export async function claimOffer(
  c: Context<AppEnv>,
  offer: KnownOffer,
  customer: CustomerRow,
  { sent, place }: { readonly sent: Sending; readonly place: Place },
): Promise<ClaimAnswer> {
  const { brand } = c.get('directory')
  const { facts } = offer
  const terms = termsOfOffer(facts, zoneOfStores(c.get('directory'), facts.store_ids))
  const command: Claim = {
    kind: 'claim',
    ...sent,
    customer: customerPrincipal(customer).id,
    place,
    currency: brand.currency,
    offer: offer.id,
    version: offer.version,
    ...priceOf(facts),
    terms,
    candidates: candidatesFor(c.env, sent),
    stock: await counted(c.env, offer.id, facts.stock),
    budget: await budgetOf(c, offer, worthOf(terms).amount),
    limits: {
      perCustomer:
        facts.per_customer === null
          ? null
          : { most: facts.per_customer, period: facts.per_customer_period, zone: brand.zone },
      firstPurchaseOnly: facts.first_purchase_only,
    },
  }
  return accountStub(c.env, command.customer, terms.zone).claim(command)
}

/** Codes follow from the command: sent again it leads to the same voucher, without a table. */
function candidatesFor(env: Env, { id }: Sending): Claim['candidates'] {
  return Array.from({ length: DERIVATIONS }, (_, n) => {
    const code = derivedCode(env, id, n)
    const voucher = voucherIdForCode(env, code)
    return { voucher, sealedCode: seal(env, voucher, code), codeLast4: lastFour(code) }
  })
}

/** What counts it, told how much there is; null where nobody has to count. Less than is taken already stays as it was. */
async function counted(env: Env, name: string, limit: number | null): Promise<string | null> {
  if (limit === null) return null
  await stockStub(env, name).configure(limit)
  return name
}

/** The money of its campaign that one voucher can cost at most; none where the campaign has no budget. */
async function budgetOf(
  c: Context<AppEnv>,
  { facts }: KnownOffer,
  amount: number | null,
): Promise<Claim['budget']> {
  const budget = await budgetFor(c.env, facts)
  if (budget === null || facts.campaign_id === null || amount === null || amount === 0) return null
  const name = await counted(c.env, facts.campaign_id, budget.amount)
  return name === null ? null : { name, amount }
}
