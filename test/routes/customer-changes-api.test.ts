import { beforeAll, describe, expect, it } from 'vitest'
import { issued, openLume, shopSystem, world } from './cast.ts'
import { soon } from './pages.ts'

let shop: Awaited<ReturnType<typeof shopSystem>>
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
})

interface Customer {
  readonly id: string
  readonly version: number
  readonly email: string | null
  readonly phone: string | null
  readonly card_token: string
  readonly tags: readonly string[]
  readonly merged_into: string | null
}

async function customer(facts: object): Promise<Customer> {
  const response = await shop.post('/customers', facts)
  if (response.status !== 201) throw new Error(await response.text())
  return response.json()
}

function patched(id: string, change: object, version: number | null) {
  const headers = {
    'content-type': 'application/json',
    ...(version !== null && { 'if-match': `"${version}"` }),
  }
  return shop.send('PATCH', `/customers/${id}`, JSON.stringify(change), headers)
}

async function found(q: string): Promise<string[]> {
  const response = await shop.get(`/customers?q=${encodeURIComponent(q)}`)
  return (await response.json<{ data: Customer[] }>()).data.map(({ id }) => id)
}

async function audits(subject: string): Promise<string[]> {
  const rows = await world.DB.prepare('SELECT action FROM audits WHERE subject = ? ORDER BY id')
    .bind(subject)
    .all<{ action: string }>()
  return rows.results.map(({ action }) => action)
}

describe('PATCH /customers/{id}', () => {
  it('changes what is named, keeps the rest, and is found by the new words only', async () => {
    const ana = await customer({
      name: 'Ana Velha',
      email: 'ana@example.com',
      tags: ['regular'],
      notes: 'Tea',
    })
    const read = await shop.get(`/customers/${ana.id}`)
    expect(read.headers.get('etag')).toBe('"1"')
    const response = await patched(
      ana.id,
      { name: 'Ana Nova', tags: ['vip', 'vip'], consents: { marketing: true } },
      1,
    )
    expect(response.status).toBe(200)
    expect(response.headers.get('etag')).toBe('"2"')
    expect(await response.json()).toMatchObject({
      name: 'Ana Nova',
      email: 'ana@example.com',
      notes: 'Tea',
      tags: ['vip'],
      consents: { marketing: true },
      version: 2,
    })
    expect(await found('nova')).toEqual([ana.id])
    expect(await found('Ana Velha')).toEqual([])
    const { results } = await world.DB.prepare('SELECT tag FROM customer_tags WHERE customer_id = ?')
      .bind(ana.id)
      .all()
    expect(results).toEqual([{ tag: 'vip' }])
    expect(await audits(ana.id)).toEqual(['customer_created', 'customer_changed', 'marketing_consent_given'])
  })

  it('asks for the version, and refuses an old one with what stands now', async () => {
    const rui = await customer({ name: 'Rui' })
    expect((await patched(rui.id, { name: 'X' }, null)).status).toBe(428)
    await patched(rui.id, { name: 'Rui Dois' }, 1)
    const late = await patched(rui.id, { name: 'Rui Tarde', tags: ['late'] }, 1)
    expect(late.status).toBe(412)
    expect(late.headers.get('etag')).toBe('"2"')
    expect(await late.json()).toMatchObject({
      reason: 'version_conflict',
      current: { name: 'Rui Dois', version: 2 },
    })
    expect(await audits(rui.id)).toEqual(['customer_created', 'customer_changed'])
  })

  it('of many at once lets exactly one win', async () => {
    const { id } = await customer({ name: 'Todos' })
    const answers = await Promise.all(
      [1, 2, 3, 4].map((n) => patched(id, { name: `Todos ${n}`, tags: [`t${n}`] }, 1)),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412, 412, 412])
    const { results } = await world.DB.prepare('SELECT tag FROM customer_tags WHERE customer_id = ?')
      .bind(id)
      .all()
    expect(results).toHaveLength(1)
  })

  it.each([
    [{ name: null }, ''],
    [{ phone: '912' }, '/phone'],
    [{ zone: 'Mars/Base' }, '/zone'],
    [{ locale: 'not a language' }, '/locale'],
    [{ birthday: '2021-02-30' }, '/birthday'],
    [{ plan_id: 'pln_nothing' }, '/plan_id'],
    [{ card_token: 'card_mine' }, '/card_token'],
  ])('names what is wrong with %j', async (change, pointer) => {
    const { id } = await customer({ name: 'Errado' })
    const response = await patched(id, change, 1)
    expect(response.status).toBe(422)
    expect((await response.json<{ errors: { pointer: string }[] }>()).errors[0]?.pointer).toBe(pointer)
  })

  it('does not take what somebody else has, and knows nobody else', async () => {
    await customer({ email: 'taken@example.com' })
    const { id } = await customer({ name: 'Sem' })
    expect((await patched(id, { email: 'TAKEN@example.com' }, 1)).status).toBe(409)
    expect((await patched('cus_nobody', { name: 'X' }, 1)).status).toBe(404)
  })
})

