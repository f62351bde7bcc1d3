import { beforeAll, describe, expect, it } from 'vitest'
import { newSecret, secretHash } from '../../worker/secrets.ts'
import { principalStub } from '../../worker/stubs.ts'
import { anOpening } from '../unit/an-opening.ts'
import { browserOf, enrol, issued, openLume, shopSystem, world } from './cast.ts'
import { formIn, leadsTo, soon, stranger, textOf } from './pages.ts'

const PATH = '/wallet/privacy'
type Browser = Awaited<ReturnType<typeof browserOf>>

let shop: Awaited<ReturnType<typeof shopSystem>>
let rui: Browser
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
  rui = await browserOf(await enrol({ role: 'admin' }))
})

/** A customer with a record, and the browser their wallet is open in. */
async function customer(facts: Record<string, unknown>): Promise<Browser & { id: string }> {
  const { id } = await (await shop.post('/customers', facts)).json<{ id: string }>()
  const principal = await enrol({ role: 'customer', name: String(facts.name), id: `cus_${id.slice(4)}` })
  return { ...(await browserOf(principal)), id }
}

async function held(who: Browser) {
  const response = await who.get(`${PATH}/data.json`)
  expect(response.status).toBe(200)
  return response.json<Record<string, unknown> & { consents: { changes: unknown[] }; vouchers: unknown[] }>()
}

describe('What is held about a customer', () => {
  it('is all on their page and in both files, with words typed about them and never a name of the staff', async () => {
    const ana = await customer({
      name: 'Ana Reis',
      email: 'ana@example.com',
      phone: '+351912345678',
      birthday: '1990-05-21',
      notes: 'Prefers oat milk',
      tags: ['vip'],
    })
    const voucher = await issued(shop, {
      customer_id: ana.id,
      note: 'Cold coffee on Monday',
      metadata: { till: 'T-7' },
    })
    await shop.post(`/vouchers/${voucher.id}/redemptions`, { store_id: 'sto_chiado' })
    const edit = await formIn(
      await (await rui.get(`/admin/customers/${ana.id}/edit`)).text(),
      `/admin/customers/${ana.id}`,
    )
    await rui.post(`/admin/customers/${ana.id}`, { ...edit, locale: 'pt-PT' })
    const credit = { unit: 'cashback', amount: 425, reason: 'Waited in the rain' }
    await shop.post(`/customers/${ana.id}/adjustments`, credit)
    const all = [
      'Waited in the rain',
      'Ana Reis',
      'ana@example.com',
      '+351912345678',
      'Prefers oat milk',
      'vip',
      'Cold coffee on Monday',
      'T-7',
      'Chiado',
      voucher.code,
    ]
    await soon(async () => expect((await held(ana)).vouchers).toHaveLength(1))
    const page = textOf(await (await ana.get(PATH)).text())
    const file = await ana.get(`${PATH}/data.html`)
    const text = textOf(await file.text())
    const json = JSON.stringify(await held(ana))
    for (const one of all)
      for (const [where, said] of [
        ['page', page],
        ['file', text],
        ['json', json],
      ] as const)
        expect(said, where).toContain(one)
    for (const said of [page, text])
      for (const one of ['May 21 1990', 'Portuguese (Portugal)']) expect(said).toContain(one)
    for (const one of ['1990-05-21', 'pt-PT']) expect(json).toContain(one)
    for (const said of [page, text, json]) {
      expect(said).not.toContain('Rui')
      expect(said).not.toContain(rui.principal.id)
    }
    expect(file.headers.get('content-disposition')).toBe('attachment; filename="my-data.html"')
    expect(file.headers.get('cache-control')).toBe('no-store')
    expect(json).not.toMatch(/hash|secret|sealed/i)
  })

  it('is nobody else’s: another customer, a stranger and staff get nothing of it', async () => {
    const [one, other] = [await customer({ name: 'One' }), await customer({ name: 'Other person' })]
    expect(JSON.stringify(await held(one))).not.toContain('Other person')
    expect(JSON.stringify(await held(other))).toContain('Other person')
    for (const path of [PATH, `${PATH}/data.json`, `${PATH}/data.html`, `${PATH}/erasure`]) {
      expect(leadsTo(await stranger.get(path)), path).toBe('/signin?then=/wallet')
      expect((await rui.get(path)).status, path).toBe(403)
    }
  })

  it('shows what people typed as text', async () => {
    const evil = await customer({
      name: '<script>alert(1)</script>',
      notes: '"><img src=x onerror=alert(1)>',
    })
    for (const path of [PATH, `${PATH}/data.html`]) {
      const html = await (await evil.get(path)).text()
      expect(html).not.toMatch(/<script>alert|<img src=x/)
      expect(textOf(html)).toContain('<script>alert(1)</script>')
    }
  })
})

