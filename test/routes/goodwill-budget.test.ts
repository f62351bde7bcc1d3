import { beforeAll, describe, expect, it } from 'vitest'
import { budgetMonth } from '../../src/goodwill.ts'
import { commandId } from '../../worker/command-id.ts'
import { digestOf } from '../../worker/secrets.ts'
import { principalStub } from '../../worker/stubs.ts'
import { browserOf, COFFEE, enrol, type IssuedVoucher, shopSystem, world } from './cast.ts'
import { type Browser, openBudgets, sendIssue } from './goodwill-desk.ts'
import { formIn, leadsTo, textOf } from './pages.ts'

let desk: Awaited<ReturnType<typeof openBudgets>>
beforeAll(async () => {
  desk = await openBudgets()
})

const CREDIT = { benefit_kind: 'value', amount: '10' }

describe('An operator', () => {
  it('has no page that issues until their budget is something, and none again afterwards', async () => {
    const olive = await desk.operator()
    expect((await olive.get('/admin/issue')).status).toBe(403)
    expect(textOf(await (await olive.get('/scan')).text())).not.toContain('Issue')
    await desk.budget('operator', { kind: 'limited', vouchers: '1' })
    expect((await olive.get('/admin/issue')).status).toBe(200)
    for (const path of ['/scan', '/account', '/account/pin'])
      expect(await (await olive.get(path)).text(), path).toContain('href="/admin/issue"')
    await desk.budget('operator', { kind: 'nothing' })
    expect((await olive.get('/admin/issue')).status).toBe(403)
    expect((await sendIssue(olive, {})).status).toBe(403)
  })

  it('issues within it, hands over what they issued, and nothing of others', async () => {
    await desk.budget('operator', { kind: 'limited', vouchers: '1' })
    const [olive, marta] = [await desk.operator(), await desk.operator()]
    const issued = await sendIssue(olive, {})
    expect(issued.status).toBe(303)
    const handover = await olive.get(leadsTo(issued))
    expect(handover.status).toBe(200)
    expect(textOf(await handover.text())).not.toContain('Take it back')
    expect((await marta.get(leadsTo(issued))).status).toBe(404)
    expect((await olive.get('/admin/vouchers')).status).toBe(403)
    expect((await olive.get('/admin/customers/new')).status).toBe(403)
  })

  it('is told what is left above it, and loses nothing that was filled in', async () => {
    await desk.budget('operator', { kind: 'limited', vouchers: '3', money: '25' })
    const olive = await desk.operator()
    expect((await sendIssue(olive, CREDIT)).status).toBe(303)
    const over = await sendIssue(olive, { ...CREDIT, amount: '15.01', note: 'Waited an hour' })
    expect(over.status).toBe(409)
    const html = await over.text()
    expect(textOf(html)).toContain('Left this month: 2 vouchers and €15.00.')
    expect(textOf(html)).toContain('Ask for approval')
    expect(await formIn(html, '/admin/issue')).toMatchObject({ amount: '15.01', note: 'Waited an hour' })
    expect((await sendIssue(olive, { ...CREDIT, amount: '15' })).status).toBe(303)
  })

  it('lets exactly one of two vouchers through that are sent at once for the last place', async () => {
    await desk.budget('operator', { kind: 'limited', vouchers: '1' })
    const olive = await desk.operator()
    const both = await Promise.all([sendIssue(olive, {}), sendIssue(olive, {})])
    expect(both.map(({ status }) => status).toSorted()).toEqual([303, 409])
  })

  it('gets the same voucher for the same form sent again, and it is counted once', async () => {
    await desk.budget('operator', { kind: 'limited', vouchers: '2' })
    const olive = await desk.operator()
    const key = crypto.randomUUID()
    const first = await sendIssue(olive, {}, key)
    const again = await sendIssue(olive, {}, key)
    expect(leadsTo(again)).toBe(leadsTo(first))
    expect((await sendIssue(olive, {})).status).toBe(303)
    // Used up, and the first is still answered as then.
    expect((await sendIssue(olive, {})).status).toBe(409)
    expect(leadsTo(await sendIssue(olive, {}, key))).toBe(leadsTo(first))
  })

  it('gets back what a voucher took that was refused for good', async () => {
    await desk.budget('operator', { kind: 'limited', vouchers: '1' })
    const olive = await desk.operator()
    const late = { validity_kind: 'days', days: '1', time: '00:00' }
    expect((await sendIssue(olive, late)).status).toBe(422)
    expect((await sendIssue(olive, {})).status).toBe(303)
  })

  it('may have a budget of their own, before that of the role, and fall back to it', async () => {
    await desk.budget('operator', { kind: 'nothing' })
    const olive = await desk.operator()
    await desk.budget(olive.principal.id, { kind: 'limited', vouchers: '1' })
    expect((await sendIssue(olive, {})).status).toBe(303)
    const page = await desk.rui.get(`/admin/settings/goodwill/budgets/${olive.principal.id}`)
    expect(textOf(await page.text())).toContain('Issued this month under a budget: 1 voucher.')
    expect(textOf(await (await desk.rui.get('/admin/settings/goodwill')).text())).toContain(
      '1 voucher a month',
    )
    await desk.budget(olive.principal.id, { kind: 'role' })
    expect((await olive.get('/admin/issue')).status).toBe(403)
  })
})

