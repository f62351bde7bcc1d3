import { beforeAll, describe, expect, it } from 'vitest'
import { issued, openLume, shopSystem, world } from './cast.ts'

let shop: Awaited<ReturnType<typeof shopSystem>>
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
})

interface Customer {
  readonly id: string
  readonly name: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly card_token: string
}

interface List {
  readonly data: readonly Customer[]
  readonly has_more: boolean
  readonly next_cursor: string | null
}

async function created(customer: object): Promise<Customer> {
  const response = await shop.post('/customers', customer)
  expect(response.status).toBe(201)
  return response.json<Customer>()
}

async function listed(query: Record<string, string>): Promise<List> {
  const response = await shop.get(`/customers?${new URLSearchParams(query)}`)
  expect(response.status).toBe(200)
  return response.json<List>()
}

async function found(q: string): Promise<string[]> {
  return (await listed({ q })).data.map(({ id }) => id)
}

async function countOf(table: string): Promise<number | null> {
  return world.DB.prepare(`SELECT count(*) AS n FROM ${table}`).first<number>('n')
}

describe('creating', () => {
  it('keeps what was said, normalised, and gives a card token; reading gives the same', async () => {
    const said = {
      name: '  Joana Brandão ',
      email: ' Joana.Brandao@Example.COM ',
      phone: '00351 912 345-412',
      birthday: '--05-21',
      locale: 'pt-PT',
      zone: 'Atlantic/Azores',
      tags: ['regular', 'oat milk'],
      consents: { marketing: true },
      notes: 'Sits by the window',
    }
    const joana = await created(said)
    expect(joana).toMatchObject({
      name: 'Joana Brandão',
      email: 'joana.brandao@example.com',
      phone: '+351912345412',
      birthday: '--05-21',
      tags: ['regular', 'oat milk'],
      plan: null,
      consents: { marketing: true },
    })
    expect(joana.card_token).toMatch(/^card_[0-9a-z]{26}$/)
    expect(await (await shop.get(`/customers/${joana.id}`)).json()).toEqual(joana)
  })

  it.each([{ name: 'Only Name' }, { email: 'only@example.com' }, { phone: '+351 910 000 001' }])(
    'one of the three is enough: %o',
    async (least) => {
      expect((await created(least)).id).toMatch(/^cus_/)
    },
  )

  it('[R4] answers the same key with the very same customer, and other content under it with a refusal', async () => {
    const first = await (await shop.post('/customers', { name: 'Ana' }, 'ana-1')).text()
    const again = await shop.post('/customers', { name: 'Ana' }, 'ana-1')
    expect(again.status).toBe(201)
    expect(again.headers.get('Idempotent-Replayed')).toBe('true')
    expect(await again.text()).toBe(first)
    const other = await shop.post('/customers', { name: 'Anna' }, 'ana-1')
    expect(await other.json()).toMatchObject({ status: 422, reason: 'idempotency_key_reused' })
    expect(await found('ana')).toHaveLength(1)
  })

  it('two who send the same key at once make one customer', async () => {
    const twins = await Promise.all(
      [1, 2, 3, 4].map(() => shop.post('/customers', { email: 'twin@example.com' }, 'twin-1')),
    )
    const ids = await Promise.all(twins.map(async (twin) => (await twin.json<Customer>()).id))
    expect(twins.map(({ status }) => status)).toEqual([201, 201, 201, 201])
    expect(new Set(ids).size).toBe(1)
  })

  it.each([
    ['an email in capitals', { email: 'taken@example.com' }, { email: ' TAKEN@example.com' }],
    ['a phone written otherwise', { phone: '+351911222333' }, { phone: '00351 (911) 222-333' }],
  ])('refuses %s that somebody has: 409 customer_exists', async (_, first, second) => {
    await created(first)
    const audited = await countOf('audits')
    const refused = await shop.post('/customers', { name: 'Somebody else', ...second })
    expect(refused.status).toBe(409)
    expect(await refused.json()).toMatchObject({ reason: 'customer_exists', retryable: false })
    expect(await found('somebody else')).toEqual([])
    expect(await countOf('audits')).toBe(audited)
  })

  it('writes down who created whom', async () => {
    const { id } = await created({ name: 'Audited' })
    const row = await world.DB.prepare('SELECT by, action FROM audits WHERE subject = ?').bind(id).first()
    expect(row).toEqual({ by: shop.principal.id, action: 'customer_created' })
  })
})

