import type { Context } from 'hono'
import * as z from 'zod/mini'
import { en } from '../views/words/en.ts'
import { actorOf } from './actor.ts'
import { issueRequest } from './api/shapes.ts'
import type { AppEnv } from './env.ts'
import { explain } from './explain.ts'
import { issue, readIssuing } from './issuing.ts'
import { type ApprovalRow, approvalFailed, approvalFulfilled, decideApproval } from './library/approvals.ts'
import { holderFor } from './library/customers.ts'
import { digestOf } from './secrets.ts'

/** What became of an approval: its voucher is there, it could not be made and why, or no free code was found this time. */
export type Fulfilment = 'issued' | 'failed' | 'later'

/**
 * Approves a request and issues its voucher, once. The decision in D1 is the commit point: a crash after it leaves an
 * approved request without a voucher, which issuing again completes, since the approval is the command: the same voucher,
 * whoever repeats it and however often. A request that meanwhile became impossible turns into a declined one that says why.
 * Null when it was declined before.
 */
export async function approve(c: Context<AppEnv>, id: string): Promise<Fulfilment | null> {
  const act = { ...actorOf(c), at: c.get('now') }
  const row = await decideApproval(c.env.DB, id, { state: 'approved', reason: null }, act)
  if (row === null || row.state !== 'approved') return null
  return row.voucherId === null ? fulfil(c, row) : 'issued'
}

async function fulfil(c: Context<AppEnv>, row: ApprovalRow): Promise<Fulfilment> {
  const { env } = c
  const act = { ...actorOf(c), at: c.get('now') }
  const failed = async (reason: string): Promise<Fulfilment> => {
    await approvalFailed(env.DB, row.id, reason, act)
    return 'failed'
  }
  const read = z.safeParse(issueRequest, row.request)
  const issuing = read.success ? readIssuing(read.data, c.get('directory')) : []
  if (!('terms' in issuing)) return failed(en.admin.goodwill.approvals.outdated)
  const customer = issuing.customer && (await holderFor(env.DB, issuing.customer))
  if (customer === null && issuing.customer !== null) {
    return failed(en.admin.goodwill.approvals.customerGone)
  }
  const sending = { id: digestOf('approval', row.id), digest: row.digest }
  const answer = await issue(env, sending, row.place, { ...issuing, customer })
  if (answer === null) return 'later'
  const { outcome } = answer
  if (outcome.kind === 'refused') return failed(explain(c, outcome.refusals[0]))
  await approvalFulfilled(env.DB, row.id, outcome.voucher.id)
  return 'issued'
}