describe('A manager', () => {
  it('issues freely until the role has a budget; an admin always does', async () => {
    const mara = await desk.manager()
    expect((await sendIssue(mara, { benefit_kind: 'percent', percent: '50' })).status).toBe(303)
    await desk.budget('manager', { kind: 'limited', money: '20' })
    expect((await sendIssue(mara, { benefit_kind: 'percent', percent: '50' })).status).toBe(409)
    const capped = { benefit_kind: 'percent', percent: '50', max_amount: '10', uses: '2' }
    expect((await sendIssue(mara, capped)).status).toBe(303)
    expect((await sendIssue(desk.rui, { ...CREDIT, amount: '900' })).status).toBe(303)
    await desk.budget('manager', { kind: 'unlimited' })
  })

  it('reads the settings and changes none', async () => {
    const mara = await desk.manager()
    expect((await mara.get('/admin/settings/goodwill')).status).toBe(200)
    expect((await mara.get('/admin/settings/goodwill/budgets/operator')).status).toBe(403)
    const sent = await mara.post('/admin/settings/goodwill/budgets/manager', {
      version: '0',
      kind: 'unlimited',
    })
    expect(sent.status).toBe(403)
  })

  it('does not read who elsewhere may give away how much', async () => {
    const pim = await browserOf(
      await enrol({ role: 'operator', name: 'Pim of Porto', stores: ['sto_porto'] }),
    )
    await desk.budget(pim.principal.id, { kind: 'limited', vouchers: '7' })
    const said = async (who: Browser) => textOf(await (await who.get('/admin/settings/goodwill')).text())
    expect(await said(desk.rui)).toContain('Pim of Porto')
    expect(await said(await desk.manager())).not.toContain('Pim of Porto')
  })
})

describe('A key', () => {
  it('has no budget unless one is set; above it the problem says what is left', async () => {
    const shop = await shopSystem()
    expect((await shop.post('/vouchers', COFFEE)).status).toBe(201)
    await desk.budget(shop.principal.id, { kind: 'limited', vouchers: '1', money: '5' })
    const key = crypto.randomUUID()
    const issued = await shop.post('/vouchers', COFFEE, key)
    expect(issued.status).toBe(201)
    const over = await shop.post('/vouchers', COFFEE)
    expect(over.status).toBe(409)
    expect(await over.json()).toMatchObject({
      reason: 'approval_required',
      retryable: false,
      left: { vouchers: 0, money: { amount: 500, currency: 'EUR' } },
    })
    const again = await shop.post('/vouchers', COFFEE, key)
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect((await again.json<IssuedVoucher>()).id).toBe((await issued.json<IssuedVoucher>()).id)
  })

  it('that was cut off between the count and the voucher is counted once when it asks again', async () => {
    const shop = await shopSystem()
    await desk.budget(shop.principal.id, { kind: 'limited', vouchers: '1' })
    const key = crypto.randomUUID()
    const digest = digestOf(JSON.stringify(['issue', COFFEE])).slice(0, 32)
    const month = budgetMonth(Date.now(), 'Europe/Lisbon')
    const purse = principalStub(world, shop.principal.id)
    await purse.reserveGoodwill({
      id: `${commandId(shop.principal.id, key)} ${digest}`,
      month,
      worth: { amount: 0, currency: null },
      limits: { vouchers: 1, money: null },
      currency: 'EUR',
    })
    expect((await shop.post('/vouchers', COFFEE)).status).toBe(409)
    expect((await shop.post('/vouchers', COFFEE, key)).status).toBe(201)
    expect((await purse.goodwillTaken(month)).vouchers).toBe(1)
  })

  it('is answered as then for what it issued before it had a budget', async () => {
    const shop = await shopSystem()
    const key = crypto.randomUUID()
    expect((await shop.post('/vouchers', COFFEE, key)).status).toBe(201)
    await desk.budget(shop.principal.id, { kind: 'nothing' })
    expect((await shop.post('/vouchers', COFFEE, key)).status).toBe(201)
    expect((await shop.post('/vouchers', COFFEE)).status).toBe(409)
  })
})

describe('The page of a budget', () => {
  const path = '/admin/settings/goodwill/budgets/manager'

  it.each([
    [{ kind: 'limited' }, 'Write a number of vouchers, a sum, or both.'],
    [{ kind: 'limited', vouchers: '0' }, 'Write a number from 1 to 10,000'],
    [{ kind: 'limited', vouchers: 'two' }, 'Write a number from 1 to 10,000'],
    [{ kind: 'limited', money: '5 or so' }, 'Write an amount such as 50'],
  ])('says how to mend %j', async (typed, sentence) => {
    const { version = '' } = await formIn(await (await desk.rui.get(path)).text(), path)
    const response = await desk.rui.post(path, { version, vouchers: '', money: '', ...typed })
    expect(response.status).toBe(422)
    expect(textOf(await response.text())).toContain(sentence)
  })

  it('shows both versions to whoever comes second, and writes down each change', async () => {
    const { version = '' } = await formIn(await (await desk.rui.get(path)).text(), path)
    const typed = { version, kind: 'limited', vouchers: '7', money: '' }
    expect((await desk.rui.post(path, typed)).status).toBe(303)
    const second = await desk.rui.post(path, { ...typed, vouchers: '9' })
    expect(second.status).toBe(412)
    const html = await second.text()
    expect(textOf(html)).toMatch(/Vouchers a month 9 7/)
    const mine = await formIn(html, path)
    expect((await desk.rui.post(path, mine)).status).toBe(303)
    const lines = await world.DB.prepare(
      "SELECT count(*) AS n FROM audits WHERE action = 'setting_changed' AND subject = 'goodwill role manager'",
    ).first<number>('n')
    const { version: now } = await formIn(await (await desk.rui.get(path)).text(), path)
    expect(lines).toBe(Number(now))
    await desk.budget('manager', { kind: 'unlimited' })
  })

  it('is there for roles with a budget and people who exist, and for nobody else', async () => {
    for (const who of ['admin', 'kiosk', 'usr_nobody', 'cus_somebody', 'x'])
      expect((await desk.rui.get(`/admin/settings/goodwill/budgets/${who}`)).status).toBe(404)
  })
})