describe('Consent to messages', () => {
  it('is theirs to give and take, and each time is recorded with when and by whom', async () => {
    const bea = await customer({ name: 'Bea' })
    expect(leadsTo(await bea.post(`${PATH}/consent`, { marketing: 'yes' }))).toBe(`${PATH}?said=consent`)
    await bea.post(`${PATH}/consent`, { marketing: 'yes' })
    expect(await held(bea)).toMatchObject({
      consents: { messages: true, changes: [{ given: true, by: 'you' }] },
    })
    await bea.post(`${PATH}/consent`, {})
    const { consents } = await held(bea)
    expect(consents).toMatchObject({
      messages: false,
      changes: [
        { given: false, by: 'you' },
        { given: true, by: 'you' },
      ],
    })
    expect(textOf(await (await bea.get(`${PATH}?said=consent`)).text())).toContain(
      'You asked for no more messages',
    )
    const staff = textOf(await (await rui.get(`/admin/customers/${bea.id}`)).text())
    expect(staff).toContain('Bea')
  })
})

describe('Asking to be erased', () => {
  it('waits where staff see it, can be taken back, and is asked for once', async () => {
    const carla = await customer({ name: 'Carla Matos' })
    expect(textOf(await (await carla.get(`${PATH}/erasure`)).text())).toContain('What stays')
    await carla.post(`${PATH}/erasure`, {})
    await carla.post(`${PATH}/erasure`, {})
    expect(textOf(await (await carla.get(PATH)).text())).toContain('You asked for everything to be erased')
    expect(textOf(await (await rui.get('/admin')).text())).toContain('Carla Matos asked to be erased')
    expect(textOf(await (await rui.get(`/admin/customers/${carla.id}`)).text())).toContain('Look and erase')
    const asked = "SELECT count(*) AS n FROM audits WHERE action = 'erasure_asked' AND subject = ?"
    expect(await world.DB.prepare(asked).bind(carla.id).first('n')).toBe(1)
    expect(leadsTo(await carla.post(`${PATH}/erasure/withdrawals`, {}))).toBe(`${PATH}?said=back`)
    expect(textOf(await (await rui.get('/admin')).text())).not.toContain('Carla Matos asked')
    expect(leadsTo(await carla.post(`${PATH}/erasure/withdrawals`, {}))).toBe(`${PATH}?said=late`)
  })

  it('is decided by admins alone; managers see the wish and cannot', async () => {
    const dora = await customer({ name: 'Dora' })
    await dora.post(`${PATH}/erasure`, {})
    const manager = await browserOf(await enrol({ role: 'manager', name: 'Mia', stores: ['sto_chiado'] }))
    expect(textOf(await (await manager.get('/admin')).text())).toContain('Dora asked to be erased')
    const page = await (await manager.get(`/admin/customers/${dora.id}`)).text()
    expect(page).not.toContain(`/admin/customers/${dora.id}/erasure`)
    for (const who of [manager, dora]) {
      expect((await who.get(`/admin/customers/${dora.id}/erasure`)).status).toBe(403)
      expect((await who.post(`/admin/customers/${dora.id}/erasure`, {})).status).toBe(403)
    }
    expect(textOf(await (await rui.get(`/admin/customers/${dora.id}/erasure`)).text())).toContain(
      'Erase Dora?',
    )
    expect((await rui.post(`/admin/customers/${dora.id}/erasure`, {})).status).toBe(303)
    expect(leadsTo(await dora.get(PATH))).toBe('/signin?then=/wallet')
  })
})

describe('A wallet opened by a link that can be forwarded', () => {
  async function byLink(facts: Record<string, unknown>): Promise<Browser> {
    const who = await customer(facts)
    const secret = newSecret()
    const opening = { ...anOpening(secretHash(secret)), proof: 'wallet_link' } as const
    await principalStub(world, who.principal.id).sessions({ kind: 'open', opening })
    const cookie = `__Host-vale=${who.principal.id}.${secret}`
    return {
      ...who,
      get: (path) => stranger.get(path, { cookie }),
      post: (path, form) => stranger.post(path, form, { cookie }),
    }
  }

  it('gives no file and asks for nothing to be erased before the address is confirmed', async () => {
    const eva = await byLink({ name: 'Eva', email: 'eva@example.com' })
    for (const path of ['data.json', 'data.html', 'erasure'])
      expect(leadsTo(await eva.get(`${PATH}/${path}`)), path).toBe(`${PATH}/confirm`)
    expect(leadsTo(await eva.post(`${PATH}/erasure`, {}))).toBe(`${PATH}/confirm`)
    const page = await (await eva.get(`${PATH}/confirm`)).text()
    expect(textOf(page)).toContain('code we send to e…@example.com')
    expect(page).toContain('href="/signin"')
    expect(textOf(await (await rui.get('/admin')).text())).not.toContain('Eva asked')
  })

  it('shows nothing of what is held either, but where it can be confirmed', async () => {
    const ida = await byLink({
      name: 'Ida',
      email: 'ida@example.com',
      notes: 'Likes rye',
      birthday: '--05-21',
    })
    const page = await (await ida.get(PATH)).text()
    expect(textOf(page)).not.toMatch(/ida@example|Likes rye|21 May/)
    expect(page).toContain(`href="${PATH}/confirm"`)
    expect(leadsTo(await ida.post(`${PATH}/consent`, { marketing: 'yes' }))).toContain(PATH)
  })

  it('is as good as any where there is no address to confirm', async () => {
    const rosa = await byLink({ name: 'Rosa', phone: '+351912000111' })
    expect((await rosa.get(`${PATH}/data.json`)).status).toBe(200)
    expect(leadsTo(await rosa.get(`${PATH}/confirm`))).toBe(PATH)
  })
})
