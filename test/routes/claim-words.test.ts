import { beforeAll, describe, expect, it } from 'vitest'
import type { StoreId } from '../../src/id.ts'
import { BUDGETS } from '../../src/limiter.ts'
import type { Role } from '../../src/permission.ts'
import { accountStub } from '../../worker/stubs.ts'
import { sentTo } from '../objects/living-account.ts'
import { adjust } from '../unit/an-account.ts'
import { browserOf, enrol, issued, openLume, shopSystem, world } from './cast.ts'
import { offerDesk } from './offer-desk.ts'
import { formIn, PARTIAL, soon, textOf } from './pages.ts'
import { givePin, PIN, tabletAt } from './tablet-desk.ts'

type Browser = Awaited<ReturnType<typeof browserOf>>

let shop: Awaited<ReturnType<typeof shopSystem>>
let desk: Awaited<ReturnType<typeof offerDesk>>
let olive: Browser
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
  desk = await offerDesk()
  olive = await atWork('operator', 'sto_chiado')
})

async function atWork(role: Role, ...stores: readonly StoreId[]): Promise<Browser> {
  return browserOf(await enrol({ role, name: 'Olive', stores: [...stores] }))
}

let made = 0
/** A published offer with a claim word of its own. */
async function offered(said: object = {}): Promise<{ id: string; word: string }> {
  made += 1
  const word = `WELCOME${made}`
  const { id } = await desk.published({ name: `A first coffee ${made}`, claim_word: word, ...said })
  return { id, word }
}

async function customer(points = 0, more: object = {}) {
  made += 1
  const answer = await shop.post('/customers', { name: `Ana Reis`, email: `ana${made}@example.com`, ...more })
  const { id, card_token: card } = await answer.json<{ id: `cus_${string}`; card_token: string }>()
  if (points > 0) await accountStub(world, id).execute(sentTo(id, adjust(points)))
  return { id, card, balances: () => accountStub(world, id).balances() }
}

const show = (by: Browser, code: string, word = '', headers: HeadersInit = PARTIAL) =>
  by.post('/scan/validations', { code, word, store_id: 'sto_chiado' }, headers)

/** The form that gives it to whoever's card was shown behind the word. */
async function givingForm(by: Browser, card: string, word: string) {
  return formIn(await (await show(by, card, word)).text(), '/scan/claims')
}

const give = (by: Browser, form: Record<string, string>) => by.post('/scan/claims', form, PARTIAL)

async function vouchersOf(customer: string) {
  return (await shop.get(`/vouchers?customer_id=${customer}`)).json<{
    data: { id: string; source: string }[]
  }>()
}

