import { beforeAll, describe, expect, it, vi } from 'vitest'
import { enrol, issued, openLume, shopSystem } from './cast.ts'
import { atWork, type Browser, redeemedBy, refusedTo } from './counter-desk.ts'
import { formIn, leadsTo, PARTIAL, soon, textOf } from './pages.ts'
import { givePin, PIN, tabletAt } from './tablet-desk.ts'

let shop: Awaited<ReturnType<typeof shopSystem>>
let olive: Browser
let pedro: Browser
let mara: Browser
let marco: Browser
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
  olive = await atWork('operator', 'Olive', 'sto_chiado')
  pedro = await atWork('operator', 'Pedro', 'sto_chiado')
  mara = await atWork('manager', 'Mara', 'sto_chiado')
  marco = await atWork('partner', 'Marco', 'sto_porto')
})

const pageOf = async (by: Pick<Browser, 'get'>, query = '') => (await by.get(`/scan/history${query}`)).text()
const told = async (by: Pick<Browser, 'get'>, query = '') => textOf(await pageOf(by, query))

/** The list is at most two seconds behind. */
function expectSoon(by: Pick<Browser, 'get'>, query: string, what: RegExp | string): Promise<string> {
  return soon(async () => {
    const html = await pageOf(by, query)
    expect(textOf(html)).toMatch(what)
    return html
  })
}

async function customerNamed(name: string): Promise<string> {
  const made = await shop.post('/customers', { name, email: `${crypto.randomUUID()}@example.com` })
  return (await made.json<{ id: string }>()).id
}

describe('The history of a counter', () => {
  it('tells what this device did, with no code but its last four', async () => {
    const coffee = await issued(shop, { title: 'Early coffee' })
    await redeemedBy(olive, coffee)
    const html = await expectSoon(olive, '', 'Early coffee')
    expect(textOf(html)).toMatch(new RegExp(`Early coffee ···· ${coffee.code_last4} · by Olive`))
    expect(html).not.toContain(coffee.code)
    expect(html).not.toContain(coffee.code.slice(0, 8))
    expect(textOf(html)).toMatch(/As of \d\d:\d\d\. The last two seconds may be missing\./)
  })

  it('of another device of the shop is for those who ask for the whole shop, and for nobody elsewhere', async () => {
    const tea = await issued(shop, { title: 'Tea for two' })
    await redeemedBy(olive, tea)
    await expectSoon(pedro, '?all=1', 'Tea for two')
    expect(await told(pedro)).not.toContain('Tea for two')
    expect(await told(await atWork('operator', 'Paula', 'sto_ponta'), '?all=1')).not.toContain('Tea for two')
    expect(await told(marco, '?all=1')).not.toContain('Tea for two')
    expect((await marco.get('/scan/history?store=sto_chiado')).status).toBe(403)
  })

  it('is not for a kiosk, and asks whoever has several shops which one', async () => {
    expect((await (await atWork('kiosk', 'Kiosk', 'sto_chiado')).get('/scan/history')).status).toBe(403)
    const rui = await atWork('admin', 'Rui')
    expect(leadsTo(await rui.get('/scan/history'))).toBe('/scan')
    expect((await rui.get('/scan/history?store=sto_ponta')).status).toBe(200)
  })

  it('undoes what this device redeemed, with a reason, and then says so', async () => {
    const cake = await issued(shop, { title: 'A piece of cake' })
    await redeemedBy(olive, cake)
    const html = await expectSoon(olive, '?q=cake', 'A piece of cake')
    const form = await formIn(html, '/scan/rollbacks')
    expect((await olive.post('/scan/rollbacks', { ...form, reason: '' })).status).toBe(422)
    const undone = await olive.post('/scan/rollbacks', { ...form, reason: 'wrong_voucher' })
    const outcome = await (await olive.get(leadsTo(undone))).text()
    expect(textOf(outcome)).toContain('Undone')
    expect(outcome).toContain('href="/scan/history?store=sto_chiado"')
    const after = await expectSoon(olive, '?q=cake', /A piece of cake.*Undone \d\d:\d\d/)
    expect(await formIn(after, '/scan/rollbacks')).toEqual({})
    expect(await (await shop.get(`/vouchers/${cake.id}`)).json()).toMatchObject({ uses_left: 1 })
  })

  it('lets only managers undo what another device redeemed, or what is too long ago', async () => {
    const bun = await issued(shop, { title: 'Cinnamon bun' })
    await redeemedBy(olive, bun)
    await expectSoon(pedro, '?all=1&q=cinnamon', 'Cinnamon bun')
    const undoIn = async (by: Browser) => formIn(await pageOf(by, '?all=1&q=cinnamon'), '/scan/rollbacks')
    expect([await undoIn(pedro), Object.keys(await undoIn(olive)).length > 0]).toEqual([{}, true])
    const form = await undoIn(mara)
    vi.setSystemTime(Date.now() + 16 * 60_000)
    try {
      expect(await undoIn(olive)).toEqual({})
      const undone = await mara.post('/scan/rollbacks', { ...form, reason: 'mistake' })
      expect(textOf(await (await mara.get(leadsTo(undone))).text())).toContain('Undone')
    } finally {
      vi.useRealTimers()
    }
  })

  it('counts what was refused by its reason, and says what is not written down', async () => {
    const ines = await atWork('operator', 'Inês', 'sto_chiado')
    const lunch = await issued(shop, { title: 'Lunch' })
    await redeemedBy(olive, lunch)
    for (const _ of [1, 2]) await refusedTo(ines, lunch, 'sto_chiado')
    await expectSoon(ines, '?kind=refused', /Why, today Already redeemed 2 .*Lunch.*Lunch/)
    expect(await told(ines)).not.toContain('Lunch')
    expect(await told(ines, '?kind=refused')).toContain(
      'A scan alone redeems nothing and is not written down',
    )
  })
})

