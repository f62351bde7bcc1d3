import { runDurableObjectAlarm } from 'cloudflare:test'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { VoucherId } from '../../src/id.ts'
import { redeem, reversal as rollBack } from '../unit/a-command.ts'
import { termsOf } from '../unit/a-voucher.ts'
import { cancel } from '../unit/an-account.ts'
import {
  account,
  anyCampaign,
  anyOffer,
  claimed,
  claiming,
  sentTo,
  stock,
  withPoints,
} from './living-account.ts'
import { inside, object, send, stubOf } from './living-voucher.ts'

afterEach(() => {
  vi.useRealTimers()
})

const MOST = 800
const SPENT = 240

/** One fifth off, 8.00 at most, claimed of a campaign that has 10.00. */
async function budgeted() {
  const [offer, campaign] = [anyOffer(), anyCampaign()]
  await stock(campaign).configure(1000)
  const mina = await withPoints(100)
  const terms = termsOf({ benefit: { kind: 'percent', percent: 20, max_amount: MOST } })
  const command = claiming(mina, 40, { offer, terms, budget: { name: campaign, amount: MOST } })
  const claim = await claimed(command)
  const voucher = claim.voucher ?? 'vch_none'
  return { mina, claim, voucher, used: async () => (await stock(campaign).read())?.used }
}

const order = { order_id: '1042', amount: SPENT * 5, currency: 'EUR', items: [] }
const told = (voucher: VoucherId) => runDurableObjectAlarm(stubOf(voucher))
const alarmOf = (voucher: VoucherId) => inside(voucher, (_, { storage }) => storage.getAlarm())

describe('A voucher that costs a budget (R87)', () => {
  it('gives back what its order did not need, and takes it again when that use is rolled back', async () => {
    const { voucher, used } = await budgeted()
    await told(voucher)
    expect(await used()).toBe(MOST)
    await send(voucher, redeem({ order }))
    await told(voucher)
    expect(await used()).toBe(SPENT)
    await send(voucher, rollBack(2))
    await told(voucher)
    expect(await used()).toBe(MOST)
  })

  it('gives everything back at its end, of which it wakes by itself', async () => {
    const { voucher, used } = await budgeted()
    await told(voucher)
    const end = (await object(voucher).read())?.voucher.closesAt ?? 0
    expect(await alarmOf(voucher)).toBe(end)
    vi.useFakeTimers({ toFake: ['Date'], now: end })
    await inside(voucher, (instance) => instance.alarm())
    expect(await used()).toBe(0)
  })

  it('has nothing to say any more once its claim was cancelled', async () => {
    const { mina, claim, voucher, used } = await budgeted()
    await account(mina).cancelClaim(sentTo(mina, cancel(claim.seq)))
    await told(voucher)
    expect(await used()).toBe(0)
  })
})