describe('A claim word at the counter', () => {
  it('asks for the card, gives its owner a voucher of their own, and shows it ready to redeem', async () => {
    const [{ id, word }, ana] = [await offered(), await customer()]
    const asked = await show(olive, ` ${word.toLowerCase()} `)
    const page = await asked.text()
    expect(textOf(page)).toMatch(/A first coffee .* gives each customer a voucher of their own/)
    const card = await formIn(page, '/scan/validations')
    expect(card).toMatchObject({ word, store_id: 'sto_chiado' })
    const behind = await olive.post('/scan/validations', { ...card, code: ana.card }, PARTIAL)
    const html = await behind.text()
    expect(textOf(html)).toMatch(/A first coffee .* For Ana/)
    const answer = await (await give(olive, await formIn(html, '/scan/claims'))).text()
    expect(answer).toContain('data-verdict="valid"')
    expect(textOf(answer)).toContain('Given to Ana: it is in their wallet')
    const redeemed = await olive.post('/scan/redemptions', await formIn(answer, '/scan/redemptions'), PARTIAL)
    expect(await redeemed.text()).toContain('data-word="redeemed"')
    await soon(async () => {
      expect((await vouchersOf(ana.id)).data).toMatchObject([{ offer_id: id, status: 'redeemed' }])
    })
  })

  it('pressed twice gives one voucher, and another press is another claim', async () => {
    const [{ word }, ana] = [await offered({ per_customer: 2 }), await customer()]
    const form = await givingForm(olive, ana.card, word)
    const answers = await Promise.all([give(olive, form), give(olive, form)])
    const vouchers = await Promise.all(
      answers.map(async (one) => (await formIn(await one.text(), '/scan/redemptions')).voucher),
    )
    expect(vouchers[0]).toMatch(/^vch_/)
    expect(vouchers[1]).toBe(vouchers[0])
    const next = await give(olive, { ...form, idempotency_key: 'next' })
    expect((await formIn(await next.text(), '/scan/redemptions')).voucher).not.toBe(vouchers[0])
    const third = await give(olive, { ...form, idempotency_key: 'third' })
    expect([third.status, textOf(await third.text())]).toEqual([
      409,
      expect.stringContaining('as often as it allows'),
    ])
    const reused = await give(olive, { ...form, card: (await customer()).card })
    expect((await formIn(await reused.text(), '/scan/redemptions')).voucher).not.toBe(vouchers[0])
  })

  it('works without a script: word, card, voucher', async () => {
    const [{ word }, ana] = [await offered(), await customer()]
    const first = await (await show(olive, word, '', {})).text()
    expect(first).toContain('<!doctype html>')
    const scanner = await (await olive.get(`/scan?store=sto_chiado&word=${word}`)).text()
    expect(textOf(scanner)).toContain(`Now the customer’s card, for ${word}`)
    const typed = { ...(await formIn(scanner, '/scan/validations')), code: ana.card }
    const second = await (await olive.post('/scan/validations', typed)).text()
    const third = await (await olive.post('/scan/claims', await formIn(second, '/scan/claims'))).text()
    expect(textOf(third)).toContain('Given to Ana')
  })

  it('takes what the offer asks for, and says what is missing, before and after pressing', async () => {
    const { word } = await offered({ required_points: 80 })
    const [rich, poor] = [await customer(100), await customer(40)]
    const behind = textOf(await (await show(olive, rich.card, word)).text())
    expect(behind).toContain('Costs 80 points')
    expect((await give(olive, await givingForm(olive, rich.card, word))).status).toBe(200)
    expect((await rich.balances()).points).toMatchObject({ available: 20, reserved: 0 })
    const html = await (await show(olive, poor.card, word)).text()
    expect(textOf(html)).toContain('They are 40 points short.')
    expect(html).not.toContain('action="/scan/claims"')
    const forced = { word, card: poor.card, store_id: 'sto_chiado', idempotency_key: 'forced' }
    const refused = await give(olive, forced)
    expect([refused.status, textOf(await refused.text())]).toEqual([
      409,
      expect.stringContaining('only 40 points'),
    ])
    expect((await poor.balances()).points).toMatchObject({ available: 40, reserved: 0 })
  })

  it('gives nothing that is for members or for the chosen, whatever is sent', async () => {
    const plan = await shop.post('/plans', { name: 'Gold', price: null, period: 'once', gives: [] })
    const { id: gold } = await plan.json<{ id: string }>()
    const { word } = await offered({ plan_ids: [gold], segments: ['office'] })
    const ana = await customer()
    const text = textOf(await (await show(olive, ana.card, word)).text())
    expect(text).toMatch(/It is for members of Gold. It is for customers the brand has chosen./)
    const sent = { word, card: ana.card, store_id: 'sto_chiado', idempotency_key: 'k' }
    expect((await give(olive, sent)).status).toBe(409)
    expect((await vouchersOf(ana.id)).data).toEqual([])
    const member = await customer(0, { plan_id: gold, tags: ['office'] })
    expect((await give(olive, { ...sent, card: member.card })).status).toBe(200)
  })

  it('of an offer that cannot be used here and now is given all the same, and says so', async () => {
    const { word } = await offered({ store_ids: ['sto_ponta'] })
    const ana = await customer()
    const answer = await (await give(olive, await givingForm(olive, ana.card, word))).text()
    expect(answer).toContain('data-word="not_here"')
    expect(textOf(answer)).toMatch(
      /Given to Ana: it is in their wallet.*in Ponta Delgada|in Ponta Delgada.*Given to Ana/,
    )
  })

  it('is the last of as many as there are, and no more', async () => {
    const { word } = await offered({ stock: 1 })
    const [ana, bia] = [await customer(), await customer()]
    expect((await give(olive, await givingForm(olive, ana.card, word))).status).toBe(200)
    expect(textOf(await (await show(olive, bia.card, word)).text())).toContain('None are left.')
    const late = await give(olive, { word, card: bia.card, store_id: 'sto_chiado', idempotency_key: 'k' })
    expect([late.status, textOf(await late.text())]).toEqual([
      409,
      expect.stringContaining('have been taken'),
    ])
  })
})

