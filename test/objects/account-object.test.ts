import { evictDurableObject, runDurableObjectAlarm } from 'cloudflare:test'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { claimId } from '../../src/id.ts'
import { world } from '../routes/cast.ts'
import { redeem, reversal as rollBack } from '../unit/a-command.ts'
import { adjust, cancel, merge, purchase, reversal } from '../unit/an-account.ts'
import { DAY } from '../unit/cast.ts'
import { brokenLinks } from './chain.ts'
import {
  account,
  accountStubOf,
  anyCampaign,
  anyOffer,
  anyone,
  claimed,
  claiming,
  insideAccount,
  sentTo,
  stock,
  withPoints,
} from './living-account.ts'
import { object, send } from './living-voucher.ts'

afterEach(() => {
  vi.useRealTimers()
})

const points = async (customer: Parameters<typeof account>[0]) => (await account(customer).balances()).points

describe('An account nothing has happened in', () => {
  it('keeps nothing, whatever is asked of it', async () => {
    const nobody = anyone()
    expect(await points(nobody)).toEqual({ available: 0, reserved: 0, owed: 0, used: false, next: null })
    expect(await account(nobody).execute(sentTo(nobody, adjust(-1)))).toMatchObject({ kind: 'refused' })
    expect(await account(nobody).claim(claiming(nobody, 40))).toMatchObject({ kind: 'refused' })
    expect(await account(nobody).statement(null, 10)).toEqual({ lines: [], before: null })
    const kept = await insideAccount(nobody, async (_, { storage }) => ({
      tables: storage.sql
        .exec("SELECT name FROM sqlite_master WHERE name NOT LIKE '\\_cf\\_%' ESCAPE '\\'")
        .toArray(),
      alarm: await storage.getAlarm(),
    }))
    expect(kept).toEqual({ tables: [], alarm: null })
  })
})

describe('A claim', () => {
  it('takes points, a place and money, and gives the voucher (R94)', async () => {
    const [offer, campaign] = [anyOffer(), anyCampaign()]
    await stock(offer).configure(3)
    await stock(campaign).configure(1000)
    const mina = await withPoints(100)
    const command = claiming(mina, 40, { offer, stock: offer, budget: { name: campaign, amount: 350 } })
    const claim = await claimed(command)
    expect(claim).toMatchObject({ state: 'claimed', voucher: command.candidates[0]?.voucher })
    expect(await points(mina)).toMatchObject({ available: 60, reserved: 0 })
    expect([await stock(offer).read(), await stock(campaign).read()]).toMatchObject([
      { used: 1 },
      { used: 350 },
    ])
    const reading = await object(command.candidates[0]?.voucher ?? 'vch_none').read()
    expect(reading?.voucher).toMatchObject({
      customer: mina,
      source: 'points',
      claim: claimId(mina, claim.seq),
    })
  })

  it('sent again is the same claim and the same voucher, also after the object was away (R94)', async () => {
    const mina = await withPoints(100)
    const command = claiming(mina, 40)
    const claim = await claimed(command)
    await evictDurableObject(accountStubOf(mina))
    expect(await account(mina).claim(command)).toEqual({
      kind: 'accepted',
      ...{ claim, customer: mina, replayed: true },
    })
    expect(await account(mina).claim({ ...command, digest: 'other' })).toMatchObject({
      refusals: [{ reason: 'idempotency_key_reused' }],
    })
    expect(await points(mina)).toMatchObject({ available: 60 })
  })

  it('sent many times at once is one', async () => {
    const mina = await withPoints(100)
    const command = claiming(mina, 40)
    const answers = await Promise.all(Array.from({ length: 8 }, () => account(mina).claim(command)))
    expect(
      new Set(answers.map((answer) => (answer.kind === 'accepted' ? answer.claim.voucher : 'none'))),
    ).toEqual(new Set([command.candidates[0]?.voucher]))
    expect(await points(mina)).toMatchObject({ available: 60 })
  })

  it('passes over a code that is taken, and finds the next one again', async () => {
    const mina = await withPoints(100)
    const first = claiming(mina, 40)
    await claimed(first)
    const second = claiming(mina, 40)
    const [taken] = first.candidates
    if (taken === undefined) throw new Error('a candidate')
    const command = { ...second, candidates: [taken, ...second.candidates.slice(1)] }
    const claim = await claimed(command)
    expect(claim.voucher).toBe(second.candidates[1]?.voucher)
    expect(await account(mina).claim(command)).toMatchObject({ claim: { voucher: claim.voucher } })
  })

  it('that comes too late leaves no line behind, and costs nothing', async () => {
    const offer = anyOffer()
    await stock(offer).configure(1)
    await claimed(claiming(await withPoints(40), 40, { offer, stock: offer }))
    const otto = await withPoints(40)
    const late = await account(otto).claim(claiming(otto, 40, { offer, stock: offer }))
    expect(late).toMatchObject({ kind: 'refused', refusals: [{ reason: 'out_of_stock' }] })
    expect((await account(otto).statement(null, 10)).lines).toHaveLength(1)
    expect(await points(otto)).toMatchObject({ available: 40 })
  })

  it('gives everything back where its voucher can never be issued (R94)', async () => {
    const [offer, campaign] = [anyOffer(), anyCampaign()]
    await stock(offer).configure(3)
    await stock(campaign).configure(1000)
    const mina = await withPoints(200)
    const first = claiming(mina, 40)
    await claimed(first)
    const { candidates } = first
    const command = claiming(mina, 40, { offer, stock: offer, budget: { name: campaign, amount: 350 } })
    const answer = await account(mina).claim({ ...command, candidates: candidates.slice(0, 1) })
    expect(answer).toMatchObject({ kind: 'refused', refusals: [{ reason: 'code_taken' }] })
    expect(await points(mina)).toMatchObject({ available: 160, reserved: 0 })
    expect([await stock(offer).read(), await stock(campaign).read()]).toMatchObject([
      { used: 0 },
      { used: 0 },
    ])
  })
})

