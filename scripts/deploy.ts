import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { experimental_readRawConfig } from 'wrangler'
import { keysGiven } from './backup/arguments.ts'
import { BuildFailed } from './build.ts'
import { deploy } from './deploy/deploy.ts'
import type { RemoteDatabase } from './deploy/first-admin.ts'
import { terminalSteps } from './deploy/terminal.ts'
import { flagsOf } from './deploy/wish.ts'
import { writingTo } from './invite/deployed-database.ts'
import { inviteAdmin } from './invite/invite-admin.ts'
import { CannotStart } from './local/cannot-start.ts'

/**
 * `npm run deploy` asks what it must know and deploys one world to Cloudflare, first or again. For machines:
 * `npm run deploy -- --host vouchers.example.com --world live --yes`, with CLOUDFLARE_API_TOKEN, and for a new world
 * CODE_KEY and SEAL_KEY.
 */
try {
  const flags = flagsOf(process.argv.slice(2), process.env)
  const { rawConfig } = experimental_readRawConfig({ config: join(import.meta.dirname, '../wrangler.toml') })
  const canAsk = !flags.yes && process.stdin.isTTY
  await deploy(terminalSteps(canAsk), { flags, committed: rawConfig, keys: keysGiven(), firstAdmin })
} catch (error) {
  if (!(error instanceof CannotStart || error instanceof BuildFailed)) throw error
  console.error(error.message)
  process.exitCode = 1
}

/** A world that has an admin needs no link. */
async function firstAdmin(database: RemoteDatabase, origin: string): Promise<string | null> {
  const admins = await database.run(
    "SELECT 1 FROM people WHERE kind = 'staff' AND archived = 0 AND role = 'admin' LIMIT 1",
  )
  return admins.length > 0 ? null : inviteAdmin(writingTo(database), origin, Date.now(), randomBytes)
}