describe('what is no customer', () => {
  it.each([
    ['nothing', {}, ''],
    ['three times null', { name: null, email: null, phone: null }, ''],
    ['an empty name', { name: '  ' }, '/name'],
    ['a name of 121 letters', { name: 'x'.repeat(121) }, '/name'],
    ['a name that is a number', { name: 7 }, '/name'],
    ['an email without a place', { email: 'joana' }, '/email'],
    ['an empty email', { email: '' }, '/email'],
    ['an email of 300 letters', { email: `${'x'.repeat(290)}@example.com` }, '/email'],
    ['a phone without its country', { phone: '912 345 412' }, '/phone'],
    ['a phone of letters', { phone: 'call me' }, '/phone'],
    ['a phone of 16 digits', { phone: '+1234567890123456' }, '/phone'],
    ['a birthday that is no day', { birthday: '1990-02-30' }, '/birthday'],
    ['a birthday in words', { birthday: '21 May' }, '/birthday'],
    ['a zone nobody keeps', { zone: 'Europe/Atlantis' }, '/zone'],
    ['an offset for a zone', { zone: '+01:00' }, '/zone'],
    ['21 tags', { tags: Array.from({ length: 21 }, (_, n) => `t${n}`) }, '/tags'],
    ['an empty tag', { tags: [' '] }, '/tags/0'],
    [
      'a consent nobody asked for',
      { consents: { marketing: true, everything: true } },
      '/consents/everything',
    ],
    ['a consent in words', { consents: { marketing: 'yes' } }, '/consents/marketing'],
    ['notes of 501 letters', { notes: 'x'.repeat(501) }, '/notes'],
    ['an id of its own choice', { id: 'cus_me' }, '/id'],
    ['a card of its own choice', { card_token: 'card_me' }, '/card_token'],
  ])('refuses %s, names the field and changes nothing', async (_, wrong, pointer) => {
    const before = await countOf('customers')
    const least = pointer === '' || pointer === '/name' ? {} : { name: 'Wrong' }
    const response = await shop.post('/customers', { ...least, ...wrong })
    expect(response.status).toBe(422)
    const { reason, errors } = await response.json<{
      reason: string
      errors: { pointer: string; detail: string }[]
    }>()
    expect(reason).toBe('malformed_request')
    expect(errors.map((error) => error.pointer)).toContain(pointer)
    expect(errors.every(({ detail }) => detail.length > 5)).toBe(true)
    expect(await countOf('customers')).toBe(before)
  })

  it.each([
    'cus_nobody',
    'vch_00000000000000000000000000',
    'usr_rui',
    '7Q4K9XW2MTR2',
    '%00',
    'x'.repeat(3000),
  ])('answers 404 for %s', async (id) => {
    const response = await shop.get(`/customers/${id}`)
    expect(await response.json()).toMatchObject({ status: 404, reason: 'customer_not_found' })
  })

  it('never finds a person by the code or id of a voucher', async () => {
    const { id: holder } = await created({ name: 'Holder' })
    const { id, code } = await issued(shop, { customer_id: holder })
    expect(await found(code)).toEqual([])
    expect(await found(id)).toEqual([])
    expect((await shop.get(`/customers/${code}`)).status).toBe(404)
  })
})

describe('finding', () => {
  let joao: Customer
  beforeAll(async () => {
    joao = await created({ name: 'João Magalhães', email: 'joao.m@sol.example', phone: '+351 934 567 890' })
    await created({ name: 'João Ferreira', email: 'ferreira@sol.example', phone: '+351 934 111 222' })
  })

  it.each([
    ['the beginning of a name', 'magalh'],
    ['a name without its accents', 'MAGALHAES'],
    ['a name with decomposed accents', 'Magalha\u0303es'],
    ['two names in any order', 'magal joão'],
    ['the email', 'joao.m@sol.example'],
    ['the beginning of the email, in capitals', 'JOAO.M@SOL'],
    ['the last three digits', '890'],
    ['the last digits with a space', '567 890'],
    ['the whole number', '+351 934-567-890'],
  ])('finds João Magalhães by %s', async (_, q) => {
    expect(await found(q)).toEqual([joao.id])
  })

  it('finds by the card token', async () => {
    expect(await found(joao.card_token)).toEqual([joao.id])
    expect(await found(joao.card_token.toUpperCase())).toEqual([joao.id])
  })

  it.each(['ferr magalh', 'agalh', '351 934', 'magalhãesx', '%', '_', "' OR 1=1 --", '***', '\u0000'])(
    'finds nobody by %s',
    async (q) => {
      expect(await found(q)).toEqual([])
    },
  )

  it('finds everybody of a name', async () => {
    expect(await found('joao')).toHaveLength(2)
  })
})

describe('leafing through', () => {
  it('gives everybody once, newest first, while others are added', async () => {
    const made: string[] = []
    for (let n = 0; n < 7; n += 1) made.unshift((await created({ name: `Page ${n}` })).id)
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const page: List = await listed({ limit: '3', ...(cursor !== null && { cursor }) })
      expect(page.data.length).toBeLessThanOrEqual(3)
      expect(page.has_more).toBe(page.next_cursor !== null)
      seen.push(...page.data.map(({ id }) => id))
      await created({ name: 'Latecomer' })
      cursor = page.next_cursor
    } while (cursor !== null)
    expect(seen.slice(0, 7)).toEqual(made)
    expect(new Set(seen).size).toBe(seen.length)
    const others = (await countOf('customers')) ?? 0
    expect(seen.length).toBe(others - Math.ceil(seen.length / 3))
  })

  it.each([
    ['limit', '0'],
    ['limit', '101'],
    ['limit', 'many'],
    ['cursor', 'nonsense'],
    ['cursor', '../../etc'],
    ['q', 'x'.repeat(121)],
    ['colour', 'red'],
  ])('refuses %s=%s and names it', async (name, value) => {
    const response = await shop.get(`/customers?${new URLSearchParams({ [name]: value })}`)
    expect(response.status).toBe(422)
    const { errors } = await response.json<{ errors: { pointer: string }[] }>()
    expect(errors.map(({ pointer }) => pointer)).toEqual([`/${name}`])
  })
})

describe('who may', () => {
  it('asks each key for the scope the act needs', async () => {
    const reader = await shopSystem({ scopes: ['customers:read'] })
    const issuer = await shopSystem({ scopes: ['vouchers:issue'] })
    const refused = await reader.post('/customers', { name: 'Nobody' })
    expect(await refused.json()).toMatchObject({ status: 403, scope: 'customers:write' })
    expect(await (await issuer.get('/customers')).json()).toMatchObject({
      status: 403,
      scope: 'customers:read',
    })
  })
})
