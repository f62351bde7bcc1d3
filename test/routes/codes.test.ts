import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { unpack } from '../../durable-objects/packing.ts'
import { isVoucherId } from '../../src/id.ts'
import { stored } from '../objects/storage.ts'
import { browserOf, enrol, type IssuedVoucher, shopSystem, world } from './cast.ts'
import { openDesk } from './issue-desk.ts'
import { formIn, leadsTo, PARTIAL, soon, stranger, textOf } from './pages.ts'
import { libraryDump } from './site-map.ts'

const SAID = ['log', 'info', 'debug', 'warn', 'error', 'trace'] as const
const lines: string[] = []
const spies = SAID.map((way) =>
  vi.spyOn(console, way).mockImplementation((...words) => {
    lines.push(
      words.map((word) => (word instanceof Error ? `${word.message} ${word.stack}` : String(word))).join(' '),
    )
  }),
)
afterAll(() => {
  for (const spy of spies) spy.mockRestore()
})

/** Every way a code could be written down. */
function spellings(code: string): string[] {
  const grouped = `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`
  return [
    code,
    code.toLowerCase(),
    grouped,
    Buffer.from(code).toString('base64').slice(0, 14),
    Buffer.from(code).toString('hex'),
  ]
}

describe('a code', () => {
  let voucher: IssuedVoucher
  const addresses: string[] = []

  beforeAll(async () => {
    const desk = await openDesk()
    const shop = await shopSystem()
    const olive = await browserOf(await enrol({ role: 'operator', stores: ['sto_chiado'] }))
    const form = await desk.sent({ title: 'Kept to itself', note: 'x', uses: '3' })
    addresses.push(leadsTo(form))
    voucher = (await desk.issuedBy(form)) as unknown as IssuedVoucher
    const { code, id } = voucher
    for (const path of [`/v/${code}`, `/v/${code}/print`, `/v/${code}/qr.png`, `/v/${code.slice(0, 11)}0`])
      await stranger.get(path)
    for (const path of [
      `/admin/vouchers/${id}`,
      `/admin/vouchers/${id}/handover`,
      `/admin/vouchers?q=${code}`,
    ])
      await desk.rui.get(path)
    await shop.get(`/vouchers?q=${code}`)
    await shop.get(`/vouchers/${code}/ledger`)
    await shop.post(`/vouchers/${code}/validations`, {})
    await shop.post(`/vouchers/${code}/redemptions`, {})
    await shop.post(`/vouchers/${code}/redemptions`, { amount: 5 })
    const scanned = await (await olive.post('/scan/validations', { code })).text()
    const redeemed = await olive.post('/scan/redemptions', await formIn(scanned, '/scan/redemptions'))
    addresses.push(leadsTo(redeemed))
    const outcome = await (await olive.get(leadsTo(redeemed))).text()
    const undone = await olive.post('/scan/rollbacks', {
      ...(await formIn(outcome, '/scan/rollbacks')),
      reason: 'mistake',
    })
    addresses.push(leadsTo(undone))
    for (const act of ['blocks', 'unblocks', 'voids'])
      await shop.post(`/vouchers/${code}/${act}`, { reason: 'x' })
    await soon(async () => {
      const row = await world.DB.prepare('SELECT state FROM vouchers WHERE id = ?').bind(id).first('state')
      expect(row).toBe('void')
    })
  })

  it('is nowhere in the library, whatever happened to it; its id is', async () => {
    const dump = await libraryDump()
    expect(dump).toContain(voucher.id)
    for (const spelling of spellings(voucher.code)) expect(dump).not.toContain(spelling)
  })

  it('lies in its own ledger only sealed', async () => {
    const { id } = voucher
    const { rows } = await stored(isVoucherId(id) ? id : `vch_${id}`)
    expect(rows.length).toBeGreaterThan(1)
    const text = rows.map(({ facts, words }) => [facts, words].map(unpacked).join()).join()
    expect(text).toContain(id)
    for (const spelling of spellings(voucher.code)) expect(text).not.toContain(spelling)
  })

  it('is in no address that staff are led to', () => {
    expect(addresses).toHaveLength(3)
    for (const address of addresses) {
      expect(address).toContain(voucher.id)
      for (const spelling of spellings(voucher.code)) expect(address).not.toContain(spelling)
    }
  })

  it('is in no list and in no page for those who may not read codes', async () => {
    const reader = await shopSystem({ scopes: ['vouchers:read'] })
    for (const path of [
      `/vouchers?q=${voucher.code}`,
      `/vouchers/${voucher.code}`,
      `/vouchers/${voucher.id}/ledger`,
    ]) {
      const text = await (await reader.get(path)).text()
      for (const spelling of spellings(voucher.code)) expect(text).not.toContain(spelling)
    }
  })

  it('is in nothing we print, not even when something breaks while it is looked at', async () => {
    const shop = await shopSystem()
    const { email, code } = { email: 'secret@example.com', code: voucher.code }
    await shop.post('/customers', { email })
    await world.DB.exec('ALTER TABLE vouchers RENAME TO hidden')
    await world.DB.exec('ALTER TABLE customer_terms RENAME TO hidden_terms')
    const rui = await browserOf(await enrol({ role: 'admin' }))
    const broken = [
      await shop.get(`/vouchers?q=${code}`),
      await rui.get(`/admin/vouchers?q=${code}`),
      await shop.get(`/customers?q=${email}`),
      await rui.get(`/admin/issue/customers?q=${email}`, PARTIAL),
    ]
    await world.DB.exec('ALTER TABLE hidden RENAME TO vouchers')
    await world.DB.exec('ALTER TABLE hidden_terms RENAME TO customer_terms')
    expect(broken.map(({ status }) => status)).toEqual([503, 503, 503, 503])
    const number = broken[1]?.headers.get('x-request-id')
    expect(textOf((await broken[1]?.text()) ?? '')).toMatch(
      new RegExp(`We cannot answer right now .* ${number}`),
    )
    expect(lines.length).toBeGreaterThanOrEqual(4)
    for (const line of lines) {
      for (const secret of [...spellings(code), email, shop.key]) expect(line).not.toContain(secret)
    }
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({
      level: 'error',
      request: broken.at(-1)?.headers.get('x-request-id'),
    })
  })
})

/** A packed column as the text it holds. */
function unpacked(column: SqlStorageValue | undefined): string {
  return column instanceof ArrayBuffer ? unpack(column) : ''
}
