import { type Context, Hono } from 'hono'
import * as z from 'zod/mini'
import { isPrincipalId } from '../../src/id.ts'
import { may } from '../../src/permission.ts'
import { ApprovalsPage, type ApprovalView } from '../../views/admin/approvals-page.tsx'
import { en } from '../../views/words/en.ts'
import { actorOf } from '../actor.ts'
import { allow } from '../allow.ts'
import { issueRequest } from '../api/shapes.ts'
import { approve } from '../approving.ts'
import type { AppEnv } from '../env.ts'
import { readForm } from '../form.ts'
import { frameFor } from '../frame.ts'
import { worthOfRequest } from '../goodwill.ts'
import {
  type ApprovalRow,
  approvalById,
  approvalsIn,
  approvalsOf,
  decideApproval,
} from '../library/approvals.ts'
import { customerNames } from '../library/customers.ts'
import { nameOf } from '../people.ts'
import { refusePage } from '../refuse.tsx'

/** /admin/approvals: vouchers above a budget, for those who decide, and one's own requests for everybody else. */
export const approvalPages = new Hono<AppEnv>()

const WAITING_MOST = 100
const DECIDED_MOST = 25
const REASON_MOST = 200

approvalPages.get('/', allow('vouchers:issue'), (c) => page(c, {}))

approvalPages.post('/:approval/approve', allow('approvals:decide'), async (c) => {
  const id = c.req.param('approval')
  if ((await approvalById(c.env.DB, id)) === null) return refusePage(c, 404)
  const fulfilment = await approve(c, id)
  if (fulfilment === 'later') return refusePage(c, 503)
  return fulfilment === null ? page(c, { late: true }, 409) : c.redirect('/admin/approvals', 303)
})

approvalPages.post('/:approval/decline', allow('approvals:decide'), async (c) => {
  const id = c.req.param('approval')
  const form = await readForm(c)
  if (form === null) return refusePage(c, 400)
  if ((await approvalById(c.env.DB, id)) === null) return refusePage(c, 404)
  const reason = form.text('reason')
  if (reason === '' || reason.length > REASON_MOST) {
    return page(c, { wrong: { id, error: en.admin.goodwill.approvals.reasonMissing, typed: reason } }, 422)
  }
  const by = c.get('principal').id
  const row = await decideApproval(
    c.env.DB,
    id,
    { state: 'declined', reason },
    { ...actorOf(c), at: c.get('now') },
  )
  // Sent twice it is the same decision; anybody else's stands, and is shown.
  const mine = row?.state === 'declined' && row.decidedBy === by
  return mine ? c.redirect('/admin/approvals', 303) : page(c, { late: true }, 409)
})

interface Shown {
  readonly late?: boolean
  readonly wrong?: { readonly id: string; readonly error: string; readonly typed: string }
}

async function page(c: Context<AppEnv>, shown: Shown, status: 200 | 409 | 422 = 200): Promise<Response> {
  const { DB } = c.env
  const decides = may(c.get('principal'), 'approvals:decide')
  const rows = decides ? await allRows(DB) : await approvalsOf(DB, c.get('principal').id, DECIDED_MOST)
  const names = await customerNames(
    DB,
    rows.flatMap((row) => customerOf(row) ?? []),
  )
  const views = await Promise.all(rows.map((row) => viewOf(c, row, names)))
  return c.html(
    <ApprovalsPage
      frame={frameFor(c, c.get('principal'))}
      decides={decides}
      waiting={views.filter(({ state }) => state === 'waiting')}
      decided={views.filter(({ state }) => state !== 'waiting').toSorted((a, b) => b.askedAt - a.askedAt)}
      late={shown.late ?? false}
      wrong={shown.wrong ?? null}
    />,
    status,
  )
}

async function allRows(db: D1Database): Promise<readonly ApprovalRow[]> {
  const [waiting, approved, declined] = await Promise.all([
    approvalsIn(db, 'waiting', WAITING_MOST),
    approvalsIn(db, 'approved', DECIDED_MOST),
    approvalsIn(db, 'declined', DECIDED_MOST),
  ])
  return [...waiting, ...approved, ...declined]
}

async function viewOf(
  c: Context<AppEnv>,
  row: ApprovalRow,
  customers: ReadonlyMap<string, string>,
): Promise<ApprovalView> {
  const request = requestOf(row)
  const customer = customerOf(row)
  const said = async (id: string | null) =>
    id !== null && isPrincipalId(id) ? nameOf(c.env, id, c.get('now')) : null
  return {
    id: row.id,
    title: request?.title ?? '',
    customerName: customer === null ? null : (customers.get(customer) ?? null),
    worth: request && worthOfRequest(request),
    note: request?.note ?? null,
    askerId: row.askedBy,
    askerName: (await said(row.askedBy)) ?? row.askedBy,
    askedAt: row.askedAt,
    state: row.state,
    deciderName: await said(row.decidedBy),
    decidedAt: row.decidedAt,
    reason: row.reason,
    voucherId: row.voucherId,
    mine: row.askedBy === c.get('principal').id,
  }
}

function requestOf(row: ApprovalRow) {
  const read = z.safeParse(issueRequest, row.request)
  return read.success ? read.data : null
}

function customerOf(row: ApprovalRow): string | null {
  return requestOf(row)?.customer_id ?? null
}