describe('Looking for something in today’s history', () => {
  it('takes four letters of whoever does not know the customers, and one of a manager', async () => {
    const short = await olive.get('/scan/history?q=caf')
    expect(short.status).toBe(422)
    expect(textOf(await short.text())).toContain('Write at least 4 letters or digits.')
    expect((await olive.get('/scan/history?q=%20c-a.f%20')).status).toBe(422)
    expect((await mara.get('/scan/history?q=c')).status).toBe(200)
  })

  it('finds names for staff, masked for operators, and none for partners', async () => {
    const holder = await customerNamed('Beatriz Quintanilha')
    const voucher = await issued(shop, { title: 'Birthday cake', customer_id: holder, uses: 2 })
    await redeemedBy(olive, voucher)
    const own = await expectSoon(olive, '?q=quintanilha', 'Birthday cake')
    expect(textOf(own)).toContain('Beatriz Q…')
    expect(textOf(own).replace('“quintanilha”', '')).not.toContain('Quintanilha')
    expect(await told(mara, '?all=1&q=quin')).toContain('Beatriz Quintanilha')
    expect(await told(olive)).not.toContain('Beatriz')
    await redeemedBy(marco, voucher)
    await expectSoon(marco, '?q=birthday', 'Birthday cake')
    expect(await told(marco, '?q=birthday')).not.toContain('Beatriz')
    expect(await told(marco, '?q=quintanilha')).not.toContain('Birthday cake')
  })

  it('takes a whole code as it is read, and the last four of one', async () => {
    const pie = await issued(shop, { title: 'Pie of the day' })
    await redeemedBy(olive, pie)
    await expectSoon(olive, `?q=${pie.code_last4}`, 'Pie of the day')
    const whole = pie.code.replace(/(.{4})(?=.)/g, '$1-').toLowerCase()
    expect(await told(olive, `?q=${whole}`)).toContain('Pie of the day')
    expect(await told(olive, '?q=nothing')).toContain('Nothing of today fits “nothing”')
  })

  it('answers any nonsense without failing', async () => {
    for (const query of [
      '?q=%25%00%27',
      '?cursor=x',
      '?cursor=MTIzLnZjaF94',
      '?kind=all&all=2&q=%F0%9F%98%80%F0%9F%98%80',
    ])
      expect([query, (await olive.get(`/scan/history${query}`)).status < 500]).toEqual([query, true])
  })
})

describe('Purchases in the history', () => {
  it('are for whoever records them, lead to their page, and say when they were taken back', async () => {
    const made = await shop.post('/customers', { name: 'Carla Reis', email: 'carla.reis@example.com' })
    const { card_token: card } = await made.json<{ card_token: string }>()
    const asked = await olive.post('/scan/validations', { code: card, store_id: 'sto_chiado' }, PARTIAL)
    const form = await formIn(await asked.text(), '/scan/purchases')
    expect((await olive.post('/scan/purchases', { ...form, total: '12.50' }, PARTIAL)).status).toBe(200)
    const html = await expectSoon(olive, '?kind=purchases', /Purchase Carla R… · by Olive.*€12\.50/)
    const [, href = ''] = /href="(\/scan\/purchases\/pur_[^"]+)"/.exec(html) ?? []
    const page = await (await olive.get(href)).text()
    const back = { ...(await formIn(page, '/scan/purchases/reversals')), reason: 'wrong_amount' }
    expect((await olive.post('/scan/purchases/reversals', back, PARTIAL)).status).toBe(200)
    await expectSoon(olive, '?kind=purchases&q=carla', /Purchase taken back Carla R….*Purchase Carla R…/)
    expect(await told(pedro, '?kind=purchases')).toContain('No purchases recorded yet today')
    expect(await pageOf(marco)).not.toContain('kind=purchases')
  })

  it('are not for whoever came in by a PIN, whose device is the tablet', async () => {
    const nuno = await enrol({ role: 'manager', name: 'Nuno', stores: ['sto_chiado'] })
    await givePin(nuno)
    const tablet = await tabletAt('sto_chiado')
    await tablet.post(`/counter/${nuno.id}`, { pin: PIN })
    const toast = await issued(shop, { title: 'French toast' })
    await redeemedBy(tablet, toast)
    const html = await expectSoon(tablet, '', 'French toast')
    expect(html).not.toContain('kind=purchases')
    // Whoever stands there next sees what the tablet did, whoever did it.
    const noemi = await enrol({ role: 'operator', name: 'Noemi', stores: ['sto_chiado'] })
    await givePin(noemi)
    await tablet.post('/signout', {})
    await tablet.post(`/counter/${noemi.id}`, { pin: PIN })
    expect(await told(tablet)).toMatch(/French toast.*by Nuno/)
    expect(Object.keys(await formIn(await pageOf(tablet), '/scan/rollbacks'))).toContain('redemption')
  })
})
