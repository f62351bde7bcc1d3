import { parseArgs } from 'node:util'
import type { WorldKeys } from '../../worker/deployer.ts'
import { CannotStart } from '../local/cannot-start.ts'
import { deployedWorld, type World } from './world.ts'

/** What the command line of a backup or a restore says: a file, and where not in this folder's state. */
export interface Wish {
  readonly file: string
  /** Of a deployment; null for the state folder. */
  readonly url: string | null
  readonly stateDir: string
  readonly withKeys: boolean
  /** The list of whoever was erased since, for a restore; null where none is given. */
  readonly erasures: string | null
}

/** Reads `FILE [https://vale.example] [--with-keys] [--erasures LIST]`. */
export function wishOf(args: readonly string[], command: string): Wish {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { 'with-keys': { type: 'boolean', default: false }, erasures: { type: 'string' } },
  })
  const [file, url] = positionals
  if (file === undefined) throw new CannotStart(`Say which file: npm run ${command} FILE`)
  return {
    file,
    url: url === undefined ? null : new URL(url).origin,
    stateDir: process.env.STATE_DIR ?? '.state',
    withKeys: values['with-keys'],
    erasures: values.erasures ?? null,
  }
}

/** The keys given in the environment, if both are. */
export function keysGiven(): WorldKeys | null {
  const { CODE_KEY, SEAL_KEY } = process.env
  return CODE_KEY && SEAL_KEY ? { CODE_KEY, SEAL_KEY } : null
}

/** The deployed world at `url`, spoken to as whoever deploys it. */
export function worldAt(url: string, keys: WorldKeys): World {
  const account = { accountId: variable('CLOUDFLARE_ACCOUNT_ID'), apiToken: variable('CLOUDFLARE_API_TOKEN') }
  return deployedWorld(url, process.env.WORLD === 'test' ? 'test' : 'live', keys, account)
}

/** The keys of a deployment, which only its deployer has. */
export function deploymentKeys(): WorldKeys {
  const keys = keysGiven()
  if (keys === null) throw new CannotStart('CODE_KEY and SEAL_KEY of the deployment are not set.')
  return keys
}

function variable(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '') throw new CannotStart(`${name} is not set.`)
  return value
}
