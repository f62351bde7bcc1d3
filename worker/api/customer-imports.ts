import { createHash } from 'node:crypto'
import { type Context, Hono } from 'hono'
import * as z from 'zod/mini'
import { csvRow } from '../../src/csv.ts'
import { guessColumns } from '../../src/customer-import/columns.ts'
import { idSymbols } from '../../src/id.ts'
import { en } from '../../views/words/en.ts'
import { actorOf } from '../actor.ts'
import { allow } from '../allow.ts'
import { fieldErrors, jsonBody, limitedBytes } from '../body.ts'
import { idempotencyKey, sending } from '../command-id.ts'
import {
  FILE_BYTES_MOST,
  type FileProblem,
  type ImportFile,
  isFileProblem,
  readImportFile,
} from '../customer-import/file.ts'
import { headersByField, runImport, takeFile, whyRefused } from '../customer-import/importing.ts'
import { planLines } from '../customer-import/plan.ts'
import { readingProblem } from '../customer-import/reading.ts'
import { type ImportReading, readLines } from '../customer-import/rows.ts'
import type { AppEnv } from '../env.ts'
import { rationed } from '../guarded.ts'
import { beginImport, type ImportRow, importById, importRefusals } from '../library/customer-imports.ts'
import { fieldProblem, problem, requestProblem } from '../problem.ts'
import { type ImportRequest, importQuery, importRequest } from './customer-shapes.ts'

/** POST /api/v1/customers/imports: many customers at once, as JSON or CSV. */
export const customerImportCalls = new Hono<AppEnv>()

/** A body as it is read: the file it stands for, and how. */
interface Asked {
  readonly bytes: Uint8Array
  readonly file: ImportFile
  readonly reading: ImportReading
  readonly dryRun: boolean
}

customerImportCalls.post('/imports', allow('customers:write'), rationed('upload'), async (c) => {
  const key = idempotencyKey(c)
  if (key instanceof Response) return key
  const type = c.req.header('content-type') ?? ''
  const asked = type.startsWith('text/csv') ? await csvAsked(c) : await jsonAsked(c)
  if (asked instanceof Response) return asked
  const { file, reading, bytes, dryRun } = asked
  const wrong = readingProblem(reading)
  if (wrong !== null)
    return fieldProblem(c, [{ pointer: '', detail: 'needs a column that is a name, an email or a phone' }])
  if (dryRun) return c.json(await dryRunOf(c, asked))
  const { id: command } = sending(c, key, null)
  const id = `imp_${idSymbols(Buffer.from(command, 'hex'))}`
  const earlier = await importById(c.env.DB, id)
  if (earlier !== null && !isSame(earlier, asked)) return problem(c, { reason: 'idempotency_key_reused' })
  if (earlier !== null) c.header('Idempotent-Replayed', 'true')
  else await takeFile(c.env, { id, name: 'API', bytes }, c.get('principal').id, c.get('now'))
  let row = await beginImport(c.env.DB, id, JSON.stringify(reading))
  while (row !== null && row.finishedAt === null)
    row = await runImport(c.env, row, file, reading, { ...actorOf(c), at: c.get('now') })
  return row === null ? requestProblem(c, 'unavailable') : c.json(await resultOf(c, row, file))
})

async function csvAsked(c: Context<AppEnv>): Promise<Asked | Response> {
  const query = z.safeParse(importQuery, c.req.query())
  if (!query.success) return fieldProblem(c, fieldErrors(query.error.issues))
  const bytes = await limitedBytes(c.req.raw, FILE_BYTES_MOST)
  if (bytes === null) return requestProblem(c, 'body_too_large')
  const { existing, calling_code, dry_run } = query.data
  return asked(c, bytes, { existing, calling_code, dry_run: dry_run === 'true' })
}

async function jsonAsked(c: Context<AppEnv>): Promise<Asked | Response> {
  const request = await jsonBody(c, importRequest)
  return request instanceof Response ? request : asked(c, csvOf(request), request)
}

function asked(
  c: Context<AppEnv>,
  bytes: Uint8Array,
  { existing, calling_code, dry_run }: Omit<ImportRequest, 'rows'>,
): Asked | Response {
  const file = readImportFile(bytes)
  if (isFileProblem(file)) return fieldProblem(c, [{ pointer: '', detail: saidOf(file) }])
  const reading: ImportReading = {
    columns: guessColumns(file.headers),
    existing: existing ?? 'skip',
    callingCode: calling_code ?? '',
  }
  return { bytes, file, reading, dryRun: dry_run ?? false }
}

/** Rows as the file they would be: one way in, one way of judging them. */
function csvOf({ rows }: ImportRequest): Uint8Array {
  const head = ['name', 'email', 'phone', 'birthday', 'locale', 'zone', 'tags', 'marketing', 'notes']
  const lines = rows.map(({ name, email, phone, birthday, locale, zone, tags, consents, notes }) => {
    const answer = consents === undefined ? '' : consents.marketing ? 'yes' : 'no'
    const texts = [name, email, phone, birthday, locale, zone].map((text) => text ?? '')
    // A row of nothing stays a row, so that it is named when it is refused.
    return csvRow([...texts, tags?.join(';') ?? '', answer || 'no', notes ?? ''])
  })
  return new TextEncoder().encode(csvRow(head) + lines.join(''))
}

function isSame({ digest, reading }: ImportRow, { bytes, reading: asked }: Asked): boolean {
  return digest === digestOfBytes(bytes) && (reading ?? JSON.stringify(asked)) === JSON.stringify(asked)
}

function digestOfBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

async function dryRunOf(c: Context<AppEnv>, { bytes, file, reading }: Asked) {
  const lines = readLines(file, reading)
  const plans = await planLines(c.env.DB, digestOfBytes(bytes), lines, reading, c.get('now'))
  const times = (...kinds: readonly string[]) => plans.filter(({ kind }) => kinds.includes(kind)).length
  const headers = headersByField(file, reading)
  return {
    id: null,
    dry_run: true,
    rows: lines.length,
    created: times('create'),
    updated: times('fill'),
    skipped: times('known', 'twice', 'done'),
    refused: times('refused'),
    refusals: plans.flatMap((plan, index) =>
      plan.kind === 'refused' ? [{ row: index + 1, explanation: whyRefused(plan, headers) }] : [],
    ),
  }
}

async function resultOf(c: Context<AppEnv>, row: ImportRow, file: ImportFile) {
  const rows = new Map(file.lines.map(({ line }, index) => [line, index + 1]))
  const refusals = await importRefusals(c.env.DB, row.id)
  const { id, lines, created, updated, skipped, refused } = row
  return {
    id,
    dry_run: false,
    rows: lines,
    created,
    updated,
    skipped,
    refused,
    refusals: refusals.map(({ line, why }) => ({ row: rows.get(line) ?? 0, explanation: why })),
  }
}

function saidOf({ problem, line }: FileProblem): string {
  const said = en.customers.imports.fileProblems[problem]
  return typeof said === 'string' ? said : said(line)
}
