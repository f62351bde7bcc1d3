import { evictDurableObject } from 'cloudflare:test'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { VoucherObject } from '../../durable-objects/voucher-object.ts'
import type { Command, Redeem } from '../../src/command.ts'
import type { VoucherId } from '../../src/id.ts'
import { ATTEMPTS_KEPT } from '../../src/ledger.ts'
import {
  block,
  extend,
  override,
  PLAIN_USE,
  redeem,
  reversal,
  unblock,
  undo,
  voidIt,
} from '../unit/a-command.ts'
import { reasonsOf } from '../unit/answers.ts'
import { COUNTER, DAY, ISSUED_AT, MARKET } from '../unit/cast.ts'
import { anyId, issued, issuing, object, send, sent, stubOf } from './living-voucher.ts'
import { statementsOf, stored } from './storage.ts'

afterEach(() => {
  vi.useRealTimers()
})

describe('A code nobody was given', () => {
  it('leaves no table, no row and no alarm behind, whatever is asked of it (R24)', async () => {
    const id = anyId()
    const untouched = await stored(id)
    expect(untouched).toMatchObject({ tables: [], alarm: null })
    expect(await object(id).read()).toBeNull()
    expect(await object(id).history()).toBeNull()
    expect(await object(id).recall('f'.repeat(64))).toBeNull()
    expect(reasonsOf((await object(id).validate(PLAIN_USE)).validation)).toEqual(['voucher_not_found'])
    for (const command of everyChange)
      expect(reasonsOf(await send(id, command)), command.kind).toEqual(['voucher_not_found'])
    expect(await stored(id)).toEqual(untouched)
  })

  it('leaves nothing either when its issue is refused', async () => {
    const id = anyId()
    const untouched = await stored(id)
    const late = issuing(id, { validity: { kind: 'fixed_date', date: '2020-01-01' } })
    expect(reasonsOf((await object(id).execute(late)).outcome)).toEqual(['validity_in_past'])
    expect(await stored(id)).toEqual(untouched)
  })
})

describe('Refusals of one voucher', () => {
  it('are kept whole up to forty; of older ones it is known how many there were, why and on which day (R23)', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: ISSUED_AT })
    const id = await redeemed()
    await refuse(id, 30)
    vi.setSystemTime(ISSUED_AT + DAY)
    await refuse(id, 11)
    const history = await object(id).history()
    expect(history?.attempts).toHaveLength(ATTEMPTS_KEPT)
    expect(history?.attempts[0]?.seq).toBe(4)
    expect(history?.counts).toEqual({ '2026-11-20': { already_redeemed: 1 } })
    await refuse(id, 40)
    expect((await object(id).history())?.counts).toEqual({
      '2026-11-20': { already_redeemed: 30 },
      '2026-11-21': { already_redeemed: 11 },
    })
  })

  it('are answered as then while they are kept, and decided anew once they are dropped (R23)', async () => {
    const id = await redeemed()
    const [early, late] = [sent(redeem()), sent(redeem())]
    await object(id).execute(early)
    await refuse(id, ATTEMPTS_KEPT - 1)
    expect((await object(id).execute(early)).outcome.replayed).toBe(true)
    await object(id).execute(late)
    expect((await object(id).execute(late)).outcome.replayed).toBe(true)
    await send(id, reversal(2))
    expect((await object(id).execute(early)).outcome).toMatchObject({ kind: 'accepted', replayed: false })
    expect((await object(id).execute(late)).outcome).toMatchObject({ kind: 'refused', replayed: true })
  })

  it('cannot make a voucher grow: after three hundred it is as large as after fifty (R23)', async () => {
    const id = await redeemed()
    await refuse(id, 50)
    const { rows, bytes } = await stored(id)
    await refuse(id, 250)
    const after = await stored(id)
    expect(after.rows).toHaveLength(rows.length)
    expect(after.bytes).toBeLessThanOrEqual(bytes)
  })
})

describe('What a redemption costs', () => {
  it('is three SQL statements and two rows written, one of them the alarm', async () => {
    const id = await issued()
    const executed = await statementsOf(id, (voucher) => voucher.execute(sent(redeem())))
    expect(executed.length).toBeLessThanOrEqual(3)
    expect(written(executed)).toBe(1)
    expect((await stored(id)).alarm).not.toBeNull()
  })

  it('is no more after a year of refusals, and a refusal writes one row', async () => {
    const id = await issued({ uses: 2 })
    await send(id, redeem())
    await refuse(id, 60, { customer: 'cus_nobody', amount: 5 })
    const success = await statementsOf(id, (voucher) => voucher.execute(sent(redeem())))
    expect(success.length).toBeLessThanOrEqual(3)
    expect(written(success)).toBe(1)
    const refusal = await statementsOf(id, (voucher) => voucher.execute(sent(redeem())))
    expect(written(refusal)).toBe(1)
  })

  it('is nothing for a repeat, a validation or a look: no row is written', async () => {
    const id = await issued()
    const command = sent(redeem())
    await object(id).execute(command)
    const asking = (voucher: VoucherObject) => {
      expect(voucher.execute(command).outcome.replayed).toBe(true)
      voucher.validate(PLAIN_USE)
      voucher.read()
    }
    expect(await statementsOf(id, asking)).toEqual([])
    await evictDurableObject(stubOf(id))
    const executed = await statementsOf(id, asking)
    expect(executed.length).toBeGreaterThan(0)
    expect(written(executed)).toBe(0)
  })
})

describe('What an object has in memory', () => {
  it('is what it would read: after every command, refused ones too', async () => {
    const elsewhere = { ...COUNTER, store: 'sto_elsewhere' } as const
    const id = await issued({ value: 900, stores: [MARKET] })
    await refuse(id, 41, { amount: 5, place: elsewhere })
    for (const command of [redeem({ amount: 300 }), redeem({ amount: 5000 }), reversal(43), ...everyChange]) {
      await send(id, command)
      const remembered = await object(id).history()
      await evictDurableObject(stubOf(id))
      expect(await object(id).history()).toEqual(remembered)
    }
  })
})

const everyChange: readonly Command[] = [
  redeem(),
  override(),
  undo(2),
  reversal(2),
  voidIt(),
  block(),
  unblock(),
  extend({ kind: 'unlimited' }),
]

async function redeemed(): Promise<VoucherId> {
  const id = await issued()
  await send(id, redeem())
  return id
}

async function refuse(id: VoucherId, times: number, asking: Partial<Redeem> = {}): Promise<void> {
  for (let n = 0; n < times; n += 1) expect((await send(id, redeem(asking))).kind).toBe('refused')
}

function written(executed: readonly { readonly rowsWritten: number }[]): number {
  return executed.reduce((sum, { rowsWritten }) => sum + rowsWritten, 0)
}
