import { beforeAll, describe, expect, it } from 'vitest'
import { browserOf, enrol, openLume, shopSystem, world } from './cast.ts'
import { textOf } from './pages.ts'

let shop: Awaited<ReturnType<typeof shopSystem>>
let rui: Awaited<ReturnType<typeof browserOf>>
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
  rui = await browserOf(await enrol({ role: 'admin', name: 'Rui' }))
})

const log = async (query: string) => (await rui.get(`/admin/audits?${query}`)).text()

/** What the table says of a line with these facts. */
async function toldOf(
  action: string,
  subject: string,
  before: object | null,
  after: object,
): Promise<string> {
  await world.DB.prepare(
    "INSERT INTO audits (at, by, action, subject, before, after) VALUES (1000, 'usr_x', ?, ?, ?, ?)",
  )
    .bind(action, subject, before && JSON.stringify(before), JSON.stringify(after))
    .run()
  return textOf(/<tbody>.*<\/tbody>/s.exec(await log(`subject=${subject}`))?.[0] ?? '')
}

describe('What changed, as the log tells it', () => {
  it('is money, days, moments and words, never what the data calls them', async () => {
    const before = { goal: { amount: 450_000, currency: 'EUR' }, starts_on: '2026-09-22', state: 'active' }
    const after = { goal: { amount: 1250, currency: 'JPY' }, starts_on: '2026-12-24', state: 'archived' }
    const campaign = await toldOf('campaigns_changed', 'cmp_x', before, after)
    for (const said of [
      '€4,500.00',
      '¥1,250',
      'Tue Sep 22, 2026',
      'Thu Dec 24, 2026',
      'In use',
      'Archived',
      'First day',
    ])
      expect(campaign).toContain(said)
    const budget = { kind: 'limited', vouchers: 10, money: { amount: 2500, currency: 'EUR' } }
    expect(await toldOf('setting_changed', 'goodwill role x', null, budget)).toMatch(
      /by hand After Up to a limit Vouchers After 10 Money a month After €25\.00/,
    )
    const key = {
      scopes: ['vouchers:issue', 'of:old'],
      store_ids: ['sto_chiado'],
      ends_at: 1_827_273_600_000,
    }
    const made = await toldOf('key_made', 'key_x', null, key)
    expect(made).toContain('Issue vouchers, of:old')
    expect(made).toContain('Shops After Chiado Ends After Sat Nov 27, 2027')
    const person = { birthday: '--05-21', locale: 'pt-PT', zone: 'Atlantic/Azores' }
    expect(await toldOf('customer_changed', 'cus_x', null, person)).toMatch(
      /May 21 .*Portuguese \(Portugal\) .*Azores/,
    )
  })

  it('is still told where an older version wrote what nobody reads any more', async () => {
    const odd = { birthday: 'in May', locale: 'no language', zone: '', kind: 'toString', ends_at: 'soon' }
    expect(await toldOf('customer_changed', 'cus_odd', null, odd)).toMatch(/in May .*no language .*toString/)
  })

  it('names a line of a list, also where its name did not change', async () => {
    const plan = { name: 'Mornings', price: { amount: 900, currency: 'EUR' }, period: 'month', gives: [] }
    const { id } = await (await shop.post('/plans', plan)).json<{ id: string }>()
    const told = await toldOf('plans_changed', id, { state: 'active' }, { state: 'archived' })
    expect(told).toContain('Mornings')
    expect(told).not.toContain(id)
  })
})

describe('Where a line comes from', () => {
  it('is the tablet by its name, never by its id', async () => {
    const tablet = await enrol({ role: 'counter', name: 'Tablet left', stores: ['sto_chiado'] })
    await world.DB.prepare(
      "INSERT INTO audits (at, by, action, subject, device) VALUES (1000, 'usr_x', 'signed_in', 'usr_tab', ?)",
    )
      .bind(tablet.id)
      .run()
    const html = textOf(await log('subject=usr_tab'))
    expect(html).toContain('Tablet left')
    expect(html).not.toContain(tablet.id)
  })
})

describe('The log of one person or one thing', () => {
  it('says whose it is by name, asks nobody for an id, and leads back to everything', async () => {
    const { id } = rui.principal
    const theirs = await log(`who=${id}&about=settings`)
    expect(textOf(theirs)).toContain('Only what Rui did.')
    expect(theirs).not.toContain('id="who"')
    expect(theirs).toContain('href="/admin/audits?about=settings"')
    const { id: customer } = await (await shop.post('/customers', { name: 'Lina' })).json<{ id: string }>()
    expect(textOf(await log(`subject=${customer}`))).toContain('Only what was changed at Lina.')
    expect(textOf(await log('subject=nothing'))).toContain('Only what was changed at one place.')
    expect(textOf(await log(''))).not.toContain('Only what')
  })
})