describe('What is no claim word', () => {
  it('stays an unknown code and a miss: unheard of, paused, over, or not open yet', async () => {
    const { id, word } = await offered()
    await shop.post(`/offers/${id}/endings`, {})
    const { word: soonOpen } = await offered({ publish_from: '2999-01-01T00:00:00Z' })
    const ana = await customer()
    for (const none of ['WELCOME777', word, soonOpen]) {
      const answer = await (await show(olive, none)).text()
      expect(answer).toContain('data-word="unknown"')
      const sent = { word: none, card: ana.card, store_id: 'sto_chiado', idempotency_key: none }
      expect((await give(olive, sent)).status).toBe(404)
      // The card is a card then, and no more.
      expect(await (await show(olive, ana.card, none)).text()).toContain('data-word="card"')
    }
    const pedro = await atWork('operator', 'sto_chiado')
    await Promise.all(Array.from({ length: BUDGETS.person.most + 1 }, (_, n) => show(pedro, `NOWORD${n}`)))
    await soon(async () => expect((await show(pedro, 'NOWORD')).status).toBe(429))
  })

  it('is what a voucher has for a code: the voucher answers; and while the library is away, codes go on', async () => {
    const { word } = await offered()
    await issued(shop, { code: word, title: 'A voucher by that name', uses: 2 })
    await world.DB.prepare('ALTER TABLE offers RENAME TO offers_away').run()
    const answers = await Promise.all([show(olive, word), show(olive, 'NOBODYS1')])
    const [known = '', unknown = ''] = await Promise.all(answers.map((one) => one.text()))
    await world.DB.prepare('ALTER TABLE offers_away RENAME TO offers').run()
    expect(textOf(known)).toContain('A voucher by that name')
    expect(unknown).toContain('data-word="unknown"')
  })

  it('behind another voucher’s code changes nothing', async () => {
    const { word } = await offered()
    const { code } = await issued(shop)
    expect(await (await show(olive, code, word)).text()).toContain('data-verdict="valid"')
  })
})

describe('Who gives by a claim word', () => {
  it('serves the brand’s customers: no partner, no kiosk, nobody from another shop', async () => {
    const [{ word }, ana] = [await offered(), await customer()]
    const form = await givingForm(olive, ana.card, word)
    const helena = await browserOf(
      await enrol({ role: 'partner', stores: ['sto_chiado'], partner: 'ptn_mar' }),
    )
    const kiosk = await atWork('kiosk', 'sto_chiado')
    for (const who of [helena, kiosk]) {
      expect(await (await show(who, word)).text()).toContain('data-word="unknown"')
      expect(await (await show(who, ana.card, word)).text()).not.toContain('/scan/claims')
      expect((await give(who, form)).status).toBe(403)
    }
    const foreign = await atWork('operator', 'sto_ponta')
    expect((await give(foreign, form)).status).toBe(403)
    expect((await vouchersOf(ana.id)).data).toEqual([])
    const maria = await atWork('manager', 'sto_chiado')
    expect((await give(maria, await givingForm(maria, ana.card, word))).status).toBe(200)
  })

  it('hears on a shared tablet, after a PIN, that the word is good and who can give it', async () => {
    const { word } = await offered()
    const person = await enrol({ role: 'operator', name: 'Olive', stores: ['sto_chiado'] })
    await givePin(person)
    const tablet = await tabletAt('sto_chiado')
    await tablet.post(`/counter/${person.id}`, { pin: PIN })
    const shown = async (code: string) => {
      const answer = await tablet.post('/scan/validations', { code, store_id: 'sto_chiado' })
      return [answer.status, textOf(await answer.text())]
    }
    expect(await shown(word)).toEqual([200, expect.stringContaining('signs in with a passkey can give it')])
    expect(await shown('NOSUCHWORD')).toEqual([200, expect.not.stringContaining('passkey can give it')])
  })

  it('sends a card and a key', async () => {
    const [{ word }, ana] = [await offered(), await customer()]
    const form = await givingForm(olive, ana.card, word)
    expect((await give(olive, { ...form, idempotency_key: '' })).status).toBe(400)
    expect((await give(olive, { ...form, card: 'nothing' })).status).toBe(400)
    expect((await give(olive, { ...form, card: `card_${'0'.repeat(26)}` })).status).toBe(404)
  })
})
