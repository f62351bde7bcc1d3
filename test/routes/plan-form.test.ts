import { beforeAll, describe, expect, it } from 'vitest'
import { browserOf, enrol, openLume } from './cast.ts'
import { formIn, textOf } from './pages.ts'
import { planDesk } from './plan-desk.ts'

let desk: Awaited<ReturnType<typeof planDesk>>
let rui: Awaited<ReturnType<typeof browserOf>>
beforeAll(async () => {
  await openLume()
  desk = await planDesk()
  rui = await browserOf(await enrol({ role: 'admin', name: 'Rui' }))
})

describe("A plan's own page", () => {
  it('takes vouchers as rows, keeps them, and refuses an offer that cannot be issued', async () => {
    const { offerId, id } = await desk.giving(3, { name: 'Members only' })
    const path = `/admin/settings/plans/${id}`
    const html = await (await rui.get(path)).text()
    expect(html).toMatch(new RegExp(`<option value="${offerId}" selected`))
    const form = await formIn(html, path)
    const body = new URLSearchParams(form)
    body.delete('voucher_offer')
    body.delete('voucher_count')
    for (const [offer, count] of [
      [offerId, '4'],
      ['', ''],
    ] as const) {
      body.append('voucher_offer', offer)
      body.append('voucher_count', count)
    }
    expect((await rui.send('POST', path, { body })).status).toBe(303)
    expect(await (await desk.shop.get(`/plans/${id}`)).json()).toMatchObject({
      vouchers: [{ offer_id: offerId, count: 4 }],
    })
    const unready = await desk.shop.post('/offers', { name: 'Says nothing yet' })
    const { id: draft } = await unready.json<{ id: string }>()
    const second = await formIn(await (await rui.get(path)).text(), path)
    const wrong = new URLSearchParams({ ...second, voucher_offer: draft, voucher_count: '1' })
    const answer = await rui.send('POST', path, { body: wrong })
    expect([answer.status, textOf(await answer.text())]).toMatchObject([
      422,
      expect.stringContaining('does not say what it gives'),
    ])
  })
})
