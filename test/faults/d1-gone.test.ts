import { exports } from 'cloudflare:workers'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { Principal } from '../../src/principal.ts'
import { newSecret, secretHash } from '../../worker/secrets.ts'
import { principalStub } from '../../worker/stubs.ts'
import {
  browserOf,
  COFFEE,
  enrol,
  type IssuedVoucher,
  ORIGIN,
  openLume,
  shopSystem,
  world,
} from '../routes/cast.ts'

beforeAll(async () => {
  await openLume()
  await dropEverything()
})

describe('With every table of D1 gone for good', () => {
  it('there is really nothing left: a list answers 503 and says that it may be asked again', async () => {
    vi.spyOn(console, 'error').mockImplementationOnce(() => {})
    const shop = await shopSystem()
    const list = await shop.get('/vouchers')
    expect(list.status).toBe(503)
    expect(await list.json()).toMatchObject({ reason: 'unavailable', retryable: true })
  })

  it('what needs it says so under the same key, and no log carries the name or address it was about', async () => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => {})
    const shop = await shopSystem()
    const response = await shop.post('/customers', { name: 'Mina Duarte', email: 'mina@example.com' })
    const logged = JSON.stringify(said.mock.calls)
    said.mockRestore()
    expect(response.status).toBe(503)
    expect(logged).not.toMatch(/mina/i)
  })

  it('somebody new joins by their link and sees their counter', async () => {
    const cookie = await joined(await enrol({ role: 'operator', name: 'Olive', stores: ['sto_chiado'] }))
    const scan = await page('/scan', cookie)
    expect(scan.status).toBe(200)
    expect(await scan.text()).toContain('Chiado')
  })

  it('a shop issues, validates, redeems, reverses and reads the ledger (R7)', async () => {
    const shop = await shopSystem()
    const issued = await shop.post('/vouchers', COFFEE)
    expect(issued.status).toBe(201)
    const { code, id } = await issued.json<IssuedVoucher>()
    const till = { store_id: 'sto_chiado' }
    expect(await (await shop.post(`/vouchers/${code}/validations`, till)).json()).toMatchObject({
      valid: true,
    })
    const redeemed = await shop.post(`/vouchers/${code}/redemptions`, till)
    expect(redeemed.status).toBe(201)
    const redemption = await redeemed.json<{ id: string }>()
    expect((await shop.post(`/vouchers/${id}/redemptions`, till)).status).toBe(409)
    const reversed = await shop.post(`/redemptions/${redemption.id}/rollbacks`, { reason: 'Wrong order' })
    expect(reversed.status).toBe(201)
    for (const [change, body] of [
      ['blocks', { reason: 'Reported stolen' }],
      ['unblocks', { reason: 'Found again' }],
      ['extensions', { reason: 'Was ill', validity: { kind: 'days', count: 60 } }],
      ['voids', { reason: 'Lost' }],
    ] as const) {
      expect((await shop.post(`/vouchers/${id}/${change}`, body)).status, change).toBe(201)
    }
    const ledger = await (await shop.get(`/vouchers/${id}/ledger`)).json<{ data: { kind: string }[] }>()
    expect(ledger.data.map(({ kind }) => kind)).toEqual([
      'issued',
      'redeemed',
      'redeemed',
      'rolled_back',
      'blocked',
      'unblocked',
      'extended',
      'voided',
    ])
  })

  it('a customer sees the voucher, prints it and saves its QR', async () => {
    const code = await issuedCode()
    for (const [path, type] of [
      [`/v/${code}`, 'text/html; charset=UTF-8'],
      [`/v/${code}/print`, 'text/html; charset=UTF-8'],
      [`/v/${code}/qr.png`, 'image/png'],
    ] as const) {
      const response = await page(path)
      expect([response.status, response.headers.get('content-type')], path).toEqual([200, type])
      await response.arrayBuffer()
    }
  })

  it('the counter scans, redeems, shows the outcome again and undoes it', async () => {
    const code = await issuedCode()
    const olive = await browserOf(await enrol({ role: 'operator', name: 'Olive', stores: ['sto_chiado'] }))
    const scanned = await (await olive.post('/scan/validations', { code })).text()
    const voucher = /vch_[0-9a-z]{26}/.exec(scanned)?.[0] ?? ''
    const redeemed = await olive.post('/scan/redemptions', {
      code,
      voucher,
      idempotency_key: crypto.randomUUID(),
    })
    expect(redeemed.status).toBe(303)
    const outcome = await olive.get(redeemed.headers.get('location') ?? '')
    expect(outcome.status).toBe(200)
    const redemption = /rdm_[0-9a-z]{26}_\d+/.exec(await outcome.text())?.[0] ?? ''
    const undone = await olive.post('/scan/rollbacks', {
      redemption,
      reason: 'other',
      reason_text: 'Wrong guest',
      idempotency_key: crypto.randomUUID(),
    })
    expect(undone.status).toBe(303)
    expect((await olive.get(undone.headers.get('location') ?? '')).status).toBe(200)
  })
})

async function dropEverything(): Promise<void> {
  const { results } = await world.DB.prepare(
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'",
  ).all<{ name: string }>()
  await world.DB.batch(results.map(({ name }) => world.DB.prepare(`DROP TABLE ${name}`)))
}

/** Accepts an invitation as a browser does, and gives its cookie. */
async function joined(principal: Principal): Promise<string> {
  const secret = newSecret()
  await principalStub(world, principal.id).invite(secretHash(secret))
  const path = `/join/${principal.id}.${secret}`
  expect((await page(path)).status).toBe(200)
  const headers = { 'sec-fetch-site': 'same-origin' }
  const response = await exports.default.fetch(
    new Request(`${ORIGIN}${path}`, { method: 'POST', headers, redirect: 'manual' }),
  )
  expect([response.status, response.headers.get('location')]).toEqual([303, '/scan'])
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
}

function page(path: string, cookie = ''): Promise<Response> {
  return exports.default.fetch(new Request(`${ORIGIN}${path}`, { headers: { cookie }, redirect: 'manual' }))
}

async function issuedCode(): Promise<string> {
  const shop = await shopSystem()
  return (await (await shop.post('/vouchers', COFFEE)).json<IssuedVoucher>()).code
}
