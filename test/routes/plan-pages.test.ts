import { beforeAll, describe, expect, it } from 'vitest'
import { browserOf, enrol, openLume } from './cast.ts'
import { formIn, leadsTo, textOf } from './pages.ts'
import { clock, fates, inDays, type MembershipJson, planDesk } from './plan-desk.ts'

let desk: Awaited<ReturnType<typeof planDesk>>
let rui: Awaited<ReturnType<typeof browserOf>>
beforeAll(async () => {
  await openLume()
  desk = await planDesk()
  rui = await browserOf(await enrol({ role: 'admin' }))
})

const day = (from: number) => inDays(from).slice(0, 10)
const said = async (answer: Response) => textOf(await answer.text())

/** The page that says what will be issued, before anything is. */
function look(ana: string, plan: string, more: Record<string, string> = {}) {
  const query = new URLSearchParams({ plan_id: plan, starts_on: day(0), ends_on: '', look: '1', ...more })
  return rui.get(`/admin/customers/${ana}/plans/new?${query}`)
}

/** Presses the button on that page. */
async function press(ana: string, html: string) {
  const action = `/admin/customers/${ana}/plans`
  return rui.post(action, await formIn(html, action))
}

describe('Selling a plan', () => {
  it('says what will be issued before it is, and then shows what was', async () => {
    const ana = await desk.customer()
    const plan = await desk.giving(2, { name: 'Morning coffee' }, { price: { amount: 900, currency: 'EUR' } })
    const form = await (await rui.get(`/admin/customers/${ana}/plans/new`)).text()
    expect(form).toContain(`value="${plan.id}"`)
    const html = await (await look(ana, plan.id)).text()
    expect(textOf(html)).toContain('At once 2 × Morning coffee')
    expect(textOf(html)).toContain('The same every month')
    expect(textOf(html)).toContain('€9 a month')
    expect(await desk.plansOf(ana)).toEqual([])
    const pressed = await press(ana, html)
    expect(leadsTo(pressed)).toBe(`/admin/customers/${ana}?saved`)
    expect(fates((await desk.plansOf(ana))[0] as MembershipJson)).toEqual(['0 issued', '0 issued'])
    const page = await said(await rui.get(`/admin/customers/${ana}`))
    expect(page).toContain('2 vouchers given')
    // Pressed twice is the same sale.
    expect((await press(ana, html)).status).toBe(303)
    expect(await desk.plansOf(ana)).toHaveLength(1)
  })

  it('counts days as people do: the last day is lived to its end, a cut period gives its share', async () => {
    const ana = await desk.customer()
    const plan = await desk.giving(30, { name: 'Bun' })
    const html = await (await look(ana, plan.id, { starts_on: day(5), ends_on: day(7) })).text()
    expect(textOf(html)).toMatch(/On .+ (2|3) × Bun/)
    await press(ana, html)
    const [membership] = await desk.plansOf(ana)
    expect(membership).toMatchObject({ status: 'scheduled', vouchers: [] })
    const lasts = Date.parse(membership?.ends_at ?? '') - Date.parse(membership?.starts_at ?? '')
    expect(Math.round(lasts / 86_400_000)).toBe(3)
    await desk.end(ana, membership?.id ?? '')
  })

  it('says what will not be issued, and afterwards what was not', async () => {
    const ana = await desk.customer()
    const paused = await desk.published({ name: 'Slow bread' })
    const rare = await desk.drafted({ name: 'Last cake', stock: 1 })
    const vouchers = [paused, rare].map(({ id }) => ({ offer_id: id, count: 2 }))
    const plan = await desk.plan({ vouchers })
    await desk.shop.send('DELETE', `/offers/${paused.id}/publications`)
    const html = await (await look(ana, plan.id)).text()
    expect(textOf(html)).toContain('Slow bread will not be issued now, because the offer was paused.')
    await press(ana, html)
    const page = await said(await rui.get(`/admin/customers/${ana}`))
    expect(page).toContain('Not given: 2 × Slow bread, because the offer was paused.')
    expect(page).toContain('Not given: 1 × Last cake, because none were left.')
  })

  it('names what is wrong by its field, and that another plan runs', async () => {
    const ana = await desk.customer()
    const plan = await desk.giving(1)
    for (const [wrong, problem] of [
      [{ plan_id: 'pln_none' }, 'Choose one of your plans.'],
      [{ plan_id: '' }, 'Choose one of your plans.'],
      [{ starts_on: '2026-02-30' }, 'Choose a date.'],
      [{ ends_on: 'soon' }, 'Choose a date.'],
      [{ starts_on: day(5), ends_on: day(4) }, 'The last day is before the first.'],
      [{ starts_on: '0001-01-01' }, 'Choose a first day of the last ten years.'],
      [{ starts_on: '9998-12-31' }, 'Choose a first day within the next two years.'],
      [{ ends_on: '9998-12-31' }, 'Choose a last day within ten years of the first.'],
    ] as const) {
      const answer = await look(ana, plan.id, wrong)
      expect([answer.status, await said(answer)], problem).toEqual([422, expect.stringContaining(problem)])
    }
    const html = await (await look(ana, plan.id)).text()
    await desk.sold(ana, plan.id)
    const refused = await press(ana, html)
    expect([refused.status, await said(refused)]).toEqual([
      422,
      expect.stringContaining('without an end. End it on their page first.'),
    ])
    expect((await rui.post(`/admin/customers/${ana}/plans`, {})).status).toBe(400)
    expect((await rui.get('/admin/customers/cus_nobody/plans/new')).status).toBe(404)
  })
})

