import { beforeAll, describe, expect, it } from 'vitest'
import { browserOf, enrol, openLume } from './cast.ts'
import { formIn, leadsTo, textOf } from './pages.ts'
import { planDesk } from './plan-desk.ts'

let desk: Awaited<ReturnType<typeof planDesk>>
let rui: Awaited<ReturnType<typeof browserOf>>
beforeAll(async () => {
  await openLume()
  desk = await planDesk()
  rui = await browserOf(await enrol({ role: 'admin', name: 'Rui' }))
})

/** The page on which that plan is about to be sold. */
async function about(path: string, plan: string, more = '') {
  return (await rui.get(`${path}?plan=${plan}${more}`)).text()
}

describe('Selling a plan at the desk', () => {
  it('says first what it issues, sells it once, and shows what came of it', async () => {
    const ana = await desk.customer()
    const path = `/admin/customers/${ana}/plans`
    const { id } = await desk.giving(2, { name: 'Morning coffee' })
    const page = await about(path, id)
    expect(textOf(page)).toMatch(/Now: 2 × Morning coffee\. Again with each period, next on /)
    const form = await formIn(page, path)
    const answers = [await rui.post(path, form), await rui.post(path, form)]
    expect(answers.map(leadsTo)).toEqual([`${path}?saved`, `${path}?saved`])
    expect(await desk.plansOf(ana)).toHaveLength(1)
    expect(textOf(await (await rui.get(path)).text())).toMatch(
      /Running .*2 vouchers issued\..*Next vouchers on/,
    )
    const other = await about(path, id)
    const again = await rui.post(path, await formIn(other, path))
    expect([again.status, textOf(await again.text())]).toMatchObject([
      422,
      expect.stringContaining('Another plan runs in that time'),
    ])
  })

  it('warns of what cannot be issued now, and tells what was not', async () => {
    const ana = await desk.customer()
    const path = `/admin/customers/${ana}/plans`
    const { id, offerId } = await desk.giving(1, { name: 'Paused treat' })
    await desk.shop.post(`/offers/${offerId}/publications`, {})
    await desk.shop.send('DELETE', `/offers/${offerId}/publications`, undefined, { 'idempotency-key': 'p' })
    const page = await about(path, id)
    expect(textOf(page)).toContain('“Paused treat” cannot be issued now')
    await rui.post(path, await formIn(page, path))
    expect(textOf(await (await rui.get(path)).text())).toContain(
      'Not issued: Paused treat. The offer was paused.',
    )
  })

  it('names the field that is wrong', async () => {
    const ana = await desk.customer()
    const path = `/admin/customers/${ana}/plans`
    const { id } = await desk.plan()
    for (const [query, field] of [
      ['?plan=pln_nothing', 'plan'],
      [`?plan=${id}&starts=2026-02-30`, 'starts'],
      [`?plan=${id}&starts=2001-01-01`, 'starts'],
      [`?plan=${id}&starts=2027-01-02&ends=2027-01-01`, 'ends'],
    ]) {
      const answer = await rui.get(`${path}${query}`)
      expect(answer.status).toBe(422)
      expect(await answer.text()).toMatch(new RegExp(`id="${field}"[^>]*aria-invalid|${field}-error`))
    }
  })

  it('ends it, and is not for somebody who may only read', async () => {
    const ana = await desk.customer()
    const path = `/admin/customers/${ana}/plans`
    const { id } = await desk.giving(1)
    const { id: membership } = await desk.sold(ana, id)
    expect((await rui.post(`${path}/mbr_nothing/end`, {})).status).toBe(404)
    expect((await rui.post(`${path}/${membership}/end`, {})).status).toBe(303)
    expect(textOf(await (await rui.get(path)).text())).toMatch(/Over .*1 voucher issued/)
    const olive = await browserOf(await enrol({ role: 'operator', stores: ['sto_chiado'] }))
    expect((await olive.get(path)).status).toBe(403)
    expect((await olive.post(path, { idempotency_key: 'k', plan: id })).status).toBe(403)
  })
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
