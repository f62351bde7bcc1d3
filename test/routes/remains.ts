import { listDurableObjectIds, runInDurableObject } from 'cloudflare:test'
import { unpack } from '../../durable-objects/packing.ts'
import { fold } from '../../src/search-terms.ts'
import { world } from './cast.ts'

/** Something that is kept, and where. */
export interface Kept {
  readonly where: string
  readonly text: string
}

const NAMESPACES = ['VOUCHERS', 'PRINCIPALS', 'DIRECTORY', 'SYSTEM', 'LIMITER', 'ACCOUNTS', 'STOCK'] as const

/** Every row of every table of D1, every row and key of every object, every stored thing of R2, as texts. */
export async function everythingKept(): Promise<readonly Kept[]> {
  const objects = await Promise.all(NAMESPACES.map(objectsOf))
  return [...(await libraryKept()), ...objects.flat(), ...(await bucketKept())]
}

/** Where any of these strings can still be read: as written, folded, turned round or in base64. */
export function remains(kept: readonly Kept[], strings: readonly string[]): readonly string[] {
  const needles = strings.flatMap((string) => [
    string,
    fold(string),
    [...string].reverse().join(''),
    ...inBase64(string),
    ...inBase64(fold(string)),
  ])
  return kept.flatMap(({ where, text }) => {
    const folded = fold(text)
    const found = needles.find((needle) => text.includes(needle) || folded.includes(needle))
    return found === undefined ? [] : [`${where}: ${found}`]
  })
}

async function libraryKept(): Promise<readonly Kept[]> {
  const { results } = await world.DB.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_cf_*' AND name NOT GLOB 'sqlite_*'",
  ).all<{ name: string }>()
  const tables = await world.DB.batch(results.map(({ name }) => world.DB.prepare(`SELECT * FROM "${name}"`)))
  return tables.flatMap((table, index) =>
    table.results.map((row) => ({ where: `D1 ${results[index]?.name}`, text: JSON.stringify(row) })),
  )
}

async function objectsOf(name: (typeof NAMESPACES)[number]): Promise<readonly Kept[]> {
  const namespace = world[name] as unknown as DurableObjectNamespace
  const kept: Kept[] = []
  for (const id of await listDurableObjectIds(namespace)) {
    const texts = await runInDurableObject(namespace.get(id), (_, { storage }) => textsIn(storage))
    kept.push(...texts.map((text) => ({ where: name, text })))
  }
  return kept
}

function textsIn({ sql, kv }: DurableObjectStorage): readonly string[] {
  const values = [...kv.list()].map((entry) => JSON.stringify(entry))
  const tables = sql
    .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB '_cf_*'")
    .toArray()
  const rows = tables.flatMap(({ name }) => sql.exec(`SELECT * FROM "${name}"`).toArray())
  return [...values, ...rows.map((row) => JSON.stringify(Object.values(row).flatMap(cellTexts)))]
}

/** What a cell says: packed texts both as they lie there and unpacked by the product's own code. */
function cellTexts(cell: SqlStorageValue): readonly (string | number | null)[] {
  if (!(cell instanceof ArrayBuffer)) return [cell]
  const raw = Buffer.from(cell)
  const plain = [raw.toString('utf8'), raw.toString('base64'), raw.toString('hex')]
  try {
    return [...plain, unpack(cell)]
  } catch {
    // Hashes are not packed.
    return plain
  }
}

async function bucketKept(): Promise<readonly Kept[]> {
  const { objects } = await world.IMAGES.list()
  return Promise.all(
    objects.map(async ({ key, customMetadata }) => {
      const bytes = Buffer.from((await (await world.IMAGES.get(key))?.arrayBuffer()) ?? new ArrayBuffer(0))
      return { where: `R2 ${key}`, text: JSON.stringify([customMetadata ?? {}, bytes.toString('utf8')]) }
    }),
  )
}

/** The middle of a text in base64, wherever it begins in what is encoded; in both alphabets. */
function inBase64(text: string): readonly string[] {
  return [0, 1, 2].flatMap((shift) => {
    const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(text)])
    const whole = bytes.subarray(0, bytes.length - (bytes.length % 3)).toString('base64')
    const middle = whole.slice(shift === 0 ? 0 : 4)
    return middle.length < 8 ? [] : [middle, middle.replaceAll('+', '-').replaceAll('/', '_')]
  })
}