describe('Ending a plan', () => {
  it('takes one press, and the page says how it stands', async () => {
    const ana = await desk.customer()
    const plan = await desk.giving(1)
    const { id } = await desk.sold(ana, plan.id)
    const end = `/admin/customers/${ana}/plans/${id}/end`
    expect(await (await rui.get(`/admin/customers/${ana}`)).text()).toContain(`action="${end}"`)
    for (const press of [1, 2]) expect((await rui.post(end, {})).status, `press ${press}`).toBe(303)
    const html = await (await rui.get(`/admin/customers/${ana}`)).text()
    expect(html).not.toContain(`action="${end}"`)
    expect(textOf(html)).toContain('Over')
    expect((await rui.post(`/admin/customers/${await desk.customer()}/plans/${id}/end`, {})).status).toBe(404)
  })

  it('and selling one is for those who answer for the brand’s customers', async () => {
    const ana = await desk.customer()
    const { id } = await desk.sold(ana, (await desk.giving(1)).id)
    const olive = await browserOf(await enrol({ role: 'operator', stores: ['sto_chiado'] }))
    const till = await browserOf(await enrol({ role: 'manager', stores: ['sto_chiado'] }))
    expect((await olive.get(`/admin/customers/${ana}/plans/new`)).status).toBe(403)
    expect((await olive.post(`/admin/customers/${ana}/plans/${id}/end`, {})).status).toBe(403)
    expect((await till.get(`/admin/customers/${ana}/plans/new`)).status).toBe(200)
  })
})

describe('The wallet', () => {
  it('shows the plan, what it gives, until when, and when more comes', async () => {
    const ana = await desk.customer()
    const wallet = async () =>
      said(await (await browserOf(await enrol({ role: 'customer', id: ana, name: 'Ana' }))).get('/wallet'))
    expect(await wallet()).not.toContain('Your plan')
    const plan = await desk.giving(1, {}, { gives: ['A coffee every day before ten'] })
    await desk.sold(ana, plan.id, { starts_at: inDays(1), ends_at: inDays(60) })
    expect(await wallet()).toMatch(/Your plan: Plan \d+ A coffee every day before ten begins on /)
    await clock(inDays(2))
    expect(await wallet()).toMatch(/Your plan: Plan \d+ A coffee every day before ten/)
  })

  it('tells whoever takes their data along what they bought, and until when', async () => {
    const ana = await desk.customer()
    const plan = await desk.giving(1)
    const { id, starts_at } = await desk.sold(ana, plan.id)
    const browser = await browserOf(await enrol({ role: 'customer', id: ana, name: 'Ana' }))
    const told = async () =>
      (await (await browser.get('/wallet/privacy/data.json')).json<{ plans: object[] }>()).plans
    expect(await told()).toEqual([{ name: expect.stringMatching(/^Plan/), starts_at, ends_at: null }])
    await desk.end(ana, id)
    expect(await told()).toMatchObject([{ ends_at: expect.any(String) }])
    expect(await said(await browser.get('/wallet/privacy'))).toContain('Plans you bought')
  })
})
