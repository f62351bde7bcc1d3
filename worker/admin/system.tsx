import { type Context, Hono } from 'hono'
import { isCustomerId, isVoucherId } from '../../src/id.ts'
import { SystemPage } from '../../views/admin/system-page.tsx'
import { allow } from '../allow.ts'
import { COMPATIBILITY_DATE } from '../compatibility-date.ts'
import { retry, troublesOf } from '../cron.ts'
import type { AppEnv } from '../env.ts'
import { readForm } from '../form.ts'
import { frameFor } from '../frame.ts'
import { listPeople } from '../library/people.ts'
import { libraryState } from '../library/versions.ts'
import { refusePage } from '../refuse.tsx'
import { systemStub } from '../stubs.ts'

/** /admin/system: what is late, what fails, what runs. */
export const system = new Hono<AppEnv>()

system.get('/', allow('system:read'), (c) => page(c, c.req.query('retried') === '1' ? 'worked' : null))

// Trying again changes nothing a ledger says: sent twice, it is done twice, to the same end.
system.post('/retries', allow('system:read'), async (c) => {
  const form = await readForm(c)
  const subject = form?.text('subject') ?? ''
  if (!isVoucherId(subject) && !isCustomerId(subject)) return refusePage(c, 400)
  try {
    await retry(c.env, subject)
  } catch {
    return page(c, 'failed')
  }
  return c.redirect('/admin/system?retried=1', 303)
})

async function page(c: Context<AppEnv>, tried: 'worked' | 'failed' | null): Promise<Response> {
  // While D1 is down this page is looked for most: it says what it still knows.
  const [troubles, lastTick, library, keys] = await Promise.all([
    troublesOf(c.env),
    systemStub(c.env).lastTick(),
    libraryState(c.env.DB).catch(() => null),
    keysOf(c).catch(() => null),
  ])
  return c.html(
    <SystemPage
      frame={frameFor(c, c.get('principal'))}
      tried={tried}
      stuck={troubles.filter(({ kind }) => kind === 'projection')}
      failed={troubles.filter(({ kind }) => kind === 'job')}
      countedTo={library?.countedTo ?? null}
      lastTick={lastTick}
      readable={library !== null}
      keys={keys}
      versions={{
        build: c.env.VERSION?.id ?? null,
        builtAt: c.env.VERSION?.timestamp ?? null,
        compatibilityDate: COMPATIBILITY_DATE,
        runtime: navigator.userAgent,
        migrations: library?.migrations ?? [],
      }}
    />,
    tried === 'failed' ? 503 : 200,
  )
}

const KEYS_MOST = 100

/** Keys that still open something, by name; their objects note once an hour that they were used. */
async function keysOf(c: Context<AppEnv>) {
  const query = { kind: 'key', state: null, stores: [], text: '', cursor: null, limit: KEYS_MOST } as const
  const { rows } = await listPeople(c.env.DB, query)
  return rows.map(({ id, name, lastSeenAt }) => ({ id, name, lastUsedAt: lastSeenAt }))
}
