import type { Context } from 'hono'
import { idSymbols } from '../../src/id.ts'
import type { Place } from '../../src/voucher.ts'
import { actorOf } from '../actor.ts'
import type { IssueRequest } from '../api/shapes.ts'
import { sending } from '../command-id.ts'
import type { AppEnv } from '../env.ts'
import { askApproval } from '../library/approvals.ts'
import { refusePage } from '../refuse.tsx'
import { randomId } from '../secrets.ts'

/** Asks an admin to issue what the form asked for, once per key, and shows the asker their requests. */
export async function askFor(
  c: Context<AppEnv>,
  key: string,
  place: Place,
  request: IssueRequest,
): Promise<Response> {
  const { id: command, digest } = sending(c, key, ['ask', request])
  const asking = { id: `apr_${idSymbols(randomId())}`, request, place, command, digest }
  const row = await askApproval(c.env.DB, asking, { ...actorOf(c), at: c.get('now') })
  return row === null ? refusePage(c, 422) : c.redirect('/admin/approvals', 303)
}
