import { beforeAll, describe, expect, it } from 'vitest'
import { given } from './automatic-desk.ts'
import { claimDesk } from './claim-desk.ts'
import { type Browser, openBudgets } from './goodwill-desk.ts'
import { formIn, soon, textOf } from './pages.ts'

let desk: Awaited<ReturnType<typeof claimDesk>>
let budgets: Awaited<ReturnType<typeof openBudgets>>
let mara: Browser
beforeAll(async () => {
  budgets = await openBudgets()
  desk = await claimDesk()
  mara = await budgets.manager()
})

/** Sends the page's form as a browser without scripts does. */
async function give(who: Browser, offer: string, typed: Readonly<Record<string, string>> = {}) {
  const path = `/admin/offers/${offer}/give`
  return who.post(path, { ...(await formIn(await (await who.get(path)).text(), path)), ...typed })
}

describe('/admin/offers/{offer}/give', () => {
  it('is led to from an open offer, and from the form for a free voucher', async () => {
    const offer = await desk.published()
    const link = `href="/admin/offers/${offer.id}/give"`
    expect(await (await mara.get(`/admin/offers/${offer.id}`)).text()).toContain(link)
    expect(await (await mara.get('/admin/issue')).text()).toContain('href="/admin/offers?state=published"')
    const draft = await desk.drafted()
    expect(await (await mara.get(`/admin/offers/${draft.id}`)).text()).not.toContain('/give"')
    expect((await mara.get(`/admin/offers/${draft.id}/give`)).status).toBe(404)
  })

  it('gives one to a customer, and hands it over', async () => {
    const offer = await desk.published({ name: 'Brunch for two', required_points: 500 })
    const mina = await desk.customer(0, { name: 'Mina Found' })
    const searched = await give(mara, offer.id, { q: 'Mina Found', search: '1' })
    expect(await searched.text()).toContain(mina)
    const given = await give(mara, offer.id, { customer_id: mina })
    expect([given.status, given.headers.get('location')]).toEqual([
      303,
      expect.stringMatching(/^\/admin\/vouchers\/vch_\w+\/handover$/),
    ])
    const handover = await mara.get(given.headers.get('location') ?? '')
    expect(textOf(await handover.text())).toContain('Brunch for two')
  })

  it('is counted on the page of the offer, which leads to the vouchers of that offer alone', async () => {
    const [offer, other] = [await desk.published({ name: 'Counted' }), await desk.published()]
    const page = async () => (await mara.get(`/admin/offers/${offer.id}`)).text()
    expect(textOf(await page())).toContain('Taken so far None yet')
    for (const given of [offer, offer, other])
      await give(mara, given.id, { customer_id: await desk.customer() })
    const there = `/admin/vouchers?offer_id=${offer.id}`
    await soon(async () => {
      const html = await page()
      expect(textOf(html)).toContain('Taken so far 2 vouchers')
      expect(html).toContain(`href="${there}"`)
      const list = await (await mara.get(there)).text()
      expect(textOf(list)).toContain('From the offer Counted')
      expect(list.match(/<tr/g)).toHaveLength(3)
    })
    // Narrowed further it stays that offer's.
    expect(await formIn(await (await mara.get(there)).text(), '/admin/vouchers')).toMatchObject({
      offer_id: offer.id,
    })
  })

  it('says at the customer why they cannot have it, and lets another be chosen', async () => {
    const offer = await desk.published({ per_customer: 1 })
    const mina = await desk.customer()
    await give(mara, offer.id, { customer_id: mina })
    const again = await give(mara, offer.id, { customer_id: mina })
    expect(again.status).toBe(409)
    const html = await again.text()
    expect(html).toContain('href="#q"')
    expect((await formIn(html, `/admin/offers/${offer.id}/give`)).customer_id).toBe(mina)
    const nobody = await give(mara, offer.id)
    expect([nobody.status, textOf(await nobody.text())]).toEqual([409, expect.stringContaining('customer')])
    const unknown = await give(mara, offer.id, { customer_id: 'cus_nobody' })
    expect(unknown.status).toBe(422)
  })

  it('stops at the monthly budget of whoever gives', async () => {
    const offer = await desk.published()
    const other = await budgets.manager()
    await budgets.budget('manager', { kind: 'limited', vouchers: '1' })
    expect((await give(other, offer.id)).status).toBe(303)
    const over = await give(other, offer.id)
    expect([over.status, textOf(await over.text())]).toEqual([
      409,
      expect.stringContaining('Ask an admin to give it.'),
    ])
    await budgets.budget('manager', { kind: 'unlimited' })
  })

  it('counts each of those it is given to, though all are sent at once under one key', async () => {
    const offer = await desk.published()
    const people = await Promise.all([0, 1, 2, 3].map(() => desk.customer()))
    const other = await budgets.manager()
    await budgets.budget('manager', { kind: 'limited', vouchers: '1' })
    const key = { idempotency_key: crypto.randomUUID() }
    await Promise.all(people.map((customer_id) => give(other, offer.id, { customer_id, ...key })))
    const had = await Promise.all(people.map((who) => given(who, offer.id)))
    expect(had.reduce((sum, n) => sum + n, 0)).toBe(1)
    await budgets.budget('manager', { kind: 'unlimited' })
  })
})
