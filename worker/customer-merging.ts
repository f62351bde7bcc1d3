import type { Actor } from '../src/audit.ts'
import type { Reassign } from '../src/command.ts'
import { type CustomerId, idSymbols, isVoucherId, type PrincipalId, type VoucherId } from '../src/id.ts'
import type { Place } from '../src/voucher.ts'
import type { Sending } from './command-id.ts'
import type { Env } from './env.ts'
import {
  advanceMerge,
  type MergeRow,
  mergeByCommand,
  mergesInto,
  recordMerge,
  vouchersLeft,
} from './library/customer-merges.ts'
import { type CustomerRow, customerById } from './library/customers.ts'
import { mergedRows, type Picks } from './merged-customer.ts'
import { digestOf, randomId } from './secrets.ts'
import { accountStub, principalStub, voucherStub } from './stubs.ts'

/** What came of a merge. `stale`: one of the records has changed or gone since it was looked at; nothing was done. */
export type Merging =
  | { readonly kind: 'merged' | 'replayed'; readonly merge: MergeRow; readonly customer: CustomerRow }
  | { readonly kind: 'stale' | 'key_reused' }

/** Who merges, when, and on which clock entries are read. */
export interface Merger {
  readonly actor: Actor
  readonly now: number
  readonly zone: string
}

/** Vouchers looked at between two notes of how far it has come. */
const STEP = 25
/** Steps of one request; what is left is moved by the next one. */
const STEPS_MOST = 8

/**
 * Makes one customer of two. The batch of `recordMerge` is the commit point: a crash before it leaves two records, a crash
 * behind it leaves one, to which the vouchers that have not followed yet are still to be moved. Sending the same command
 * again, or opening the customer's page, goes on from the last step noted; a voucher that was moved but not noted
 * answers the second time as the first.
 */
export async function mergeCustomers(
  env: Env,
  { id: command, digest }: Sending,
  before: { readonly kept: CustomerRow; readonly other: CustomerRow },
  picks: Picks,
  merger: Merger,
): Promise<Merging> {
  const { kept, other } = before
  const earlier = await mergeByCommand(env.DB, command)
  if (earlier !== null) return repeated(env, earlier, digest, merger)
  await finishMerges(env, other.id, merger)
  const merge: MergeRow = {
    id: `mrg_${idSymbols(randomId())}`,
    survivorId: kept.id,
    mergedId: other.id,
    at: merger.now,
    by: merger.actor.by,
    moved: 0,
    cursor: null,
    finishedAt: null,
    command,
    digest,
  }
  if (!(await recordMerge(env.DB, merge, before, mergedRows(kept, other, picks), merger.actor))) {
    const meanwhile = await mergeByCommand(env.DB, command)
    return meanwhile === null ? { kind: 'stale' } : repeated(env, meanwhile, digest, merger)
  }
  return { kind: 'merged', ...(await moved(env, merge, merger)) }
}

/** Moves what earlier merges of this customer have not moved yet; gives them as they stand then. */
export async function finishMerges(
  env: Env,
  customer: string,
  merger: Omit<Merger, 'actor'>,
): Promise<readonly MergeRow[]> {
  const merges = await mergesInto(env.DB, customer)
  const finished: MergeRow[] = []
  for (const merge of merges)
    finished.push(merge.finishedAt === null ? await moveVouchers(env, merge, merger) : merge)
  return finished
}

/** Moves a voucher that was issued to the record that gave way in the very moment it did. */
export async function moveStray(env: Env, merge: MergeRow, voucher: string, zone: string): Promise<boolean> {
  return isVoucherId(voucher) && moveVoucher(env, merge, voucher, zone)
}

async function repeated(env: Env, merge: MergeRow, digest: string, merger: Merger): Promise<Merging> {
  if (merge.digest !== digest) return { kind: 'key_reused' }
  return { kind: 'replayed', ...(await moved(env, merge, merger)) }
}

async function moved(env: Env, merge: MergeRow, merger: Merger) {
  const after = merge.finishedAt === null ? await moveVouchers(env, merge, merger) : merge
  const customer = await customerById(env.DB, after.survivorId)
  if (customer === null) throw new Error('a merge names a customer that is there')
  return { merge: after, customer }
}

async function moveVouchers(
  env: Env,
  from: MergeRow,
  { now, zone }: Omit<Merger, 'actor'>,
): Promise<MergeRow> {
  let merge = from
  for (let step = 0; step < STEPS_MOST && merge.finishedAt === null; step += 1) {
    const { rows, cursor } = await vouchersLeft(env.DB, merge, STEP)
    const asked = rows.flatMap(({ id, state }) => (state !== 'void' && isVoucherId(id) ? [id] : []))
    const answers = await Promise.all(asked.map((id) => moveVoucher(env, merge, id, zone)))
    const finishedAt = rows.length < STEP ? now : null
    const moved = answers.filter((accepted) => accepted).length
    if (finishedAt !== null) {
      await endWaysIn(env, merge)
      await handOverAccount(env, merge, zone)
    }
    merge = (await advanceMerge(env.DB, merge, { cursor, moved, finishedAt })) ?? merge
  }
  return merge
}

/**
 * Ends what opened the wallet of the record that gave way: from now on it would open the survivor's, from where nobody could
 * see or end it. Before the merge is finished, and as good done twice.
 */
async function endWaysIn(env: Env, { by, mergedId }: MergeRow): Promise<void> {
  const object = principalStub(env, customerIdOf(mergedId))
  await object.walletLink({ kind: 'revoke' })
  const actor = { by: principalIdOf(by), role: null, device: null, from: null }
  await object.sessions({ kind: 'end_all', except: null, by: actor })
}

/**
 * The account of the record that gave way sends all it has to the survivor's, and whatever still comes to it; it does so by
 * itself from here on. Claims stay where they were made: they are counted for the survivor too.
 */
async function handOverAccount(env: Env, merge: MergeRow, zone: string): Promise<void> {
  const [customer, into] = [customerIdOf(merge.mergedId), customerIdOf(merge.survivorId)]
  await accountStub(env, customer, zone).execute({
    kind: 'merge',
    id: digestOf('merge account', merge.id),
    digest: digestOf(customer, into).slice(0, 32),
    customer,
    place: placeOf(merge, zone),
    currency: '',
    into,
  })
}

/** True where it moved, now or by an earlier sending; false where it is void or has another holder by now. */
async function moveVoucher(env: Env, merge: MergeRow, id: VoucherId, zone: string): Promise<boolean> {
  const [from, customer] = [customerIdOf(merge.mergedId), customerIdOf(merge.survivorId)]
  const command: Reassign = {
    kind: 'reassign',
    id: digestOf('merge', merge.id, id, customer),
    digest: digestOf(from, customer).slice(0, 32),
    place: placeOf(merge, zone),
    from,
    customer,
    words: {},
  }
  const { outcome } = await voucherStub(env, id).execute(command)
  return outcome.kind === 'accepted'
}

/** Whoever decided it, from wherever it is carried on. */
function placeOf({ by }: MergeRow, zone: string): Place {
  const channel = by.startsWith('key_') ? 'online' : 'in_store'
  return { store: null, zone, partner: null, channel, by: principalIdOf(by), self: null, device: null }
}

function customerIdOf(id: string): CustomerId {
  return `cus_${id.slice('cus_'.length)}`
}

function principalIdOf(id: string): PrincipalId {
  return id.startsWith('key_') ? `key_${id.slice(4)}` : `usr_${id.slice(4)}`
}
