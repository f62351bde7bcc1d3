import { type Context, Hono } from 'hono'
import { CSV_BEGINNING, csvRow } from '../../../src/csv.ts'
import { idSymbols } from '../../../src/id.ts'
import {
  ImportProgressPage,
  ImportUploadPage,
  type ImportView,
} from '../../../views/admin/customers/import-page.tsx'
import { ImportPreviewPage } from '../../../views/admin/customers/preview-page.tsx'
import { en } from '../../../views/words/en.ts'
import { actorOf } from '../../actor.ts'
import { allow } from '../../allow.ts'
import { FILE_BYTES_MOST, isFileProblem } from '../../customer-import/file.ts'
import { fileOf, guessedReading, previewOf, runImport, takeFile } from '../../customer-import/importing.ts'
import {
  type ReadingProblem,
  readingAsked,
  readingProblem,
  storedReading,
} from '../../customer-import/reading.ts'
import type { AppEnv } from '../../env.ts'
import { readForm } from '../../form.ts'
import { frameFor } from '../../frame.ts'
import { rationed } from '../../guarded.ts'
import {
  beginImport,
  type ImportRow,
  importById,
  importRefusals,
  recentImports,
} from '../../library/customer-imports.ts'
import { refusePage } from '../../refuse.tsx'
import { randomId } from '../../secrets.ts'
import { columnViews, planView } from './import-view.ts'

/** /admin/customers/imports: a list of people brought in from a file, looked at first. */
export const customerImports = new Hono<AppEnv>()

const FORM_OVERHEAD_BYTES = 65_536
const RECENT_SHOWN = 10

customerImports.get('/', allow('customers:write'), (c) => uploadPage(c))

customerImports.post('/', allow('customers:write'), rationed('upload'), async (c) => {
  const announced = Number(c.req.header('content-length') ?? 0)
  const { none, large } = en.customers.imports.fileProblems
  if (announced > FILE_BYTES_MOST + FORM_OVERHEAD_BYTES) return uploadPage(c, large, 413)
  const form = await readForm(c, FILE_BYTES_MOST + FORM_OVERHEAD_BYTES)
  if (form === null) return refusePage(c, 400)
  const file = form.file('file')
  if (file === null) return uploadPage(c, none)
  const id = `imp_${idSymbols(randomId())}`
  const bytes = new Uint8Array(await file.arrayBuffer())
  const taken = await takeFile(c.env, { id, name: file.name, bytes }, c.get('principal').id, c.get('now'))
  if (!isFileProblem(taken)) return c.redirect(`/admin/customers/imports/${id}`, 303)
  const said = en.customers.imports.fileProblems[taken.problem]
  return uploadPage(c, typeof said === 'string' ? said : said(taken.line))
})

customerImports.get('/:import', allow('customers:write'), async (c) => {
  const row = await customerImport(c)
  if (row === null) return refusePage(c, 404)
  if (row.reading !== null) return progressPage(c, row)
  return previewPage(c, row, (name) => (c.req.query(name) ?? '').trim().toWellFormed())
})

customerImports.post('/:import', allow('customers:write'), async (c) => {
  const [row, form] = [await customerImport(c), await readForm(c)]
  if (row === null) return refusePage(c, 404)
  if (form === null || form.text('go') + form.text('existing') === '') return refusePage(c, 400)
  const file = row.finishedAt === null ? await fileOf(c.env, row) : null
  if (row.finishedAt !== null) return c.redirect(`/admin/customers/imports/${row.id}`, 303)
  if (file === null) return uploadPage(c, en.customers.imports.fileProblems.gone)
  const asked = readingAsked(form.text, file)
  if (row.reading === null && readingProblem(asked) !== null) return previewPage(c, row, form.text)
  const begun = row.reading === null ? await beginImport(c.env.DB, row.id, JSON.stringify(asked)) : row
  if (begun?.reading != null)
    await runImport(c.env, begun, file, storedReading(begun.reading), {
      ...actorOf(c),
      at: c.get('now'),
    })
  return c.redirect(`/admin/customers/imports/${row.id}`, 303)
})

customerImports.get('/:import/refused.csv', allow('customers:write'), rationed('export'), async (c) => {
  const row = await customerImport(c)
  if (row === null) return refusePage(c, 404)
  const refusals = await importRefusals(c.env.DB, row.id)
  const { columns } = row.reading === null ? { columns: [] } : storedReading(row.reading)
  const { line, outcome, fields } = en.customers.imports
  const head = csvRow([line, outcome, ...columns.map((field) => fields[field])])
  const lines = refusals.map((refusal) =>
    csvRow([String(refusal.line), refusal.why, ...(JSON.parse(refusal.cells) as string[])]),
  )
  return c.body(`${CSV_BEGINNING}${head}${lines.join('')}`, 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': 'attachment; filename="not-taken.csv"',
  })
})

/** The import the path names, if it is one of customers. */
async function customerImport(c: Context<AppEnv>): Promise<ImportRow | null> {
  const id = c.req.param('import') ?? ''
  return id.startsWith('imp_') ? importById(c.env.DB, id) : null
}

async function uploadPage(c: Context<AppEnv>, problem?: string, status: 413 | 422 = 422): Promise<Response> {
  const recent = await recentImports(c.env.DB, 'imp_')
  return c.html(
    <ImportUploadPage
      frame={frameFor(c, c.get('principal'))}
      recent={recent.slice(0, RECENT_SHOWN).map(importView)}
      errors={problem === undefined ? {} : { file: problem }}
    />,
    problem === undefined ? 200 : status,
  )
}

async function progressPage(c: Context<AppEnv>, row: ImportRow): Promise<Response> {
  return c.html(<ImportProgressPage frame={frameFor(c, c.get('principal'))} view={importView(row)} />)
}

async function previewPage(
  c: Context<AppEnv>,
  row: ImportRow,
  text: (name: string) => string,
): Promise<Response> {
  const file = await fileOf(c.env, row)
  if (file === null) return uploadPage(c, en.customers.imports.fileProblems.gone)
  const asked = text('existing') !== ''
  const reading = asked ? readingAsked(text, file) : guessedReading(file)
  const problem = readingProblem(reading)
  const plans = problem === null ? await previewOf(c.env, row, file, reading, c.get('now')) : null
  return c.html(
    <ImportPreviewPage
      frame={frameFor(c, c.get('principal'))}
      id={row.id}
      fileName={row.fileName}
      columns={columnViews(file, reading)}
      existing={reading.existing}
      callingCode={reading.callingCode}
      errors={problem === null ? {} : readingErrors(problem)}
      plan={plans && planView(plans, file, reading)}
    />,
    problem === null ? 200 : 422,
  )
}

function readingErrors(problem: ReadingProblem): Record<string, string> {
  const { fileProblems: said, fields } = en.customers.imports
  switch (problem.kind) {
    case 'twice':
      return { columns: said.twice(fields[problem.field]) }
    case 'unmapped':
      return { columns: said.unmapped }
    case 'callingCode':
      return { calling_code: said.callingCode }
  }
}

function importView(row: ImportRow): ImportView {
  const { id, fileName, at, lines, doneTo: done, created, updated, skipped, refused, finishedAt } = row
  return { id, fileName, at, lines, done, created, updated, skipped, refused, finished: finishedAt !== null }
}
