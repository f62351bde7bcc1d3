import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build, wrangler } from './build.ts'
import { buildAssets } from './build-assets.ts'
import { installChromium } from './chromium.ts'

// `npm test` runs every part in order, `npm test -- unit [test/unit/money …]` one part, with what Vitest filters by.
// The last line is `N passed, N failed`.

/** Tests of a part; a step that is no Vitest run counts as one. */
type Count = { readonly passed: number; readonly failed: number }
type Part = { readonly name: string; readonly title: string; run(filters: readonly string[]): Promise<Count> }

const root = join(import.meta.dirname, '..')
const passed: Count = { passed: 1, failed: 0 }
const failed: Count = { passed: 0, failed: 1 }

const parts: readonly Part[] = [
  { name: 'assets', title: 'Stylesheet, browser scripts and decoder build', run: assets },
  { name: 'lint', title: 'Biome', run: () => tool('@biomejs/biome/bin/biome', ['check']) },
  { name: 'types', title: 'Types of the Worker, the browser scripts and the browser tests', run: types },
  { name: 'bundle', title: 'The deployed Worker bundles', run: bundle },
  {
    name: 'unit',
    title: 'Domain, views, tidiness; servers killed and started again',
    run: (f) => vitest('unit', f),
  },
  {
    name: 'workerd',
    title: 'Objects, routes and faults in the Workers runtime',
    run: (f) => vitest('workerd', f),
  },
  { name: 'browser', title: 'Chromium against a running server', run: browser },
]

// The group is this process's own when it has a channel: nothing it started outlives whoever started it.
process.on('disconnect', () => process.kill(-process.pid, 'SIGKILL'))

const [wanted, ...filters] = process.argv.slice(2)
const chosen = parts.filter((part) => wanted === undefined || part.name === wanted)
if (chosen.length === 0) {
  console.error(`There is no part "${wanted}"; there are ${parts.map((part) => part.name).join(', ')}.`)
  process.exit(1)
}
const counts: Count[] = []
for (const part of chosen) {
  console.log(`\n== ${part.name}: ${part.title}`)
  const count = await part.run(filters).catch((error: unknown) => {
    console.error(error)
    return failed
  })
  counts.push(count)
}
const total = sum(counts)
console.log('')
for (const [at, part] of chosen.entries())
  console.log(`${part.name.padEnd(8)} ${inWords(counts[at] ?? failed)}`)
console.log(inWords(total))
process.exit(total.failed === 0 ? 0 : 1)

async function assets(): Promise<Count> {
  await buildAssets()
  return passed
}

async function types(): Promise<Count> {
  const projects = ['.', 'views/browser', 'test/browser']
  const counts: Count[] = []
  for (const project of projects) counts.push(await tool('typescript/bin/tsc', ['--noEmit', '-p', project]))
  return sum(counts)
}

/** As `npm run deploy` would upload it, for the live world. */
async function bundle(): Promise<Count> {
  const { code, output } = await wrangler(['deploy', '--dry-run', '--outdir', '.build/deploy', '--env', ''])
  console.log(output.trim())
  return code === 0 ? passed : failed
}

async function browser(filters: readonly string[]): Promise<Count> {
  const missing = installChromium()
  if (missing === undefined) {
    await build('demo')
    return vitest('browser', filters)
  }
  console.error(missing)
  return failed
}

/** Counts from Vitest's own report; a file that does not load, and an error outside any test, count as one each. */
async function vitest(name: string, filters: readonly string[]): Promise<Count> {
  const file = join(root, `.build/test-${name}.json`)
  mkdirSync(join(root, '.build'), { recursive: true })
  rmSync(file, { force: true })
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const ended = await tool('vitest/vitest.mjs', [
    'run',
    '--config',
    `test/vitest.${name}.config.ts`,
    ...reporters,
    ...filters,
  ])
  if (!existsSync(file)) return failed
  const report = JSON.parse(readFileSync(file, 'utf8')) as Report
  const broken = report.testResults.filter(
    (each) => each.status === 'failed' && each.assertionResults.length === 0,
  )
  const count = { passed: report.numPassedTests, failed: report.numFailedTests + broken.length }
  return count.failed === 0 && ended.failed > 0 ? { ...count, failed: 1 } : count
}

/** What is read of Vitest's JSON report. */
type Report = {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[]
}

/** Runs a package's program with this Node; it speaks for itself. */
async function tool(program: string, args: readonly string[]): Promise<Count> {
  const child = spawn(process.execPath, [join(root, 'node_modules', program), ...args], {
    cwd: root,
    stdio: 'inherit',
  })
  return new Promise((done) => child.on('close', (code) => done(code === 0 ? passed : failed)))
}

function sum(all: readonly Count[]): Count {
  return all.reduce((a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed }), {
    passed: 0,
    failed: 0,
  })
}

function inWords(count: Count): string {
  return `${count.passed} passed, ${count.failed} failed`
}
