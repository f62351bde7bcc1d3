import type { WorldKeys } from '../../worker/deployer.ts'
import { erasuresBeside, writeErasures } from './erasures.ts'
import { writeBackup } from './file.ts'
import type { World } from './world.ts'

/** What is asked for beside the file; `keys` puts the two keys into it. */
export interface BackupOptions {
  readonly at: string
  readonly keys: WorldKeys | null
  say(line: string): void
}

/**
 * Writes everything a world holds to a file. The world goes on working meanwhile: each ledger is whole in itself, what
 * happens after it was read is in the next backup.
 */
export async function backUp(world: World, file: string, { at, keys, say }: BackupOptions): Promise<void> {
  const facts = await world.facts()
  say(`Backing up the ${facts.world} world.`)
  const head = { world: facts.world, at, canary: facts.canary, columns: facts.columns, ...(keys && { keys }) }
  const parts = await writeBackup(file, head, world.lines(facts))
  const { row, image, principal, voucher, account } = parts
  say(
    `${file} holds ${voucher.lines} vouchers, ${account.lines} accounts, ${principal.lines} people, devices and keys, ${row.lines} rows and ${image.lines} pictures.`,
  )
  const erased = await world.erased()
  await writeErasures(erasuresBeside(file), erased)
  say(
    `${erasuresBeside(file)} lists ${erased.length} erased customers by their ids: keep the newest of these lists for any restore.`,
  )
  say(
    keys === null
      ? 'CODE_KEY and SEAL_KEY are not in it: without them no code in it can be found or opened. Keep them apart.'
      : 'CODE_KEY and SEAL_KEY are in it: whoever has this file has the brand. Keep it accordingly.',
  )
}
