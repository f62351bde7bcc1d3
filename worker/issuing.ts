import type { Answer } from '../durable-objects/voucher-object.ts'
import { chosenCodeProblem, guessable, lastFour } from '../src/code.ts'
import type { Issue, Words } from '../src/command.ts'
import { type Directory, zoneOfStores } from '../src/directory.ts'
import type { CampaignId, CustomerId, OfferId } from '../src/id.ts'
import type { Terms } from '../src/terms.ts'
import type { Place } from '../src/voucher.ts'
import type { IssueRequest } from './api/shapes.ts'
import { DERIVATIONS, derivedCode, seal, voucherIdForCode } from './code-vault.ts'
import type { Sending } from './command-id.ts'
import type { Env } from './env.ts'
import type { FieldError } from './problem.ts'
import { voucherStub } from './stubs.ts'

/** What to issue, beyond the terms. `code`: null derives one; a chosen one is kept as written. */
export interface Issuing {
  readonly terms: Terms
  readonly customer: CustomerId | null
  readonly code: string | null
  readonly words: Words
  /** What it is issued from, where that is an offer, and the campaign whose money it may cost. */
  readonly origin?: { readonly offer: OfferId; readonly campaign: CampaignId | null }
}

/**
 * Issues a voucher. A derived code follows from the command, so a repeat reaches the same object and is answered from
 * it; a code that another voucher has is passed over for the next derivation. A chosen one that is taken is refused.
 */
export async function issue(
  env: Env,
  sending: Sending,
  place: Place,
  issuing: Issuing,
): Promise<Answer | null> {
  if (issuing.code !== null) return issueUnder(env, sending, place, issuing, issuing.code)
  for (let n = 0; n < DERIVATIONS; n += 1) {
    const answer = await issueUnder(env, sending, place, issuing, derivedCode(env, sending.id, n))
    if (answer.outcome.kind === 'accepted' || answer.outcome.refusals[0].reason !== 'code_taken')
      return answer
  }
  return null
}

/** Issues it under that code, or says why not: a code another voucher has is refused. */
export async function issueUnder(
  env: Env,
  sending: Sending,
  place: Place,
  issuing: Issuing,
  code: string,
): Promise<Answer> {
  const voucher = voucherIdForCode(env, code)
  const { terms, customer, words, origin } = issuing
  const command: Issue = {
    kind: 'issue',
    ...sending,
    place,
    voucher,
    terms,
    customer,
    source: 'manual',
    ...origin,
    words,
    sealedCode: seal(env, voucher, code),
    codeLast4: tailOf(code),
  }
  return voucherStub(env, voucher, terms.zone).execute(command)
}

/** The terms a request asks for, or every field that is wrong with it. */
export function readIssuing(request: IssueRequest, directory: Directory): Issuing | readonly FieldError[] {
  const errors = [...storeErrors(request, directory), ...usesErrors(request), ...codeErrors(request)]
  if (errors.length > 0) return errors
  const { benefit, store_ids = [], code } = request
  const terms: Terms = {
    title: request.title,
    description: request.description ?? '',
    image_url: request.image_url ?? null,
    ...(request.image_alt && { image_alt: request.image_alt }),
    ...(request.image_focus && { image_focus: request.image_focus }),
    code_shown: code !== null,
    benefit,
    validity: request.validity,
    zone: zoneOfStores(directory, store_ids),
    store_ids,
    uses: benefit.kind === 'value' ? null : (request.uses ?? 1),
    windows: request.windows ?? [],
    minimum_spend: request.minimum_spend ?? null,
  }
  const { reason, note, metadata } = request
  const words: Words = { ...(reason && { reason }), ...(note && { note }), ...(metadata && { metadata }) }
  const customer = request.customer_id
  return {
    terms,
    words,
    code: code?.trim().toUpperCase() ?? null,
    customer: customer ? `cus_${customer.slice(4)}` : null,
  }
}

function storeErrors({ store_ids = [] }: IssueRequest, { stores }: Directory): FieldError[] {
  return store_ids.flatMap((id, index) => {
    if (!stores.some((store) => store.id === id))
      return [{ pointer: `/store_ids/${index}`, detail: 'is not one of your shops' }]
    return store_ids.indexOf(id) < index ? [{ pointer: `/store_ids/${index}`, detail: 'is named twice' }] : []
  })
}

function usesErrors({ benefit, uses, minimum_spend }: IssueRequest): FieldError[] {
  const errors: FieldError[] = []
  if (benefit.kind === 'value' && uses != null) {
    errors.push({
      pointer: '/uses',
      detail: 'does not go with stored value, which is spent in parts until it is empty',
    })
  }
  if (minimum_spend != null && 'currency' in benefit && benefit.currency !== minimum_spend.currency) {
    errors.push({ pointer: '/minimum_spend/currency', detail: `must be ${benefit.currency}, as the benefit` })
  }
  return errors
}

/** Short chosen codes can be guessed, so something else must stand in the way: a holder, a minimum spend, several uses. */
function codeErrors({ code, customer_id, minimum_spend, uses }: IssueRequest): FieldError[] {
  if (code === undefined) return []
  if (code === null) {
    return customer_id == null
      ? [{ pointer: '/code', detail: 'may be left out only for a known customer' }]
      : []
  }
  const found = chosenCodeProblem(code)
  if (found !== null) return [{ pointer: '/code', detail: CODE_DETAIL[found] }]
  const guarded = customer_id != null || minimum_spend != null || (uses ?? 1) > 1
  if (!guessable(code) || guarded) return []
  return [
    {
      pointer: '/code',
      detail: 'under 8 letters needs a customer, a minimum spend or several uses: it can be guessed',
    },
  ]
}

const CODE_DETAIL = {
  length: 'must have 4 to 20 letters and digits',
  symbols: 'may hold only A to Z and 0 to 9',
  reserved_length: 'must not have 12 or 16 letters: those are generated codes',
} as const

/** Of a short chosen code four symbols would be all of it. */
function tailOf(code: string): string {
  return code.length < 8 ? code.slice(-2) : lastFour(code)
}
