import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { build } from '../build.ts'
import { newKey } from '../local/keys.ts'
import type { Ran, Steps } from './steps.ts'

const root = join(import.meta.dirname, '../..')

/** The steps as they are really taken, in this folder and at this terminal. */
export function terminalSteps(canAsk: boolean): Steps {
  return {
    wrangler: (args, { input = '', account, asks = false } = {}) =>
      wrangler(args, account, asks && canAsk ? null : input),
    build: async () => {
      await build('index')
    },
    ask: canAsk ? ask : null,
    say: (text) => console.log(text),
    read: (file) => (existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : null),
    write: (file, text) => writeFileSync(join(root, file), text),
    newKey,
  }
}

async function ask(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return await terminal.question(question)
  } finally {
    terminal.close()
  }
}

/** Without input it has the terminal for itself. */
async function wrangler(
  args: readonly string[],
  account: string | undefined,
  input: string | null,
): Promise<Ran> {
  const bin = join(root, 'node_modules/wrangler/bin/wrangler.js')
  const quiet = { WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true', WRANGLER_WRITE_LOGS: 'false' }
  const env = { ...process.env, ...quiet, ...(account !== undefined && { CLOUDFLARE_ACCOUNT_ID: account }) }
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: root,
    env,
    stdio: input === null ? 'inherit' : 'pipe',
  })
  let stdout = ''
  let stderr = ''
  child.stdout?.on('data', (piece) => (stdout += String(piece)))
  child.stderr?.on('data', (piece) => (stderr += String(piece)))
  child.stdin?.end(input)
  const code = await new Promise<number>((done) => child.on('close', (status) => done(status ?? 1)))
  return { code, stdout, stderr }
}
