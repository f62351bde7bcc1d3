import { systemBeside } from './system-object.ts'

/** After so many failures in a row, seconds apart by then, whoever operates Vale hears that this one is late. */
export const TOLD_AFTER = 3

/** Logs that a projection failed, for the n-th time in a row: the object is the truth and keeps it; only the list is late. Gives what it said. */
export function sayLate(projecting: string | undefined, failures: number, failure: unknown): string {
  const { name, message } = failure instanceof Error ? failure : new Error(String(failure))
  console.warn(JSON.stringify({ level: 'warn', projecting, failures, error: name, message }))
  return message
}

/**
 * Says that a ledger is late since its last line, or on time again where `error` is null. A courtesy: projecting goes on
 * whether it is heard or not.
 */
export async function tellLate(
  env: Parameters<typeof systemBeside>[0],
  { subject, since }: { readonly subject: string; readonly since: number },
  error: string | null,
): Promise<void> {
  const about = { kind: 'projection', subject } as const
  try {
    const system = systemBeside(env)
    if (error === null) await system?.clear(about)
    else await system?.note({ ...about, since, error })
  } catch {
    // What was not heard is found by the next one who tells, and retried by the ledger itself.
  }
}

/** How bringing one ledger to the lists goes. It paces retries only; forgotten on eviction, which at worst retries sooner. */
export class Pace {
  /** In a row. */
  failures = 0

  /** Gives the last line the lists have, and what is to be told once the next wake is armed: an error, or null where it is over. */
  async attempt(
    projecting: string | undefined,
    project: () => Promise<number>,
  ): Promise<{ readonly projected: number; readonly news: { readonly error: string | null } | null }> {
    const before = this.failures
    try {
      const projected = await project()
      this.failures = 0
      return { projected, news: before >= TOLD_AFTER ? { error: null } : null }
    } catch (failure) {
      this.failures += 1
      const error = sayLate(projecting, this.failures, failure)
      return { projected: 0, news: this.failures === TOLD_AFTER ? { error } : null }
    }
  }
}
