import type { Context } from 'hono'
import { UNNAMED } from '../src/directory.ts'
import { ErrorNote, ErrorPage, type ErrorStatus } from '../views/error-page.tsx'
import type { AppEnv } from './env.ts'
import { frameFor } from './frame.ts'

/** Whether htmx asked for a part of a page rather than the page. */
export function wantsFragment(c: Context<AppEnv>): boolean {
  return c.req.header('hx-request-type') === 'partial'
}

/** The designed page for a request that gets none, or the same words as a fragment; `text` says more than usual. */
export function refusePage(
  c: Context<AppEnv>,
  status: ErrorStatus,
  text?: string,
): Response | Promise<Response> {
  // An outage may come before the directory was read; the page still stands.
  if (c.get('directory') === undefined) c.set('directory', UNNAMED)
  const frame = frameFor(c, c.get('principal') ?? null)
  const props = { frame, status, requestId: c.get('requestId'), ...(text !== undefined && { text }) }
  return c.html(wantsFragment(c) ? <ErrorNote {...props} /> : <ErrorPage {...props} />, status)
}
