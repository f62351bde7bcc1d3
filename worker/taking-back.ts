import type { ClaimAnswer } from '../durable-objects/account-answers.ts'
import type { AccountClaim } from '../src/account/claim.ts'
import type { Words } from '../src/command.ts'
import { type AccountLine, readClaimId } from '../src/id.ts'
import type { Place, Voucher } from '../src/voucher.ts'
import type { Sending } from './command-id.ts'
import type { Env } from './env.ts'
import { accountStub } from './stubs.ts'

/** Where the claim behind a voucher stands; null where there is none. */
function lineOf({ claim }: Pick<Voucher, 'claim'>): AccountLine | null {
  return claim === null ? null : readClaimId(claim)
}

/** The claim a voucher came of, or null. */
export async function claimBehind(env: Env, voucher: Pick<Voucher, 'claim'>): Promise<AccountClaim | null> {
  const line = lineOf(voucher)
  return line && accountStub(env, line.customer).readClaim(line.seq)
}

/**
 * Takes a voucher back with all its claim took: that lies in its account, which alone gives back once. Null where no claim
 * stands behind it.
 */
export async function takeBack(
  env: Env,
  voucher: Pick<Voucher, 'claim'>,
  wish: Sending & { readonly place: Place; readonly currency: string; readonly words: Words },
): Promise<ClaimAnswer | null> {
  const line = lineOf(voucher)
  if (line === null) return null
  const { customer, seq } = line
  const { id, digest, place, currency, words } = wish
  const asked = { id, digest, place, currency, words, customer, claim: seq }
  return accountStub(env, customer).cancelClaim({ kind: 'cancel_claim', ...asked })
}
