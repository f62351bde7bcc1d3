import { assert } from '../../src/assert.ts'
import type { Validation } from '../../src/decide.ts'
import type { Decision } from '../../src/decision.ts'
import type { Outcome } from '../../src/ledger.ts'
import type { RefusalReason } from '../../src/refusal.ts'
import type { Fact } from '../../src/voucher.ts'

/** The reasons of an answer in the order given; none when it is accepted. */
export function reasonsOf(answer: Decision | Validation | Outcome): RefusalReason[] {
  return 'refusals' in answer ? answer.refusals.map(({ reason }) => reason) : []
}

/** The fact that was accepted. Fails the test when it was refused. */
export function factOf(decision: Decision): Fact {
  assert(decision.kind === 'accepted', `accepted, not refused with ${reasonsOf(decision).join()}`)
  return decision.fact
}
