import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { StoreId } from '../../src/id.ts'
import type { Role } from '../../src/permission.ts'
import { changeSetting } from '../../worker/library/settings.ts'
import { accountStub } from '../../worker/stubs.ts'
import { sentTo } from '../objects/living-account.ts'
import { adjust } from '../unit/an-account.ts'
import { browserOf, enrol, openLume, shopSystem, world } from './cast.ts'
import { formIn, leadsTo, PARTIAL, textOf } from './pages.ts'

type Browser = Awaited<ReturnType<typeof browserOf>>

let shop: Awaited<ReturnType<typeof shopSystem>>
let olive: Browser
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
  olive = await atWork('operator', 'sto_chiado')
  const earning = {
    points_per: { points: 1, per: 100 },
    cashback_percent: 2,
    stores: [],
    plans: [],
    ends_after_months: null,
  }
  const act = { by: 'usr_rui', role: 'admin', device: null, from: null, at: Date.now() } as const
  await changeSetting(world.DB, 'earning', { version: 0, value: earning }, act)
})
afterEach(() => vi.useRealTimers())

async function atWork(role: Role, ...stores: readonly StoreId[]): Promise<Browser> {
  return browserOf(await enrol({ role, name: 'Olive', stores: [...stores] }))
}

let made = 0
/** A customer with a card. */
async function customer(points = 0) {
  made += 1
  const answer = await shop.post('/customers', { name: `Ana ${made}`, email: `ana${made}@example.com` })
  const { id, card_token: card } = await answer.json<{ id: `cus_${string}`; card_token: string }>()
  if (points > 0) await accountStub(world, id).execute(sentTo(id, adjust(points)))
  return { id, card, points: async () => (await accountStub(world, id).balances()).points }
}

/** The card as the counter answers it, and the form that records a purchase. */
async function shown(by: Browser, card: string, store = 'sto_chiado'): Promise<string> {
  const answer = await by.post('/scan/validations', { code: card, store_id: store }, PARTIAL)
  return answer.text()
}

async function formFor(by: Browser, card: string, typed: Record<string, string> = {}) {
  return { ...(await formIn(await shown(by, card), '/scan/purchases')), total: '12,50', ...typed }
}

const record = (by: Browser, form: Record<string, string>) => by.post('/scan/purchases', form, PARTIAL)

/** The form that takes it back, of the answer to a purchase. */
async function takeBackForm(html: string, reason = 'wrong_amount') {
  return { ...(await formIn(html, '/scan/purchases/reversals')), reason }
}

const takeBack = (by: Browser, form: Record<string, string>) =>
  by.post('/scan/purchases/reversals', form, PARTIAL)

