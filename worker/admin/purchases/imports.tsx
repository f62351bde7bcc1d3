import { type Context, Hono } from 'hono'
import { CSV_BEGINNING, csvRow } from '../../../src/csv.ts'
import { idSymbols } from '../../../src/id.ts'
import {
  type PurchaseLine,
  type PurchasePreview,
  PurchasePreviewPage,
  type PurchaseProgress,
  PurchaseProgressPage,
  PurchaseUploadPage,
} from '../../../views/admin/purchases/import-pages.tsx'
import { en } from '../../../views/words/en.ts'
import { actorOf } from '../../actor.ts'
import { allow } from '../../allow.ts'
import {
  FILE_BYTES_MOST,
  type ImportFile,
  isFileProblem,
  readImportFile,
} from '../../customer-import/file.ts'
import { fileOf, takeFile } from '../../customer-import/importing.ts'
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
import { nameOf } from '../../library/customers.ts'
import { placeOf } from '../../place.ts'
import { runPurchases, whyNot } from '../../purchase-import/importing.ts'
import { missingColumns, type Readers, readPurchases } from '../../purchase-import/lines.ts'
import { type PurchasePlan, planPurchases } from '../../purchase-import/plan.ts'
import { refusePage } from '../../refuse.tsx'
import { randomId } from '../../secrets.ts'

/** /admin/purchases/imports: what customers bought, brought in from a file and looked at first. */
export const purchaseImports = new Hono<AppEnv>()

const FORM_OVERHEAD_BYTES = 65_536
const LINES_MOST = 2000
const RECENT_SHOWN = 10
const SAMPLE_MOST = 20
const LISTED_MOST = 50

purchaseImports.get('/', allow('customers:write'), (c) => uploadPage(c))

purchaseImports.post('/', allow('customers:write'), rationed('upload'), async (c) => {
  const { none, large } = en.customers.imports.fileProblems
  const most = FILE_BYTES_MOST + FORM_OVERHEAD_BYTES
  if (Number(c.req.header('content-length') ?? 0) > most) return uploadPage(c, large, 413)
  const form = await readForm(c, most)
  if (form === null) return refusePage(c, 400)
  const file = form.file('file')
  if (file === null) return uploadPage(c, none)
  const bytes = new Uint8Array(await file.arrayBuffer())
  const problem = problemOf(c, bytes)
  if (problem !== null) return uploadPage(c, problem)
  const id = `pim_${idSymbols(randomId())}`
  await takeFile(c.env, { id, name: file.name, bytes }, c.get('principal').id, c.get('now'))
  return c.redirect(`/admin/purchases/imports/${id}`, 303)
})

purchaseImports.get('/:import', allow('customers:write'), async (c) => {
  const row = await purchaseImport(c)
  if (row === null) return refusePage(c, 404)
  const frame = frameFor(c, c.get('principal'))
  if (row.reading !== null) return c.html(<PurchaseProgressPage frame={frame} view={progressOf(row)} />)
  const file = await fileOf(c.env, row)
  if (file === null) return uploadPage(c, en.customers.imports.fileProblems.gone)
  const plan = previewOf(c, await planPurchases(c.env.DB, readPurchases(file, readersOf(c))))
  return c.html(<PurchasePreviewPage frame={frame} id={row.id} fileName={row.fileName} plan={plan} />)
})

purchaseImports.post('/:import', allow('customers:write'), async (c) => {
  const [row, form] = [await purchaseImport(c), await readForm(c)]
  if (row === null) return refusePage(c, 404)
  if (form === null || form.text('go') === '') return refusePage(c, 400)
  const there = `/admin/purchases/imports/${row.id}`
  if (row.finishedAt !== null) return c.redirect(there, 303)
  const file = await fileOf(c.env, row)
  if (file === null) return uploadPage(c, en.customers.imports.fileProblems.gone)
  const begun = await beginImport(c.env.DB, row.id, JSON.stringify({ headers: file.headers }))
  const act = { ...actorOf(c), at: c.get('now') }
  const { currency } = c.get('directory').brand
  const recording = { currency, placeIn: (store: string) => placeOf(c, store) }
  if (begun !== null) await runPurchases(c.env, begun, readPurchases(file, readersOf(c)), recording, act)
  return c.redirect(there, 303)
})

