import { existsSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { holderOf } from './local/lock.ts'

const stateDir = resolve(process.env.STATE_DIR ?? '.state')
const holder = existsSync(stateDir) ? holderOf(stateDir) : undefined

if (holder !== undefined) {
  console.error(`Vale is running on ${stateDir} (process ${holder}); stop it first with Ctrl-C.`)
  process.exitCode = 1
} else if (!existsSync(join(stateDir, 'keys.json'))) {
  // Every state folder has its keys: without them this is another folder, and nothing of it is ours to delete.
  console.log(`There is no state in ${stateDir}.`)
} else {
  rmSync(stateDir, { recursive: true })
  console.log(`${stateDir} is emptied; the next start begins anew.`)
}