describe('Cancelling a claim', () => {
  it('voids the voucher, and gives back price and place once (R96)', async () => {
    const offer = anyOffer()
    await stock(offer).configure(3)
    const mina = await withPoints(40)
    const claim = await claimed(claiming(mina, 40, { offer, stock: offer }))
    const command = sentTo(mina, cancel(claim.seq))
    expect(await account(mina).cancelClaim(command)).toMatchObject({ claim: { state: 'cancelled' } })
    expect(await account(mina).cancelClaim(command)).toMatchObject({
      replayed: true,
      claim: { state: 'cancelled' },
    })
    expect(await account(mina).cancelClaim(sentTo(mina, cancel(claim.seq)))).toMatchObject({
      refusals: [{ reason: 'claim_not_standing' }],
    })
    expect(await points(mina)).toMatchObject({ available: 40 })
    expect(await stock(offer).read()).toMatchObject({ used: 0 })
    const reading = await object(claim.voucher ?? 'vch_none').read()
    expect(reading?.voucher.lock).toMatchObject({ kind: 'void' })
  })

  it('is refused while a use of the voucher stands, and passes once it was rolled back (R96)', async () => {
    const mina = await withPoints(40)
    const claim = await claimed(claiming(mina, 40))
    const voucher = claim.voucher ?? 'vch_none'
    await send(voucher, redeem())
    const used = sentTo(mina, cancel(claim.seq))
    expect(await account(mina).cancelClaim(used)).toMatchObject({ refusals: [{ reason: 'voucher_in_use' }] })
    expect(await points(mina)).toMatchObject({ available: 0 })
    await send(voucher, rollBack(2))
    expect(await account(mina).cancelClaim(sentTo(mina, cancel(claim.seq)))).toMatchObject({
      kind: 'accepted',
    })
    expect(await account(mina).cancelClaim(used)).toMatchObject({ replayed: true, kind: 'refused' })
    expect(await points(mina)).toMatchObject({ available: 40 })
  })

  it('takes back what was given for nothing under the same conditions', async () => {
    const offer = anyOffer()
    await stock(offer).configure(1)
    const mina = await withPoints(1)
    const claim = await claimed(claiming(mina, 0, { offer, stock: offer }))
    await send(claim.voucher ?? 'vch_none', redeem())
    expect(await account(mina).cancelClaim(sentTo(mina, cancel(claim.seq)))).toMatchObject({
      refusals: [{ reason: 'voucher_in_use' }],
    })
    await send(claim.voucher ?? 'vch_none', rollBack(2))
    await account(mina).cancelClaim(sentTo(mina, cancel(claim.seq)))
    expect(await stock(offer).read()).toMatchObject({ used: 0 })
  })
})

describe('What ends', () => {
  it('is written down by the alarm, and counts no more before that (R91)', async () => {
    vi.useFakeTimers({ toFake: ['Date'] })
    const mina = anyone()
    const end = Date.now() + DAY
    await account(mina).execute(sentTo(mina, adjust(30, { endsAt: end })))
    expect(await points(mina)).toMatchObject({ available: 30, next: { at: end, amount: 30 } })
    await runDurableObjectAlarm(accountStubOf(mina))
    expect(await insideAccount(mina, (_, { storage }) => storage.getAlarm())).toBe(end)
    vi.setSystemTime(end)
    expect(await points(mina)).toMatchObject({ available: 0, next: null })
    await runDurableObjectAlarm(accountStubOf(mina))
    const { lines } = await account(mina).statement(null, 10)
    expect(lines.map(({ kind, change, balance }) => [kind, change, balance])).toEqual([
      ['expired', -30, 0],
      ['credited', 30, 30],
    ])
  })
})

