import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { CannotStart } from './cannot-start.ts'

/**
 * Takes the state folder for this process: the file names its id. The lock of a process that died is taken over.
 * @returns what gives the folder free again
 * @throws CannotStart when another process has it
 */
export function lock(stateDir: string): () => void {
  const file = join(stateDir, 'lock')
  const holder = holderOf(stateDir)
  if (holder !== undefined) {
    throw new CannotStart(
      `Vale is already running on ${stateDir} (process ${holder}); stop it there with Ctrl-C.`,
    )
  }
  rmSync(file, { force: true })
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
  } catch {
    throw new CannotStart(`Vale is being started on ${stateDir} by another process.`)
  }
  const unlock = () => rmSync(file, { force: true })
  process.once('exit', unlock)
  return () => {
    process.off('exit', unlock)
    unlock()
  }
}

/** The id of the living process that has the state folder, if there is one. */
export function holderOf(stateDir: string): number | undefined {
  const holder = Number(read(join(stateDir, 'lock')))
  return holder > 0 && holder !== process.pid && isOurs(holder) ? holder : undefined
}

/** Ids are given out again after a restart of the machine: a process that is none of ours holds no lock. */
function isOurs(id: number): boolean {
  try {
    process.kill(id, 0)
  } catch {
    return false
  }
  const command = read(`/proc/${id}/cmdline`)
  return command === undefined || command.includes('node')
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
