import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { build } from 'esbuild'

const root = join(import.meta.dirname, '..')
const styles = join(root, 'views/style')
const scripts = join(root, 'views/browser')
/** What Cloudflare serves as it lies; the hashed files sit one folder down, so that their URL is /assets/…. */
const site = join(root, 'views/assets')
const decoder = join(root, 'node_modules/zxing-wasm/dist/reader/zxing_reader.wasm')
/** libheif is under the LGPL: its files go out unchanged and apart from ours, with their licence, so that anybody can replace them. */
const libheif = join(root, 'node_modules/libheif-js/libheif-wasm')

/**
 * A hashed file never changes, so nobody needs to ask for it twice. The worker that opens HEIC may compile WebAssembly by
 * a policy of its own; the pages that start it may not. The worker that knows the offline page answers for all pages.
 */
const headers = `/assets/*
  Cache-Control: public, max-age=31536000, immutable
  X-Content-Type-Options: nosniff
/assets/heic.*
  Content-Security-Policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'
/assets/offline.*
  Service-Worker-Allowed: /
`

/** File names as pages write them, with the URL each is served under; and the voucher page's own style as text. */
export type BuiltAssets = Readonly<Record<string, string>>

/**
 * Builds the stylesheet, the browser scripts, the tab's icon and the decoders into views/assets under names that carry their
 * content's hash, and lists them in views/browser/built.json. One build for start, tests and deploy.
 */
export async function buildAssets(): Promise<BuiltAssets> {
  await mkdir(join(site, 'assets'), { recursive: true })
  const files = new Map<string, Uint8Array>([
    ['vale.css', await style('vale.css')],
    ...(await bundledScripts()),
    ['icon.svg', await readFile(join(root, 'views/icon.svg'))],
    [basename(decoder), await readFile(decoder)],
    ['libheif.js', await readFile(join(libheif, 'libheif.js'))],
    ['libheif.wasm', await readFile(join(libheif, 'libheif.wasm'))],
    ['libheif-licence.txt', await readFile(join(libheif, 'LICENSE'))],
  ])
  const built: Record<string, string> = {}
  for (const [name, content] of files) built[name] = await publish(name, content)
  built.voucherStyle = new TextDecoder().decode(await style('voucher.css')).trim()
  await writeFile(join(site, '_headers'), headers)
  await writeFile(join(scripts, 'built.json'), `${JSON.stringify(built, null, 2)}\n`)
  await removeAllBut(new Set(Object.values(built).map((url) => basename(url))))
  return built
}

async function style(name: string): Promise<Uint8Array> {
  return bundle(join(styles, name))
}

/** Every script directly under views/browser is one bundle; tests and declarations are none. */
async function bundledScripts(): Promise<[name: string, content: Uint8Array][]> {
  const entries = (await readdir(scripts)).filter((name) => /^[a-z-]+\.ts$/.test(name))
  const built: [string, Uint8Array][] = []
  for (const entry of entries) built.push([entry.replace(/ts$/, 'js'), await bundle(join(scripts, entry))])
  return built
}

async function bundle(entry: string): Promise<Uint8Array> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    charset: 'utf8',
    legalComments: 'none',
    logLevel: 'error',
  })
  const [file] = outputFiles
  if (file === undefined) throw new Error(`${entry} built to nothing`)
  return file.contents
}

/** Writes the file under its hashed name and gives its URL. */
async function publish(name: string, content: Uint8Array): Promise<string> {
  const hash = createHash('sha256').update(content).digest('hex').slice(0, 10)
  const hashed = name.replace(/\.(\w+)$/, `.${hash}.$1`)
  await writeFile(join(site, 'assets', hashed), content)
  return `/assets/${hashed}`
}

/** Older builds go last: what is served never points at a file that is not there. */
async function removeAllBut(current: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(join(site, 'assets'))) {
    if (!current.has(name)) await rm(join(site, 'assets', name))
  }
}

if (process.argv[1] === import.meta.filename) {
  const built = await buildAssets()
  for (const [name, url] of Object.entries(built)) if (name !== 'voucherStyle') console.log(url)
}
