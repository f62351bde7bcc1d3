import { describe, expect, it } from 'vitest'
import { fold } from '../../src/account/account.ts'
import type { Claim } from '../../src/account/command.ts'
import { assert } from '../../src/assert.ts'
import type { CustomerId } from '../../src/id.ts'
import {
  account,
  anyCampaign,
  anyOffer,
  claimed,
  claiming,
  sentTo,
  stock,
  withPoints,
} from '../objects/living-account.ts'
import { object } from '../objects/living-voucher.ts'
import { cancel, merge, purchase, reversal } from '../unit/an-account.ts'
import { type Death, dying, entriesOf, finished } from './dying-account.ts'

const STOCK = 3
const BUDGET = 1000
const WORTH = 350

/** Somebody with 100 points, an offer with stock and budget, and their claim of it for 40. */
async function aClaim(limit = STOCK) {
  const [offer, campaign] = [anyOffer(), anyCampaign()]
  await stock(offer).configure(limit)
  await stock(campaign).configure(BUDGET)
  const customer = await withPoints(100)
  const budget = { name: campaign, amount: WORTH }
  return { customer, offer, campaign, command: claiming(customer, 40, { offer, stock: offer, budget }) }
}

/** Everything that must agree. */
async function everything({ customer, offer, campaign, command }: Awaited<ReturnType<typeof aClaim>>) {
  const { account: state } = { account: fold(await entriesOf(customer)) }
  const { available, reserved, spent } = state.sides.points
  const vouchers = await Promise.all(command.candidates.map(({ voucher }) => object(voucher).read()))
  return {
    claims: state.claims.map((claim) => claim.state),
    points: [available, reserved, spent],
    pieces: (await stock(offer).read())?.used,
    money: (await stock(campaign).read())?.used,
    vouchers: vouchers.flatMap((reading) => (reading === null ? [] : [reading.voucher.lock.kind])),
  }
}

const NOTHING = { claims: [], points: [100, 0, 0], pieces: 0, money: 0, vouchers: [] }
const CLAIMED = { claims: ['claimed'], points: [60, 0, 40], pieces: 1, money: WORTH, vouchers: ['none'] }
const REFUSED = { ...NOTHING, claims: ['refused'] }
const CANCELLED = { ...NOTHING, claims: ['cancelled'], vouchers: ['void'] }

/** More than any saga here has steps: beyond them nothing dies. */
const STEPS = 9
const deaths = (['before', 'after'] as const).flatMap((when) =>
  Array.from({ length: STEPS }, (_, index): Death => ({ n: index + 1, when })),
)

async function dyingTwice(customer: CustomerId, death: Death): Promise<void> {
  // The clock takes it up, and dies in its turn.
  await dying(customer, { n: 1 + (death.n % 4), when: death.when }, (one) => one.alarm())
}

describe('A claim whose account dies', () => {
  it.each(deaths)(
    '$when step $n has not happened or is finished, and is the same when sent again (R94)',
    async (death) => {
      const scene = await aClaim()
      const { customer, command } = scene
      const died = await dying(customer, death, (one) => one.claim(command))
      // Asking both counters, opening, money, a piece, the voucher, and done.
      expect(died).toBe(death.n <= 7)
      await dyingTwice(customer, death)
      await finished(customer)
      const left = await everything(scene)
      expect([NOTHING, CLAIMED]).toContainEqual(left)
      const answer = await account(customer).claim(command)
      expect(answer).toMatchObject({ kind: 'accepted', claim: { voucher: command.candidates[0]?.voucher } })
      expect(await everything(scene)).toEqual(CLAIMED)
    },
  )
})

describe('A claim that comes too late by a moment, whose account dies', () => {
  it.each(deaths)('$when step $n has everything back (R94)', async (death) => {
    const scene = await aClaim(0)
    const { customer, command } = scene
    const refused = (one: { claim(command: Claim): unknown }) => one.claim(command)
    // There was one left when it was asked.
    await dying(customer, death, refused, { left: BUDGET })
    await dyingTwice(customer, death)
    await finished(customer)
    expect([NOTHING, REFUSED]).toContainEqual(await everything(scene))
    const answer = await account(customer).claim(command)
    expect(answer).toMatchObject({ kind: 'refused', refusals: [{ reason: 'out_of_stock' }] })
    expect([NOTHING, REFUSED]).toContainEqual(await everything(scene))
  })
})

describe('A cancellation whose account dies', () => {
  it.each(deaths)(
    '$when step $n has not happened or is finished, and gives back once (R96)',
    async (death) => {
      const scene = await aClaim()
      const { customer, command } = scene
      const { seq } = await claimed(command)
      const wish = sentTo(customer, cancel(seq))
      await dying(customer, death, (one) => one.cancelClaim(wish))
      await dyingTwice(customer, death)
      await finished(customer)
      expect([CLAIMED, CANCELLED]).toContainEqual(await everything(scene))
      expect(await account(customer).cancelClaim(wish)).toMatchObject({ kind: 'accepted' })
      expect(await everything(scene)).toEqual(CANCELLED)
    },
  )
})

describe('A purchase taken back with the voucher it was the occasion for, whose account dies', () => {
  it.each(deaths)('$when step $n stands with it or is gone with it, once (R105)', async (death) => {
    const scene = await aClaim()
    const { customer, command } = scene
    const bought = await account(customer).execute(sentTo(customer, purchase(0)))
    assert(bought.kind === 'accepted', 'a purchase is recorded')
    const because = bought.entry.seq
    const given = { ...command, price: null, source: 'rule', because } as const
    await claimed(given)
    const wish = sentTo(customer, reversal(because))
    await dying(customer, death, (one) => one.reversePurchase(wish))
    await dyingTwice(customer, death)
    const entries = await finished(customer)
    const reversed = entries.some(({ kind }) => kind === 'purchase_reversed')
    const left = { ...CANCELLED, points: [100, 0, 0] }
    const stood = { ...CLAIMED, points: [100, 0, 0] }
    expect(await everything(scene)).toEqual(reversed ? left : stood)
    const answer = await account(customer).reversePurchase(wish)
    expect(answer).toMatchObject({ kind: 'accepted', gifts: [{ fate: 'taken_back' }] })
    expect(await everything(scene)).toEqual(left)
  })
})

describe('An account that is handed over and dies', () => {
  it.each(deaths)('$when step $n has handed over nothing or all of it, once (R99)', async (death) => {
    const [customer, into] = [await withPoints(100), await withPoints(10)]
    const decision = sentTo(customer, merge(into))
    await dying(customer, death, (one) => one.execute(decision))
    await account(customer).execute(decision)
    await dying(customer, death, (one) => one.alarm())
    await finished(customer)
    expect((await account(into).balances()).points.available).toBe(110)
    expect((await account(customer).balances()).points.available).toBe(0)
    const came = (await entriesOf(into)).filter(({ kind }) => kind === 'merged_in')
    expect(came).toHaveLength(1)
  })
})
