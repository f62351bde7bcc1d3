import type { CustomerId } from '../src/id.ts'
import type { Env } from './env.ts'
import { recordsMergedInto } from './library/customer-merges.ts'
import { type AccountCalls, accountStub } from './stubs.ts'

/**
 * What the account of a record that gave way to this customer has answered to a command before: whatever it decided is not
 * decided once more by the account of the one that stays. Null where none of them has. Rules R4 and R99.
 */
export async function answeredBefore<Answer>(
  env: Env,
  customer: CustomerId,
  recall: (account: AccountCalls, record: CustomerId) => Promise<Answer | null>,
): Promise<Answer | null> {
  for (const { id } of await recordsMergedInto(env.DB, customer)) {
    const record: CustomerId = `cus_${id.slice('cus_'.length)}`
    const answer = await recall(accountStub(env, record), record)
    if (answer !== null) return answer
  }
  return null
}
