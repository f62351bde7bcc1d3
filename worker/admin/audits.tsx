import { type Context, Hono } from 'hono'
import { actionsOf, isAuditGroup } from '../../src/audit-action.ts'
import type { Cell } from '../../src/csv.ts'
import { isPrincipalId } from '../../src/id.ts'
import { addDays, isLocalDate, localDateOf, rfc3339, startOfDay } from '../../src/local-time.ts'
import type { AuditFilters } from '../../views/admin/audit-filters.tsx'
import { AuditsPage } from '../../views/admin/audits-page.tsx'
import type { Frame } from '../../views/frame.ts'
import { en } from '../../views/words/en.ts'
import { actorOf } from '../actor.ts'
import { allow } from '../allow.ts'
import type { AppEnv } from '../env.ts'
import { csvStream } from '../export/stream.ts'
import { frameFor } from '../frame.ts'
import { rationed } from '../guarded.ts'
import { audit } from '../library/audit.ts'
import { type AuditQuery, type AuditRow, listAudits } from '../library/audit-list.ts'
import { readCursor } from '../library/cursor.ts'
import { listPeople } from '../library/people.ts'
import { subjectNames } from '../library/subject-names.ts'
import { nameOf } from '../people.ts'
import { refusePage } from '../refuse.tsx'
import { factsOf } from './audit-facts.ts'
import { subjectOf } from './audit-subjects.ts'

/** /admin/audits: who changed what. */
export const auditPages = new Hono<AppEnv>()

const PATH = '/admin/audits'
const PAGE_ROWS = 25
/** So many people of one name are looked for at once. */
const NAMESAKES_MOST = 20
const TEXT_MOST = 200

auditPages.get('/', allow('audits:read'), async (c) => {
  const filters = filtersOf(c)
  const page = await listAudits(c.env.DB, { ...(await queryOf(c, filters)), limit: PAGE_ROWS })
  const names = await subjectNames(c.env.DB, page.rows.flatMap(idsIn))
  const frame = frameFor(c, c.get('principal'))
  const rows = await Promise.all(page.rows.map((row) => lineOf(c, row, { frame, names })))
  const [first] = rows
  return c.html(
    <AuditsPage
      frame={frame}
      filters={filters}
      only={{
        by: isPrincipalId(filters.who) ? await nameOf(c.env, filters.who, c.get('now')) : null,
        about: first?.subject.label ?? null,
      }}
      rows={rows}
      next={page.next === null ? null : hrefOf('', filters, { cursor: page.next })}
      searchedUpTo={page.searchedUpTo}
      file={hrefOf('/export.csv', filters)}
    />,
  )
})

auditPages.get('/export.csv', allow('audits:read'), rationed('export'), async (c) => {
  const from = c.req.query('after') ?? null
  if (from !== null && readCursor(from) === null) return refusePage(c, 404)
  const [filters, now] = [filtersOf(c), c.get('now')]
  const query = await queryOf(c, filters)
  await audit(c.env.DB, { ...actorOf(c), at: now, action: 'exported', subject: 'audits' })
  const table = {
    columns: ['at', 'by', 'role', 'action', 'subject', 'device', 'from', 'before', 'after'],
    read: async ({ DB }: AppEnv['Bindings'], cursor: string | null, limit: number) => {
      const { rows, next } = await listAudits(DB, { ...query, cursor, limit })
      return { rows: rows.map(cellsOf), next }
    },
  }
  const further = (after: string) =>
    en.export.further(new URL(hrefOf('/export.csv', filters, { after }), c.req.url).href)
  return c.body(csvStream(c.env, table, from, further), 200, {
    'Content-Type': 'text/csv; charset=utf-8',
    'Content-Disposition': `attachment; filename="log-${localDateOf(now, c.get('directory').brand.zone)}.csv"`,
  })
})

function cellsOf(row: AuditRow): Cell[] {
  const { at, by, role, action, subject, device, cameFrom, before, after } = row
  const facts = [before, after].map((one) => one && JSON.stringify(one))
  return [rfc3339(at), by, role, action, subject, device, cameFrom, ...facts]
}

function filtersOf(c: Context<AppEnv>): AuditFilters {
  const asked = (name: string) => (c.req.query(name) ?? '').trim().slice(0, TEXT_MOST)
  const date = (name: string) => (isLocalDate(asked(name)) ? asked(name) : '')
  const what = Object.hasOwn(en.audits.actions, asked('what')) ? asked('what') : ''
  const about = isAuditGroup(asked('about')) ? asked('about') : ''
  return { who: asked('who'), about, what, subject: asked('subject'), from: date('from'), to: date('to') }
}

async function queryOf(c: Context<AppEnv>, filters: AuditFilters): Promise<AuditQuery> {
  const { zone } = c.get('directory').brand
  const { who, subject, from, to } = filters
  const cursor = c.req.query('cursor') ?? ''
  return {
    by: who === '' ? null : await principalsCalled(c, who),
    actions: actionsAsked(filters),
    subject: subject === '' ? null : subject,
    from: from === '' ? null : startOfDay(from, zone),
    to: to === '' ? null : startOfDay(addDays(to, 1), zone),
    cursor: readCursor(cursor) === null ? null : cursor,
    limit: PAGE_ROWS,
  }
}

/** The one action, else those of the group. */
function actionsAsked({ about, what }: AuditFilters): readonly string[] | null {
  if (what !== '') return [what]
  return isAuditGroup(about) ? actionsOf(about) : null
}

/** Whoever is called so, or is named by id. */
async function principalsCalled(c: Context<AppEnv>, text: string): Promise<readonly string[]> {
  if (isPrincipalId(text)) return [text]
  const lists = (['staff', 'device', 'key'] as const).map((kind) =>
    listPeople(c.env.DB, { kind, state: null, stores: [], text, cursor: null, limit: NAMESAKES_MOST }),
  )
  return (await Promise.all(lists)).flatMap(({ rows }) => rows.map(({ id }) => id))
}

/** What a line is about, and every id it tells of. */
function idsIn({ subject, before, after }: AuditRow): readonly string[] {
  const facts = [...Object.values(before ?? {}), ...Object.values(after ?? {})]
  return [subject, ...facts.filter((fact) => typeof fact === 'string')]
}

/** A browser by its session, a tablet by its name. */
async function deviceSaid(device: string, named: (id: string) => Promise<string> | string): Promise<string> {
  return device.startsWith('ses_') ? en.audits.session(device.slice(4, 12)) : named(device)
}

interface Read {
  readonly frame: Frame
  readonly names: ReadonlyMap<string, string>
}

async function lineOf(c: Context<AppEnv>, row: AuditRow, { frame, names }: Read) {
  const { at, by, role, action, device, cameFrom } = row
  const named = (id: string) => names.get(id) ?? (isPrincipalId(id) ? nameOf(c.env, id, c.get('now')) : id)
  return {
    at,
    who: await named(by),
    role,
    action,
    subject: await subjectOf(c, row, named),
    device: device === null ? null : await deviceSaid(device, named),
    from: cameFrom,
    facts: factsOf(row, { frame, directory: c.get('directory'), names }),
  }
}

function hrefOf(path: string, filters: AuditFilters, more: Readonly<Record<string, string>> = {}): string {
  const asked = Object.entries(filters).filter(([, value]) => value !== '')
  const query = new URLSearchParams([...asked, ...Object.entries(more)])
  return query.size === 0 ? PATH + path : `${PATH}${path}?${query}`
}
