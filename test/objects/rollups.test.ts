import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { project, projectWhole } from '../../durable-objects/projection.ts'
import type { History } from '../../durable-objects/voucher-object.ts'
import { voucherIdOf } from '../../src/id.ts'
import { headOf, settle } from '../../src/ledger.ts'
import { localDateOf } from '../../src/local-time.ts'
import { fold, stateOf, type Voucher } from '../../src/voucher.ts'
import { foldRollups } from '../../worker/library/rollups.ts'
import { aimed, lives, type Sent } from '../property/commands.ts'
import { world } from '../routes/cast.ts'
import { redeem } from '../unit/a-command.ts'
import { type ARecord, EMPTY_RECORD, recorded } from '../unit/a-record.ts'
import { issue } from '../unit/a-voucher.ts'
import { BERLIN, DAY, ISSUED_AT, MINUTE } from '../unit/cast.ts'
import { emptied, PROJECTED } from './library.ts'

const FIGURES = ['day_figures', 'day_values', 'rollup_cursor', 'late_entries'] as const
/** After everything that happens in these tests. */
const LATER = ISSUED_AT + 10_000 * DAY

beforeEach(async () => {
  await emptied([...PROJECTED, ...FIGURES])
})

describe('Figures of days', () => {
  it('equal a plain recount, whatever order, lateness and repetition lines come in, and however often they are folded', async () => {
    const moves = fc.array(
      fc.oneof(
        {
          weight: 4,
          arbitrary: fc.record({
            voucher: fc.nat({ max: 2 }),
            upTo: fc.nat({ max: 24 }),
            whole: fc.boolean(),
          }),
        },
        {
          weight: 2,
          arbitrary: fc.record({ foldAt: fc.integer({ min: ISSUED_AT - DAY, max: ISSUED_AT + 100 * DAY }) }),
        },
      ),
      { minLength: 4, maxLength: 14 },
    )
    await fc.assert(
      fc.asyncProperty(fc.array(lives, { minLength: 3, maxLength: 3 }), moves, async (lived, all) => {
        await emptied([...PROJECTED, ...FIGURES])
        const stages = lived.map((life) => stagesOf(life.slice(0, 25)))
        for (const move of all) {
          if ('foldAt' in move) {
            await Promise.all([
              foldRollups(world.DB, BERLIN, move.foldAt),
              foldRollups(world.DB, BERLIN, move.foldAt),
            ])
          } else {
            const history = stages[move.voucher]?.[move.upTo]
            if (history !== undefined) await (move.whole ? projectWhole : project)(world.DB, history)
          }
        }
        const ends = stages.flatMap((stage) => stage.at(-1) ?? [])
        for (const end of ends) await project(world.DB, end)
        await foldRollups(world.DB, BERLIN, LATER)
        expect(await figures()).toEqual(recount(ends))
      }),
      {
        numRuns: Number(process.env.FAULT_RUNS || 40),
        ...(process.env.FAULT_SEED ? { seed: Number(process.env.FAULT_SEED) } : {}),
      },
    )
  })

  it('count a line once that arrives after its time was closed, and take it off the late', async () => {
    const [issue, ...uses] = stagesOf(LIFE)
    if (issue === undefined) throw new Error('a life begins with an issue')
    await project(world.DB, issue)
    await foldRollups(world.DB, BERLIN, LATER)
    for (const use of uses) await project(world.DB, use)
    expect(await count('late_entries')).toBe(2)
    await foldRollups(world.DB, BERLIN, LATER)
    await foldRollups(world.DB, BERLIN, LATER)
    expect(await count('late_entries')).toBe(0)
    expect((await figures()).days).toContainEqual({
      scope: '',
      day: '2026-11-20',
      issued: 1,
      redeemed: 2,
      rolled_back: 0,
      refused: 0,
      ending: 0,
    })
  })

  it('leave what is younger than ten seconds for the next time', async () => {
    for (const stage of stagesOf(LIFE)) await project(world.DB, stage)
    expect(await foldRollups(world.DB, BERLIN, ISSUED_AT + 9_000)).toBe(ISSUED_AT - 1_000)
    expect((await figures()).days).toEqual([])
    expect(await foldRollups(world.DB, BERLIN, ISSUED_AT + 10_000)).toBe(ISSUED_AT)
    expect((await figures()).days.filter(({ scope, issued }) => scope === '' && issued > 0)).toHaveLength(1)
  })

  it('take many folds for many lines, and say when one run was not enough', async () => {
    await manyLines(10_250)
    expect(await foldRollups(world.DB, BERLIN, LATER)).toBeNull()
    expect(await foldRollups(world.DB, BERLIN, LATER)).toBe(LATER - 10_000)
    const { days } = await figures()
    expect(days.reduce((sum, { scope, redeemed }) => sum + (scope === '' ? redeemed : 0), 0)).toBe(10_250)
  })

  it('read lines by their time alone, never the whole table', async () => {
    await manyLines(5_000)
    await foldRollups(world.DB, BERLIN, LATER)
    const { results } = await world.DB.prepare(
      `EXPLAIN QUERY PLAN SELECT * FROM entries WHERE (at, voucher_id, seq) > (?1, ?2, ?3) AND at <= ?4 AND NOT EXISTS
        (SELECT 1 FROM late_entries AS late WHERE late.at = entries.at AND late.voucher_id = entries.voucher_id AND late.seq = entries.seq)
       ORDER BY at, voucher_id, seq LIMIT 500`,
    )
      .bind(LATER, '~', 0, LATER)
      .all<{ detail: string }>()
    expect(results.filter(({ detail }) => detail.startsWith('SCAN'))).toEqual([])
    expect(results.map(({ detail }) => detail).join()).not.toMatch(/TEMP B-TREE/)
  })
})

