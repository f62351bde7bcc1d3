import { runDurableObjectAlarm } from 'cloudflare:test'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ASK_AFTER_MS, type StockCopy } from '../../durable-objects/stock-object.ts'
import { claimId } from '../../src/id.ts'
import { cancel } from '../unit/an-account.ts'
import { account, anyOffer, anyone, claimed, claiming, sentTo, stock, withPoints } from './living-account.ts'
import { anyId, issued } from './living-voucher.ts'

afterEach(() => {
  vi.useRealTimers()
})

const claimOf = (n: number) => claimId('cus_nobody', n)

async function counted(limit: number | null) {
  const object = stock(anyOffer())
  await object.configure(limit)
  return object
}

describe('A stock', () => {
  it('[L01] gives what there is and no more', async () => {
    const object = await counted(2)
    const answers = []
    for (const n of [1, 2, 3]) answers.push(await object.take(claimOf(n), 1))
    expect(answers).toEqual([
      { kind: 'taken', left: 1 },
      { kind: 'taken', left: 0 },
      { kind: 'refused', left: 0 },
    ])
  })

  it('[L14] counts a claim once, however often it asks', async () => {
    const object = await counted(5)
    for (let n = 0; n < 3; n += 1)
      expect(await object.take(claimOf(1), 1)).toEqual({ kind: 'taken', left: 4 })
    expect(await object.read()).toEqual({ limit: 5, used: 1, left: 4 })
  })

  it('[L06] [L10] [L12] takes back once what was taken, and never more', async () => {
    const object = await counted(5)
    for (const n of [1, 2]) await object.take(claimOf(n), 1)
    for (const n of [1, 1, 9]) await object.giveBack(claimOf(n))
    expect(await object.read()).toEqual({ limit: 5, used: 1, left: 4 })
    await object.giveBack(claimOf(2))
    await object.giveBack(claimOf(2))
    expect(await object.read()).toMatchObject({ used: 0 })
  })

  it('[L26] lowered below what is taken gives nothing more until some comes back (R97)', async () => {
    const object = await counted(5)
    for (const n of [1, 2, 3]) await object.take(claimOf(n), 1)
    await object.configure(2, 2)
    expect(await object.read()).toEqual({ limit: 2, used: 3, left: 0 })
    expect(await object.take(claimOf(4), 1)).toEqual({ kind: 'refused', left: 0 })
    for (const n of [1, 2]) await object.giveBack(claimOf(n))
    expect(await object.take(claimOf(4), 1)).toEqual({ kind: 'taken', left: 0 })
    await object.configure(null, 3)
    expect(await object.take(claimOf(5), 1)).toEqual({ kind: 'taken', left: null })
  })

  it('does not believe an older version of the offer, whoever comes with it late (R97)', async () => {
    const object = await counted(5)
    await object.configure(1, 7)
    await object.configure(100, 6)
    await object.take(claimOf(1), 1)
    expect(await object.take(claimOf(2), 1)).toEqual({ kind: 'refused', left: 0 })
  })

  it('gives nothing before anybody has said how much there is, and keeps nothing then', async () => {
    const object = stock(anyOffer())
    expect(await object.take(claimOf(1), 1)).toEqual({ kind: 'refused', left: 0 })
    expect([await object.read(), await object.copy()]).toEqual([null, null])
  })
})

describe('A budget', () => {
  it('[L13] [L15] [L17] counts sums, and refuses what goes beyond it', async () => {
    const object = await counted(1000)
    await object.take(claimOf(1), 200)
    expect(await object.take(claimOf(2), 500)).toEqual({ kind: 'taken', left: 300 })
    await object.take(claimOf(3), 200)
    expect(await object.take(claimOf(4), 101)).toEqual({ kind: 'refused', left: 100 })
    expect(await object.take(claimOf(5), 100)).toEqual({ kind: 'taken', left: 0 })
    expect(await object.take(claimOf(6), 1)).toEqual({ kind: 'refused', left: 0 })
  })

  it('[L16] has again what was given back', async () => {
    const object = await counted(900)
    for (const n of [1, 2, 3]) await object.take(claimOf(n), 300)
    for (const n of [1, 3]) await object.giveBack(claimOf(n))
    expect(await object.read()).toMatchObject({ used: 300 })
  })

  it('keeps what the newest line says that a voucher costs, in whatever order it hears of them (R87)', async () => {
    const object = await counted(1000)
    await object.take(claimOf(1), 500)
    await object.settle(claimOf(1), 180, 3)
    await object.settle(claimOf(1), 500, 2)
    expect(await object.read()).toMatchObject({ used: 180, left: 820 })
    await object.settle(claimOf(1), 0, 3)
    expect(await object.read()).toMatchObject({ used: 0 })
    // Rolled back: it can cost its most again, although others have taken the money meanwhile.
    await object.take(claimOf(2), 900)
    await object.settle(claimOf(1), 500, 4)
    expect(await object.read()).toEqual({ limit: 1000, used: 1400, left: 0 })
  })

  it('takes nothing for a claim that has given back', async () => {
    const object = await counted(1000)
    await object.take(claimOf(1), 500)
    await object.giveBack(claimOf(1))
    await object.settle(claimOf(1), 500, 9)
    expect(await object.read()).toMatchObject({ used: 0 })
  })
})