describe('The ledger of an account', () => {
  it('is chained from the first line on, also after its words were erased (R65)', async () => {
    const mina = await withPoints(50)
    await claimed(claiming(mina, 40))
    const chain = async () =>
      (await insideAccount(mina, (instance) => instance.copy()))
        .filter(({ seq }) => seq > 0)
        .map((line) => ({ ...line, hash: line.hash ?? '' }))
    expect(brokenLinks(await chain())).toEqual([])
    expect((await chain()).map(({ words }) => words)).toEqual(['{"reason":"Sorry for the wait"}', null, null])
    await account(mina).eraseWords()
    expect(brokenLinks(await chain())).toEqual([])
    expect((await chain()).map(({ words, salt }) => words ?? salt)).toEqual([null, null, null])
    expect(await points(mina)).toMatchObject({ available: 10 })
  })

  it('is taken over whole by an empty account of the same customer, and by no other', async () => {
    const mina = await withPoints(50)
    const copy = await insideAccount(mina, (instance) => instance.copy())
    expect(await account(mina).restore(copy)).toBe('same')
    expect(await account(anyone()).restore(copy)).toBe('flawed')
    const changed = copy.map((line) => ({ ...line, facts: line.facts.replaceAll('50', '90') }))
    await insideAccount(mina, (_, { storage }) => storage.deleteAll())
    await evictDurableObject(accountStubOf(mina))
    expect(await account(mina).restore(changed)).toBe('flawed')
    expect(await account(mina).restore(copy)).toBe('restored')
    expect(await points(mina)).toMatchObject({ available: 50 })
  })

  it('reaches D1 by the alarm, line by line with the balance after it (R25)', async () => {
    const mina = await withPoints(50)
    await account(mina).execute(sentTo(mina, purchase(20)))
    await runDurableObjectAlarm(accountStubOf(mina))
    const rows = () =>
      world.DB.prepare('SELECT * FROM account_entries WHERE customer_id = ? ORDER BY seq, n').bind(mina).all()
    const before = (await rows()).results
    expect(before).toMatchObject([
      { seq: 1, act: 'adjusted', kind: 'credited', unit: 'points', change: 50, balance: 50 },
      { seq: 2, act: 'purchased', kind: 'earned', change: 20, balance: 70, purchase: 2, total: 1250 },
    ])
    await world.DB.prepare('DELETE FROM account_entries WHERE customer_id = ?').bind(mina).run()
    await accountStubOf(mina).reproject()
    expect((await rows()).results).toEqual(before)
  })
})

describe('Two records of one person', () => {
  it('have one account from then on: what the other had, owes and still gets (R99)', async () => {
    const [mina, minas] = [await withPoints(10), await withPoints(30)]
    await account(minas).execute(sentTo(minas, purchase(100)))
    const claim = await claimed(claiming(minas, 40))
    const decided = sentTo(minas, merge(mina))
    await account(minas).execute(decided)
    await account(minas).execute(decided)
    for (let n = 0; n < 2; n += 1) await runDurableObjectAlarm(accountStubOf(minas))
    expect([(await points(mina)).available, (await points(minas)).available]).toEqual([100, 0])
    await account(minas).cancelClaim(sentTo(minas, cancel(claim.seq)))
    await account(minas).execute(sentTo(minas, reversal(2)))
    for (let n = 0; n < 3; n += 1) await runDurableObjectAlarm(accountStubOf(minas))
    expect(await points(minas)).toMatchObject({ available: 0, owed: 0 })
    const { available, owed } = await points(mina)
    expect(available - owed).toBe(40)
  })

  it('count their claims together (R95)', async () => {
    const [mina, minas] = [await withPoints(100), await withPoints(100)]
    const limits = {
      perCustomer: { most: 1, period: 'ever', zone: 'UTC' },
      firstPurchaseOnly: false,
    } as const
    const claim = await claimed(claiming(minas, 40, { limits }))
    await account(minas).execute(sentTo(minas, merge(mina)))
    await runDurableObjectAlarm(accountStubOf(minas))
    expect(await account(mina).claim(claiming(mina, 40, { limits }))).toMatchObject({
      refusals: [{ reason: 'claim_limit_reached' }],
    })
    await account(minas).cancelClaim(sentTo(minas, cancel(claim.seq)))
    await runDurableObjectAlarm(accountStubOf(minas))
    expect(await account(mina).claim(claiming(mina, 40, { limits }))).toMatchObject({ kind: 'accepted' })
  })
})
