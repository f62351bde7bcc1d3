import { beforeAll, describe, expect, it, vi } from 'vitest'
import { enrol, issued, openLume, shopSystem } from './cast.ts'
import { atWork, type Browser, redeemedBy, refusedTo } from './counter-desk.ts'
import { formIn, leadsTo, PARTIAL, soon, textOf } from './pages.ts'
import { givePin, PIN, tabletAt } from './tablet-desk.ts'

let shop: Awaited<ReturnType<typeof shopSystem>>
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
})

type Reader = Pick<Browser, 'get'>

/** The lists are at most two seconds behind. */
function expectSoon(by: Reader, query: string, what: RegExp): Promise<string> {
  return soon(async () => {
    const text = textOf(await (await by.get(`/scan/shift${query}`)).text())
    expect(text).toMatch(what)
    return text
  })
}

const COLD = { title: 'Sorry', benefit: { kind: 'amount', amount: 450, currency: 'EUR' } }
const GIFT = { title: 'Gift card', benefit: { kind: 'value', amount: 5000, currency: 'EUR' } }

async function undoneBy(by: Browser, html: string): Promise<void> {
  const form = { ...(await formIn(html, '/scan/rollbacks')), reason: 'mistake' }
  expect((await by.post('/scan/rollbacks', form)).status).toBe(303)
}

describe('The shift summary', () => {
  it('says how often, for how much of what, and leaves out what was undone', async () => {
    const ana = await atWork('operator', 'Ana', 'sto_chiado')
    const order = { order_amount: '20.00' }
    const off = await issued(shop, { ...COLD, minimum_spend: { amount: 1000, currency: 'EUR' } })
    await redeemedBy(ana, off, order)
    const gift = await issued(shop, GIFT)
    await redeemedBy(ana, gift, { amount: '12.50' })
    const item = await issued(shop)
    await redeemedBy(ana, item)
    await undoneBy(ana, await redeemedBy(ana, gift, { amount: '7.00' }))
    await refusedTo(ana, item, 'sto_chiado')
    const text = await expectSoon(ana, '', /Redeemed 4 Undone again 1 Remaining 3 Refused 1/)
    expect(text).toMatch(
      /Paid with stored value 1 €12\.50 Amounts off 1 €4\.50 Free items 1 No amount Together €17\.00/,
    )
    expect(text).toMatch(/Refused, by reason Already redeemed 1/)
    expect(text).toMatch(/By person .*Ana 1 undone, 1 refused 4 1 1 €17\.00/)
    expect(text).toMatch(/Shift, Chiado .* This device\./)
  })

  it('is of this device unless the whole shop is asked for, and never of another shop', async () => {
    const bea = await atWork('operator', 'Bea', 'sto_ponta')
    const coco = await atWork('operator', 'Coco', 'sto_ponta')
    await redeemedBy(bea, await issued(shop))
    await expectSoon(bea, '', /Bea 1 0/)
    expect(textOf(await (await coco.get('/scan/shift')).text())).toContain('Nothing happened here since then')
    await expectSoon(coco, '?all=1', /Bea 1 0/)
    const marco = await atWork('partner', 'Marco', 'sto_porto')
    expect((await marco.get('/scan/shift?store=sto_ponta')).status).toBe(403)
    expect(textOf(await (await marco.get('/scan/shift?all=1')).text())).not.toContain('Bea')
    expect((await (await atWork('kiosk', 'Kiosk', 'sto_ponta')).get('/scan/shift')).status).toBe(403)
    expect(leadsTo(await (await atWork('admin', 'Rui')).get('/scan/shift'))).toBe('/scan')
  })

  it('begins when somebody signed in on the tablet, and tells its people apart', async () => {
    const [dora, emil] = [await staff('Dora'), await staff('Emil')]
    const tablet = await tabletAt('sto_chiado')
    const signIn = async (id: string) => {
      await tablet.post('/signout', {})
      await tablet.post(`/counter/${id}`, { pin: PIN })
    }
    await earlier(1, async () => {
      await signIn(dora)
      await redeemedBy(tablet, await issued(shop))
      await redeemedBy(tablet, await issued(shop))
    })
    await signIn(emil)
    await redeemedBy(tablet, await issued(shop))
    await expectSoon(tablet, `?from=${clock(3, 'Europe/Lisbon')}`, /Dora 2 0 .*Emil 1 0/)
    expect(await expectSoon(tablet, '', /Emil 1 0/)).not.toContain('Dora')
  })

  it('tells apart what was redeemed before it and undone in it', async () => {
    const { by, html } = await earlier(10, async () => {
      const by = await atWork('operator', 'Fay', 'sto_ponta')
      return { by, html: await redeemedBy(by, await issued(shop, GIFT), { amount: '9.00' }) }
    })
    await undoneBy(by, html)
    const text = await expectSoon(
      by,
      `?from=${clock(5, 'Atlantic/Azores')}`,
      /Undone in this shift, redeemed before it 1 · €9\.00/,
    )
    expect(text).toMatch(/Redeemed 0 Undone again 0/)
  })

  it('tells what was recorded as bought, and what of it was taken back', async () => {
    const gil = await atWork('operator', 'Gil', 'sto_chiado')
    const made = await shop.post('/customers', { name: 'Hanna', email: 'hanna@example.com' })
    const { card_token: card } = await made.json<{ card_token: string }>()
    const bought = async (total: string) => {
      const asked = await gil.post('/scan/validations', { code: card, store_id: 'sto_chiado' }, PARTIAL)
      const form = await formIn(await asked.text(), '/scan/purchases')
      return (await gil.post('/scan/purchases', { ...form, total }, PARTIAL)).text()
    }
    await bought('12.50')
    const back = await formIn(await bought('30'), '/scan/purchases/reversals')
    await gil.post('/scan/purchases/reversals', { ...back, reason: 'wrong_amount' }, PARTIAL)
    await expectSoon(gil, '', /Purchases recorded Recorded · 2 €42\.50 Taken back · 1 −€30\.00/)
  })

  it('takes any nonsense for a beginning without failing', async () => {
    const ida = await atWork('operator', 'Ida', 'sto_chiado')
    for (const from of ['25:00', '', 'x', '%00', '00:00', '23:59'])
      expect([from, (await ida.get(`/scan/shift?from=${from}`)).status]).toEqual([from, 200])
  })
})

/** What happened so many minutes ago. */
async function earlier<T>(minutes: number, act: () => Promise<T>): Promise<T> {
  vi.setSystemTime(Date.now() - minutes * 60_000)
  try {
    return await act()
  } finally {
    vi.useRealTimers()
  }
}

/** What clocks there showed so many minutes ago. */
function clock(minutes: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-GB', { timeStyle: 'short', timeZone })
  return format.format(Date.now() - minutes * 60_000)
}

async function staff(name: string): Promise<string> {
  const someone = await enrol({ role: 'operator', name, stores: ['sto_chiado'] })
  await givePin(someone)
  return someone.id
}
