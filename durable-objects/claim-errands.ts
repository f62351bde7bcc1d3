import type { Entry } from '../src/account/account.ts'
import type { AccountClaim } from '../src/account/claim.ts'
import type { Receive } from '../src/account/command.ts'
import { sentWith } from '../src/account/saga.ts'
import { assert } from '../src/assert.ts'
import type { Issue, Void, Words } from '../src/command.ts'
import { type CampaignId, type ClaimId, type CustomerId, claimId, type VoucherId } from '../src/id.ts'
import type { Outcome } from '../src/ledger.ts'
import type { Refusal } from '../src/refusal.ts'
import type { Place } from '../src/voucher.ts'
import type { AccountObject } from './account-object.ts'
import { beside } from './beside.ts'
import { digestOfErrand } from './hash-chain.ts'
import type { StockObject } from './stock-object.ts'
import type { VoucherObject } from './voucher-object.ts'

/** The objects an account deals with. */
export interface ErrandEnv {
  readonly ACCOUNTS: DurableObjectNamespace<AccountObject>
  readonly STOCK: DurableObjectNamespace<StockObject>
  readonly VOUCHERS: DurableObjectNamespace<VoucherObject>
  readonly JURISDICTION?: string
}

/** A claim and whose it is. */
interface Held {
  readonly customer: CustomerId
  readonly claim: AccountClaim
}

/** What came of asking for everything a claim needs. */
type Obtained = { readonly voucher: VoucherId } | { readonly refusal: Refusal }

/**
 * Takes money of the budget, one of the stock, and issues the voucher. Each of them answers a repeat as the first time, so
 * that this may be begun again from anywhere.
 */
export async function obtain(env: ErrandEnv, held: Held): Promise<Obtained> {
  const { claim } = held
  const id = idOf(held)
  if (claim.budget !== null) {
    const { kind } = await stockOf(env, claim.budget.name).take(id, claim.budget.amount)
    if (kind === 'refused') return { refusal: { reason: 'budget_exhausted' } }
  }
  if (claim.stock !== null) {
    const { kind } = await stockOf(env, claim.stock).take(id, 1)
    if (kind === 'refused') return { refusal: { reason: 'out_of_stock' } }
  }
  return issueVoucher(env, held, id)
}

/** Why there is no point in beginning, asked beforehand so that who comes too late leaves next to nothing behind. */
export async function hopeless(
  env: ErrandEnv,
  { stock, budget }: Pick<AccountClaim, 'stock' | 'budget'>,
): Promise<readonly Refusal[]> {
  const [pieces, money] = await Promise.all([
    stock === null ? null : stockOf(env, stock).read(),
    budget === null ? null : stockOf(env, budget.name).read(),
  ])
  const none: Refusal[] = stock !== null && isShort(pieces, 1) ? [{ reason: 'out_of_stock' }] : []
  const over: Refusal[] =
    budget !== null && isShort(money, budget.amount) ? [{ reason: 'budget_exhausted' }] : []
  return [...none, ...over]
}

/** Voids the voucher for a refund, with what was said of it; gives why not, or null where it is void now by this claim's cancellation. */
export async function takeVoucherBack(env: ErrandEnv, held: Held, words: Words): Promise<Refusal | null> {
  const { claim } = held
  const { voucher, cancel } = claim
  assert(voucher !== null && cancel !== null, 'a claim that is cancelled had its voucher')
  const command: Void = {
    kind: 'void',
    // Each wish is asked anew: what was refused while it was used may pass once that was rolled back.
    ...sentFor('void', `${idOf(held)} ${cancel.seq}`),
    place: placeOf(cancel),
    refund: true,
    words,
  }
  const { outcome } = await executed(env, voucher, command)
  if (outcome.kind === 'refused') return outcome.refusals[0]
  // Nobody counted the offer when it was taken, and somebody may since: then it has a place there.
  if (claim.stock === null) await stockOf(env, claim.offer).giveBack(idOf(held))
  return null
}

/** Gives back what an ended claim took of stock and budget; as good done twice. */
export async function giveBack(env: ErrandEnv, held: Held): Promise<void> {
  const { stock, budget } = held.claim
  const id = idOf(held)
  if (stock !== null) await stockOf(env, stock).giveBack(id)
  if (budget !== null) await stockOf(env, budget.name).giveBack(id)
}

/** Brings what a transfer sent to the account that stays, once, however often it is brought. */
export async function deliver(
  env: ErrandEnv,
  entry: Extract<Entry, { kind: 'merged_out' }>,
  place: Place,
): Promise<void> {
  const { customer: from, into, seq: transfer } = entry
  const command: Receive = {
    kind: 'receive',
    ...sentFor('transfer', `${from} ${transfer}`),
    ...{ customer: into, place, currency: '', ...sentWith(entry) },
  }
  await beside(env.ACCOUNTS, into, env.JURISDICTION).execute(command)
}

/** The first of the claim's candidates that no other voucher has: the same one every time. */
async function issueVoucher(env: ErrandEnv, { customer, claim }: Held, id: ClaimId): Promise<Obtained> {
  let refusal: Refusal | null = null
  for (const candidate of claim.candidates) {
    const command: Issue = {
      kind: 'issue',
      ...sentFor('issue', id),
      ...candidate,
      place: placeOf(claim),
      terms: claim.terms,
      customer,
      source: claim.source,
      offer: claim.offer,
      campaign: claim.budget === null ? null : campaignIn(claim.budget.name),
      claim: id,
      words: {},
    }
    const { outcome } = await executed(env, candidate.voucher, command)
    if (outcome.kind === 'accepted') return { voucher: candidate.voucher }
    refusal = outcome.refusals[0]
    if (refusal.reason !== 'code_taken') break
  }
  assert(refusal !== null, 'a claim can become a voucher')
  return { refusal }
}

/** Structured clone keeps what the mapped types of RPC forget: that a refusal has at least one reason. */
async function executed(env: ErrandEnv, voucher: VoucherId, command: Issue | Void) {
  const answer: unknown = await beside(env.VOUCHERS, voucher, env.JURISDICTION).execute(command)
  return answer as { readonly outcome: Outcome }
}

/** A budget is counted under its campaign's id. */
function campaignIn(name: string): CampaignId {
  assert(name.startsWith('cmp_'), "a budget is a campaign's")
  return `cmp_${name.slice('cmp_'.length)}`
}

function stockOf(env: ErrandEnv, name: string) {
  return beside(env.STOCK, name, env.JURISDICTION)
}

function isShort(reading: { readonly left: number | null } | null, needed: number): boolean {
  return reading === null || (reading.left !== null && reading.left < needed)
}

function idOf({ customer, claim }: Held): ClaimId {
  return claimId(customer, claim.seq)
}

function placeOf({ place }: { readonly place: Place | null }): Place {
  assert(place !== null, 'somebody claims and cancels')
  return place
}

/** An errand has one id for ever; what it asks for follows from it. */
function sentFor(errand: string, about: string) {
  const id = digestOfErrand(errand, about)
  return { id, digest: id.slice(0, 32) }
}
