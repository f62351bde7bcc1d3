import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { rfc3339 } from '../src/local-time.ts'
import { mayPassLater, type Refusal, type RefusalReason, type Refusals } from '../src/refusal.ts'
import type { AppEnv } from './env.ts'
import { explain, explainRequest, mayKnowOf } from './explain.ts'
import { statusOfRefusal } from './refusal-status.ts'

/** A field that is wrong: RFC 6901 pointer into the body, and how to mend it. */
export interface FieldError {
  readonly pointer: string
  readonly detail: string
}

/** Reasons that no voucher decides: the request never got that far. */
export type RequestReason =
  | 'idempotency_key_required'
  | 'idempotency_key_invalid'
  | 'body_too_large'
  | 'not_found'
  | 'method_not_allowed'
  | 'unavailable'
  | 'internal_error'
  | 'image_unsupported'
  | 'image_too_large'
  | 'customer_exists'
  | 'customer_not_found'
  | 'customer_merged'
  | 'order_of_other_customer'
  | 'code_underivable'
  | 'version_required'
  | 'version_conflict'
  | 'store_not_found'
  | 'directory_full'
  | 'not_yourself'
  | 'last_admin'
  | 'admin_by_people'
  | 'person_suspended'
  | 'person_archived'
  | 'name_taken'
  | 'list_full'
  | 'approval_required'
  | 'offer_state'
  | 'offer_incomplete'
  | 'limit_below_used'
  | 'claim_word_taken'
  | 'offers_full'
  | 'plan_running'
  | 'test_mode_mismatch'
  | 'key_expired'

const REQUEST_STATUS: {
  readonly [R in RequestReason]: 400 | 401 | 403 | 404 | 405 | 409 | 412 | 413 | 422 | 428 | 500 | 503
} = {
  idempotency_key_required: 400,
  idempotency_key_invalid: 400,
  body_too_large: 413,
  not_found: 404,
  method_not_allowed: 405,
  unavailable: 503,
  internal_error: 500,
  image_unsupported: 422,
  image_too_large: 413,
  customer_exists: 409,
  customer_not_found: 404,
  customer_merged: 409,
  order_of_other_customer: 409,
  code_underivable: 503,
  version_required: 428,
  version_conflict: 412,
  store_not_found: 404,
  directory_full: 409,
  not_yourself: 409,
  last_admin: 409,
  admin_by_people: 403,
  person_suspended: 409,
  person_archived: 409,
  name_taken: 409,
  list_full: 409,
  approval_required: 409,
  offer_state: 409,
  offer_incomplete: 422,
  limit_below_used: 409,
  claim_word_taken: 409,
  offers_full: 409,
  plan_running: 409,
  test_mode_mismatch: 403,
  key_expired: 401,
}

/** A problem document (RFC 9457) for the first of the refusals, with its facts and all reasons that hold. */
export function problem(
  c: Context<AppEnv>,
  refusals: Refusal | Refusals,
  more: Record<string, unknown> = {},
): Response {
  const all: Refusals = 'reason' in refusals ? [refusals] : refusals
  const [first] = all
  const { reason } = first
  const status = statusOfRefusal(reason)
  const reasons = all.map((refusal) => refusal.reason)
  const document = {
    reasons,
    explanation: explain(c, first),
    retryable: mayPassLater(first),
    ...outward(heard(c, first)),
    ...more,
  }
  return answer(c, status, reason, document)
}

/** A problem with the request itself. `retryable` under the same key only for outages, which changed nothing. */
export function requestProblem(
  c: Context<AppEnv>,
  reason: RequestReason,
  more: Record<string, unknown> = {},
): Response {
  const status = REQUEST_STATUS[reason]
  return answer(c, status, reason, {
    reasons: [reason],
    explanation: explainRequest(reason),
    retryable: status === 503,
    ...more,
  })
}

/** 422 with every wrong field named; nothing has been changed. */
export function fieldProblem(
  c: Context<AppEnv>,
  errors: readonly FieldError[],
  status: 400 | 422 = 422,
): Response {
  const explanation = explain(c, { reason: 'malformed_request' })
  return answer(c, status, 'malformed_request', {
    reasons: ['malformed_request'],
    explanation,
    retryable: false,
    errors,
  })
}

function answer(
  c: Context<AppEnv>,
  status: ContentfulStatusCode,
  reason: RefusalReason | RequestReason,
  document: object,
): Response {
  const title = reason.replaceAll('_', ' ')
  const body = {
    type: `urn:vale:problem:${reason}`,
    title,
    status,
    reason,
    ...document,
    instance: c.get('requestId'),
  }
  if (status === 401) c.header('WWW-Authenticate', 'Bearer')
  return c.body(JSON.stringify(body), status, { 'Content-Type': 'application/problem+json' })
}

/** A device is never told; who, when and where only to those who may hear of that store. */
function heard(c: Context<AppEnv>, refusal: Refusal): object {
  const { reason: _, ...facts } = refusal
  if (!('store' in refusal)) return facts
  const { device: __, ...trail } = { device: null, ...facts }
  if (mayKnowOf(c, refusal.store)) return trail
  // Whose order it is they may not hear; how long it lasts, they must.
  if (refusal.reason !== 'held') return {}
  return { expires_at: refusal.expires_at, can_take_over: refusal.can_take_over }
}

/** Facts as the API writes them: instants as RFC 3339, everything else as it is. */
export function outward(facts: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => [
      name,
      typeof fact === 'number' && name.endsWith('at') ? rfc3339(fact) : fact,
    ]),
  )
}