describe('What figures cost a redemption', () => {
  it('is nothing: its projection writes five rows, one of them for its shop’s history, and reads few however many lines there are', async () => {
    const [before, after] = stagesOf(LIFE)
    if (before === undefined || after === undefined) throw new Error('two uses')
    await project(world.DB, before)
    await manyLines(5_000)
    const cost = { written: 0, read: 0 }
    const batch = async (statements: D1PreparedStatement[]) => {
      const results = await world.DB.batch(statements)
      for (const { meta } of results) {
        cost.written += meta.rows_written
        cost.read += meta.rows_read
      }
      return results
    }
    const counted = new Proxy(world.DB, {
      get: (db, name) => (name === 'batch' ? batch : (Reflect.get(db, name) as () => unknown).bind(db)),
    })
    await project(counted, after)
    expect(cost.written).toBe(5)
    expect(cost.read).toBeLessThan(25)
  })
})

/** A voucher of three uses, two of them taken. */
const LIFE: readonly Sent[] = [0, 1, 2].map((step) => ({
  command: {
    ...(step === 0 ? issue({ uses: 3 }) : redeem()),
    id: `step ${step}`,
  },
  now: ISSUED_AT + step * MINUTE,
  again: null,
}))

/** What the object would project after each step. */
function stagesOf(life: readonly Sent[]): History[] {
  const id = voucherIdOf(randomBytes(16))
  const stages: History[] = []
  let record: ARecord = EMPTY_RECORD
  for (const { command, now } of life) {
    const asked = aimed(command, fold(record.entries))
    record = recorded(record, settle(record, { ...asked, digest: JSON.stringify(asked) }, now))
    const voucher = fold(record.entries)
    if (voucher === null) continue
    const lines = record.entries.map((entry) => ({ entry, words: {}, hash: 'ab' }))
    stages.push({
      voucher: { ...voucher, id },
      words: {},
      head: headOf(record),
      lines,
      attempts: record.attempts,
      counts: {},
      heldUntil: null,
    })
  }
  return stages
}

