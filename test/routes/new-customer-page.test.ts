import { beforeAll, describe, expect, it } from 'vitest'
import { browserOf, enrol, openLume, shopSystem, world } from './cast.ts'
import { formIn, leadsTo, stranger, textOf } from './pages.ts'

let shop: Awaited<ReturnType<typeof shopSystem>>
let rui: Awaited<ReturnType<typeof browserOf>>
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
  rui = await browserOf(await enrol({ role: 'admin' }))
  await shop.post('/customers', { name: 'Known', email: 'known@example.com', phone: '+351911111111' })
})

/** The form as the page gives it, with this typed in, sent. */
async function sent(typed: Record<string, string>): Promise<Response> {
  const form = await formIn(await (await rui.get('/admin/customers/new')).text(), '/admin/customers')
  return rui.post('/admin/customers', { ...form, ...typed })
}

describe('a customer who is missing while issuing', () => {
  it('starts with the name that was searched for, and leads back to the form with them chosen', async () => {
    const page = await rui.get('/admin/customers/new?name=Joana%20%3Cb%3E')
    const form = await formIn(await page.text(), '/admin/customers')
    expect(form).toMatchObject({ name: 'Joana <b>', email: '', phone: '' })
    const response = await rui.post('/admin/customers', { ...form, phone: '00351 912 345 412' })
    expect(response.status).toBe(303)
    expect(leadsTo(response)).toMatch(/^\/admin\/issue\?customer_id=cus_[0-9a-z]{26}$/)
    const issue = await (await rui.get(leadsTo(response))).text()
    expect(textOf(issue)).toContain('Joana <b> ··· 412')
    const id = leadsTo(response).split('=')[1] ?? ''
    expect((await formIn(issue, '/admin/issue')).customer_id).toBe(id)
    expect(await (await shop.get(`/customers/${id}`)).json()).toMatchObject({
      phone: '+351912345412',
      email: null,
    })
  })

  it('[R4] sent twice is one customer; with other content it is refused', async () => {
    const twice = { name: 'Twice', idempotency_key: 'twice' }
    const [first, second] = await Promise.all([sent(twice), sent(twice)])
    expect(leadsTo(second)).toBe(leadsTo(first))
    expect((await sent({ ...twice, name: 'Thrice' })).status).toBe(422)
    const row = await world.DB.prepare(
      "SELECT count(*) AS n FROM customer_terms WHERE term >= 'twice' AND term < 'twicf'",
    ).first('n')
    expect(row).toBe(1)
  })

  it.each([
    ['nothing', {}, 'name', 'Write a name, an email or a phone number.'],
    ['an email without a place', { email: 'joana' }, 'email', 'Write an email address such as'],
    ['a phone without its country', { phone: '912345412' }, 'phone', 'with its country code'],
    ['a name without an end', { name: 'x'.repeat(121) }, 'name', 'at most 120 characters'],
    [
      'an email somebody has',
      { email: 'KNOWN@example.com' },
      'email',
      'A customer with this email already exists.',
    ],
    [
      'a phone somebody has',
      { phone: '+351 911 111 111' },
      'phone',
      'A customer with this phone number already exists.',
    ],
    [
      'a phone somebody has, beside a new email',
      { email: 'new@example.com', phone: '+351 911 111 111' },
      'phone',
      'A customer with this phone number already exists.',
    ],
  ])('asks again for %s, keeping what was typed', async (_, typed, field, repair) => {
    const response = await sent({ name: '', ...typed })
    const html = await response.text()
    expect(response.status).toBe(422)
    expect(html).toContain('<title>Error: New customer')
    expect(html).toContain(`href="#${field}"`)
    expect(textOf(html).split(repair)).toHaveLength(3)
    expect(await formIn(html, '/admin/customers')).toMatchObject({ name: '', ...typed })
  })

  it('leads to whoever has the email or phone that was typed', async () => {
    for (const typed of [{ email: 'known@example.com' }, { phone: '+351911111111' }]) {
      const html = await (await sent({ name: '', ...typed })).text()
      expect(html).toMatch(/href="\/admin\/customers\/cus_[0-9a-z]{26}"/)
      expect(textOf(html)).toContain('Open Known')
    }
  })

  it('is for those who issue only', async () => {
    expect(leadsTo(await stranger.get('/admin/customers/new'))).toBe('/signin')
    const olive = await browserOf(await enrol({ role: 'operator', stores: ['sto_chiado'] }))
    expect((await olive.post('/admin/customers', { name: 'X', idempotency_key: 'x' })).status).toBe(403)
  })
})
