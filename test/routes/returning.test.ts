import { beforeAll, describe, expect, it } from 'vitest'
import { openLume } from './cast.ts'
import { offerDesk } from './offer-desk.ts'
import { formIn, leadsTo, textOf } from './pages.ts'
import { openWallet, taken } from './wallet-desk.ts'

let desk: Awaited<ReturnType<typeof offerDesk>>
beforeAll(async () => {
  await openLume()
  desk = await offerDesk()
})

/** Somebody with 100 points who took something for 40, and the way its page offers to give it back. */
async function claimed(said: object = { required_points: 40, stock: 5 }) {
  const offer = await desk.published(said)
  const ana = await openWallet(desk.shop, 100)
  const path = leadsTo(await taken(ana, offer.slug))
  const page = await (await ana.get(path)).text()
  const [, back = ''] = /href="(\/wallet\/returns\/vch_[0-9a-z]+)"/.exec(page) ?? []
  return { offer, ana, code: path.replace('/v/', ''), back }
}

const pointsOf = async (id: string) =>
  (await (await desk.shop.get(`/customers/${id}/balances`)).json<{ points: { available: number } }>()).points

describe('A customer who claimed something', () => {
  it('reads what comes back, gives it back once, and has it', async () => {
    const { ana, offer, code, back } = await claimed()
    const page = await (await ana.get(back)).text()
    expect(textOf(page)).toContain('Your 40 points come back to you.')
    const form = await formIn(page, back)
    expect([(await ana.post(back, form)).status, (await ana.post(back, form)).status]).toEqual([303, 303])
    expect(textOf(await (await ana.get(back)).text())).toContain('It was given back')
    expect(await pointsOf(ana.id)).toMatchObject({ available: 100, reserved: 0 })
    expect((await desk.read(offer.id)).stock_left).toBe(5)
    expect(await (await desk.shop.get(`/vouchers/${code}`)).json()).toMatchObject({ status: 'void' })
    // The old page, left open on another phone.
    const late = await ana.post(back, { ...form, idempotency_key: crypto.randomUUID() })
    expect(late.status).toBe(409)
  })

  it('keeps what was used, and is told so', async () => {
    const { ana, code, back } = await claimed()
    const form = await formIn(await (await ana.get(back)).text(), back)
    await desk.shop.post(`/vouchers/${code}/redemptions`, {})
    const answer = await ana.post(back, form)
    expect([answer.status, textOf(await answer.text())]).toMatchObject([
      409,
      expect.stringContaining('It cannot be given back'),
    ])
    expect(await pointsOf(ana.id)).toMatchObject({ available: 60 })
    expect(textOf(await (await ana.get(back)).text())).toContain('It has been used')
    expect(await (await ana.get(`/v/${code}`)).text()).not.toContain('/wallet/returns/')
  })

  it('keeps what staff look into, and what an order counts on', async () => {
    for (const [path, body] of [
      ['blocks', { reason: 'fraud?' }],
      ['holds', { order_id: 'T-1', ttl_seconds: 600 }],
    ] as const) {
      const { ana, code, back } = await claimed()
      const form = await formIn(await (await ana.get(back)).text(), back)
      expect((await desk.shop.post(`/vouchers/${code}/${path}`, body)).status).toBe(201)
      expect((await ana.post(back, form)).status).toBe(409)
      expect(await pointsOf(ana.id)).toMatchObject({ available: 60 })
    }
  })

  it('cannot look at what another holds, and nobody gives back what nobody claimed', async () => {
    const { back } = await claimed()
    const mallory = await openWallet(desk.shop)
    expect((await mallory.get(back)).status).toBe(404)
    expect((await mallory.post(back, { idempotency_key: 'k' })).status).toBe(404)
    const gift = await desk.shop.post('/vouchers', {
      title: 'Coffee',
      benefit: { kind: 'item', item: 'Coffee' },
      validity: { kind: 'unlimited' },
      customer_id: mallory.id,
    })
    const { id, code } = await gift.json<{ id: string; code: string }>()
    expect((await mallory.get(`/wallet/returns/${id}`)).status).toBe(404)
    expect(await (await mallory.get(`/v/${code}`)).text()).not.toContain('/wallet/returns/')
  })
})