describe('POST /customers/{id}/merges', () => {
  it('moves vouchers, contacts and words to the record that stays; either id leads there', async () => {
    const kept = await customer({ name: 'Joana Martins', email: 'joana@example.com', tags: ['regular'] })
    const other = await customer({ name: 'J. Martins', phone: '+351912000111', tags: ['newsletter'] })
    const voucher = await issued(shop, { customer_id: other.id })
    const used = await issued(shop, { customer_id: other.id })
    await shop.post(`/vouchers/${used.id}/redemptions`, {})
    await soon(async () => {
      const { data } = await (await shop.get(`/vouchers?customer_id=${other.id}`)).json<{ data: unknown[] }>()
      expect(data).toHaveLength(2)
    })
    const response = await shop.post(
      `/customers/${kept.id}/merges`,
      { other_customer_id: other.id },
      'merge-1',
    )
    expect(response.status).toBe(201)
    expect(await response.json()).toMatchObject({
      merged_customer_id: other.id,
      status: 'finished',
      vouchers_moved: 2,
      customer: {
        id: kept.id,
        email: 'joana@example.com',
        phone: '+351912000111',
        tags: ['regular', 'newsletter'],
      },
    })
    expect(await (await shop.get(`/customers/${other.id}`)).json()).toMatchObject({
      id: kept.id,
      merged_into: kept.id,
    })
    expect(await (await shop.get(`/customers/${kept.id}`)).json()).toMatchObject({
      id: kept.id,
      merged_into: null,
    })
    expect(await found(other.card_token)).toEqual([kept.id])
    expect(await found('0111')).toEqual([kept.id])
    const { data } = await (await shop.get(`/vouchers/${voucher.id}/ledger`)).json<{
      data: { kind: string }[]
    }>()
    expect(data.map(({ kind }) => kind)).toEqual(['issued', 'reassigned'])
    await soon(async () => {
      for (const id of [kept.id, other.id]) {
        const list = await (await shop.get(`/vouchers?customer_id=${id}`)).json<{ data: unknown[] }>()
        expect(list.data).toHaveLength(2)
      }
    })
    const named = await shop.post(`/vouchers/${voucher.id}/redemptions`, { customer_id: kept.id })
    expect(named.status).toBe(201)
  })

  it('is done once under one key, and refuses records that have given way already', async () => {
    const [kept, other] = [await customer({ name: 'Uma' }), await customer({ name: 'Outra' })]
    const merge = () => shop.post(`/customers/${kept.id}/merges`, { other_customer_id: other.id }, 'merge-2')
    const answers = await Promise.all([merge(), merge(), merge()])
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(answers.filter(({ headers }) => headers.has('idempotent-replayed'))).toHaveLength(2)
    const again = await shop.post(`/customers/${kept.id}/merges`, { other_customer_id: other.id }, 'merge-3')
    expect(again.status).toBe(409)
    expect(await again.json()).toMatchObject({ reason: 'customer_merged', merged_into: kept.id })
    expect((await patched(other.id, { name: 'X' }, 2)).status).toBe(409)
    const reused = await shop.post(`/customers/${kept.id}/merges`, { other_customer_id: 'cus_x' }, 'merge-2')
    expect(reused.status).toBe(422)
    expect((await shop.post(`/customers/${kept.id}/merges`, { other_customer_id: kept.id })).status).toBe(422)
    expect((await shop.post('/customers/cus_nobody/merges', { other_customer_id: kept.id })).status).toBe(404)
  })

  it('gives a voucher for the old id to the record that stays, through a chain of merges', async () => {
    const [a, b, c] = [
      await customer({ name: 'A1' }),
      await customer({ name: 'B1' }),
      await customer({ name: 'C1' }),
    ]
    await shop.post(`/customers/${b.id}/merges`, { other_customer_id: a.id })
    await shop.post(`/customers/${c.id}/merges`, { other_customer_id: b.id })
    const voucher = await (
      await shop.post('/vouchers', {
        title: 'For the old id',
        benefit: { kind: 'item', item: 'Tea' },
        validity: { kind: 'days', count: 3 },
        customer_id: a.id,
      })
    ).json<{ customer_id: string }>()
    expect(voucher.customer_id).toBe(c.id)
    expect(await found(a.card_token)).toEqual([c.id])
    expect(await found('A1')).toEqual([c.id])
  })
})
