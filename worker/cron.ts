import { isCustomerId, isVoucherId } from '../src/id.ts'
import type { Instant } from '../src/local-time.ts'
import type { Trouble } from '../src/trouble.ts'
import { forgetFiles } from './customer-import/importing.ts'
import { directoryFor } from './directory-cache.ts'
import type { Env } from './env.ts'
import { finishErasures } from './erasing.ts'
import { plainFailure } from './failure.ts'
import { endAudits } from './library/audit-retention.ts'
import { endGuesses } from './library/guess-retention.ts'
import { endLetters } from './library/letters.ts'
import { foldRollups } from './library/rollups.ts'
import type { Mailer } from './mail.ts'
import { giveOutPlans } from './plan-issuing.ts'
import { catchUp } from './rules/catching-up.ts'
import { accountStub, systemStub, voucherStub } from './stubs.ts'

/** Work done by the clock. `name` is what the system page lists when it fails. */
interface Job {
  readonly name:
    | 'figures'
    | 'stuck_vouchers'
    | 'retention'
    | 'import_files'
    | 'guesses'
    | 'letters'
    | 'erasures'
    | 'rules'
    | 'plans'
  readonly run: (env: Env, now: Instant, mailer: Mailer | null) => Promise<void>
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** In this order, each on its own: one that fails stops no other. */
const JOBS: readonly Job[] = [
  {
    name: 'figures',
    run: async (env, now) => {
      const { brand } = await directoryFor(env, now)
      await foldRollups(env.DB, brand.zone, now)
    },
  },
  { name: 'stuck_vouchers', run: retryStuck },
  {
    name: 'retention',
    run: async (env, now) => {
      if (!isFullHour(now)) return
      const { brand } = await directoryFor(env, now)
      await endAudits(env.DB, now, brand.zone)
    },
  },
  { name: 'import_files', run: forgetFiles },
  { name: 'guesses', run: (env, now) => endGuesses(env.DB, now) },
  {
    name: 'letters',
    run: async (env, now) => {
      if (isFullHour(now)) await endLetters(env.DB, now)
    },
  },
  { name: 'erasures', run: (env, now, mailer) => finishErasures(env, mailer, now) },
  { name: 'rules', run: catchUp },
  { name: 'plans', run: giveOutPlans },
]

/** Once an hour is often enough for what is kept for months. */
function isFullHour(now: Instant): boolean {
  return now % HOUR_MS < MINUTE_MS
}

/** Does all work that is due, and notes what fails where it is seen although D1 may be down. `mailer`: where letters are kept. */
export async function everyMinute(env: Env, now: Instant, mailer: Mailer | null = null): Promise<void> {
  for (const { name, run } of JOBS) {
    try {
      await run(env, now, mailer)
      await systemStub(env).clear({ kind: 'job', subject: name })
    } catch (thrown) {
      const { name: error, message } = plainFailure(thrown)
      console.error(JSON.stringify({ level: 'error', job: name, error, message }))
      await systemStub(env).note({ kind: 'job', subject: name, since: now, error: message })
    }
  }
  await systemStub(env).tick(now)
}

/** So many late vouchers are tried in one run; each also tries by itself, as long as it is in memory or armed. */
const RETRIED_PER_RUN = 20

async function retryStuck(env: Env): Promise<void> {
  for (const trouble of (await troublesOf(env)).filter(isStuck).slice(0, RETRIED_PER_RUN))
    await retry(env, trouble.subject)
}

/** Brings a voucher or an account back into the lists and takes it off what is late. Throws when the library does not answer. */
export async function retry(env: Env, subject: string): Promise<void> {
  if (isVoucherId(subject) && (await voucherStub(env, subject).read()) !== null)
    await voucherStub(env, subject).reproject()
  if (isCustomerId(subject)) await accountStub(env, subject).reproject()
  await systemStub(env).clear({ kind: 'projection', subject })
}

/** What is failing now, oldest first. */
export async function troublesOf(env: Env): Promise<readonly Trouble[]> {
  return systemStub(env).troubles()
}

function isStuck({ kind }: Trouble): boolean {
  return kind === 'projection'
}
