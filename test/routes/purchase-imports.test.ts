import { beforeAll, describe, expect, it } from 'vitest'
import { changeSetting } from '../../worker/library/settings.ts'
import { accountStub } from '../../worker/stubs.ts'
import { browserOf, enrol, openLume, shopSystem, world } from './cast.ts'
import { formIn, leadsTo, multipart, textOf } from './pages.ts'
import { libraryDump } from './site-map.ts'

type Browser = Awaited<ReturnType<typeof browserOf>>
const AT = '/admin/purchases/imports'

let shop: Awaited<ReturnType<typeof shopSystem>>
let rui: Browser
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
  rui = await browserOf(await enrol({ role: 'admin' }))
  const value = {
    points_per: { points: 1, per: 100 },
    cashback_percent: null,
    stores: [],
    plans: [],
    ends_after_months: null,
  }
  const act = { by: 'usr_rui', role: 'admin', device: null, from: null, at: Date.now() } as const
  await changeSetting(world.DB, 'earning', { version: 0, value }, act)
})

let made = 0
async function customer() {
  made += 1
  const phone = `+35191234500${made}`
  const answer = await shop.post('/customers', {
    name: `Ana ${made}`,
    email: `ana${made}@example.com`,
    phone,
  })
  const { id, card_token: card } = await answer.json<{ id: `cus_${string}`; card_token: string }>()
  const points = async () => (await accountStub(world, id).balances()).points.available
  return { id, card, email: `ana${made}@example.com`, phone, points }
}

function uploaded(text: string, by = rui): Promise<Response> {
  const file = new Blob([text], { type: 'text/csv' })
  return by.send('POST', AT, { body: multipart({ file }) })
}

/** Uploads, looks, and presses the button. */
async function broughtIn(text: string, by = rui) {
  const there = leadsTo(await uploaded(text, by))
  const preview = await (await by.get(there)).text()
  const run = await by.post(there, await formIn(preview, there))
  const result = run.status === 303 ? textOf(await (await by.get(leadsTo(run))).text()) : ''
  return { there, preview: textOf(preview), result }
}

