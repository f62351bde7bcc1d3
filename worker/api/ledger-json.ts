import type { Context } from 'hono'
import type { Line } from '../../durable-objects/voucher-ledger.ts'
import type { History } from '../../durable-objects/voucher-object.ts'
import { holdId, redemptionId, type VoucherId } from '../../src/id.ts'
import { ATTEMPTED_KIND, type Attempt } from '../../src/ledger.ts'
import { rfc3339 } from '../../src/local-time.ts'
import type { Entry } from '../../src/voucher.ts'
import type { AppEnv } from '../env.ts'
import { mayKnowOf } from '../explain.ts'

/** A voucher's lines in order; callers bound to their own stores see the issue and what happened there. */
export function ledgerJson(c: Context<AppEnv>, { voucher, lines, attempts }: History) {
  const known = lines.filter(({ entry: { seq, place } }) => seq === 1 || mayKnowOf(c, place.store))
  const refused = attempts.filter(({ place }) => mayKnowOf(c, place.store))
  const all = [...known.map((line) => entryJson(voucher.id, line)), ...refused.map(attemptJson)]
  return all.toSorted((a, b) => a.seq - b.seq)
}

function entryJson(id: VoucherId, { entry, words }: Line) {
  return {
    seq: entry.seq,
    kind: entry.kind,
    outcome: 'accepted' as const,
    ...(entry.kind === 'redeemed' && { redemption_id: redemptionId(id, entry.seq) }),
    ...(entry.kind === 'rolled_back' && { redemption_id: redemptionId(id, entry.redemption) }),
    ...holdNamed(id, entry),
    ...('amount' in entry && { amount: entry.amount, balance: entry.balance }),
    by: entry.place.by,
    store_id: entry.place.store,
    at: rfc3339(entry.at),
    forced: entry.kind === 'redeemed' && entry.forced,
    ...(words.answers && { answers: words.answers }),
  }
}

function holdNamed(id: VoucherId, entry: Entry) {
  if (entry.kind === 'held') return { hold_id: holdId(id, entry.hold ?? entry.seq) }
  if (entry.kind !== 'released' && entry.kind !== 'redeemed') return {}
  return entry.hold === undefined ? {} : { hold_id: holdId(id, entry.hold) }
}

function attemptJson(attempt: Attempt) {
  return {
    seq: attempt.seq,
    kind: ATTEMPTED_KIND[attempt.attempted],
    outcome: 'refused' as const,
    reason: attempt.refusals[0].reason,
    by: attempt.place.by,
    store_id: attempt.place.store,
    at: rfc3339(attempt.at),
    forced: false,
  }
}
