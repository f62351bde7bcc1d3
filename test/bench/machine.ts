import { closeSync, fdatasyncSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { cpus, loadavg, totalmem } from 'node:os'
import { join } from 'node:path'

/** Where and when this was measured, a line each. */
export function machine(stateDir: string): string[] {
  const [cpu] = cpus()
  const load = loadavg()[0] ?? 0
  const busy = load > 1 ? ': other work ran beside the bench, so only ratios mean something' : ''
  return [
    `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC`,
    `${cpus().length} cores, ${cpu?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform}`,
    `Node ${process.versions.node}, workerd ${versionOf('workerd')}, Miniflare ${versionOf('miniflare')}`,
    `state in ${stateDir}, where a durable write of 4 KB takes ${commitMs(stateDir).toFixed(2)} ms`,
    `load of the machine before the start ${load.toFixed(1)}${busy}`,
  ]
}

/** The median of so many. */
const COMMITS = 101

function commitMs(folder: string): number {
  const file = join(folder, `vale-bench-commit-${process.pid}`)
  const open = openSync(file, 'w')
  const page = Buffer.alloc(4096)
  const taken = Array.from({ length: COMMITS }, () => {
    const start = performance.now()
    writeSync(open, page)
    fdatasyncSync(open)
    return performance.now() - start
  })
  closeSync(open)
  rmSync(file)
  return taken.toSorted((a, b) => a - b)[(COMMITS - 1) / 2] ?? Number.NaN
}

/** Milliseconds of processor time the runtime that this process started has used so far; null where nobody says. */
export function cpuOfRuntime(): number | null {
  try {
    const pid = readdirSync('/proc').find((name) => /^\d+$/.test(name) && isRuntime(statOf(name)))
    if (pid === undefined) return null
    const { user, system } = statOf(pid)
    return (user + system) * TICK_MS
  } catch {
    return null
  }
}

/** Linux counts processor time in hundredths of a second for programs. */
const TICK_MS = 10

function statOf(pid: string) {
  const text = readOrNothing(`/proc/${pid}/stat`)
  const end = text.lastIndexOf(')')
  const fields = text.slice(end + 2).split(' ')
  const name = text.slice(text.indexOf('(') + 1, end)
  return { name, parent: Number(fields[1]), user: Number(fields[11]), system: Number(fields[12]) }
}

function isRuntime({ name, parent }: ReturnType<typeof statOf>): boolean {
  return name === 'workerd' && parent === process.pid
}

/** Processes come and go while they are listed. */
function readOrNothing(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

function versionOf(name: string): string {
  const file = join(import.meta.dirname, '../../node_modules', name, 'package.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
