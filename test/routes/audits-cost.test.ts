import { beforeAll, describe, expect, it } from 'vitest'
import { actionsOf } from '../../src/audit-action.ts'
import { type AuditQuery, listAudits } from '../../worker/library/audit-list.ts'
import { endAudits } from '../../worker/library/audit-retention.ts'
import { openLume, world } from './cast.ts'
import { costOf, planOf, recorded } from './d1-recorder.ts'

const LIMIT = 25
/** A page looks at so many lines at most for what no index leads to, and then says how far it came. */
const LOOKED_AT_MOST = 1000
/** 1 January 2026, and a minute for each line. */
const BEGAN = Date.UTC(2026, 0, 1)

beforeAll(openLume)

/** Lines `from` to `to`: ten people in turn, every second a tag, every fifth about the brand; one of Zoe at the very beginning. */
async function fill(from: number, to: number): Promise<void> {
  const lines = `INSERT INTO audits (at, by, action, subject)
    WITH RECURSIVE n(i) AS (SELECT ?1 UNION ALL SELECT i + 1 FROM n WHERE i < ?2)
    SELECT ?3 + i * 60000, CASE i WHEN 1 THEN 'usr_zoe' ELSE 'usr_' || (i % 10) END,
      CASE i % 2 WHEN 0 THEN 'tags_changed' ELSE 'brand_changed' END, CASE i % 5 WHEN 0 THEN 'brand' ELSE 'tag_' || i END FROM n`
  await world.DB.prepare(lines).bind(from, to, BEGAN).run()
}

const ANY: AuditQuery = {
  by: null,
  actions: null,
  subject: null,
  from: null,
  to: null,
  cursor: null,
  limit: LIMIT,
}

type Lookup = readonly [name: string, query: Partial<AuditQuery>]

const LEADING: readonly Lookup[] = [
  ['everything', {}],
  ['one person', { by: ['usr_3'] }],
  ['one action', { actions: ['tags_changed'] }],
  ['one subject', { subject: 'brand' }],
  ['nobody', { by: [] }],
  ['days long ago', { to: BEGAN + 30 * 60_000 }],
  ['one person, long ago', { by: ['usr_3'], to: BEGAN + 300 * 60_000 }],
  ['one action, long ago', { actions: ['tags_changed'], to: BEGAN + 90 * 60_000 }],
  ['one subject, long ago', { subject: 'brand', to: BEGAN + 200 * 60_000 }],
  ['a day in between', { from: BEGAN + 400 * 60_000, to: BEGAN + 430 * 60_000 }],
]

const PASSING_OVER: readonly Lookup[] = [
  ['several of a name', { by: ['usr_zoe', 'usr_none'] }],
  ['a group', { actions: actionsOf('keys') }],
  ['a person and what they never did', { by: ['usr_3'], actions: ['exported'] }],
]