/** The same figures from nothing but finished ledgers, without effects, cursors or folds. */
function recount(ends: readonly History[]) {
  const days = new Map<string, DayRow>()
  const values = new Map<string, ValueRow>()
  const add = (store: string | null, day: string, name: Counted, source: string | null) => {
    const plain = store === null ? [''] : ['', store]
    for (const scope of source === null ? plain : plain.flatMap((one) => [one, `${one}@${source}`])) {
      const row = days.get(`${scope} ${day}`) ?? {
        scope,
        day,
        issued: 0,
        redeemed: 0,
        rolled_back: 0,
        refused: 0,
        ending: 0,
      }
      days.set(`${scope} ${day}`, { ...row, [name]: row[name] + 1 })
    }
  }
  for (const { voucher, lines, attempts } of ends) {
    for (const { entry } of lines)
      if (entry.kind === 'issued' || entry.kind === 'redeemed' || entry.kind === 'rolled_back')
        add(entry.place.store, localDateOf(entry.at, BERLIN), entry.kind, voucher.source)
    for (const { at, place } of attempts) add(place.store, localDateOf(at, BERLIN), 'refused', voucher.source)
    const open = ['active', 'partially_redeemed'].includes(stateOf(voucher))
    if (!open) continue
    const day = voucher.closesAt === null ? null : localDateOf(voucher.closesAt - 1, BERLIN)
    if (day !== null) add(voucher.issuedBy.store, day, 'ending', null)
    const value = openValue(voucher)
    if (value === 0) continue
    for (const scope of voucher.issuedBy.store === null ? [''] : ['', voucher.issuedBy.store]) {
      const key = `${scope} ${day}`
      const so = values.get(key)?.value ?? 0
      values.set(key, { scope, day: day ?? '9999-12-31', currency: 'EUR', value: so + value })
    }
  }
  return { days: sorted([...days.values()]), values: sorted([...values.values()]) }
}

function openValue({ terms: { benefit }, balance, usesLeft }: Voucher): number {
  if (benefit.kind === 'value') return balance ?? 0
  return benefit.kind === 'amount' ? benefit.amount * (usesLeft ?? 0) : 0
}

type Counted = 'issued' | 'redeemed' | 'rolled_back' | 'refused' | 'ending'
type DayRow = { readonly scope: string; readonly day: string } & Readonly<Record<Counted, number>>
type ValueRow = {
  readonly scope: string
  readonly day: string
  readonly currency: string
  readonly value: number
}

/** The figures as they stand; rows that have come back to nothing are none. */
async function figures() {
  const days = await world.DB.prepare('SELECT * FROM day_figures').all<DayRow>()
  const values = await world.DB.prepare('SELECT * FROM day_values WHERE value != 0').all<ValueRow>()
  const something = ({ issued, redeemed, rolled_back, refused, ending }: DayRow) =>
    [issued, redeemed, rolled_back, refused, ending].some((figure) => figure !== 0)
  return { days: sorted(days.results.filter(something)), values: sorted(values.results) }
}

function sorted<T extends { readonly scope: string; readonly day: string }>(rows: readonly T[]): T[] {
  return rows.toSorted((a, b) => `${a.scope} ${a.day}`.localeCompare(`${b.scope} ${b.day}`))
}

async function count(table: string): Promise<number> {
  return (await world.DB.prepare(`SELECT count(*) AS n FROM ${table}`).first<number>('n')) ?? 0
}

async function manyLines(lines: number): Promise<void> {
  await world.DB.prepare(
    `INSERT INTO entries (voucher_id, seq, kind, outcome, at, by, channel, forced)
     WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
     SELECT 'vch_' || (i % 97), i, 'redeemed', 'accepted', ?2 + i / 3, 'usr_ana', 'in_store', 0 FROM n`,
  )
    .bind(lines, ISSUED_AT)
    .run()
}
