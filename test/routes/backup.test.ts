import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { beforeAll, describe, expect, it } from 'vitest'
import { apiKey } from '../../worker/credential.ts'
import { DEPLOYER, deployerSecret } from '../../worker/deployer.ts'
import {
  account,
  accountStubOf,
  anyOffer,
  claimed,
  claiming,
  stock,
  withPoints,
} from '../objects/living-account.ts'
import { browserOf, enrol, issued, openLume, shopSystem, world } from './cast.ts'
import { send } from './pages.ts'

beforeAll(openLume)

const deployer = apiKey('test', DEPLOYER.id, deployerSecret(world))
const ask = (method: string, path: string, key: string | null, body?: unknown) =>
  send(method, `/api/backup${path}`, {
    headers: {
      ...(key !== null && { authorization: `Bearer ${key}` }),
      'content-type': 'application/json',
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })

const CALLS = [
  ['GET', ''],
  ['GET', '/rows/customers'],
  ['GET', '/directory'],
  ['GET', '/images'],
  ['GET', '/images/images/x.png'],
  ['POST', '/vouchers'],
  ['POST', '/principals'],
  ['POST', '/accounts'],
  ['POST', '/stocks'],
  ['POST', '/lines'],
] as const

describe('a whole world, read and written by whoever deploys', () => {
  it.each(CALLS)('%s %s is for nobody else: no key, no admin, no cookie', async (method, path) => {
    const body = method === 'POST' ? { ids: [], lines: [] } : undefined
    expect((await ask(method, path, null, body)).status).toBe(401)
    const shop = await shopSystem()
    expect((await ask(method, path, shop.key, body)).status).toBe(403)
    const rui = await browserOf(await enrol({ role: 'admin' }))
    expect(
      (await rui.send(method, `/api/backup${path}`, body && { body: JSON.stringify(body) })).status,
    ).toBe(401)
    const guess = apiKey('test', DEPLOYER.id, 'x'.repeat(43))
    expect((await ask(method, path, guess, body)).status).toBe(401)
  })

  it('cannot be let in by an object that says it is the deployer', async () => {
    await enrol({ role: 'api_key', id: DEPLOYER.id, scopes: ['system:read'] }, null)
    expect((await ask('GET', '', apiKey('test', DEPLOYER.id, 'y'.repeat(43)))).status).toBe(401)
  })

  it('says which world it is, and leaves lists that are made from ledgers out', async () => {
    const facts = await (await ask('GET', '', deployer)).json<{
      world: string
      canary: string
      columns: object
    }>()
    expect(facts.world).toBe('test')
    expect(Object.keys(facts.columns)).toEqual(
      expect.arrayContaining(['audits', 'customers', 'customer_terms']),
    )
    expect(Object.keys(facts.columns)).not.toEqual(expect.arrayContaining(['vouchers']))
    expect(JSON.stringify(facts)).not.toContain(world.CODE_KEY)
  })

  it('gives ledgers by the objects’ ids, and none for an object that has none', async () => {
    const { id } = await issued(await shopSystem())
    const unissued = world.VOUCHERS.idFromName('vch_00000000000000000000000000').toString()
    const ids = [world.VOUCHERS.idFromName(id).toString(), unissued, 'f'.repeat(64)]
    const answer = await ask('POST', '/vouchers', deployer, { ids })
    const { data } = await answer.json<{ data: { ledger: { facts: string }[] }[] }>()
    expect(data).toHaveLength(1)
    expect(data[0]?.ledger[0]?.facts).toContain(id)
  })

  it('gives accounts and what is counted, and takes them over where nothing is', async () => {
    const offer = anyOffer()
    await stock(offer).configure(3)
    const mina = await withPoints(100)
    await claimed(claiming(mina, 40, { offer, stock: offer }))
    const asked = async (kind: string, id: DurableObjectId) =>
      (
        await (
          await ask('POST', `/${kind}`, deployer, { ids: [id.toString(), 'f'.repeat(64)] })
        ).json<{
          data: readonly object[]
        }>()
      ).data
    const lines = [
      ...(await asked('accounts', world.ACCOUNTS.idFromName(mina))),
      ...(await asked('stocks', world.STOCK.idFromName(offer))),
    ]
    expect(lines).toMatchObject([{ kind: 'account' }, { kind: 'stock', stock: { name: offer, limit: 3 } }])
    const restored = async () => (await ask('POST', '/lines', deployer, { lines })).json()
    expect(await restored()).toEqual({ restored: 0, same: 2, refused: [] })
    for (const one of [accountStubOf(mina), stock(offer)]) {
      await runInDurableObject(one as DurableObjectStub, (_, { storage }) => storage.deleteAll())
      await evictDurableObject(one as DurableObjectStub)
    }
    expect(await restored()).toEqual({ restored: 2, same: 0, refused: [] })
    expect((await account(mina).balances()).points).toMatchObject({ available: 60 })
    expect(await stock(offer).read()).toMatchObject({ used: 1, left: 2 })
  })

  it.each([
    ['no JSON', '{'],
    ['no lines', {}],
    ['a line of no kind', { lines: [{ kind: 'grudge' }] }],
    ['a row of letters', { lines: [{ kind: 'row', table: 'customers', row: { name: {} } }] }],
    ['a voucher without a ledger', { lines: [{ kind: 'voucher', ledger: [] }] }],
    ['a principal without a name', { lines: [{ kind: 'principal', record: {} }] }],
  ])('refuses %s and changes nothing', async (_, body) => {
    const before = await (await ask('GET', '/rows/customers', deployer)).text()
    expect((await ask('POST', '/lines', deployer, body)).status).toBe(422)
    expect(await (await ask('GET', '/rows/customers', deployer)).text()).toBe(before)
  })

  it('names what it did not take, and takes the rest', async () => {
    const ledger = [
      {
        seq: 1,
        facts: '{"kind":"issued","voucher":"vch_1"}',
        words: null,
        salt: null,
        words_hash: null,
        hash: 'x',
      },
    ]
    const principal = { id: 'nobody', name: 'Nobody' }
    const lines = [
      { kind: 'voucher', ledger },
      { kind: 'principal', record: { principal } },
    ]
    expect(await (await ask('POST', '/lines', deployer, { lines })).json()).toEqual({
      restored: 0,
      same: 0,
      refused: ['vch_1 (the copy is not whole)', 'nobody (the copy is not whole)'],
    })
  })

  it('knows only tables that are authored, and no place in them that is none', async () => {
    for (const table of ['vouchers', 'd1_migrations', 'sqlite_master', 'nothing', 'customers;drop'])
      expect((await ask('GET', `/rows/${encodeURIComponent(table)}`, deployer)).status, table).toBe(404)
    for (const after of ['x', '{}', '[1,2,3]', '[{}]'])
      expect(
        (await ask('GET', `/rows/customers?after=${encodeURIComponent(after)}`, deployer)).status,
        after,
      ).toBe(404)
  })

  it('writes only to tables and columns it knows', async () => {
    for (const [table, row] of [
      ['vouchers', { id: 'vch_1' }],
      ['customers"; DROP TABLE audits; --', { id: 'cus_1' }],
      ['audits', { 'id) VALUES (1); --': 1 }],
    ] as const) {
      const answer = await ask('POST', '/lines', deployer, { lines: [{ kind: 'row', table, row }] })
      expect(await answer.json()).toMatchObject({
        restored: 0,
        refused: [expect.stringContaining('rows of')],
      })
    }
    expect((await ask('GET', '/rows/audits', deployer)).status).toBe(200)
  })
})
