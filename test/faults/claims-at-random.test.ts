import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Account, fold } from '../../src/account/account.ts'
import type { Claim } from '../../src/account/command.ts'
import { type CustomerId, claimId } from '../../src/id.ts'
import {
  account,
  anyCampaign,
  anyOffer,
  claiming,
  sentTo,
  stock,
  withPoints,
} from '../objects/living-account.ts'
import { object } from '../objects/living-voucher.ts'
import { cancel } from '../unit/an-account.ts'
import { dying, entriesOf, finished } from './dying-account.ts'

/** Three customers with 100 points each, who may have two each of an offer. */
const CUSTOMERS = 3
const POINTS = 100
const MOST = 2
const WORTH = 350
const limits = { perCustomer: { most: MOST, period: 'ever', zone: 'UTC' }, firstPurchaseOnly: false } as const

type Step =
  /** Everybody named claims at once; `dies`: the step of the account's at which the first one's does. */
  | {
      readonly what: 'claims'
      readonly who: readonly number[]
      readonly price: number
      readonly dies: number
    }
  | { readonly what: 'again'; readonly which: number; readonly dies: number }
  | { readonly what: 'cancels'; readonly which: number; readonly dies: number }
  /** The author sets the stock, or the money, anew. */
  | { readonly what: 'stocked'; readonly much: number }
  | { readonly what: 'funded'; readonly much: number }

const death = fc.oneof(
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 8 }) },
)
const steps: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      what: fc.constant('claims' as const),
      who: fc.array(fc.nat({ max: CUSTOMERS - 1 }), { minLength: 1, maxLength: 4 }),
      price: fc.constantFrom(0, 30, 60),
      dies: death,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      what: fc.constantFrom('again' as const, 'cancels' as const),
      which: fc.nat({ max: 30 }),
      dies: death,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      what: fc.constantFrom('stocked' as const, 'funded' as const),
      much: fc.integer({ min: 0, max: 5 }),
    }),
  },
)

/** Runs a history in objects of its own. */
async function lived(history: readonly Step[]) {
  const [offer, campaign] = [anyOffer(), anyCampaign()]
  const most = { pieces: 2, money: 3 * WORTH }
  const counters = [stock(offer), stock(campaign)] as const
  await counters[0].configure(most.pieces)
  await counters[1].configure(most.money)
  const customers = await Promise.all(Array.from({ length: CUSTOMERS }, () => withPoints(POINTS)))
  const sent: Claim[] = []
  const acting = (
    who: CustomerId,
    dies: number,
    act: (one: ReturnType<typeof account>) => Promise<unknown>,
  ) =>
    dies === 0
      ? act(account(who))
      : dying(who, { n: dies, when: 'after' }, (one) => act(one as unknown as ReturnType<typeof account>))
  for (const step of history) {
    if (step.what === 'claims') {
      const wishes = step.who.map((n) =>
        claiming(customers[n] ?? 'cus_nobody', step.price, {
          ...{ offer, stock: offer, limits, budget: { name: campaign, amount: WORTH } },
        }),
      )
      sent.push(...wishes)
      const first = wishes.slice(0, step.dies === 0 ? 0 : 1)
      for (const wish of first) await acting(wish.customer, step.dies, (one) => one.claim(wish))
      await Promise.all(wishes.slice(first.length).map((wish) => account(wish.customer).claim(wish)))
    } else if (step.what === 'again') {
      const wish = sent[step.which % Math.max(1, sent.length)]
      if (wish !== undefined) await acting(wish.customer, step.dies, (one) => one.claim(wish))
    } else if (step.what === 'cancels') {
      const who = customers[step.which % CUSTOMERS] ?? 'cus_nobody'
      const { claims } = fold(await entriesOf(who))
      const wish = sentTo(who, cancel(claims[step.which % Math.max(1, claims.length)]?.seq ?? 99))
      await acting(who, step.dies, (one) => one.cancelClaim(wish))
    } else if (step.what === 'stocked') {
      await counters[0].configure(step.much)
      most.pieces = Math.max(most.pieces, step.much)
    } else {
      await counters[1].configure(step.much * WORTH)
      most.money = Math.max(most.money, step.much * WORTH)
    }
  }
  const accounts = await Promise.all(
    customers.map(async (customer) => ({ customer, state: fold(await finished(customer)) })),
  )
  const candidates = sent.flatMap((one) => one.candidates.map(({ voucher }) => voucher))
  const readings = await Promise.all(candidates.map((id) => object(id).read()))
  return {
    most,
    accounts,
    used: { pieces: (await counters[0].read())?.used ?? 0, money: (await counters[1].read())?.used ?? 0 },
    vouchers: readings.flatMap((reading) => (reading === null ? [] : [reading.voucher])),
  }
}

function standing({ claims }: Account) {
  return claims.filter(({ state }) => state === 'claimed')
}

describe('Whatever is claimed, cancelled and cut off, in whatever order', () => {
  it('no more is issued than there was, nobody has more than they may, and every voucher is one claim’s (R94 to R97)', async () => {
    let [issued, ended] = [0, 0]
    const look = async (history: readonly Step[]) => {
      const { most, accounts, used, vouchers } = await lived(history)
      const stand = accounts.flatMap(({ state }) => standing(state))
      expect(used).toEqual({ pieces: stand.length, money: stand.length * WORTH })
      expect(used.pieces).toBeLessThanOrEqual(most.pieces)
      expect(used.money).toBeLessThanOrEqual(most.money)
      for (const { state } of accounts) {
        const { available, reserved, spent } = state.sides.points
        expect(standing(state).length).toBeLessThanOrEqual(MOST)
        expect([available + spent, reserved]).toEqual([POINTS, 0])
        expect(spent).toBe(standing(state).reduce((sum, { price }) => sum + (price?.amount ?? 0), 0))
      }
      const behind = accounts.flatMap(({ customer, state }) =>
        state.claims.flatMap(({ seq, voucher, state: now }) =>
          voucher === null
            ? []
            : [{ id: voucher, claim: claimId(customer, seq), customer, usable: now === 'claimed' }],
        ),
      )
      const found = vouchers.map(({ id, claim, customer, lock }) => {
        return { id, claim, customer, usable: lock.kind === 'none' }
      })
      const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1)
      expect(found.toSorted(byId)).toEqual(behind.toSorted(byId))
      issued += found.length
      ended += found.filter(({ usable }) => !usable).length
    }
    const property = fc.asyncProperty(fc.array(steps, { minLength: 4, maxLength: 14, size: 'max' }), look)
    await fc.assert(property, {
      numRuns: Number(process.env.FAULT_RUNS || 15),
      ...(process.env.FAULT_SEED ? { seed: Number(process.env.FAULT_SEED) } : {}),
      endOnFailure: true,
    })
    // Histories in which nothing is issued or cancelled would prove nothing.
    expect(Math.min(issued, ended)).toBeGreaterThan(3)
  }, 180_000)
})
