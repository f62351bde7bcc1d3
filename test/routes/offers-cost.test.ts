import { beforeAll, describe, expect, it } from 'vitest'
import { BLANK_OFFER, type Offer } from '../../src/offer.ts'
import { cursorOf } from '../../worker/library/cursor.ts'
import { anyOffer, listOffers, type OfferQuery, offerAsked, offersOpen } from '../../worker/library/offers.ts'
import { mostByOneOf, stockKnown } from '../../worker/library/stock.ts'
import { openLume, world } from './cast.ts'
import { costOf, planOf, recorded } from './d1-recorder.ts'

const NOW = Date.parse('2026-11-20T12:00:00Z')
const LIMIT = 20
const OFFERS = 5000

/** Years of offers: most ended by their time, nobody ended them, a few are open. */
beforeAll(async () => {
  await openLume()
  const n = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${OFFERS})`
  const at = `${NOW} - i * 60000`
  const statements = [
    `INSERT INTO offers (id, slug, state, publish_from, publish_until, campaign_id, facts, version, created_at, updated_at, command, digest)
     ${n} SELECT 'ofr_' || i, 'offer-' || i,
       CASE i % 4 WHEN 0 THEN 'draft' WHEN 1 THEN 'paused' ELSE 'published' END,
       NULL, CASE WHEN i > 200 THEN ${NOW} - i WHEN i % 2 THEN NULL ELSE ${NOW} + i END,
       'cmp_' || (i % 10), json_object('name', 'Offer ' || i, 'campaign_id', 'cmp_' || (i % 10), 'categories', json_array('cat_' || (i % 50)), 'publish_until', CASE WHEN i > 200 THEN ${NOW} - i ELSE NULL END),
       1, ${at}, ${at}, 'command ' || i, '' FROM n`,
    `INSERT INTO offer_claims ${n} SELECT 'ofr_' || i, i FROM n`,
    `INSERT INTO offer_terms ${n} SELECT 'offer', ${at}, 'ofr_' || i FROM n`,
    `INSERT INTO offer_terms ${n} SELECT 'word' || (i % 100), ${at}, 'ofr_' || i FROM n`,
  ]
  await world.DB.batch(statements.map((sql) => world.DB.prepare(sql)))
})

const ANY: OfferQuery = { phases: null, category: null, campaign: null, text: '', cursor: null, limit: LIMIT }
const list = (query: Partial<OfferQuery>) => (db: D1Database) => listOffers(db, { ...ANY, ...query }, NOW)

/** Three hundred offers, all with a stock: as many as may be published. */
const COUNTED = Array.from(
  { length: 300 },
  (_, index): Pick<Offer, 'id' | 'facts'> => ({
    id: `ofr_${index + 1}`,
    facts: { ...BLANK_OFFER, stock: 50 },
  }),
)
const stocks = (db: D1Database) => stockKnown(db, COUNTED)

type Lookup = readonly [name: string, run: (db: D1Database) => Promise<unknown>]

const LISTS: readonly Lookup[] = [
  ['everything', list({})],
  ['the second page', list({ cursor: cursorOf(NOW - 600_000, 'ofr_10') })],
  ['drafts', list({ phases: ['draft'] })],
  ['what is published', list({ phases: ['published', 'scheduled'] })],
  ['what ended', list({ phases: ['ended'], cursor: cursorOf(NOW - 200 * 60_000, 'ofr_200') })],
  ['a campaign', list({ campaign: 'cmp_3' })],
  ['the second page of a campaign', list({ campaign: 'cmp_3', cursor: cursorOf(NOW - 180_000, 'ofr_3') })],
]
const FURTHER: readonly Lookup[] = [
  ['a category', list({ category: 'cat_7' })],
  ['a category of nothing', list({ category: 'cat_none' })],
  ['a campaign and a state', list({ campaign: 'cmp_3', phases: ['scheduled'] })],
]
const OTHERS: readonly Lookup[] = [
  ['a word', list({ text: 'word7' })],
  ['a word that all share, and another', list({ text: 'offer wor' })],
  ['one by its id', (db) => offerAsked(db, 'ofr_7')],
  ['one by its address', (db) => offerAsked(db, 'offer-7')],
  ['the portal', (db) => offersOpen(db, NOW)],
  ['the stocks of the portal', stocks],
  ['whether there is any', anyOffer],
]

async function plans(run: Lookup[1]): Promise<string[]> {
  const statements = await recorded(world.DB, run)
  expect(statements.length).toBeGreaterThan(0)
  expect(statements.filter(({ sql }) => / like |glob|match /i.test(sql))).toEqual([])
  return (await Promise.all(statements.map((statement) => planOf(world.DB, statement)))).flat()
}

async function rowsRead(run: Lookup[1]): Promise<number> {
  const statements = await recorded(world.DB, run)
  const costs = await Promise.all(statements.map((statement) => costOf(world.DB, statement)))
  return costs.reduce((sum, { read }) => sum + read, 0)
}

const IN_ORDER = /^SCAN (json_each VIRTUAL TABLE INDEX \d+:|offers USING (COVERING )?INDEX \w+|CONSTANT ROW)$/

describe(`pages over ${OFFERS} offers`, () => {
  it.each([...LISTS, ...FURTHER, ...OTHERS])('look %s up in an index', async (_, run) => {
    const scans = (await plans(run)).filter((line) => line.startsWith('SCAN '))
    expect(scans.filter((line) => !IN_ORDER.test(line))).toEqual([])
  })

  it.each(LISTS)('find %s already in order', async (_, run) => {
    expect((await plans(run)).filter((line) => /TEMP B-TREE|AUTOMATIC/.test(line))).toEqual([])
  })

  it.each(LISTS)('read at most three rows for each row of a page: %s', async (_, run) => {
    expect(await rowsRead(run)).toBeLessThanOrEqual(3 * LIMIT)
  })

  it.each(FURTHER)('look at a thousand offers at most for %s', async (_, run) => {
    expect(await rowsRead(run)).toBeLessThanOrEqual(1000 + 3 * LIMIT)
  })

  it('know how all stocks stand by one statement, and read a row for each', async () => {
    expect(await recorded(world.DB, stocks)).toHaveLength(1)
    expect(await rowsRead(stocks)).toBeLessThanOrEqual(3 * COUNTED.length)
    expect((await stocks(world.DB)).left({ id: 'ofr_48', facts: { ...BLANK_OFFER, stock: 50 } })).toBe(2)
    expect(await recorded(world.DB, (db) => stockKnown(db, []))).toEqual([])
  })

  it('count what one customer took by the claims of that offer and time alone', async () => {
    const took = (db: D1Database) => mostByOneOf(db, 'ofr_7', NOW)
    const touched = (await plans(took)).filter((line) => line.includes('account_entries'))
    expect(touched).toEqual([
      expect.stringMatching(
        /^SEARCH account_entries USING COVERING INDEX account_entries_by_offer \(offer_id=\? AND at>\?\)$/,
      ),
    ])
  })

  it('give the portal what is open, and read nothing that is over', async () => {
    const open = await offersOpen(world.DB, NOW)
    expect(open.length).toBe(100)
    expect(await rowsRead((db) => offersOpen(db, NOW))).toBeLessThanOrEqual(open.length + 2)
  })
})
