import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare'
import { unstable_getMiniflareWorkerOptions } from 'wrangler'
import { build, wrangler } from '../../scripts/build.ts'
import { keysOf } from '../../scripts/local/keys.ts'
import { migrate } from '../../scripts/local/migrate.ts'

const root = join(import.meta.dirname, '../..')

/** The classes of test/bench/entry.ts by the names they are bound to. */
const classes = {
  VOUCHERS: 'VoucherObject',
  PRINCIPALS: 'PrincipalObject',
  DIRECTORY: 'DirectoryObject',
  SYSTEM: 'SystemObject',
  LIMITER: 'LimiterObject',
  PAUSED: 'PausedVoucher',
  UNARMED: 'UnarmedVoucher',
  COUNTED: 'CountedVoucher',
  FLOOR: 'FloorObject',
} satisfies Record<string, keyof typeof import('./entry.ts')>

/** A running bench Worker. `stop` ends it and removes what it kept. */
export type BenchServer = { readonly url: string; stop(): Promise<void> }

/**
 * Bundles test/bench/entry.ts as the product is bundled, and serves it as the product is served: from a new state folder
 * under `parent`, with D1 migrated.
 */
export async function startBench(parent: string): Promise<BenchServer> {
  const assets = join(await build('index'), 'assets')
  const stateDir = await mkdtemp(join(parent, 'vale-bench-'))
  const clear = () => rm(stateDir, { recursive: true, force: true })
  try {
    const mf = new Miniflare(options(stateDir, await bundled(join(stateDir, 'bundle')), assets))
    const url = await mf.ready
    await migrate(await mf.getD1Database('DB'), join(root, 'migrations'))
    return { url: url.origin, stop: () => mf.dispose().finally(clear) }
  } catch (error) {
    await clear()
    throw error
  }
}

async function bundled(folder: string): Promise<string> {
  const entry = 'test/bench/entry.ts'
  const said = await wrangler(['deploy', entry, '--dry-run', '--outdir', folder, '--env', 'test'])
  if (said.code !== 0) throw new Error(`${entry} does not build:\n${said.output}`)
  const modules = (await readdir(folder)).filter((name) => !/\.(?:map|md)$/.test(name))
  if (modules.join() !== 'entry.js')
    throw new Error(`${entry} is expected to be one module: ${modules.join()}`)
  return folder
}

function options(stateDir: string, bundle: string, directory: string) {
  const { workerOptions } = unstable_getMiniflareWorkerOptions(join(root, 'wrangler.toml'), 'test')
  const { modulesRules: _, bindings, assets, ...world } = workerOptions
  // Letting go of an idle object takes time of its own, ten seconds later, from whatever is measured then.
  const kept = { useSQLite: true, unsafePreventEviction: true }
  const objects = Object.entries(classes).map(([name, className]) => [name, { className, ...kept }])
  return convertV4MiniflareOptions({
    host: '127.0.0.1',
    port: 0,
    cf: false,
    log: new Log(LogLevel.NONE),
    logRequests: false,
    resourcePersistencePath: stateDir,
    ...world,
    name: 'vale-bench',
    rootPath: root,
    modules: [{ type: 'ESModule' as const, path: join(bundle, 'entry.js') }],
    modulesRoot: bundle,
    assets: { ...(assets as object), directory },
    durableObjects: Object.fromEntries(objects),
    // The floor logs nothing either: a line for each request is not what is compared.
    bindings: {
      ...(bindings as Record<string, string> | undefined),
      LOG_LEVEL: 'warn',
      ...keysOf(stateDir),
    },
  })
}
