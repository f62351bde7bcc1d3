import { evictDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import type { GoodwillCommand } from '../../durable-objects/goodwill-ledger.ts'
import { principalStub } from '../../worker/stubs.ts'
import { world } from '../routes/cast.ts'

let made = 0

function purse() {
  made += 1
  return principalStub(world, `usr_purse${made}`)
}

function asking(id: string, changes: Partial<GoodwillCommand> = {}): GoodwillCommand {
  return {
    id,
    month: '2026-11',
    worth: { amount: 500, currency: 'EUR' },
    limits: { vouchers: 2, money: { amount: 1200, currency: 'EUR' } },
    currency: 'EUR',
    ...changes,
  }
}

describe('A monthly budget', () => {
  it('lets exactly one of many through that come at once for the last place', async () => {
    const tiago = purse()
    await tiago.reserveGoodwill(asking('first'))
    const answers = await Promise.all(
      Array.from({ length: 16 }, (_, n) => tiago.reserveGoodwill(asking(`at once ${n}`))),
    )
    expect(answers.filter(({ kind }) => kind === 'accepted')).toHaveLength(1)
    expect(await tiago.goodwillTaken('2026-11')).toEqual({ vouchers: 2, money: { EUR: 1000 } })
  })

  it('says what is left to whoever is above it, and counts nothing for them', async () => {
    const tiago = purse()
    await tiago.reserveGoodwill(asking('first'))
    const large = asking('large', { worth: { amount: 701, currency: 'EUR' } })
    expect(await tiago.reserveGoodwill(large)).toEqual({
      kind: 'over',
      left: { vouchers: 1, money: { amount: 700, currency: 'EUR' } },
    })
    expect((await tiago.goodwillTaken('2026-11')).vouchers).toBe(1)
  })

  it('takes nothing more for a repeat, also when the budget is used up and the object was away', async () => {
    const tiago = purse()
    await tiago.reserveGoodwill(asking('first'))
    await tiago.reserveGoodwill(asking('second'))
    await evictDurableObject(tiago)
    expect(await tiago.reserveGoodwill(asking('first'))).toEqual({ kind: 'accepted', replayed: true })
    expect(await tiago.goodwillTaken('2026-11')).toEqual({ vouchers: 2, money: { EUR: 1000 } })
  })

  it('gives back once what came to nothing, and then it can be taken again', async () => {
    const tiago = purse()
    await tiago.reserveGoodwill(asking('first'))
    await tiago.reserveGoodwill(asking('second'))
    await tiago.giveBackGoodwill('second')
    await tiago.giveBackGoodwill('second')
    await tiago.giveBackGoodwill('never sent')
    expect(await tiago.goodwillTaken('2026-11')).toEqual({ vouchers: 1, money: { EUR: 500 } })
    expect((await tiago.reserveGoodwill(asking('third'))).kind).toBe('accepted')
  })

  it('begins anew with the month; a command of last month is still the same one', async () => {
    const tiago = purse()
    await tiago.reserveGoodwill(asking('first'))
    await tiago.reserveGoodwill(asking('second'))
    const december = { month: '2026-12' }
    expect(await tiago.reserveGoodwill(asking('second', december))).toMatchObject({ replayed: true })
    expect(await tiago.reserveGoodwill(asking('third', december))).toMatchObject({ replayed: false })
    expect((await tiago.goodwillTaken('2026-12')).vouchers).toBe(1)
    await tiago.giveBackGoodwill('second')
    expect((await tiago.goodwillTaken('2026-11')).vouchers).toBe(1)
  })

  it('is each person’s own', async () => {
    const [tiago, marta] = [purse(), purse()]
    const one = { limits: { vouchers: 1, money: null } }
    expect((await tiago.reserveGoodwill(asking('a', one))).kind).toBe('accepted')
    expect((await marta.reserveGoodwill(asking('a', one))).kind).toBe('accepted')
    expect((await tiago.reserveGoodwill(asking('b', one))).kind).toBe('over')
  })
})