describe.each([
  ['1,000', 1, 1000],
  ['20,000', 1001, 20_000],
])('the log of %s lines', (_, from, to) => {
  beforeAll(() => fill(from, to))

  const sent = (query: Partial<AuditQuery>) =>
    recorded(world.DB, (db) => listAudits(db, { ...ANY, ...query }))
  const rowsRead = async (query: Partial<AuditQuery>) => {
    const costs = await Promise.all((await sent(query)).map((statement) => costOf(world.DB, statement)))
    return costs.reduce((sum, { read }) => sum + read, 0)
  }

  it.each(LEADING)('reads at most three rows for each row of a page: %s', async (_, query) => {
    expect(await rowsRead(query)).toBeLessThanOrEqual(3 * LIMIT + 3)
    const { next } = await listAudits(world.DB, { ...ANY, ...query })
    expect(await rowsRead({ ...query, cursor: next })).toBeLessThanOrEqual(3 * LIMIT + 3)
  })

  it.each(PASSING_OVER)('looks at a thousand lines at most in one page: %s', async (_, query) => {
    expect(await rowsRead(query)).toBeLessThanOrEqual(3 * LOOKED_AT_MOST)
  })

  it.each([...LEADING, ...PASSING_OVER])('is never sorted: %s', async (_, query) => {
    const plans = (await Promise.all((await sent(query)).map((one) => planOf(world.DB, one)))).flat()
    expect(plans.filter((line) => /TEMP B-TREE|AUTOMATIC/.test(line))).toEqual([])
  })

  it('gives every line once, newest first, page by page', async () => {
    const seen: number[] = []
    let cursor: string | null = null
    do {
      const page = await listAudits(world.DB, { ...ANY, subject: 'brand', limit: 1000, cursor })
      seen.push(...page.rows.map(({ id }) => id))
      cursor = page.next
    } while (cursor !== null)
    expect(seen).toHaveLength(to / 5)
    expect(seen).toEqual([...new Set(seen)].toSorted((a, b) => b - a))
  })

  it('finds by several people of one name the line far back, saying how far it has come', async () => {
    const found: string[] = []
    let [cursor, pages]: [string | null, number] = [null, 0]
    do {
      const page = await listAudits(world.DB, { ...ANY, by: ['usr_zoe', 'usr_none'], cursor })
      found.push(...page.rows.map(({ by }) => by))
      expect(page.searchedUpTo === null).toBe(page.next === null)
      cursor = page.next
      pages += 1
    } while (cursor !== null)
    expect(found).toEqual(['usr_zoe'])
    expect(pages).toBeGreaterThanOrEqual(to / LOOKED_AT_MOST)
  })

  it('shows lines in the order things happened, however late they were written', async () => {
    const late =
      "INSERT INTO audits (at, by, action, subject) VALUES (?1, 'usr_late', 'tags_changed', 'brand')"
    const at = BEGAN + 100 * 60_000 + 1
    await world.DB.prepare(late).bind(at).run()
    for (const query of [{}, { subject: 'brand' }, { by: ['usr_late'] }, { actions: ['tags_changed'] }]) {
      const page = await listAudits(world.DB, { ...ANY, ...query, to: at + 60_000 })
      expect(page.rows.map((row) => row.at)).toEqual(page.rows.map((row) => row.at).toSorted((a, b) => b - a))
      expect(page.rows.some(({ by }) => by === 'usr_late')).toBe(true)
    }
    const end = "DELETE FROM audits WHERE by = 'usr_late'"
    await world.DB.batch(
      ['INSERT INTO audit_ends VALUES (9000000000000)', end, 'DELETE FROM audit_ends'].map((sql) =>
        world.DB.prepare(sql),
      ),
    )
  })
})

describe('The retention', () => {
  /** Two years and a bit after `ended`, on the hour it looks. */
  const now = Date.UTC(2028, 0, 2)

  const rowsRead = async () => {
    const metas: D1Meta[] = []
    const counting = new Proxy(world.DB, {
      get: (target, name) => {
        const own: unknown = Reflect.get(target, name)
        if (name !== 'batch') return typeof own === 'function' ? own.bind(target) : own
        return async (statements: D1PreparedStatement[]) => {
          const results = await target.batch(statements)
          metas.push(...results.map(({ meta }) => meta))
          return results
        }
      },
    })
    await endAudits(counting, now, 'Europe/Lisbon')
    return metas.reduce((sum, { rows_read }) => sum + rows_read, 0)
  }

  it('passes over no proof of consent, however many are kept, and leaves nothing else that is as old', async () => {
    await world.DB.prepare(
      `INSERT INTO audits (at, by, action, subject)
       WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
       SELECT i, 'usr_x', CASE i % 2 WHEN 0 THEN 'marketing_consent_given' ELSE 'marketing_consent_withdrawn' END, 'cus_' || i FROM n`,
    ).run()
    for (const action of ['an_action_of_before', 'customer_created', 'tags_moved'])
      await world.DB.prepare("INSERT INTO audits (at, by, action, subject) VALUES (?1, 'usr_x', ?2, 'old')")
        .bind(BEGAN - 1, action)
        .run()
    const old = world.DB.prepare(
      "SELECT count(*) AS n FROM audits WHERE at < ?1 AND action NOT LIKE 'marketing%'",
    ).bind(Date.UTC(2026, 0, 2))
    const before = Number(await old.first('n'))
    expect(before).toBeGreaterThan(1000)
    const first = await rowsRead()
    expect(await old.first('n')).toBe(0)
    expect(first).toBeLessThan(12 * before)
    expect(
      await world.DB.prepare("SELECT count(*) AS n FROM audits WHERE action LIKE 'marketing%'").first('n'),
    ).toBe(20_000)
    // With nothing left to end, it looks once at each kind of line.
    expect(await rowsRead()).toBeLessThan(100)
  })
})
