import { beforeAll, describe, expect, it } from 'vitest'
import { openLume, shopSystem } from './cast.ts'

let shop: Awaited<ReturnType<typeof shopSystem>>
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
})

interface Listed {
  readonly id: string
  readonly name: string
  readonly state: string
  readonly version: number
}

const patched = (path: string, body: unknown, version: number | null) =>
  shop.send('PATCH', path, JSON.stringify(body), {
    'content-type': 'application/json',
    ...(version !== null && { 'if-match': `"${version}"` }),
  })

describe.each([
  ['plans', { name: 'Mornings' }, { price: null, period: 'month', gives: [] }, { gives: ['Coffee'] }],
  ['categories', { name: 'Breakfast' }, {}, { name: 'Early breakfast' }],
  [
    'campaigns',
    { name: 'Autumn', starts_on: '2026-09-22' },
    { goal: null, ends_on: null, budget: null, budget_left: null },
    { ends_on: '2026-12-20' },
  ],
] as const)('/%s', (list, least, defaults, change) => {
  it('adds, lists, reads and changes with a version; the same key is answered as then', async () => {
    const key = crypto.randomUUID()
    const response = await shop.post(`/${list}`, least, key)
    expect([response.status, response.headers.get('etag')]).toEqual([201, '"1"'])
    const made = await response.json<Listed>()
    expect(made).toMatchObject({ ...least, ...defaults, state: 'active', version: 1 })
    const replay = await shop.post(`/${list}`, least, key)
    expect([replay.status, replay.headers.get('idempotent-replayed')]).toEqual([201, 'true'])
    expect(await replay.json()).toEqual(made)
    expect((await shop.post(`/${list}`, { ...least, name: 'Other' }, key)).status).toBe(422)

    const path = `/${list}/${made.id}`
    expect(await (await shop.get(path)).json()).toEqual(made)
    const { data } = await (await shop.get(`/${list}`)).json<{ data: Listed[] }>()
    expect(data).toContainEqual(made)

    expect((await patched(path, change, null)).status).toBe(428)
    const changed = await patched(path, change, 1)
    expect([changed.status, changed.headers.get('etag')]).toEqual([200, '"2"'])
    expect(await changed.json()).toMatchObject({ ...made, ...change, version: 2 })
    const stale = await patched(path, change, 1)
    expect(stale.status).toBe(412)
    expect(await stale.json()).toMatchObject({ reason: 'version_conflict', current: { version: 2 } })
    expect(await (await patched(path, { state: 'archived' }, 2)).json()).toMatchObject({ state: 'archived' })
    expect((await shop.get(`/${list}/nothing`)).status).toBe(404)
    expect((await patched(`/${list}/nothing`, change, 1)).status).toBe(404)
  })

  it('refuses a name that is taken, on adding and on changing', async () => {
    const one = await (await shop.post(`/${list}`, { name: 'Winter' })).json<Listed>()
    const two = await (await shop.post(`/${list}`, { name: 'Spring' })).json<Listed>()
    const taken = await shop.post(`/${list}`, { name: 'wínter' })
    expect([taken.status, (await taken.json<{ reason: string }>()).reason]).toEqual([409, 'name_taken'])
    const renamed = await patched(`/${list}/${two.id}`, { name: 'WINTER' }, 1)
    expect(renamed.status).toBe(409)
    expect((await patched(`/${list}/${one.id}`, { name: 'Winter!' }, 1)).status).toBe(200)
  })

  it('asks for a key and for the right scope', async () => {
    const headers = { 'content-type': 'application/json' }
    expect((await shop.send('POST', `/${list}`, JSON.stringify(least), headers)).status).toBe(400)
    const reader = await shopSystem({ scopes: ['settings:read'] })
    expect((await reader.get(`/${list}`)).status).toBe(200)
    expect((await reader.post(`/${list}`, { name: 'X' })).status).toBe(403)
    const other = await shopSystem({ scopes: ['vouchers:read'] })
    expect((await other.get(`/${list}`)).status).toBe(403)
  })
})

describe('Fields that are wrong', () => {
  it.each([
    ['/plans', { name: ' ' }, '/name'],
    ['/plans', { name: 'A', price: { amount: 0, currency: 'EUR' } }, '/price/amount'],
    ['/plans', { name: 'A', gives: ['x'.repeat(121)] }, '/gives/0'],
    ['/plans', { name: 'A', colour: 'red' }, '/colour'],
    ['/categories', {}, '/name'],
    ['/campaigns', { name: 'A', starts_on: '2026-02-30' }, '/starts_on'],
    ['/campaigns', { name: 'A', starts_on: '2026-02-03', ends_on: '2026-02-02' }, '/ends_on'],
    ['/campaigns', { name: 'A', budget: { amount: 5, currency: 'XXL' } }, '/budget/currency'],
  ])('%s %j are named', async (path, body, pointer) => {
    const response = await shop.post(path, body)
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ errors: [{ pointer }] })
  })

  it('on a change that is right alone and wrong with what stands', async () => {
    const made = await (
      await shop.post('/campaigns', { name: 'Dates', starts_on: '2026-05-01' })
    ).json<Listed>()
    const response = await patched(`/campaigns/${made.id}`, { ends_on: '2026-04-30' }, 1)
    expect(response.status).toBe(422)
    expect(await response.json()).toMatchObject({ errors: [{ pointer: '/ends_on' }] })
  })
})
