import { deploymentKeys, type Wish, wishOf, worldAt } from './backup/arguments.ts'
import { writeErasures } from './backup/erasures.ts'
import { localWorld, type World } from './backup/world.ts'
import { BuildFailed } from './build.ts'
import { CannotStart } from './local/cannot-start.ts'
import { keysOf } from './local/keys.ts'
import { startServer } from './local/server.ts'

/**
 * `npm run erasures FILE` writes whoever was erased, by their ids alone, to a file to be kept beside every backup; with a
 * URL, of a deployment, as `npm run backup` does.
 */
try {
  const wish = wishOf(process.argv.slice(2), 'erasures')
  await (wish.url === null ? local(wish) : listed(worldAt(wish.url, deploymentKeys()), wish.file))
} catch (error) {
  if (!(error instanceof CannotStart || error instanceof BuildFailed)) throw error
  console.error(error.message)
  process.exitCode = 1
}

async function local({ file, stateDir }: Wish): Promise<void> {
  const server = await startServer({ stateDir, port: 0, entry: 'index' })
  try {
    await listed(localWorld(server, stateDir, keysOf(stateDir)), file)
  } finally {
    await server.stop()
  }
}

async function listed(world: World, file: string): Promise<void> {
  const people = await world.erased()
  await writeErasures(file, people)
  console.log(`${file} lists ${people.length} erased customers by their ids.`)
}
