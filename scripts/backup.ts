import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { deploymentKeys, type Wish, wishOf, worldAt } from './backup/arguments.ts'
import { backUp } from './backup/backup.ts'
import { localWorld } from './backup/world.ts'
import { BuildFailed } from './build.ts'
import { CannotStart } from './local/cannot-start.ts'
import { keysOf } from './local/keys.ts'
import { startServer } from './local/server.ts'

/**
 * `npm run backup FILE` writes everything in a state folder (STATE_DIR) to one file; Vale must not be running on it.
 * `npm run backup FILE https://vale.example` does the same for a deployment, which goes on serving: it needs
 * CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID of whoever deploys, and the world's CODE_KEY and SEAL_KEY (WORLD=test
 * for the test world). The keys themselves go into the file only with `-- --with-keys`.
 */
try {
  const wish = wishOf(process.argv.slice(2), 'backup')
  await (wish.url === null ? local(wish) : deployed(wish.url, wish))
} catch (error) {
  if (!(error instanceof CannotStart || error instanceof BuildFailed)) throw error
  console.error(error.message)
  process.exitCode = 1
}

async function local({ file, stateDir, withKeys }: Wish): Promise<void> {
  if (!existsSync(join(stateDir, 'keys.json'))) throw new CannotStart(`There is no state in ${stateDir}.`)
  const server = await startServer({ stateDir, port: 0, entry: 'index' })
  const keys = keysOf(stateDir)
  try {
    await backUp(localWorld(server, stateDir, keys), file, {
      at: new Date().toISOString(),
      keys: withKeys ? keys : null,
      say: console.log,
    })
  } finally {
    await server.stop()
  }
}

async function deployed(url: string, { file, withKeys }: Wish): Promise<void> {
  const keys = deploymentKeys()
  const at = new Date().toISOString()
  await backUp(worldAt(url, keys), file, { at, keys: withKeys ? keys : null, say: console.log })
}