describe('A file of purchases', () => {
  it('is looked at first, then recorded as it was shown: by email, phone and card, in any shop by name or id', async () => {
    const [ana, bia, caio] = [await customer(), await customer(), await customer()]
    const file = [
      'Loja;Recibo;Cliente;Valor;Data',
      `Chiado;F-1;${ana.email.toUpperCase()};12,50;20/11/2025 14:05`,
      `sto_ponta;F-1;${bia.phone};30;2025-11-20T14:05:00Z`,
      `ponta delgada;F-2;${caio.card};7;2025-11-20`,
      'Chiado;F-3;nobody@example.com;5;',
      `Nowhere;;x;ten;31/13/2025`,
      `Chiado;F-1;${bia.email};1;`,
      `Chiado;F-4;${ana.email};1;2999-01-01`,
    ].join('\r\n')
    const there = leadsTo(await uploaded(file))
    const before = await libraryDump()
    const html = await (await rui.get(there)).text()
    const preview = textOf(html)
    expect(preview).toMatch(/3 will be recorded 4 cannot be taken Nothing has been recorded yet/)
    expect(preview).toMatch(/nobody@example.com F-3 We do not know this customer. 5/)
    expect(preview).toMatch(
      /order number is missing.*no email, phone.*none of your shops.*no amount.*cannot be read/,
    )
    expect(preview).toContain('F-1 €12.50 · Chiado · Thu Nov 20, 2025, 14:05 2')
    expect(preview).toContain('This order is another customer’s.')
    expect(preview).toContain('lies in the future')
    expect(await libraryDump()).toBe(before)
    const run = await rui.post(there, await formIn(html, there))
    const result = textOf(await (await rui.get(leadsTo(run))).text())
    expect(result).toMatch(/is recorded Recorded 3 Recorded before 0 Not taken 4/)
    expect([await ana.points(), await bia.points(), await caio.points()]).toEqual([12, 30, 7])
    const csv = await (await rui.get(`${there}/refused.csv`)).text()
    expect(csv).toContain('5,We do not know this customer.,Chiado,F-3,nobody@example.com,5,')
    const { lines } = await accountStub(world, ana.id).statement(null, 5)
    expect(lines[0]?.entry).toMatchObject({ order: 'F-1', happenedAt: Date.UTC(2025, 10, 20, 14, 5) })
    expect(await world.IMAGES.head(`imports/${there.split('/').at(-1)}`)).toBeNull()
    const audits = world.DB.prepare("SELECT after FROM audits WHERE action = 'purchases_imported'")
    expect(JSON.parse((await audits.first<string>('after')) ?? '')).toMatchObject({ created: 3, refused: 4 })
  })

  it('sent again, twice at once, or with a line twice, earns nothing twice', async () => {
    const ana = await customer()
    const file = `order_id,customer,store,total\n${[1, 2, 2].map((n) => `G-${n},${ana.email},Chiado,10`).join('\n')}\n`
    const there = leadsTo(await uploaded(file))
    await Promise.all([rui.post(there, { go: 'on' }), rui.post(there, { go: 'on' })])
    expect(textOf(await (await rui.get(there)).text())).toContain('Recorded 2 Recorded before 1')
    expect(await ana.points()).toBe(20)
    const again = await broughtIn(file)
    expect(again.preview).toMatch(/0 will be recorded 3 are recorded already.*There is nothing to record/)
    expect((await rui.post(again.there, { go: 'on' })).status).toBe(303)
    expect(await ana.points()).toBe(20)
  })

  it('tells of an order that is recorded with another total, and changes nothing', async () => {
    const ana = await customer()
    const file = (...totals: readonly number[]) =>
      `order_id,customer,store,total\n${totals.map((total) => `T-1,${ana.email},Chiado,${total}`).join('\n')}\n`
    const twice = await broughtIn(file(10, 12))
    expect(twice.preview).toMatch(/1 will be recorded.*This order is recorded with another total/)
    expect(await ana.points()).toBe(10)
    const again = await broughtIn(file(12))
    expect(again.preview).toMatch(/0 will be recorded.*This order is recorded with another total/)
    // The lists may know nothing of it: the account does.
    await world.DB.prepare("UPDATE purchases SET total = NULL WHERE order_id = 'T-1'").run()
    const there = leadsTo(await uploaded(file(12)))
    await rui.post(there, { go: 'on' })
    const refused = await (await rui.get(`${there}/refused.csv`)).text()
    expect(refused).toContain('This order is recorded with another total')
    expect(await ana.points()).toBe(10)
  })

  it('is taken up where it was cut off, and longer ones go in several presses', async () => {
    const ana = await customer()
    const rows = Array.from({ length: 260 }, (_, n) => `H-${n},${ana.card},Chiado,1`)
    const there = leadsTo(await uploaded(`order_id,customer,store,total\n${rows.join('\n')}\n`))
    await rui.post(there, { go: 'on' })
    expect(textOf(await (await rui.get(there)).text())).toContain('250 of 260 lines are done')
    await rui.post(there, { go: 'on' })
    expect(textOf(await (await rui.get(there)).text())).toContain('Recorded 260')
    expect(await ana.points()).toBe(260)
  }, 30_000)

  it.each([
    ['', 'Choose a file.'],
    ['order_id,customer\nA,b\n', 'The file lacks store and total.'],
    ['PK\u0003\u0004', 'This is a spreadsheet or an archive.'],
    [`order_id,customer,store,total\n${'A,b,c,1\n'.repeat(2001)}`, 'more than 2,000 lines'],
  ])('that cannot be one is said to be: %#', async (text, why) => {
    const answer = await uploaded(text)
    expect([answer.status, textOf(await answer.text())]).toEqual([422, expect.stringContaining(why)])
  })
})

describe('Who brings in purchases', () => {
  it('records those of their own shops, and sees their own files', async () => {
    const ana = await customer()
    const maria = await browserOf(await enrol({ role: 'manager', stores: ['sto_ponta'] }))
    const file = `order_id,customer,store,total\nI-1,${ana.email},Chiado,10\nI-2,${ana.email},Ponta Delgada,5\n`
    const { there, result } = await broughtIn(file, maria)
    expect(result).toContain('Recorded 1 Recorded before 0 Not taken 1')
    expect(await ana.points()).toBe(5)
    expect((await rui.get(there)).status).toBe(200)
    const other = await browserOf(await enrol({ role: 'manager', stores: ['sto_chiado'] }))
    for (const path of [there, `${there}/refused.csv`]) expect((await other.get(path)).status).toBe(404)
    expect((await other.post(there, { go: 'on' })).status).toBe(404)
    expect(textOf(await (await other.get(AT)).text())).not.toContain('picture')
  })

  it('is nobody without a desk', async () => {
    for (const role of ['operator', 'partner', 'kiosk'] as const) {
      const someone = await browserOf(await enrol({ role, stores: ['sto_chiado'], partner: null }))
      expect((await someone.get(AT)).status).toBe(403)
      expect((await uploaded('order_id\nA\n', someone)).status).toBe(403)
    }
  })

  it('is led to no file of customers, and from there to none of purchases', async () => {
    const body = multipart({ file: new Blob(['name\nAna\n'], { type: 'text/csv' }) })
    const people = leadsTo(await rui.send('POST', '/admin/customers/imports', { body }))
      .split('/')
      .at(-1)
    expect((await rui.get(`${AT}/${people}`)).status).toBe(404)
    const bought = leadsTo(await uploaded('order_id,customer,store,total\nJ,a@b.pt,Chiado,1\n'))
      .split('/')
      .at(-1)
    expect((await rui.get(`/admin/customers/imports/${bought}`)).status).toBe(404)
  })
})
