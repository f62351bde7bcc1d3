import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** Debian's Chromium, or the one CHROMIUM names. */
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const isRoot = process.getuid?.() === 0

/**
 * Installs Debian's Chromium where it is missing and may be installed.
 * @returns what to do when there is none now, or undefined when there is one
 */
export function installChromium(): string | undefined {
  if (existsSync(executablePath)) return undefined
  if (isRoot && existsSync('/etc/debian_version')) {
    console.log("Installing Debian's chromium for the browser tests.")
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' })
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  }
  if (existsSync(executablePath)) return undefined
  return `There is no Chromium at ${executablePath}: install it (apt-get install chromium) or name yours in CHROMIUM.`
}

/**
 * A headless Chromium that grants the camera without asking. What its camera sees is the .y4m or .mjpeg file, in a
 * loop; without one, Chromium's own test picture.
 */
export async function launchChromium(camera?: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      ...(isRoot ? ['--no-sandbox'] : []),
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      ...(camera === undefined ? [] : [`--use-file-for-fake-video-capture=${camera}`]),
    ],
  })
}
