import { evictDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import type { VoucherId } from '../../src/id.ts'
import { block, extend, redeem, reversal, unblock, voidIt } from '../unit/a-command.ts'
import { brokenLinks, type ChainRow, chainOf } from './chain.ts'
import { inside, issued, object, send, sent, stubOf } from './living-voucher.ts'

describe('The chain of a voucher’s ledger', () => {
  it('is whole after a whole life, with refusals between', async () => {
    const rows = await chainOf(await afterALife())
    expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 4, 5, 6, 7, 8])
    expect(brokenLinks(rows)).toEqual([])
  })

  it('ends in the receipt whoever redeems is given', async () => {
    const id = await issued()
    const answer = await object(id).execute(sent(redeem()))
    expect(answer.receipt).toMatch(/^[0-9a-f]{64}$/)
    expect((await chainOf(id)).at(-1)?.hash).toBe(answer.receipt)
    expect((await object(id).history())?.lines.at(-1)?.hash).toBe(answer.receipt)
  })

  it('stays whole when all words are erased, and the ledger goes on from there', async () => {
    const id = await afterALife()
    await inside(id, (_, { storage }) => {
      storage.sql.exec('UPDATE ledger SET words = NULL, salt = NULL')
    })
    await evictDurableObject(stubOf(id))
    expect(brokenLinks(await chainOf(id))).toEqual([])
    expect((await object(id).read())?.words).toEqual({})
    const extended = await object(id).execute(sent(reversal(2, { amount: 100 })))
    expect(extended.outcome.kind).toBe('accepted')
    expect(brokenLinks(await chainOf(id))).toEqual([])
  })

  it('of the same words never has the same hash: nobody finds erased words by trying', async () => {
    const [one, other] = [await chainOf(await issued()), await chainOf(await issued())]
    expect(one[0]?.words).toBe(other[0]?.words)
    expect(one[0]?.words_hash).not.toBe(other[0]?.words_hash)
  })

  it.each<[string, (rows: ChainRow[]) => ChainRow[], number[]]>([
    ['a fact is changed', (rows) => changed(rows, 2, (row) => ({ facts: `${row.facts} ` })), [2]],
    ['a word is changed', (rows) => changed(rows, 1, () => ({ words: '{"reason":"None"}' })), [1]],
    ['the hash of words is changed', (rows) => changed(rows, 1, () => ({ words_hash: 'none' })), [1]],
    ['a line is taken out', (rows) => rows.filter(({ seq }) => seq !== 2), [4]],
    [
      'two lines change places',
      ([a, b, c, ...rest]) => [a, c, b, ...rest].filter((row) => row !== undefined),
      [4, 2, 5],
    ],
  ])('breaks where %s', async (_, tampering, broken) => {
    expect(brokenLinks(tampering(await chainOf(await afterALife())))).toEqual(broken)
  })
})

async function afterALife(): Promise<VoucherId> {
  const id = await issued({ value: 5000 })
  for (const command of [
    redeem({ amount: 700 }),
    redeem({ amount: 9000 }),
    reversal(2, { amount: 200 }),
    block(),
    unblock(),
    extend({ kind: 'days', count: 60 }),
    voidIt(),
  ])
    await send(id, command)
  return id
}

function changed(
  rows: readonly ChainRow[],
  seq: number,
  by: (row: ChainRow) => Partial<ChainRow>,
): ChainRow[] {
  return rows.map((row) => (row.seq === seq ? { ...row, ...by(row) } : row))
}