describe('A take nobody has answered for', () => {
  it('is freed only when its account says that the claim came to nothing (R97)', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const offer = anyOffer()
    const object = stock(offer)
    await object.configure(10)
    const mina = await withPoints(100)
    const standing = await claimed(claiming(mina, 40, { offer, stock: offer }))
    // Nobody knows of this one: its account was restored from before, say.
    await object.take(claimId(anyone(), 7), 1)
    expect(await object.read()).toMatchObject({ used: 2 })
    await runDurableObjectAlarm(object)
    expect(await object.read()).toMatchObject({ used: 2 })
    vi.setSystemTime(Date.now() + ASK_AFTER_MS)
    await runDurableObjectAlarm(object)
    expect(await object.read()).toMatchObject({ used: 1 })
    await account(mina).cancelClaim(sentTo(mina, cancel(standing.seq)))
    expect(await object.read()).toMatchObject({ used: 0 })
  })

  it('is freed where it was for a voucher to nobody that was never issued, and kept where it was (R97)', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const object = await counted(10)
    await object.take(await issued(), 1)
    await object.take(anyId(), 1)
    vi.setSystemTime(Date.now() + ASK_AFTER_MS)
    await runDurableObjectAlarm(object)
    expect(await object.read()).toMatchObject({ used: 1 })
  })
})

describe('A stock that begins late', () => {
  it('begins with whoever took before, each once, and gives their places back (R97)', async () => {
    const object = stock(anyOffer())
    expect(await object.configure(5, 2, false)).toBe(false)
    expect(await object.take(claimOf(1), 1)).toEqual({ kind: 'refused', left: 0 })
    await object.enter([claimOf(1), claimOf(2)])
    await object.enter([claimOf(2), claimOf(3)])
    // Cancelled between the reading of the list and the beginning.
    await object.giveBack(claimOf(3))
    expect(await object.configure(5, 2)).toBe(true)
    expect(await object.read()).toEqual({ limit: 5, used: 2, left: 3 })
    for (const n of [1, 1, 9]) await object.giveBack(claimOf(n))
    expect(await object.read()).toEqual({ limit: 5, used: 1, left: 4 })
    expect(await object.take(claimOf(2), 1)).toEqual({ kind: 'taken', left: 4 })
  })

  it('knows better than a list that comes late', async () => {
    const object = await counted(5)
    await object.enter([claimOf(1)])
    expect(await object.read()).toEqual({ limit: 5, used: 0, left: 5 })
  })

  it('asks after everybody on the list, which may have been late as well', async () => {
    const customer = anyone()
    const object = stock(anyOffer())
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() })
    // Nobody knows of this claim any more.
    await object.enter([claimId(customer, 1)])
    await object.configure(1)
    expect(await object.take(claimOf(2), 1)).toEqual({ kind: 'refused', left: 0 })
    vi.setSystemTime(Date.now() + ASK_AFTER_MS + 1)
    await runDurableObjectAlarm(object)
    expect(await object.read()).toEqual({ limit: 1, used: 0, left: 1 })
  })

  it('that began with a bare number keeps it, through a backup too', async () => {
    const name = anyOffer()
    expect(await stock(name).restore({ name, limit: 5, before: 3, takes: [[claimOf(1), 1]] })).toBe(
      'restored',
    )
    expect(await stock(name).read()).toEqual({ limit: 5, used: 4, left: 1 })
    expect(await stock(name).copy()).toEqual({ name, limit: 5, before: 3, takes: [[claimOf(1), 1]] })
  })
})

describe('A copy of a stock', () => {
  it('is taken over where nothing is, and nowhere else', async () => {
    const object = await counted(5)
    await object.take(claimOf(1), 1)
    // RPC's mapped types forget that a take is a pair.
    const copy = (await object.copy()) as unknown as StockCopy
    expect(await object.restore(copy)).toBe('same')
    await object.take(claimOf(2), 1)
    expect(await object.restore(copy)).toBe('different')
    const name = anyOffer()
    expect(await stock(name).restore(copy)).toBe('flawed')
    expect(await stock(name).restore({ ...copy, name })).toBe('restored')
    expect(await stock(name).read()).toEqual({ limit: 5, used: 1, left: 4 })
  })
})