describe('A purchase at the counter', () => {
  it('is recorded by one press, and the answer says what it earned and what they have now', async () => {
    const ana = await customer(20)
    expect(textOf(await shown(olive, ana.card))).toContain('Points 20')
    const answer = await record(olive, await formFor(olive, ana.card))
    const text = textOf(await answer.text())
    expect(text).toMatch(/Recorded €12.50 for Ana/)
    expect(text).toMatch(/Earned 12 points and €0.25 of cashback Has now 32 points and €0.25 of cashback/)
    expect(await ana.points()).toMatchObject({ available: 32 })
    const rows = await world.DB.prepare('SELECT store_id, by FROM purchases WHERE customer_id = ?')
      .bind(ana.id)
      .all()
    expect(rows.results).toEqual([{ store_id: 'sto_chiado', by: olive.principal.id }])
  })

  it('pressed twice, or sent again, is one purchase with one answer', async () => {
    const ana = await customer()
    const form = await formFor(olive, ana.card)
    const answers = await Promise.all([record(olive, form), record(olive, form)])
    const again = await record(olive, form)
    const texts = await Promise.all([...answers, again].map(async (one) => textOf(await one.text())))
    for (const text of texts) expect(text).toContain('Has now 12 points and €0.25 of cashback')
    expect(await ana.points()).toMatchObject({ available: 12 })
    const other = await record(olive, { ...form, total: '99' })
    expect([other.status, textOf(await other.text())]).toEqual([422, expect.stringContaining('Start again')])
    expect(await ana.points()).toMatchObject({ available: 12 })
  })

  it('is found again by its receipt: it counts once, whoever sends it, and never for somebody else', async () => {
    const [ana, bia] = [await customer(), await customer()]
    await record(olive, await formFor(olive, ana.card, { order_id: 'A-17' }))
    const again = await record(olive, await formFor(olive, ana.card, { order_id: 'A-17', total: '90' }))
    expect(textOf(await again.text())).toMatch(
      /€12.50 for Ana.* It was recorded today.* already, and counts once/,
    )
    const foreign = await record(olive, await formFor(olive, bia.card, { order_id: 'A-17' }))
    expect(foreign.status).toBe(409)
    const page = await foreign.text()
    expect(textOf(page)).toContain('This receipt was recorded for another customer.')
    expect(await formIn(page, '/scan/purchases')).toMatchObject({ total: '12,50', order_id: 'A-17' })
    expect([await ana.points(), await bia.points()]).toMatchObject([{ available: 12 }, { available: 0 }])
    const elsewhere = await atWork('operator', 'sto_ponta')
    const there = { ...(await formFor(olive, bia.card, { order_id: 'A-17' })), store_id: 'sto_ponta' }
    expect((await record(elsewhere, there)).status).toBe(200)
  })

  it.each([{ total: '' }, { total: 'ten' }, { total: '-3' }, { order_id: 'x'.repeat(121) }])(
    'asks again for what cannot be read: %o',
    async (wrong) => {
      const ana = await customer()
      const answer = await record(olive, await formFor(olive, ana.card, wrong as Record<string, string>))
      expect(answer.status).toBe(422)
      const page = await answer.text()
      expect(page).toContain('aria-invalid="true"')
      expect(await formIn(page, '/scan/purchases')).toMatchObject(wrong)
      expect(await ana.points()).toMatchObject({ available: 0 })
    },
  )

  it('works without a script: the page that tells of it can be opened again', async () => {
    const ana = await customer()
    const whole = await (
      await olive.post('/scan/validations', { code: ana.card, store_id: 'sto_chiado' })
    ).text()
    const form = { ...(await formIn(whole, '/scan/purchases')), total: '5' }
    const there = leadsTo(await olive.post('/scan/purchases', form))
    const page = await (await olive.get(there)).text()
    expect(page).toContain('<!doctype html>')
    expect(textOf(page)).toContain('Recorded €5.00 for Ana')
    const back = await olive.post('/scan/purchases/reversals', await takeBackForm(page))
    expect(textOf(await back.text())).toContain('Taken back 5 points and €0.10 of cashback')
    expect(textOf(await (await olive.get(there)).text())).toContain('Undone €5.00 for Ana')
  })

  it('of an unknown card is none', async () => {
    const ana = await customer()
    const form = await formFor(olive, ana.card)
    expect((await record(olive, { ...form, card: `card_${'0'.repeat(26)}` })).status).toBe(404)
    expect((await record(olive, { ...form, card: 'WELCOME10' })).status).toBe(400)
    expect((await record(olive, { ...form, idempotency_key: '' })).status).toBe(400)
  })
})

describe('Who records purchases', () => {
  it('stands in a shop of theirs', async () => {
    const ana = await customer()
    const form = await formFor(olive, ana.card)
    const foreign = await atWork('operator', 'sto_ponta')
    expect((await record(foreign, form)).status).toBe(403)
    expect((await record(olive, { ...form, store_id: 'sto_ponta' })).status).toBe(403)
    const both = await atWork('operator', 'sto_chiado', 'sto_ponta')
    const nowhere = await both.post('/scan/validations', { code: ana.card }, PARTIAL)
    expect(await nowhere.text()).not.toContain('/scan/purchases')
    expect(await shown(both, ana.card, 'sto_ponta')).toContain('action="/scan/purchases"')
    expect(await ana.points()).toMatchObject({ available: 0 })
  })

  it('is no partner and no kiosk, and neither hears what a customer has', async () => {
    const ana = await customer(20)
    const form = await formFor(olive, ana.card)
    const helena = await browserOf(
      await enrol({ role: 'partner', stores: ['sto_chiado'], partner: 'ptn_mar' }),
    )
    const page = await shown(helena, ana.card)
    expect(page).toContain('data-verdict="card"')
    expect(page).not.toMatch(/\/scan\/purchases|Points/)
    expect((await record(helena, form)).status).toBe(403)
    const kiosk = await atWork('kiosk', 'sto_chiado')
    expect(await shown(kiosk, ana.card)).not.toMatch(/\/scan\/purchases|Points/)
    expect((await record(kiosk, form)).status).toBe(403)
    expect((await helena.get('/scan/purchases/pur_x_1')).status).toBe(403)
    expect(await ana.points()).toMatchObject({ available: 20 })
  })
})

