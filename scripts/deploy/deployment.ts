import type { Unstable_RawConfig } from 'wrangler'
import type { Steps } from './steps.ts'
import type { Jurisdiction, WorldName } from './wish.ts'

/** What is known of a deployed world and must stay as it is. No secrets. */
export interface Deployment {
  readonly host: string
  readonly account: string
  readonly jurisdiction: Jurisdiction
  readonly database: string | null
}

/** Git-ignored: what was answered and found, kept for the next deploy. */
const FACTS = '.deploy.json'
/** Git-ignored: wrangler.toml with what is known, as Wrangler is run with it. */
export const CONFIG = 'wrangler.deploy.json'

/** What an earlier deploy of that world left, or null. */
export function keptDeployment(steps: Steps, world: WorldName): Deployment | null {
  return allKept(steps)[world] ?? null
}

/** Keeps what is known of a world, and writes the configuration Wrangler is run with. */
export function keepDeployment(
  steps: Steps,
  world: WorldName,
  deployment: Deployment,
  committed: Unstable_RawConfig,
): void {
  steps.write(FACTS, json({ ...allKept(steps), [world]: deployment }))
  steps.write(CONFIG, json(configOf(committed, world, deployment)))
}

/** The names a world's Worker, database and bucket have, from the committed configuration. */
export function namesOf(
  committed: Unstable_RawConfig,
  world: WorldName,
): { readonly worker: string; readonly database: string; readonly bucket: string } {
  const { name, d1_databases, r2_buckets } = worldOf(committed, world)
  const database = d1_databases?.[0]?.database_name
  const bucket = r2_buckets?.[0]?.bucket_name
  if (name === undefined || database === undefined || bucket === undefined)
    throw new Error('wrangler.toml names a Worker, a database and a bucket for each world')
  return { worker: name, database, bucket }
}

/** One world's configuration: the committed one, its ids, and where it is reached. */
export function configOf(
  committed: Unstable_RawConfig,
  world: WorldName,
  { host, account, jurisdiction, database }: Deployment,
): Unstable_RawConfig {
  const config = worldOf(committed, world)
  // A second address would be a second home of passkeys and links: workers.dev only where it is the host.
  const own = host.endsWith('.workers.dev')
  return {
    ...config,
    account_id: account,
    workers_dev: own,
    ...(own ? {} : { routes: [{ pattern: host, custom_domain: true }] }),
    vars: { ...config.vars, JURISDICTION: jurisdiction },
    ...(database !== null && {
      d1_databases: (config.d1_databases ?? []).map((one) => ({ ...one, database_id: database })),
    }),
    ...(jurisdiction !== '' && {
      r2_buckets: (config.r2_buckets ?? []).map((one) => ({ ...one, jurisdiction })),
    }),
  }
}

function worldOf({ env, ...live }: Unstable_RawConfig, world: WorldName): Unstable_RawConfig {
  return world === 'live' ? live : { ...live, ...env?.test, name: `${live.name}-test` }
}

function allKept(steps: Steps): Partial<Record<WorldName, Deployment>> {
  return JSON.parse(steps.read(FACTS) ?? '{}') as Partial<Record<WorldName, Deployment>>
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}
