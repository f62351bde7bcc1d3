import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { buildAssets } from './build-assets.ts'

const root = join(import.meta.dirname, '..')
const built = join(root, '.build')

/** `index` is what is deployed, `demo` the same Worker with the local demo's doors. */
export type Entry = 'index' | 'demo'

/** What a build is made of; what a build writes lies in two of these folders and is left out. */
const sources = ['src', 'durable-objects', 'worker', 'views', 'migrations', 'scripts/demo']
const settings = [
  'scripts/build.ts',
  'scripts/build-assets.ts',
  'package-lock.json',
  'tsconfig.json',
  'wrangler.toml',
]
const products = ['views/assets', 'views/browser/built.json']

/**
 * The assets in views/assets and the Worker's modules, both made only when their sources changed since.
 * @returns the folder with the modules, `index.js` or `demo.js` among them, and in `assets` the files they name
 */
export async function build(entry: Entry): Promise<string> {
  const hash = await contentHash()
  await assetsOf(hash)
  const folder = join(built, entry, hash)
  if (!existsSync(folder)) await bundle(entry, folder)
  return folder
}

async function assetsOf(hash: string): Promise<void> {
  const stamp = join(built, 'assets.hash')
  const made = products.every((product) => existsSync(join(root, product)))
  if (made && existsSync(stamp) && (await readFile(stamp, 'utf8')) === hash) return
  await buildAssets()
  await mkdir(built, { recursive: true })
  await writeFile(stamp, hash)
}

/** Bundles beside the goal and moves the finished folder there, so that two builds at once do not meet. */
async function bundle(entry: Entry, folder: string): Promise<void> {
  const parent = join(built, entry)
  await mkdir(parent, { recursive: true })
  const draft = await mkdtemp(join(parent, 'draft-'))
  const code = `worker/${entry}.ts`
  const said = await wrangler(['deploy', code, '--dry-run', '--outdir', draft, '--env', 'test'])
  if (said.code !== 0) {
    await rm(draft, { recursive: true })
    throw new BuildFailed(`${code} does not build:\n${said.output}`)
  }
  // A server goes on with the files of its own build, whatever is built meanwhile.
  await cp(join(root, 'views/assets'), join(draft, 'assets'), { recursive: true })
  await rename(draft, folder).catch(() => rm(draft, { recursive: true }))
  await forgetOld(parent)
}

/** Builds nobody can still be running from: older than a week. */
async function forgetOld(parent: string): Promise<void> {
  const oldest = Date.now() - 7 * 86_400_000
  for (const name of await readdir(parent)) {
    const folder = join(parent, name)
    if ((await stat(folder)).mtimeMs < oldest) await rm(folder, { recursive: true, force: true })
  }
}

/** The sources do not build; the message is what the bundler said. */
export class BuildFailed extends Error {}

/** Runs Wrangler without banner, telemetry or log files, and gives its exit code and what it printed. */
export async function wrangler(args: readonly string[]): Promise<{ code: number; output: string }> {
  const bin = join(root, 'node_modules/wrangler/bin/wrangler.js')
  const quiet = { WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true', WRANGLER_WRITE_LOGS: 'false' }
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: root,
    env: { ...process.env, ...quiet },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => (output += String(piece)))
  const code = await new Promise<number>((done) => child.on('close', (status) => done(status ?? 1)))
  return { code, output }
}

async function contentHash(): Promise<string> {
  const files = [...settings, ...(await Promise.all(sources.map(filesIn))).flat()]
  const hash = createHash('sha256')
  for (const file of files.sort()) {
    hash
      .update(`${file}\0`)
      .update(await readFile(join(root, file)))
      .update('\0')
  }
  return hash.digest('hex').slice(0, 16)
}

async function filesIn(path: string): Promise<string[]> {
  const entries = await readdir(join(root, path), { recursive: true, withFileTypes: true })
  return entries
    .filter((found) => found.isFile())
    .map((found) => relative(root, join(found.parentPath, found.name)))
    .filter((file) => !products.some((product) => file.startsWith(product)))
}

if (import.meta.main) await build('index')
