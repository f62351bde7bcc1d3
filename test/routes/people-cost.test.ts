import { beforeAll, describe, expect, it } from 'vitest'
import { listPeople, type PeopleQuery } from '../../worker/library/people.ts'
import { openLume, world } from './cast.ts'
import { costOf, planOf, recorded } from './d1-recorder.ts'

const LIMIT = 20
/** Who has the rarest word is looked at for the rest: two rows each, the word's and the person's; weighing a word costs as much. */
const CANDIDATES_MOST = 1000

beforeAll(openLume)

/** People `from` to `to`, all called Ana, each with a word and a number of their own: 1 of 10 archived, 1 suspended; 500 shops. */
async function fill(from: number, to: number): Promise<void> {
  const n = `WITH RECURSIVE n(i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${to})`
  const folded = "printf('ana x%06d', i)"
  const term = (word: string) =>
    `INSERT INTO people_terms (term, kind, folded, person_id) ${n} SELECT ${word}, 'staff', ${folded}, 'usr_' || i FROM n`
  const statements = [
    `INSERT INTO people (id, kind, role, name, folded, stores, state, archived, version, seq)
     ${n} SELECT 'usr_' || i, 'staff', 'operator', printf('Ana X%06d', i), ${folded}, '["sto_' || (i % 500) || '"]',
       CASE i % 10 WHEN 0 THEN 'archived' WHEN 1 THEN 'suspended' ELSE 'active' END, i % 10 = 0, 1, 1 FROM n`,
    term("'ana'"),
    term("printf('x%06d', i)"),
    term("'@sto_' || (i % 500)"),
  ]
  await world.DB.batch(statements.map((sql) => world.DB.prepare(sql)))
}

const ANY: PeopleQuery = { kind: 'staff', state: null, stores: [], text: '', cursor: null, limit: LIMIT }
const CURSOR = Buffer.from('usr_500 ana x000500').toString('base64url')

type Lookup = readonly [name: string, query: Partial<PeopleQuery>]

const IN_ORDER: readonly Lookup[] = [
  ['everybody', {}],
  ['their next page', { cursor: CURSOR }],
  ['the suspended', { state: 'suspended' }],
  ['the archived, further on', { state: 'archived', cursor: CURSOR }],
  ['those of a shop', { stores: ['sto_7'] }],
  ['those of a shop, further on', { stores: ['sto_7'], cursor: CURSOR }],
]

const SEARCHES: readonly Lookup[] = [
  ['a word everybody has', { text: 'ana' }],
  ['a word of one', { text: 'x000017' }],
  ['two words', { text: 'ana x000017' }],
  ['a word, in a shop', { text: 'ana', stores: ['sto_7'] }],
  ['a word and a state', { text: 'ana', state: 'suspended' }],
]

describe.each([
  ['2,000', 1, 2000],
  ['20,000', 2001, 20_000],
])('lists over %s people', (_, from, to) => {
  beforeAll(() => fill(from, to))

  const sent = (query: Partial<PeopleQuery>) =>
    recorded(world.DB, (db) => listPeople(db, { ...ANY, ...query }))
  const plansOf = async (query: Partial<PeopleQuery>) => {
    const statements = await sent(query)
    for (const { sql } of statements) {
      expect(sql).toMatch(/ limit /)
      expect(sql).not.toMatch(/ like |glob|match /i)
    }
    return (await Promise.all(statements.map((statement) => planOf(world.DB, statement)))).flat()
  }
  const rowsRead = async (query: Partial<PeopleQuery>) => {
    const costs = await Promise.all((await sent(query)).map((statement) => costOf(world.DB, statement)))
    return costs.reduce((sum, { read }) => sum + read, 0)
  }

  it.each([...IN_ORDER, ...SEARCHES])(
    'look %s up in an index, never in the whole table',
    async (_, query) => {
      const plans = await plansOf(query)
      expect(plans.length).toBeGreaterThan(0)
      expect(plans.filter((line) => line.startsWith('SCAN ') && !/^SCAN (lead|\()/.test(line))).toEqual([])
    },
  )

  it.each(IN_ORDER)('find %s already in order', async (_, query) => {
    expect((await plansOf(query)).filter((line) => /TEMP B-TREE|AUTOMATIC/.test(line))).toEqual([])
  })

  it.each(IN_ORDER)('read at most three rows for each row of a page: %s', async (_, query) => {
    expect(await rowsRead(query)).toBeLessThanOrEqual(3 * LIMIT + 3)
  })

  it.each(SEARCHES)('look at a thousand people at most for %s', async (_, query) => {
    expect(await rowsRead(query)).toBeLessThanOrEqual(4 * CANDIDATES_MOST)
  })

  it('find somebody by two words, however many share one of them', async () => {
    const { rows } = await listPeople(world.DB, { ...ANY, text: 'ana x001999' })
    expect(rows.map(({ id }) => id)).toEqual(['usr_1999'])
  })

  it('find those of a shop whole', async () => {
    const { rows } = await listPeople(world.DB, { ...ANY, stores: ['sto_7', 'sto_8'], limit: 100 })
    expect(new Set(rows.flatMap(({ stores }) => stores))).toEqual(new Set(['sto_7', 'sto_8']))
    expect(rows.map(({ folded }) => folded)).toEqual(rows.map(({ folded }) => folded).toSorted())
  })
})
