import type { Context } from 'hono'
import type { Reservation } from '../durable-objects/goodwill-ledger.ts'
import type { Answer } from '../durable-objects/voucher-object.ts'
import { budgetMonth, type Left, type Worth, worthOf } from '../src/goodwill.ts'
import type { Place } from '../src/voucher.ts'
import type { IssueRequest } from './api/shapes.ts'
import { derivedCode, voucherIdForCode } from './code-vault.ts'
import type { Sending } from './command-id.ts'
import type { AppEnv } from './env.ts'
import { limitsFor } from './goodwill-budget.ts'
import { type Issuing, issue } from './issuing.ts'
import { principalStub, voucherStub } from './stubs.ts'

/** What came of issuing within a budget: what issuing said, or that it is above the budget. */
export type Goodwill<T> =
  | { readonly kind: 'answered'; readonly answer: T }
  | { readonly kind: 'over'; readonly left: Left }

/** A voucher to be issued by hand, however that is done. */
interface Giving<T> {
  readonly worth: Worth
  /** Whether this very command made its voucher before. */
  readonly wasIssued: () => Promise<boolean>
  readonly issue: () => Promise<T>
  /** Whether that answer is a voucher, or could still become one. */
  readonly counts: (answer: T) => boolean
}

/** Issues by hand within the monthly budget of whoever asks; null where there is no free code. */
export async function issueWithinBudget(
  c: Context<AppEnv>,
  sending: Sending,
  place: Place,
  issuing: Issuing,
): Promise<Goodwill<Answer | null>> {
  return withinBudget<Answer | null>(c, sending, {
    worth: worthOf(issuing.terms),
    wasIssued: () => wasIssued(c, sending, issuing),
    issue: () => issue(c.env, sending, place, issuing),
    counts: (answer) => answer?.outcome.kind === 'accepted',
  })
}

/**
 * Gives by hand within the monthly budget of whoever asks. Their own object counts first, then the voucher is issued.
 * A crash in between leaves one counted and not issued: sent again, the same command is counted no second time. What
 * is refused for good is given back. A command that made its voucher before is answered as then, whatever the budget
 * says by now.
 */
export async function withinBudget<T>(
  c: Context<AppEnv>,
  sending: Sending,
  giving: Giving<T>,
): Promise<Goodwill<T>> {
  const { env } = c
  const principal = c.get('principal')
  const limits = await limitsFor(env, principal, c.get('now'))
  const issued = async () => ({ kind: 'answered', answer: await giving.issue() }) as const
  if (limits === null || (await giving.wasIssued())) return issued()
  const { brand } = c.get('directory')
  // With the digest: other content under the same key is another voucher, or none.
  const id = `${sending.id} ${sending.digest}`
  const purse = principalStub(env, principal.id)
  const reservation: Reservation = await purse.reserveGoodwill({
    id,
    month: budgetMonth(c.get('now'), brand.zone),
    worth: giving.worth,
    limits,
    currency: brand.currency,
  })
  if (reservation.kind === 'over') return reservation
  const result = await issued()
  if (!giving.counts(result.answer)) await purse.giveBackGoodwill(id)
  return result
}

/** What a request would be worth as a voucher, for whoever decides about it. */
export function worthOfRequest({ benefit, uses, minimum_spend }: IssueRequest): Worth {
  return worthOf({
    benefit,
    uses: benefit.kind === 'value' ? null : (uses ?? 1),
    minimum_spend: minimum_spend ?? null,
  })
}

/** Whether this very command made a voucher before. */
async function wasIssued(c: Context<AppEnv>, sending: Sending, { code }: Issuing): Promise<boolean> {
  const voucher = voucherIdForCode(c.env, code ?? derivedCode(c.env, sending.id, 0))
  return (await voucherStub(c.env, voucher).recall(sending.id))?.outcome.kind === 'accepted'
}
