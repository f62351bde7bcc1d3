import { beforeAll, describe, expect, it } from 'vitest'
import { BUDGETS } from '../../src/limiter.ts'
import { browserOf, enrol, type IssuedVoucher, issued, openLume, shopSystem, world } from './cast.ts'
import { formIn, PARTIAL, soon, textOf } from './pages.ts'

let shop: Awaited<ReturnType<typeof shopSystem>>
let olive: Awaited<ReturnType<typeof browserOf>>
let token = ''
let coffee: IssuedVoucher
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
  olive = await browserOf(await enrol({ role: 'operator', name: 'Olive', stores: ['sto_chiado'] }))
  const made = await shop.post('/customers', { name: 'Ana Reis', phone: '+351912345678' })
  const ana = await made.json<{ id: string; card_token: string }>()
  token = ana.card_token
  const for_ = (title: string, more = {}) => issued(shop, { customer_id: ana.id, title, ...more })
  coffee = await for_('Coffee for Ana')
  await for_('Only in the Azores', { store_ids: ['sto_ponta'] })
  await for_('From ten euros', { minimum_spend: { amount: 1000, currency: 'EUR' } })
  const used = await for_('Drunk already')
  await shop.post(`/vouchers/${used.code}/redemptions`, { store_id: 'sto_chiado' })
  await soon(async () => {
    const rows = world.DB.prepare("SELECT count(*) AS n FROM vouchers WHERE state = 'redeemed'")
    expect(await rows.first('n')).toBe(1)
    expect(await world.DB.prepare('SELECT count(*) AS n FROM vouchers').first('n')).toBe(4)
  })
})

/** What somebody at a counter is answered to that card. */
async function shown(by: typeof olive, card = token, headers: HeadersInit = PARTIAL): Promise<string> {
  const response = await by.post('/scan/validations', { code: card }, headers)
  return response.text()
}

describe('A customer’s card at the counter', () => {
  it('shows what can be used here and now, what cannot and why, and nothing that is over', async () => {
    const text = textOf(await shown(olive))
    expect(text).toContain('Ana R… 2 vouchers can be used here now.')
    expect(text).toContain('Coffee for Ana')
    expect(text).toMatch(
      /From ten euros.*One cannot be used now Only in the Azores It does not hold in this shop/,
    )
    expect(text).not.toContain('Drunk already')
    expect(text).not.toContain('Reis')
  })

  it('leads to each by a button: the voucher answers as if its own code had been shown', async () => {
    const html = await shown(olive)
    expect(html).toContain(`name="code" value="${coffee.id}"`)
    const verdict = await olive.post('/scan/validations', { code: coffee.id }, PARTIAL)
    const page = await verdict.text()
    expect(page).toContain('data-verdict="valid"')
    const redeemed = await olive.post('/scan/redemptions', await formIn(page, '/scan/redemptions'), PARTIAL)
    expect(await redeemed.text()).toContain('data-word="redeemed"')
    expect(textOf(await shown(olive))).toContain('One voucher can be used here now.')
  })

  it('redeems in one tap what asks nothing, once; what asks something offers no such tap', async () => {
    const made = await shop.post('/customers', { name: 'Tea Lima', phone: '+351912345671' })
    const tea = await made.json<{ id: string; card_token: string }>()
    const plain = await issued(shop, { customer_id: tea.id, title: 'Tea for Tea', uses: 3 })
    const asking = [
      { benefit: { kind: 'value', amount: 5000, currency: 'EUR' } },
      { minimum_spend: { amount: 1000, currency: 'EUR' } },
    ]
    for (const more of asking) await issued(shop, { customer_id: tea.id, ...more })
    const html = await soon(async () => {
      const page = await shown(olive, tea.card_token)
      expect(textOf(page)).toContain('3 vouchers can be used here now.')
      return page
    })
    const form = await formIn(html, '/scan/redemptions')
    expect(html.match(/ action="\/scan\/redemptions"/g)).toHaveLength(1)
    expect(form).toMatchObject({ voucher: plain.id, store_id: 'sto_chiado' })
    for (const _ of [1, 2]) {
      const done = await olive.post('/scan/redemptions', form, PARTIAL)
      expect(textOf(await done.text())).toMatch(/Redeemed.*Tea for Tea.*Undo/)
    }
    expect(await (await shop.get(`/vouchers/${plain.id}`)).json()).toMatchObject({ uses_left: 2 })
  })

  it('is read in capitals, with spaces around, and on the whole page without scripts', async () => {
    expect(textOf(await shown(olive, ` ${token.toUpperCase()} `, {}))).toContain('can be used here now')
    const linked = await olive.get(`/scan?code=${token}`)
    expect(textOf(await linked.text())).toContain('can be used here now')
  })

  it('says what plan its owner is a member of, to the brand’s own people', async () => {
    const gold = { name: 'Gold', price: null, period: 'once', gives: [] }
    const plan = await (await shop.post('/plans', gold)).json<{ id: string }>()
    const made = await shop.post('/customers', { name: 'Bea Lopes', phone: '+351912345670' })
    const bea = await made.json<{ id: string; card_token: string }>()
    expect(textOf(await shown(olive, bea.card_token))).not.toContain('member')
    expect((await shop.post(`/customers/${bea.id}/plans`, { plan_id: plan.id })).status).toBe(201)
    expect(textOf(await shown(olive, bea.card_token))).toContain('Bea L… Gold member')
    const partner = await enrol({ role: 'partner', stores: ['sto_porto'], partner: 'ptn_mar' })
    expect(textOf(await shown(await browserOf(partner), bea.card_token))).not.toContain('Gold')
  })

  it('of nobody is said to be, and counted as a guess', async () => {
    const pedro = await browserOf(await enrol({ role: 'operator', stores: ['sto_chiado'] }))
    const wrong = `card_${'0'.repeat(26)}`
    expect(textOf(await shown(pedro, wrong))).toContain('We do not know this card.')
    await Promise.all(Array.from({ length: BUDGETS.person.most }, () => shown(pedro, wrong)))
    await soon(async () => {
      expect((await pedro.post('/scan/validations', { code: token }, PARTIAL)).status).toBe(429)
    })
  })

  it('is nothing to a kiosk, which knows nobody', async () => {
    const kiosk = await browserOf(await enrol({ role: 'kiosk', stores: ['sto_chiado'] }))
    const text = textOf(await shown(kiosk))
    expect(text).not.toMatch(/Ana|Coffee/)
    expect(text).toContain('not one of our codes')
  })

  it('tells a partner neither the name nor what does not hold with them', async () => {
    const helena = await browserOf(
      await enrol({ role: 'partner', stores: ['sto_chiado'], partner: 'ptn_mar' }),
    )
    const text = textOf(await shown(helena))
    expect(text).toContain('Customer’s card One voucher can be used here now.')
    expect(text).not.toMatch(/Ana Reis|Azores/)
  })
})
