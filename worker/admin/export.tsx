import { type Context, Hono } from 'hono'
import { localDateOf } from '../../src/local-time.ts'
import { may } from '../../src/permission.ts'
import { ExportPage } from '../../views/admin/export-page.tsx'
import { en } from '../../views/words/en.ts'
import { actorOf } from '../actor.ts'
import { allow } from '../allow.ts'
import type { AppEnv } from '../env.ts'
import { csvStream, FILE_ROWS_MOST } from '../export/stream.ts'
import { EXPORT_TABLES } from '../export/tables.ts'
import { frameFor } from '../frame.ts'
import { rationed } from '../guarded.ts'
import { audit } from '../library/audit.ts'
import { readCursor } from '../library/cursor.ts'
import { contentOf, LIST_NAMES, listRows } from '../library/lists.ts'
import { allSettings } from '../library/settings.ts'
import { refusePage } from '../refuse.tsx'

/** /admin/settings/export: everything a brand may take along, as files a person can open. */
export const exportPages = new Hono<AppEnv>()

exportPages.get('/', allow('system:read'), (c) =>
  c.html(
    <ExportPage
      frame={frameFor(c, c.get('principal'))}
      codes={may(c.get('principal'), 'codes:read')}
      rowsMost={FILE_ROWS_MOST}
    />,
  ),
)

exportPages.get('/directory.json', allow('system:read'), rationed('export'), async (c) => {
  await noteExport(c, 'directory')
  const { brand, stores, partners } = c.get('directory')
  return c.body(
    JSON.stringify({ brand, stores, partners }, null, 2),
    200,
    fileHeaders(c, 'directory', 'json'),
  )
})

exportPages.get('/settings.json', allow('system:read'), rationed('export'), async (c) => {
  await noteExport(c, 'settings')
  const lists = await Promise.all(
    LIST_NAMES.map(async (list) => {
      const rows = await listRows(c.env.DB, list)
      return [list, rows.map((row) => ({ id: row.id, ...contentOf(row), state: row.state }))] as const
    }),
  )
  const settings = (await allSettings(c.env.DB)).map(({ name, value }) => ({ name, value }))
  const text = JSON.stringify({ ...Object.fromEntries(lists), settings }, null, 2)
  return c.body(text, 200, fileHeaders(c, 'settings', 'json'))
})

exportPages.get('/:file{[a-z]+\\.csv}', allow('system:read'), rationed('export'), async (c) => {
  const name = Object.keys(EXPORT_TABLES).find((table) => `${table}.csv` === c.req.param('file'))
  const from = c.req.query('after') ?? null
  if (name === undefined || (from !== null && readCursor(from) === null)) return refusePage(c, 404)
  const codes = name === 'vouchers' && c.req.query('codes') === 'yes'
  if (codes && !may(c.get('principal'), 'codes:read')) return refusePage(c, 403)
  await noteExport(c, codes ? 'vouchers with codes' : name)
  const table = EXPORT_TABLES[name as keyof typeof EXPORT_TABLES]({ now: c.get('now'), codes })
  const further = (after: string) => {
    const next = new URL(c.req.path, c.req.url)
    next.search = String(new URLSearchParams({ ...(codes && { codes: 'yes' }), after }))
    return en.export.further(next.href)
  }
  return c.body(csvStream(c.env, table, from, further), 200, fileHeaders(c, name, 'csv'))
})

/** Who took what along is known before the first byte of it leaves. */
async function noteExport(c: Context<AppEnv>, what: string): Promise<void> {
  await audit(c.env.DB, { ...actorOf(c), at: c.get('now'), action: 'exported', subject: what })
}

function fileHeaders(c: Context<AppEnv>, name: string, kind: 'csv' | 'json'): Record<string, string> {
  const today = localDateOf(c.get('now'), c.get('directory').brand.zone)
  return {
    'Content-Type': kind === 'csv' ? 'text/csv; charset=utf-8' : 'application/json',
    'Content-Disposition': `attachment; filename="${name}-${today}.${kind}"`,
  }
}
