import { createHash } from 'node:crypto'
import { guessColumns } from '../../src/customer-import/columns.ts'
import { en } from '../../views/words/en.ts'
import type { Env } from '../env.ts'
import type { Act } from '../library/audit.ts'
import {
  type ImportRow,
  importById,
  noteImport,
  unfinishedImports,
  writeStep,
} from '../library/customer-imports.ts'
import { type FileProblem, type ImportFile, isFileProblem, readImportFile } from './file.ts'
import { type LinePlan, planLines } from './plan.ts'
import { type ImportReading, readLines } from './rows.ts'

/** A step is one batch, small enough for one statement's parameter. */
const STEP = 200
/** Steps of one request; what is left waits for the next one. */
const STEPS_MOST = 20

/** Takes a file in: reads it, keeps it, notes it. The file's problem if it has one; nothing is kept then. */
export async function takeFile(
  env: Env,
  upload: { readonly id: string; readonly name: string; readonly bytes: Uint8Array },
  by: string,
  now: number,
): Promise<ImportRow | FileProblem> {
  const file = readImportFile(upload.bytes)
  if (isFileProblem(file)) return file
  await env.IMAGES.put(keyOf(upload), upload.bytes)
  const row: ImportRow = {
    id: upload.id,
    at: now,
    by,
    fileName: upload.name.toWellFormed().slice(0, 120),
    digest: createHash('sha256').update(upload.bytes).digest('hex'),
    reading: null,
    lines: file.lines.length,
    doneTo: 0,
    created: 0,
    updated: 0,
    skipped: 0,
    refused: 0,
    finishedAt: null,
  }
  await noteImport(env.DB, row)
  return row
}

/** The file of an import; null once it is gone. */
export async function fileOf(env: Env, row: ImportRow): Promise<ImportFile | null> {
  const kept = await env.IMAGES.get(keyOf(row))
  if (kept === null) return null
  const file = readImportFile(new Uint8Array(await kept.arrayBuffer()))
  return isFileProblem(file) ? null : file
}

/** Takes the file of an import away. */
export async function dropFile(env: Env, row: ImportRow): Promise<void> {
  await env.IMAGES.delete(keyOf(row))
}

/**
 * Forgets files that were only looked at: they are full of people too, and after a week nobody comes back to them. Those
 * of one day are looked for, so that a clock that stood still for less than that misses none.
 */
export async function forgetFiles(env: Env, now: number): Promise<void> {
  const left = await unfinishedImports(env.DB, now - KEPT_MS - DAY_MS, now - KEPT_MS)
  if (left.length > 0) await env.IMAGES.delete(left.map((id) => keyOf({ id })))
}

const DAY_MS = 86_400_000
const KEPT_MS = 7 * DAY_MS

/** How the columns' names suggest to read it. */
export function guessedReading({ headers }: ImportFile): ImportReading {
  return { columns: guessColumns(headers), existing: 'skip', callingCode: '' }
}

/** What would happen to every line; nothing is changed. */
export async function previewOf(
  env: Env,
  { digest }: ImportRow,
  file: ImportFile,
  reading: ImportReading,
  now: number,
): Promise<readonly LinePlan[]> {
  return planLines(env.DB, digest, readLines(file, reading), reading, now)
}

/**
 * Brings a file in, from where it stands, in steps that are each one batch. A run that is cut off is continued by the next
 * one: a step is either noted or not done, and a row that was created carries the command of its line.
 */
export async function runImport(
  env: Env,
  from: ImportRow,
  file: ImportFile,
  reading: ImportReading,
  act: Act,
): Promise<ImportRow> {
  const lines = readLines(file, reading)
  let row = from
  for (let n = 0; n < STEPS_MOST && row.finishedAt === null; n += 1) {
    const some = lines.slice(row.doneTo, row.doneTo + STEP)
    const plans = await planLines(env.DB, row.digest, some, reading, act.at)
    const to = row.doneTo + some.length
    await writeStep(env.DB, row, stepOf(plans, row.doneTo, to, headersByField(file, reading)), act)
    row = (await importById(env.DB, row.id)) ?? row
  }
  // It is full of people: nobody needs it any more.
  if (row.finishedAt !== null) await dropFile(env, row)
  return row
}

/** What is wrong with a line, as a sentence: the names of its columns, and how to mend them. */
export function whyRefused(
  { problems }: Extract<LinePlan, { kind: 'refused' }>,
  headers: ReadonlyMap<string, string>,
): string {
  const { rowProblems, rowProblem, emailAndPhone, line } = en.customers.imports
  return problems
    .map((problem) => {
      switch (problem) {
        case 'two':
          return rowProblem(emailAndPhone, rowProblems.two)
        case 'nothing':
        case 'text':
          return rowProblem(line, rowProblems[problem])
        case 'given_name':
        case 'family_name':
          return rowProblem(headers.get(problem) ?? problem, rowProblems.name)
        default:
          return rowProblem(headers.get(problem) ?? problem, rowProblems[problem])
      }
    })
    .join('; ')
}

/** What the columns of each field are called in the file. */
export function headersByField(
  { headers }: ImportFile,
  { columns }: ImportReading,
): ReadonlyMap<string, string> {
  return new Map(columns.map((field, index) => [field, headers[index] ?? '']))
}

function stepOf(plans: readonly LinePlan[], from: number, to: number, headers: ReadonlyMap<string, string>) {
  return {
    from,
    to,
    created: plans.flatMap((plan) => (plan.kind === 'create' ? [plan.row] : [])),
    filled: plans.flatMap((plan) => (plan.kind === 'fill' ? [plan] : [])),
    skipped: plans.filter(({ kind }) => kind === 'known' || kind === 'twice' || kind === 'done').length,
    refused: plans.flatMap((plan) =>
      plan.kind === 'refused' ? [{ line: plan.line, why: whyRefused(plan, headers), cells: plan.cells }] : [],
    ),
  }
}

function keyOf({ id }: Pick<ImportRow, 'id'>): string {
  return `imports/${id}`
}
