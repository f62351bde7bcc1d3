import type { Actor } from '../src/audit.ts'
import { type Clues, cluesOf, type ErasureStep, speaksOf, stepAfter } from '../src/erasure.ts'
import { type CustomerId, isCustomerId, isVoucherId } from '../src/id.ts'
import { smallPicture } from '../views/small-picture.ts'
import { isFileProblem, readImportFile } from './customer-import/file.ts'
import { directoryFor } from './directory-cache.ts'
import type { Env } from './env.ts'
import { askAgain } from './identity.ts'
import { recordsMergedInto } from './library/customer-merges.ts'
import { type CustomerRow, customerById } from './library/customers.ts'
import {
  emptyLines,
  eraseListed,
  eraseRequestsAndLog,
  isShownElsewhere,
  picturesAskedFor,
  refusedLines,
  straysOf,
  vouchersToErase,
  waitingImports,
} from './library/erased-words.ts'
import {
  advanceErasure,
  decideErasure,
  type ErasureRow,
  erasedSince,
  erasureOf,
  erasureTried,
  unfinishedErasures,
} from './library/erasures.ts'
import type { Mailer } from './mail.ts'
import { accountStub, principalStub, voucherStub } from './stubs.ts'

/** With what an erasure reaches everything: letters lie where only the mailer knows. */
export interface Eraser {
  readonly env: Env
  readonly mailer: Mailer | null
  readonly now: number
}

/** Records that change under the reader's eyes are read again so often. */
const TRIES = 3
/** Steps of one request; the clock does the rest. */
const STEPS_MOST = 60

/**
 * Erases a customer, with every record that was merged into theirs; gives how it stands, or null for nobody. The batch of
 * `decideErasure` is the commit point: a crash before it leaves a customer, a crash behind it leaves nobody, of whom words
 * may still lie in ledgers, files and letters. What is left to do is written in the erasure's row, step by step, and each
 * step may be done twice: pressing the button again or the next minute's clock goes on from the last one noted.
 */
export async function eraseCustomer(eraser: Eraser, customer: string, by: Actor): Promise<ErasureRow | null> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const known = await erasureOf(eraser.env.DB, customer)
    if (known !== null && known.decidedAt !== null) return finish(eraser, known)
    const row = await customerById(eraser.env.DB, customer)
    if (row === null) return null
    const records = [row, ...(await recordsMergedInto(eraser.env.DB, row.id))]
    if (!(await decide(eraser, customer, records, by))) continue
    const decided = await erasureOf(eraser.env.DB, customer)
    return decided && finish(eraser, decided)
  }
  throw new Error('a customer changes faster than they can be erased')
}

/**
 * Erases somebody again in a world that was restored from before: also where their records were not one yet, or there is
 * no row of theirs at all. `ids`: every record there was, their own first.
 */
export async function eraseAgain(eraser: Eraser, ids: readonly string[], by: Actor): Promise<void> {
  const [customer] = ids
  if (customer === undefined) return
  const known = await erasureOf(eraser.env.DB, customer)
  if (known?.finishedAt != null) return
  if (known?.decidedAt == null) {
    const rows = await Promise.all(ids.map((id) => customerById(eraser.env.DB, id)))
    const merged = await Promise.all(ids.map((id) => recordsMergedInto(eraser.env.DB, id)))
    const all = [...rows.flatMap((row) => row ?? []), ...merged.flat()].filter(
      ({ erasedAt }) => erasedAt === null,
    )
    await decide(eraser, customer, [...new Map(all.map((row) => [row.id, row])).values()], by, ids)
  }
  const decided = await erasureOf(eraser.env.DB, customer)
  if (decided !== null) await finish(eraser, decided)
}

/** Goes on with what was cut off, and looks once more after those erased lately. For the clock. */
export async function finishErasures(env: Env, mailer: Mailer | null, now: number): Promise<void> {
  const eraser = { env, mailer, now }
  // One that fails stops no other, and is said when all had their turn.
  const failures: unknown[] = []
  const noted = (failure: unknown) => void failures.push(failure)
  for (const row of await unfinishedErasures(env.DB, ERASURES_PER_RUN)) {
    await erasureTried(env.DB, row.customerId, now)
    await finish(eraser, row).catch(noted)
  }
  for (const { records } of await erasedSince(env.DB, now - STRAYS_MS)) {
    const strays = await straysOf(env.DB, records, VOUCHERS)
    if (strays.length > 0) await eraseVouchers(env, strays, records).catch(noted)
  }
  if (failures.length > 0) throw failures[0]
}

const ERASURES_PER_RUN = 5
/** A voucher that was issued in the moment its holder was erased reaches the lists within so long, or never. */
const STRAYS_MS = 7 * 86_400_000

function decide(
  { env, now }: Eraser,
  customer: string,
  records: readonly CustomerRow[],
  by: Actor,
  ids: readonly string[] = [customer],
): Promise<boolean> {
  const clues = JSON.stringify(cluesOf(records))
  return decideErasure(env.DB, { customer, records, ids, clues }, { ...by, at: now })
}

