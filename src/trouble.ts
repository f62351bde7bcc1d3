import type { Instant } from './local-time.ts'

/** Something that goes on failing and is tried again: a voucher or an account that cannot reach the lists, or work done by the clock. */
export interface Trouble {
  readonly kind: 'projection' | 'job'
  /** The voucher's or customer's id, or the job's name. */
  readonly subject: string
  readonly since: Instant
  /** What was said when it was told last; no codes, names or addresses. */
  readonly error: string
}

/** So many are remembered, oldest first: an outage of the library troubles every voucher that is used meanwhile. */
export const TROUBLES_MOST = 200
const ERROR_LENGTH_MOST = 200

/** The troubles with this one; what is known already keeps its beginning. */
export function noted(troubles: readonly Trouble[], trouble: Trouble): readonly Trouble[] {
  const error = trouble.error.slice(0, ERROR_LENGTH_MOST)
  const known = troubles.find((one) => isSame(one, trouble))
  if (known !== undefined) return troubles.map((one) => (one === known ? { ...one, error } : one))
  return troubles.length >= TROUBLES_MOST ? troubles : [...troubles, { ...trouble, error }]
}

/** The troubles without this one. */
export function cleared(
  troubles: readonly Trouble[],
  over: Pick<Trouble, 'kind' | 'subject'>,
): readonly Trouble[] {
  return troubles.filter((one) => !isSame(one, over))
}

function isSame(one: Pick<Trouble, 'kind' | 'subject'>, other: Pick<Trouble, 'kind' | 'subject'>): boolean {
  return one.kind === other.kind && one.subject === other.subject
}
