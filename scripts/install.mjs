// Runs on the Node a fresh machine has (20), before anything is installed: no dependencies, no TypeScript.
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** The Node the lockfile pins; Wrangler and Vitest need it. */
const node = join(root, 'node_modules/.bin/node')

/** Installs what the lockfile pins, with a sentence of progress, or does nothing when it is there already. */
export function install() {
  if (isInstalled()) return
  console.log('Installing what package-lock.json pins: about half a minute, once.')
  const options = ['ci', '--no-audit', '--no-fund', '--loglevel=error']
  const { status } = spawnSync('npm', options, { cwd: root, stdio: 'inherit' })
  if (status === 0 && existsSync(node)) return
  console.error('The install did not finish: it needs the npm registry. What npm said stands above.')
  process.exit(1)
}

/**
 * npm writes node_modules/.package-lock.json when an install is complete, whoever started it: the tree is right when
 * that says the same as package-lock.json. What it may leave out is optional (binaries for other platforms).
 */
function isInstalled() {
  if (!existsSync(node)) return false
  const wanted = packages('package-lock.json')
  const present = packages('node_modules/.package-lock.json')
  const isRight = (path) =>
    path in present
      ? present[path].integrity === wanted[path].integrity
      : path === '' || wanted[path].optional
  return Object.keys(wanted).every(isRight)
}

function packages(lockfile) {
  const path = join(root, lockfile)
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {}
}

/**
 * Runs a script with the pinned Node, in a process group of its own, and exits as it does. A signal sent here reaches
 * the script, which stops in order; what it leaves running is ended with its group.
 */
export function run(script, args) {
  const child = spawn(node, [join(root, script), ...args], {
    cwd: root,
    detached: true,
    // The channel closes when this process ends in any way: the script then stops by itself.
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code) => {
    endGroup(child.pid)
    process.exit(code ?? 1)
  })
}

function endGroup(id) {
  try {
    process.kill(-id, 'SIGKILL')
  } catch {
    // Nothing is left in it.
  }
}