purchaseImports.get('/:import/refused.csv', allow('customers:write'), rationed('export'), async (c) => {
  const row = await purchaseImport(c)
  if (row === null) return refusePage(c, 404)
  const refusals = await importRefusals(c.env.DB, row.id)
  const { headers } = JSON.parse(row.reading ?? '{"headers":[]}') as Pick<ImportFile, 'headers'>
  const { line, outcome } = en.customers.imports
  const rows = refusals.map((one) =>
    csvRow([String(one.line), one.why, ...(JSON.parse(one.cells) as string[])]),
  )
  return c.body(`${CSV_BEGINNING}${csvRow([line, outcome, ...headers])}${rows.join('')}`, 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': 'attachment; filename="not-taken.csv"',
  })
})

/** The import the path names, if it is one of purchases; whoever is bound to shops sees their own. */
async function purchaseImport(c: Context<AppEnv>): Promise<ImportRow | null> {
  const id = c.req.param('import') ?? ''
  const row = id.startsWith('pim_') ? await importById(c.env.DB, id) : null
  const { id: reader, stores } = c.get('principal')
  return row === null || (stores.length > 0 && row.by !== reader) ? null : row
}

/** Why a file cannot be taken, in words; null where it can. */
function problemOf(c: Context<AppEnv>, bytes: Uint8Array): string | null {
  const file = readImportFile(bytes)
  if (isFileProblem(file)) {
    const said = en.customers.imports.fileProblems[file.problem]
    return typeof said === 'string' ? said : said(file.line)
  }
  if (file.lines.length > LINES_MOST) return en.purchaseImports.many
  const missing = missingColumns(file)
  return missing.length === 0 ? null : en.purchaseImports.missing(frameFor(c, null).display.list(missing))
}

/** Shops whose purchases they record, as a file may name them. */
function readersOf(c: Context<AppEnv>): Readers {
  const { directory, principal, now } = c.var
  const stores = directory.stores.filter(
    ({ id, state }) =>
      state !== 'archived' && (principal.stores.length === 0 || principal.stores.includes(id)),
  )
  return { stores, currency: directory.brand.currency, now }
}

async function uploadPage(c: Context<AppEnv>, problem?: string, status: 413 | 422 = 422): Promise<Response> {
  const { id: reader, stores } = c.get('principal')
  const recent = (await recentImports(c.env.DB, 'pim_')).filter(
    ({ by }) => stores.length === 0 || by === reader,
  )
  return c.html(
    <PurchaseUploadPage
      frame={frameFor(c, c.get('principal'))}
      recent={recent.slice(0, RECENT_SHOWN).map(progressOf)}
      errors={problem === undefined ? {} : { file: problem }}
    />,
    problem === undefined ? 200 : status,
  )
}

function previewOf(c: Context<AppEnv>, plans: readonly PurchasePlan[]): PurchasePreview {
  const { display } = frameFor(c, null)
  const { currency } = c.get('directory').brand
  const record = plans.flatMap((plan) => (plan.kind === 'record' ? [plan] : []))
  const refused = plans.flatMap((plan) => (plan.kind === 'refused' ? [plan] : []))
  return {
    record: record.length,
    known: plans.length - record.length - refused.length,
    refused: refused.length,
    sample: record.slice(0, SAMPLE_MOST).map(({ row, customer }): PurchaseLine => {
      const { line, order, total, store, at } = row
      const when = at === null ? [] : [display.dateTime(at, store.zone)]
      const said = [display.price(total, currency), store.name, ...when].join(' · ')
      return { line, who: nameOf(customer), order, said }
    }),
    problems: refused.slice(0, LISTED_MOST).map((plan): PurchaseLine => {
      const who = plan.row.kind === 'row' ? plan.row.buyer.value : plan.row.cells.slice(0, 3).join(' · ')
      const order = plan.row.kind === 'row' ? plan.row.order : ''
      return { line: plan.row.line, who: who.slice(0, 80), order, said: whyNot(plan) }
    }),
  }
}

function progressOf(row: ImportRow): PurchaseProgress {
  const { id, fileName, at, lines, doneTo: done, created: recorded, skipped: known, refused } = row
  return { id, fileName, at, lines, done, recorded, known, refused, finished: row.finishedAt !== null }
}
