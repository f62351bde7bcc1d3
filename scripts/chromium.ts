import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'

/** Debian's Chromium, or the one CHROMIUM names. */
export const chromiumPath = process.env.CHROMIUM ?? '/usr/bin/chromium'

/**
 * Installs Debian's Chromium where it is missing and may be installed.
 * @returns what to do when there is none now, or undefined when there is one
 */
export function installChromium(): string | undefined {
  if (existsSync(chromiumPath)) return undefined
  if (process.getuid?.() === 0 && existsSync('/etc/debian_version') && process.env.CHROMIUM === undefined) {
    console.log("Installing Debian's chromium for the browser tests.")
    apt('update', '-qq')
    apt('install', '-y', '-qq', '--no-install-recommends', 'chromium')
  }
  if (existsSync(chromiumPath)) return undefined
  return `There is no Chromium at ${chromiumPath}: install it (apt-get install chromium) or name yours in CHROMIUM.`
}

function apt(...args: string[]): void {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env })
}
