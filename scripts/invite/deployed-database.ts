import type { Unstable_RawConfig } from 'wrangler'
import { keepDeployment, keptDeployment, namesOf } from '../deploy/deployment.ts'
import { type RemoteDatabase, remoteDatabase } from '../deploy/first-admin.ts'
import type { Steps } from '../deploy/steps.ts'
import { CannotStart } from '../local/cannot-start.ts'
import type { Database } from './invite-admin.ts'

/** The D1 of the deployment at that host, through Wrangler and the credentials of whoever deploys. */
export function deployedDatabase(steps: Steps, committed: Unstable_RawConfig, host: string): Database {
  for (const world of ['live', 'test'] as const) {
    const kept = keptDeployment(steps, world)
    if (kept?.host !== host) continue
    keepDeployment(steps, world, kept, committed)
    return writingTo(remoteDatabase(steps, namesOf(committed, world).database))
  }
  throw new CannotStart(
    `.deploy.json here knows no deployment at ${host}. Run this in the folder you deploy from, or npm run deploy first.`,
  )
}

/** A database that takes whole statements only: every value is written into them. */
export function writingTo({ run }: RemoteDatabase): Database {
  return (sql, params) => run(written(sql, params))
}

/** Wrangler fills no question marks; every value here is a number or a text whose quotes are doubled. */
export function written(sql: string, params: readonly (string | number)[]): string {
  const values = params.map((value) =>
    typeof value === 'number' ? `${value}` : `'${value.replaceAll("'", "''")}'`,
  )
  return sql.replace(/\?/g, () => values.shift() ?? 'NULL')
}
