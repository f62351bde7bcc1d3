import type { Context } from 'hono'
import type { Instant } from '../src/local-time.ts'
import { troublesOf } from './cron.ts'
import type { AppEnv, Env } from './env.ts'
import { systemStub } from './stubs.ts'

/** An answer is good for so long in an isolate: however often it is asked, each part is tried every five seconds at most. */
const KEPT_MS = 5_000
/** A part that has not answered by then does not work. */
const PATIENCE_MS = 3_000
/** Lists this late are an outage although everything answers. */
const LATEST_MS = 15 * 60_000

type Part = 'ok' | 'failing'

/** What /healthz says; nothing in it is secret. */
interface Health {
  readonly status: Part
  readonly objects: Part
  readonly database: Part
  readonly images: Part
  /** Age of the oldest ledger line known to be missing in the lists; null while objects do not answer. */
  readonly oldest_unprojected_seconds: number | null
}

let kept: { readonly health: Health; readonly at: Instant } | null = null

/** GET /healthz: 200 while an object takes a write, D1 and R2 answer and no voucher is long missing in the lists, else 503. */
export async function healthz(c: Context<AppEnv>): Promise<Response> {
  const now = c.get('now')
  const fresh = kept !== null && now >= kept.at && now - kept.at < KEPT_MS ? kept.health : null
  const health = fresh ?? (await healthOf(c.env, now))
  if (fresh === null) kept = { health, at: now }
  return c.json(health, health.status === 'ok' ? 200 : 503)
}

async function healthOf(env: Env, now: Instant): Promise<Health> {
  const [objects, database, images, age] = await Promise.all([
    answers(async () => systemStub(env).beat(now)),
    answers(() => env.DB.prepare('SELECT 1').first()),
    answers(() => env.IMAGES.head('healthz')),
    oldest(env, now).catch(() => null),
  ])
  const late = age === null || age > LATEST_MS
  const well = [objects, database, images].every((part) => part === 'ok') && !late
  return {
    status: well ? 'ok' : 'failing',
    objects,
    database,
    images,
    oldest_unprojected_seconds: age === null ? null : Math.round(age / 1000),
  }
}

async function answers(ask: () => Promise<unknown>): Promise<Part> {
  try {
    return await inTime(ask().then((): Part => 'ok'))
  } catch {
    return 'failing'
  }
}

async function oldest(env: Env, now: Instant): Promise<number | null> {
  const troubles = await inTime(troublesOf(env))
  const late = troubles.filter(({ kind }) => kind === 'projection').map(({ since }) => now - since)
  return Math.max(0, ...late)
}

async function inTime<T>(answer: Promise<T>): Promise<T> {
  const patience = scheduler.wait(PATIENCE_MS).then(() => {
    throw new Error('no answer in time')
  })
  return Promise.race([answer, patience])
}