async function finish(eraser: Eraser, from: ErasureRow): Promise<ErasureRow> {
  let row = from
  for (let n = 0; n < STEPS_MOST && row.step !== null; n += 1) {
    const step = row.step as ErasureStep
    const cursor = await STEPS[step](eraser, row)
    const to = cursor === null ? { step: stepAfter(step), cursor: null } : { step, cursor }
    row = (await advanceErasure(eraser.env.DB, row, to, eraser.now)) ?? row
  }
  return row
}

/** Does one piece of a step; gives where the next piece begins, or null after the last. */
type Step = (eraser: Eraser, row: ErasureRow) => Promise<string | null>

const STEPS: { readonly [S in ErasureStep]: Step } = {
  principals: async ({ env }, { records, cursor }) => {
    const some = records.slice(cursor === null ? 0 : records.indexOf(cursor) + 1).slice(0, PRINCIPALS)
    for (const id of some.filter(isCustomerId)) {
      await principalStub(env, id).erase(nobody(id))
      askAgain(id)
    }
    return some.length < PRINCIPALS ? null : (some.at(-1) ?? null)
  },
  vouchers: async ({ env, now }, { records, cursor }) => {
    const rows = await vouchersToErase(env.DB, records, cursor, VOUCHERS)
    const ids = rows.map(({ id }) => id)
    await eraseVouchers(env, ids, records)
    await erasePictures(
      env,
      rows.flatMap(({ image }) => image ?? []),
      now,
    )
    return rows.length < VOUCHERS ? null : (ids.at(-1) ?? null)
  },
  accounts: async ({ env }, { records }) => {
    for (const id of records.filter(isCustomerId)) await accountStub(env, id).eraseWords()
    return null
  },
  lines: async ({ env }, { clues, cursor }) => {
    const after = cursor === null ? null : (JSON.parse(cursor) as LinePlace)
    const rows = await refusedLines(env.DB, after, LINES)
    const theirs = rows.filter(({ cells }) => speaksOf(JSON.parse(cells) as string[], readClues(clues)))
    await emptyLines(env.DB, theirs)
    const last = rows.at(-1)
    if (last === undefined || rows.length < LINES) return null
    return JSON.stringify({ importId: last.importId, line: last.line } satisfies LinePlace)
  },
  files: async ({ env, now }, { clues, cursor }) => {
    const after = cursor === null ? { at: now - FILES_MS, id: '' } : (JSON.parse(cursor) as FilePlace)
    const waiting = await waitingImports(env.DB, after, FILES)
    for (const { id } of waiting) {
      const kept = await env.IMAGES.get(`imports/${id}`)
      if (kept === null) continue
      const file = readImportFile(new Uint8Array(await kept.arrayBuffer()))
      const theirs = isFileProblem(file) || file.lines.some(({ cells }) => speaksOf(cells, readClues(clues)))
      // Whoever still looks at it is asked for the file again; without this person, they will say.
      if (theirs) await env.IMAGES.delete(`imports/${id}`)
    }
    const last = waiting.at(-1)
    if (last === undefined || waiting.length < FILES) return null
    return JSON.stringify({ at: last.at, id: last.id } satisfies FilePlace)
  },
  letters: async ({ mailer }, { clues }) => {
    await mailer?.erase?.(readClues(clues).emails)
    return null
  },
  library: async ({ env, now }, { records }) => {
    await erasePictures(env, await picturesAskedFor(env.DB, records), now)
    await eraseRequestsAndLog(env.DB, records)
    return null
  },
}

/** So many at once: one call of an object each, and one statement for all of them. */
const VOUCHERS = 25
const PRINCIPALS = 25
const LINES = 1000
/** Files are forgotten after a week, and the day after it (`forgetFiles`). */
const FILES_MS = 9 * 86_400_000
const FILES = 10

interface FilePlace {
  readonly at: number
  readonly id: string
}

interface LinePlace {
  readonly importId: string
  readonly line: number
}

function readClues(text: string | null): Clues {
  return text === null ? { names: [], emails: [], phones: [], cards: [] } : (JSON.parse(text) as Clues)
}

/** The ledgers first: what the lists lose is then brought back by nobody. */
async function eraseVouchers(env: Env, ids: readonly string[], records: readonly string[]): Promise<void> {
  const holders = records.filter(isCustomerId)
  await Promise.all(ids.filter(isVoucherId).map((id) => voucherStub(env, id).eraseWords(holders)))
  await eraseListed(env.DB, ids)
}

/** Pictures on their vouchers go with them, unless somebody else's voucher or the brand shows the same one. */
async function erasePictures(env: Env, images: readonly string[], now: number) {
  const { brand } = await directoryFor(env, now)
  for (const image of new Set(images)) {
    if (image === brand.logoUrl || (await isShownElsewhere(env.DB, image))) continue
    await env.IMAGES.delete([image.slice(1), smallPicture(image).slice(1)])
  }
}

function nobody(id: CustomerId) {
  return { id, role: 'customer', name: '', stores: [], partner: null, scopes: [], self: null } as const
}
