import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import { pipeline, Readable, Transform } from 'node:stream'
import { pipeline as piped } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { type BackupLine, KINDS } from '../../worker/backup/lines.ts'
import type { WorldKeys } from '../../worker/deployer.ts'
import { CannotStart } from '../local/cannot-start.ts'

/** The form of the file. Every version ever written stays readable. */
const VERSION = 1

/** The first line: what the file is, of which world, and when. `columns` are those of the tables as they were. */
export interface Head {
  readonly vale: 'backup'
  readonly version: number
  readonly world: 'test' | 'live'
  readonly at: string
  readonly canary: string
  readonly columns: Readonly<Record<string, readonly string[]>>
  /** Only where they were asked for. */
  readonly keys?: WorldKeys
}

/** How many lines of a kind there are and the SHA-256 of them. */
interface Part {
  readonly lines: number
  readonly sha256: string
}

/** The last line: without it the file was cut off. `head` is the SHA-256 of the first. */
interface Foot {
  readonly vale: 'end'
  readonly head: string
  readonly parts: { readonly [K in BackupLine['kind']]: Part }
}

/** Counts and hashes of lines as they pass. */
class Tally {
  readonly #parts = new Map(KINDS.map((kind) => [kind, { lines: 0, hash: createHash('sha256') }]))

  add(kind: BackupLine['kind'], text: string): void {
    const part = this.#parts.get(kind)
    if (part === undefined)
      throw new CannotStart(`The backup holds "${kind}", which this version does not know.`)
    part.lines += 1
    part.hash.update(text).update('\n')
  }

  foot(head: string): Foot {
    const parts = [...this.#parts].map(([kind, { lines, hash }]) => [
      kind,
      { lines, sha256: hash.digest('hex') },
    ])
    return { vale: 'end', head: sha256(head), parts: Object.fromEntries(parts) as Foot['parts'] }
  }
}

/** Writes a backup beside its place and moves it there when it is whole; gives how many lines of each kind it has. */
export async function writeBackup(
  file: string,
  head: Omit<Head, 'vale' | 'version'>,
  lines: AsyncIterable<BackupLine>,
): Promise<Foot['parts']> {
  if (existsSync(file)) throw new CannotStart(`${file} is there already; a backup overwrites nothing.`)
  const draft = `${file}.part`
  const first = JSON.stringify({ vale: 'backup', version: VERSION, ...head })
  const tally = new Tally()
  let foot: Foot | undefined
  const texts = async function* () {
    yield `${first}\n`
    for await (const line of lines) {
      const text = JSON.stringify(line)
      tally.add(line.kind, text)
      yield `${text}\n`
    }
    foot = tally.foot(first)
    yield `${JSON.stringify(foot)}\n`
  }
  // It may hold keys and always holds people: for this user's eyes only.
  const out = createWriteStream(draft, { mode: 0o600 })
  try {
    await piped(Readable.from(texts()), createGzip(), plainHeader(), out)
    if (foot === undefined) throw new Error('the backup ends with its foot')
    await rename(draft, file)
    return foot.parts
  } catch (failure) {
    await rm(draft, { force: true })
    throw failure
  }
}

/** Reads a whole backup and holds it against its own counts and hashes; gives its head. Nothing is restored before. */
export async function checkedHead(
  file: string,
): Promise<{ readonly head: Head; readonly parts: Foot['parts'] }> {
  if (!existsSync(file)) throw new CannotStart(`There is no file ${file}.`)
  await checkHeader(file)
  const tally = new Tally()
  let first: string | undefined
  let foot: Foot | undefined
  try {
    for await (const text of textsOf(file)) {
      if (first === undefined) first = text
      else if (foot !== undefined) throw new Error('lines after the last')
      else {
        const line = JSON.parse(text) as BackupLine | Foot
        if ('vale' in line) foot = line
        else tally.add(line.kind, text)
      }
    }
  } catch (failure) {
    if (failure instanceof CannotStart) throw failure
    throw damaged(file)
  }
  if (first === undefined || foot === undefined) throw damaged(file)
  const counted = tally.foot(first)
  if (JSON.stringify(counted) !== JSON.stringify(today(foot))) throw damaged(file)
  return { head: readHead(first, file), parts: counted.parts }
}

/** A foot with the kinds it does not name as none of them: a version before may not have known them. */
function today(foot: Foot): Foot {
  return { ...foot, parts: { ...new Tally().foot('').parts, ...foot.parts } }
}

/** The lines of a backup that has been checked. */
export async function* linesOf(file: string): AsyncIterable<BackupLine> {
  let first = true
  for await (const text of textsOf(file)) {
    const line = first ? null : (JSON.parse(text) as BackupLine | Foot)
    first = false
    if (line !== null && 'kind' in line) yield line
  }
}

function readHead(text: string, file: string): Head {
  const head = JSON.parse(text) as Head
  if (head.vale !== 'backup') throw new CannotStart(`${file} is no backup of Vale.`)
  if (head.version > VERSION) {
    throw new CannotStart(
      `${file} was made by a newer Vale (format ${head.version}); restore it with that one.`,
    )
  }
  return head
}

function damaged(file: string): CannotStart {
  return new CannotStart(`${file} is damaged or was cut off; nothing was restored.`)
}

/** The lines of the file, unpacked; fails where the file does not unpack or does not end with a whole line. */
async function* textsOf(file: string): AsyncIterable<string> {
  const unpacked = createGunzip().setEncoding('utf8')
  // What goes wrong in either is thrown by the loop.
  pipeline(createReadStream(file), unpacked, () => {})
  let begun = ''
  for await (const chunk of unpacked as AsyncIterable<string>) {
    const [first = '', ...others] = chunk.split('\n')
    if (others.length === 0) begun += first
    else {
      yield begun + first
      yield* others.slice(0, -1)
      begun = others.at(-1) ?? ''
    }
  }
  if (begun !== '') throw new Error('the last line has no end')
}

/** gzip's ten first bytes name no time and no system: so every byte of the file can be checked. */
const HEADER = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255])

function plainHeader(): Transform {
  let first = true
  return new Transform({
    transform(chunk: Buffer, _, done) {
      if (first) HEADER.copy(chunk)
      first = false
      done(null, chunk)
    },
  })
}

async function checkHeader(file: string): Promise<void> {
  const handle = await open(file)
  try {
    const { buffer } = await handle.read(Buffer.alloc(HEADER.length), 0, HEADER.length, 0)
    if (!buffer.equals(HEADER)) throw damaged(file)
  } finally {
    await handle.close()
  }
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