describe('Taking a purchase back', () => {
  it('[R93] takes what it earned, says what is owed, and once', async () => {
    const ana = await customer()
    const answer = await (await record(olive, await formFor(olive, ana.card, { order_id: 'B-1' }))).text()
    await accountStub(world, ana.id).execute(sentTo(ana.id, adjust(-5)))
    const form = await takeBackForm(answer)
    const back = textOf(await (await takeBack(olive, form)).text())
    expect(back).toMatch(/Undone €12.50 for Ana.* It was taken back today/)
    expect(back).toMatch(/Taken back 7 points and €0.25 of cashback Owed 5 points It was spent already/)
    expect(textOf(await (await takeBack(olive, form)).text())).toContain('Owed 5 points')
    const again = await takeBack(olive, { ...form, idempotency_key: 'another' })
    expect([again.status, textOf(await again.text())]).toEqual([409, expect.stringContaining('was reversed')])
    expect(await ana.points()).toMatchObject({ available: 0, owed: 5 })
    expect(textOf(await shown(olive, ana.card))).toContain('Points 0 owes 5')
    const renewed = await record(olive, await formFor(olive, ana.card, { order_id: 'B-1' }))
    expect([renewed.status, textOf(await renewed.text())]).toEqual([
      409,
      expect.stringContaining('add a letter'),
    ])
    const paying = await record(olive, await formFor(olive, ana.card, { order_id: 'B-1 b' }))
    expect(textOf(await paying.text())).toContain(
      'Earned 12 points and €0.25 of cashback 5 points of it paid',
    )
  })

  it('[R93] is for whoever recorded it, there and within 15 minutes; then for managers of that shop', async () => {
    const ana = await customer()
    const answer = await (await record(olive, await formFor(olive, ana.card))).text()
    const form = await takeBackForm(answer)
    const samePerson = await browserOf(olive.principal)
    const colleague = await atWork('operator', 'sto_chiado')
    for (const other of [samePerson, colleague]) {
      const refused = await takeBack(other, form)
      expect([refused.status, textOf(await refused.text())]).toEqual([
        403,
        expect.stringContaining('on another device'),
      ])
    }
    const foreign = await atWork('manager', 'sto_ponta')
    expect((await takeBack(foreign, { ...form, store_id: 'sto_ponta' })).status).toBe(404)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 15 * 60_000 })
    expect((await takeBack(olive, { ...form, idempotency_key: 'late' })).status).toBe(409)
    expect(await ana.points()).toMatchObject({ available: 12 })
    const maria = await atWork('manager', 'sto_chiado', 'sto_ponta')
    const card = await shown(maria, ana.card)
    const [, link = ''] = /href="(\/scan\/purchases\/[^"]+)"/.exec(card) ?? []
    const page = await (await maria.get(link)).text()
    expect((await takeBack(maria, await takeBackForm(page, 'returned'))).status).toBe(200)
    expect(await ana.points()).toMatchObject({ available: 0 })
  })

  it('of a purchase in another shop is not there to see', async () => {
    const ana = await customer()
    await record(olive, await formFor(olive, ana.card))
    const [, link = ''] = /href="(\/scan\/purchases\/[^"?]+)/.exec(await shown(olive, ana.card)) ?? []
    expect((await olive.get(link)).status).toBe(200)
    const foreign = await atWork('operator', 'sto_ponta')
    expect((await foreign.get(link)).status).toBe(404)
    const card = await foreign.post('/scan/validations', { code: ana.card }, PARTIAL)
    expect(await card.text()).not.toContain('/scan/purchases/pur_')
    for (const none of ['pur_x', `pur_${'0'.repeat(26)}_1`])
      expect((await olive.get(`/scan/purchases/${none}`)).status).toBe(404)
  })

  it.each([{ reason: '' }, { reason: 'because' }, { purchase: 'pur_x' }, { idempotency_key: '' }])(
    'needs a reason, a purchase and a key: %o',
    async (wrong) => {
      const ana = await customer()
      const answer = await (await record(olive, await formFor(olive, ana.card))).text()
      const form = { ...(await takeBackForm(answer)), ...(wrong as Record<string, string>) }
      expect([400, 422]).toContain((await takeBack(olive, form)).status)
      expect(await ana.points()).toMatchObject({ available: 12 })
    },
  )
})
