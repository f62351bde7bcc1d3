import { canaryOf } from '../worker/deployer.ts'
import { deploymentKeys, keysGiven, type Wish, wishOf, worldAt } from './backup/arguments.ts'
import { checkedHead } from './backup/file.ts'
import { otherKeys, restore } from './backup/restore.ts'
import { localWorld } from './backup/world.ts'
import { BuildFailed } from './build.ts'
import { CannotStart } from './local/cannot-start.ts'
import { givenKeys, keysOf, storedKeys } from './local/keys.ts'
import { startServer } from './local/server.ts'

/**
 * `npm run restore FILE` writes a backup into an empty state folder (STATE_DIR); with a URL, into an empty deployment, as
 * `npm run backup` does. The keys must be those the backup was made under: the folder's own, those in the file
 * (--with-keys), or CODE_KEY and SEAL_KEY in the environment. `-- --erasures LIST` erases again whoever was erased since.
 */
try {
  const wish = wishOf(process.argv.slice(2), 'restore')
  await (wish.url === null ? local(wish) : deployed(wish.url, wish))
} catch (error) {
  if (!(error instanceof CannotStart || error instanceof BuildFailed)) throw error
  console.error(error.message)
  process.exitCode = 1
}

async function local({ file, stateDir, erasures }: Wish): Promise<void> {
  const { head } = await checkedHead(file)
  const keys = storedKeys(stateDir) ?? head.keys ?? keysGiven()
  if (keys === null)
    throw new CannotStart(
      `${file} does not hold its keys, and ${stateDir} has none: set CODE_KEY and SEAL_KEY to those it was made under.`,
    )
  if (canaryOf(keys) !== head.canary) throw new CannotStart(otherKeys(file))
  givenKeys(stateDir, keys)
  const server = await startServer({ stateDir, port: 0, entry: 'index' })
  try {
    await restore(localWorld(server, stateDir, keysOf(stateDir)), file, console.log, erasures)
  } finally {
    await server.stop()
  }
}

async function deployed(url: string, { file, erasures }: Wish): Promise<void> {
  await restore(worldAt(url, deploymentKeys()), file, console.log, erasures)
}
