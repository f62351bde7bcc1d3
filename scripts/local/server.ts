import { mkdirSync, readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { extname, join, resolve } from 'node:path'
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare'
import { unstable_getMiniflareWorkerOptions } from 'wrangler'
import { build, type Entry } from '../build.ts'
import { CannotStart } from './cannot-start.ts'
import { keysOf } from './keys.ts'
import { lock } from './lock.ts'
import { migrate } from './migrate.ts'

const root = join(import.meta.dirname, '../..')
const host = '127.0.0.1'

/** Where a server keeps its state, where it listens (port 0: any free one), which Worker it runs, further vars. */
export type ServerOptions = {
  readonly stateDir: string
  readonly port: number
  readonly entry: Entry
  readonly vars?: Readonly<Record<string, string>>
}

/** A running server. `stop` ends it and everything it started, and gives the state folder free. */
export type Server = { readonly url: string; readonly mf: Miniflare; stop(): Promise<void> }

/**
 * Serves the Worker of wrangler.toml's test world from the built bundle, with its objects, D1, R2 and keys in the
 * state folder and D1 migrated; what it logs goes to this process's output.
 * @throws CannotStart when the folder or the port is taken
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  const stateDir = resolve(options.stateDir)
  mkdirSync(stateDir, { recursive: true })
  const unlock = lock(stateDir)
  try {
    const bundle = await build(options.entry)
    const { mf, port } = await listening(options, stateDir, bundle)
    await migrate(await mf.getD1Database('DB'), join(root, 'migrations'))
    return { url: `http://localhost:${port}`, mf, stop: () => mf.dispose().finally(unlock) }
  } catch (error) {
    unlock()
    throw error
  }
}

/** A port that was free a moment ago may be gone, to any outgoing connection: where any will do, another one is tried. */
async function listening(options: ServerOptions, stateDir: string, bundle: string, tries = 5) {
  const port = await freePort(options.port)
  const mf = new Miniflare(miniflareOptions(options, stateDir, port, bundle))
  try {
    await mf.ready
    return { mf, port }
  } catch (error) {
    await mf.dispose().catch(() => {})
    const taken = error instanceof Error && 'code' in error && error.code === 'ERR_ADDRESS_IN_USE'
    if (!taken || options.port !== 0 || tries === 1) throw error
    return listening(options, stateDir, bundle, tries - 1)
  }
}

function miniflareOptions(options: ServerOptions, stateDir: string, port: number, bundle: string) {
  const { workerOptions } = unstable_getMiniflareWorkerOptions(join(root, 'wrangler.toml'), 'test')
  const { modulesRules: _, bindings, assets, ...world } = workerOptions
  const vars = bindings as Record<string, string> | undefined
  return convertV4MiniflareOptions({
    host,
    port,
    // Nothing is asked of the network: Request.cf is a fixed example here.
    cf: false,
    log: new Log(LogLevel.NONE),
    logRequests: false,
    resourcePersistencePath: stateDir,
    ...world,
    name: 'vale',
    rootPath: root,
    modules: modulesIn(bundle, `${options.entry}.js`),
    modulesRoot: bundle,
    assets: { ...(assets as object), directory: join(bundle, 'assets') },
    // What a deployment may have; here sharp stands in, which opens AVIF but no HEIC.
    images: { binding: 'PICTURES' },
    // A line for each request would bury the sign-in links.
    bindings: { ...vars, LOG_LEVEL: 'warn', ...keysOf(stateDir), ...options.vars },
  })
}

type Module = { readonly type: 'ESModule' | 'CompiledWasm' | 'Text' | 'Data'; readonly path: string }

const moduleTypes = new Map<string, Module['type']>([
  ['.js', 'ESModule'],
  ['.wasm', 'CompiledWasm'],
  ['.txt', 'Text'],
  ['.html', 'Text'],
  ['.sql', 'Text'],
])

/** The bundle's files as the runtime takes them, the entry first; source map and notes are none. */
function modulesIn(bundle: string, entry: string): Module[] {
  const others = readdirSync(bundle).filter((name) => name !== entry && !/^assets$|\.(?:map|md)$/.test(name))
  return [entry, ...others].map((name) => ({
    type: moduleTypes.get(extname(name)) ?? 'Data',
    path: join(bundle, name),
  }))
}

/** The port itself, or a free one for 0, tried before the runtime takes it. */
async function freePort(wanted: number): Promise<number> {
  const probe = createServer()
  return new Promise((found, failed) => {
    probe.once('error', () => {
      failed(
        new CannotStart(`Port ${wanted} is in use by another program; choose one with PORT=8788 npm start.`),
      )
    })
    probe.listen(wanted, host, () => {
      const address = probe.address()
      probe.close(() => found(typeof address === 'object' && address !== null ? address.port : wanted))
    })
  })
}
