import { createHash } from 'node:crypto'
import type { BackupLine } from '../../worker/backup/lines.ts'
import { CannotStart } from '../local/cannot-start.ts'
import { readErasures } from './erasures.ts'
import { checkedHead, type Head, linesOf } from './file.ts'
import type { World } from './world.ts'

/** So many lines, or so many characters of them, are written in one request. */
const LINES = 40
const CHARACTERS = 1_000_000

/**
 * Writes a backup into a world that is empty, or that holds part of the same backup: a restore that was cut off is run
 * again. Everything is checked first: the file against its own hashes, the keys, and that nothing else stands there.
 */
export async function restore(
  world: World,
  file: string,
  say: (line: string) => void,
  erasures: string | null = null,
): Promise<void> {
  const erased = erasures === null ? null : await readErasures(erasures)
  const { head, parts } = await checkedHead(file)
  const facts = await world.facts()
  if (head.world !== facts.world)
    throw new CannotStart(`${file} is of the ${head.world} world, and this is the ${facts.world} world.`)
  if (head.canary !== facts.canary) throw new CannotStart(otherKeys(file))
  const present = await presentIn(world, facts, file, head)
  if (present > 0) say(`${present} parts of this backup are here already and stay as they are.`)
  const total = Object.values(parts).reduce((sum, { lines }) => sum + lines, 0)
  say(`Restoring ${total} parts from ${head.at}.`)
  let done = 0
  for await (const lines of batches(linesOf(file))) {
    const trouble = await troubleWith(world, lines)
    if (trouble !== null) throw new CannotStart(cutOff(done, total, trouble))
    done += lines.length
    say(`${done} of ${total} parts.`)
  }
  say(`Restored: ${parts.voucher.lines} vouchers with their ledgers, and the lists made from them.`)
  if (erased === null) return say(NOBODY_ERASED)
  await world.erase(erased)
  say(`${erased.length} customers of ${erasures} are erased here too.`)
}

const NOBODY_ERASED =
  'Whoever was erased after this backup is in it: give the newest list of erasures with --erasures LIST (npm run erasures prints it), or erase them by hand.'

/** The sentence for a file whose keys are not the world's. */
export function otherKeys(file: string): string {
  return `${file} was made under another CODE_KEY and SEAL_KEY; its codes could never be found or opened here. Nothing was restored.`
}

/** Why these lines were not written, or null when they were. */
async function troubleWith(world: World, lines: readonly BackupLine[]): Promise<string | null> {
  try {
    const { refused } = await world.write(lines)
    return refused.length === 0 ? null : `not taken: ${refused.join(', ')}`
  } catch (failure) {
    return failure instanceof Error ? failure.message : String(failure)
  }
}

function cutOff(done: number, total: number, trouble: string): string {
  return `The restore was cut off after ${done} of ${total} parts: ${trouble}\nWhat is restored stays and nothing is done twice: run the same restore again.`
}

/** How many parts of the backup the world has already. @throws CannotStart when it has anything else */
async function presentIn(world: World, facts: Awaited<ReturnType<World['facts']>>, file: string, head: Head) {
  const known = new Set<string>()
  let counted = 0
  for await (const line of world.lines(facts)) {
    if (isPassing(line)) continue
    // Only a world that is not empty makes it worth knowing every line of the file.
    if (known.size === 0) for await (const kept of linesOf(file)) known.add(fingerprint(kept, head))
    if (!known.has(fingerprint(line, head))) {
      throw new CannotStart(
        `This world is not empty: it holds ${nameOf(line)}, which is not in the backup as it stands there. Nothing was restored.`,
      )
    }
    counted += 1
  }
  return counted
}

/** A link that waits for somebody says nothing of the brand: the first admin's stands in every new deployment. */
function isPassing(line: BackupLine): boolean {
  return line.kind === 'row' && line.table === 'invitations'
}

/** A row is compared by the columns the backup has: a table may have grown since. */
function fingerprint(line: BackupLine, { columns }: Head): string {
  const compared =
    line.kind === 'row'
      ? { ...line, row: (columns[line.table] ?? []).map((name) => line.row[name] ?? null) }
      : line
  return createHash('sha256').update(JSON.stringify(compared)).digest('base64')
}

function nameOf(line: BackupLine): string {
  switch (line.kind) {
    case 'row':
      return `a row of ${line.table}`
    case 'image':
      return `the picture ${line.key}`
    case 'principal':
      return line.record.principal.id
    case 'voucher':
      return 'a voucher'
    case 'account':
      return 'an account'
    case 'stock':
      return `the stock of ${line.stock.name}`
    case 'directory':
      return 'a brand'
  }
}

async function* batches(lines: AsyncIterable<BackupLine>): AsyncIterable<readonly BackupLine[]> {
  let batch: BackupLine[] = []
  let characters = 0
  for await (const line of lines) {
    const size = JSON.stringify(line).length
    if (batch.length === LINES || (batch.length > 0 && characters + size > CHARACTERS)) {
      yield batch
      batch = []
      characters = 0
    }
    batch.push(line)
    characters += size
  }
  if (batch.length > 0) yield batch
}
