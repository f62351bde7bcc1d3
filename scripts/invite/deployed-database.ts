import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { CannotStart } from '../local/cannot-start.ts'
import type { Database } from './invite-admin.ts'

const wrangler = join(
  dirname(createRequire(import.meta.url).resolve('wrangler/package.json')),
  'bin/wrangler.js',
)

/** The D1 of a deployment, through wrangler and the credentials of whoever deploys. */
export function deployedDatabase(world: 'live' | 'test'): Database {
  return async (sql, params) => {
    const target = world === 'test' ? ['vale-test', '--env', 'test'] : ['vale']
    const { status } = spawnSync(
      process.execPath,
      [wrangler, 'd1', 'execute', ...target, '--remote', '--yes', '--command', written(sql, params)],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    )
    if (status !== 0)
      throw new CannotStart('The deployment’s database did not take it; see above what it said.')
  }
}

/** wrangler fills no question marks; every value here is a number or a text whose quotes are doubled. */
export function written(sql: string, params: readonly (string | number)[]): string {
  const values = params.map((value) =>
    typeof value === 'number' ? `${value}` : `'${value.replaceAll("'", "''")}'`,
  )
  return sql.replace(/\?/g, () => values.shift() ?? 'NULL')
}
