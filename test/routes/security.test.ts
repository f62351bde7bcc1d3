import { describe, expect, it } from 'vitest'
import { jpegGrey } from '../samples/pictures.ts'
import {
  browserOf,
  COFFEE,
  callsWith,
  enrol,
  type IssuedVoucher,
  issued,
  ORIGIN,
  openLume,
  shopSystem,
} from './cast.ts'
import { leadsTo, multipart, picture, send, soon, stranger } from './pages.ts'
import { cookieOf, libraryDump, postRoutes } from './site-map.ts'

await openLume()
const shop = await shopSystem()
const voucher: IssuedVoucher = await issued(shop)
const rui = await enrol({ role: 'admin' })
const cookie = await cookieOf(rui)
const { pages, api } = postRoutes({
  voucher: voucher.id,
  token: `${rui.id}.${'x'.repeat(43)}`,
  redemption: `rdm_${voucher.id.slice(4)}_2`,
})

/** What would be accepted by one page or another, were it sent from here. */
const FIELDS = {
  title: 'Forged',
  validity_kind: 'unlimited',
  uses: '1',
  name: 'Forged',
  reason: 'mistake',
  voucher: voucher.id,
  code: voucher.code,
  redemption: `rdm_${voucher.id.slice(4)}_2`,
  seq: '2',
}

const BODIES: Readonly<Record<string, () => RequestInit>> = {
  'a form': () => ({ body: new URLSearchParams({ ...FIELDS, idempotency_key: crypto.randomUUID() }) }),
  'a form with a file': () => ({
    body: multipart({
      ...FIELDS,
      idempotency_key: crypto.randomUUID(),
      image: picture(jpegGrey, 'image/jpeg'),
    }),
  }),
  'plain text': () => ({
    body: new URLSearchParams(FIELDS).toString(),
    headers: { 'content-type': 'text/plain' },
  }),
  JSON: () => ({ body: JSON.stringify(FIELDS), headers: { 'content-type': 'application/json' } }),
  'nothing at all': () => ({}),
}

const FOREIGN: Readonly<Record<string, Record<string, string>>> = {
  'another site': { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
  'another site that claims our origin': { 'sec-fetch-site': 'cross-site', origin: ORIGIN },
  'a neighbour under the same domain': { 'sec-fetch-site': 'same-site' },
  'the address bar': { 'sec-fetch-site': 'none' },
  'an old browser on another site': { origin: 'https://evil.example' },
  'our host over http': { origin: ORIGIN.replace('https', 'http') },
  'a sandboxed frame': { origin: 'null' },
  'somebody who says nothing': {},
}

describe('a state change from elsewhere', () => {
  it('is looked for on every page that takes a POST', () => {
    expect(pages.length).toBeGreaterThanOrEqual(14)
  })

  it.each(pages)('%s is refused, whatever it is sent as and whoever asks', async (path) => {
    await soon(async () => expect(await libraryDump()).toContain(voucher.id))
    const before = await libraryDump()
    for (const [who, headers] of Object.entries(FOREIGN)) {
      for (const [what, init] of Object.entries(BODIES)) {
        const request = init()
        const all = {
          ...request,
          headers: { ...Object.fromEntries(new Headers(request.headers)), ...headers, cookie },
        }
        const response = await send('POST', path, all)
        expect(response.status, `${what} from ${who}`).toBe(403)
        expect(response.headers.get('set-cookie')).toBeNull()
      }
    }
    expect(await libraryDump()).toBe(before)
    const { data } = await (await shop.get(`/vouchers/${voucher.id}/ledger`)).json<{ data: unknown[] }>()
    expect(data).toHaveLength(1)
  })

  it.each(['PUT', 'PATCH', 'DELETE'])('%s is refused as well', async (method) => {
    expect(
      (await send(method, '/admin/issue', { headers: { cookie, ...FOREIGN['another site'] } })).status,
    ).toBe(403)
  })

  it('from our own pages is welcome, also where the browser only says its origin', async () => {
    const form = new URLSearchParams({ title: 'Ours', validity_kind: 'unlimited', uses: '1' })
    for (const own of [{ origin: ORIGIN }, { 'sec-fetch-site': 'same-origin' }]) {
      form.set('idempotency_key', crypto.randomUUID())
      const response = await send('POST', '/admin/issue', { body: form, headers: { cookie, ...own } })
      expect(response.status).toBe(303)
    }
  })
})

describe('every answer', () => {
  const key = shop.key
  const own = { 'sec-fetch-site': 'same-origin' }
  const ANSWERS: readonly [string, string, string, RequestInit?][] = [
    ['the front page', 'GET', '/'],
    ['the door', 'GET', '/signin'],
    ['a page for staff', 'GET', '/admin/issue', { headers: { cookie } }],
    ['the list', 'GET', '/admin/vouchers', { headers: { cookie } }],
    ['a trace', 'GET', `/admin/vouchers/${voucher.id}`, { headers: { cookie } }],
    ['a hand-over', 'GET', `/admin/vouchers/${voucher.id}/handover`, { headers: { cookie } }],
    ['the counter', 'GET', '/scan', { headers: { cookie } }],
    [
      'a verdict',
      'POST',
      '/scan/validations',
      { headers: { cookie, ...own }, body: new URLSearchParams(FIELDS) },
    ],
    ['a voucher', 'GET', `/v/${voucher.code}`],
    ['its print', 'GET', `/v/${voucher.code}/print`],
    ['its picture', 'GET', `/v/${voucher.code}/qr.png`],
    ['an unknown voucher', 'GET', '/v/7Q4K9XW2MTR2'],
    ['a spent link', 'GET', '/join/x'],
    ['a redirect', 'GET', '/wallet'],
    ['a refusal', 'GET', '/wallet', { headers: { cookie } }],
    ['a forgery', 'POST', '/signout'],
    [
      'a wrong form',
      'POST',
      '/admin/issue',
      { headers: { cookie, ...own }, body: multipart({ idempotency_key: 'x' }) },
    ],
    ['a broken form', 'POST', '/admin/issue', { headers: { cookie, ...own }, body: 'x' }],
    ['nothing here', 'GET', '/nowhere'],
    ['a look at the head', 'HEAD', '/signin'],
    ['the API', 'GET', '/api/v1/vouchers', { headers: { authorization: `Bearer ${key}` } }],
    ['the API without a key', 'GET', '/api/v1/vouchers'],
    [
      'the API with a wrong body',
      'POST',
      '/api/v1/vouchers',
      { headers: { authorization: `Bearer ${key}`, 'idempotency-key': 'x' }, body: '{' },
    ],
    ['the contract', 'GET', '/api/v1/openapi.json'],
    ['nothing in the API', 'GET', '/api/v1/nowhere'],
    ['the brand’s colours', 'GET', '/brand.css'],
  ]
  const PUBLIC = ['/', '/brand.css', `/v/${voucher.code}`]

  it.each(ANSWERS)('%s carries the headers that keep it safe', async (_, method, path, init) => {
    const { headers, status } = await send(method, path, init)
    expect(status).toBeLessThan(500)
    const policy = headers.get('content-security-policy') ?? ''
    for (const rule of [
      "default-src 'none'",
      "frame-ancestors 'none'",
      "base-uri 'none'",
      "form-action 'self'",
      "object-src 'none'",
    ]) {
      expect(policy).toContain(rule)
    }
    expect(policy.replace("'wasm-unsafe-eval'", '')).not.toMatch(/unsafe|\*|https?:/)
    expect(policy.includes('wasm-unsafe-eval')).toBe(path.startsWith('/scan'))
    // One class of pages sees through the camera; desks alone show what was chosen and not sent yet.
    expect(headers.get('permissions-policy')).toContain(
      path.startsWith('/scan') ? 'camera=(self)' : 'camera=()',
    )
    expect(/img-src[^;]*blob:/.test(policy)).toBe(/^\/(scan|admin)/.test(path))
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(headers.get('strict-transport-security')).toMatch(/max-age=\d{8}/)
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(headers.get('access-control-allow-origin')).toBeNull()
    if (!PUBLIC.includes(path)) expect(headers.get('cache-control')).toBe('no-store')
  })

  it('has a number of its own', async () => {
    const numbers = await Promise.all(
      [1, 2, 3].map(async () => (await stranger.get('/')).headers.get('x-request-id')),
    )
    expect(new Set(numbers).size).toBe(3)
  })
})

describe('cookies and keys', () => {
  it('the API knows no cookie', async () => {
    const headers = {
      cookie,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/json',
      'idempotency-key': 'x',
    }
    expect((await send('GET', '/api/v1/vouchers', { headers: { cookie } })).status).toBe(401)
    expect((await send('POST', '/api/v1/vouchers', { headers, body: JSON.stringify(COFFEE) })).status).toBe(
      401,
    )
  })

  it.each(api)('%s answers 401 to whoever has no key', async (path) => {
    const published = path.startsWith('/api/v1/')
    // What only the deployer calls is in no openapi.json, and answers as the rest does.
    const response = published
      ? await callsWith(null).post(path.slice('/api/v1'.length), {})
      : await send('POST', path, { body: '{}', headers: { 'content-type': 'application/json' } })
    expect(await response.json()).toMatchObject({ status: 401, reason: 'unauthenticated' })
  })

  it('pages know no key', async () => {
    const headers = { authorization: `Bearer ${shop.key}`, 'sec-fetch-site': 'same-origin' }
    for (const path of ['/admin/vouchers', '/scan', '/wallet']) {
      expect(leadsTo(await send('GET', path, { headers }))).toMatch(/^\/signin(\?then=\/wallet)?$/)
    }
    expect(leadsTo(await send('POST', '/admin/issue', { headers }))).toBe('/signin')
  })

  it('neither opens the other side, also while both are remembered', async () => {
    const bearer = `Bearer ${shop.key}`
    const session = cookie.slice('__Host-vale='.length)
    expect((await send('GET', '/api/v1/vouchers', { headers: { authorization: bearer } })).status).toBe(200)
    expect((await send('GET', '/admin/vouchers', { headers: { cookie } })).status).toBe(200)
    for (const authorization of [session, `session ${session}`, `Bearer ${session}`]) {
      expect((await send('GET', '/api/v1/vouchers', { headers: { authorization } })).status).toBe(401)
    }
    for (const value of [bearer, `key ${bearer}`, shop.key].flatMap((v) => [v, encodeURIComponent(v)])) {
      const headers = { cookie: `__Host-vale=${value}` }
      expect(leadsTo(await send('GET', '/admin/vouchers', { headers }))).toBe('/signin')
    }
  })

  it.each([
    ['of another name', (value: string) => value.replace('__Host-vale', 'vale')],
    ['with another secret', (value: string) => `${value.slice(0, -1)}${value.endsWith('A') ? 'B' : 'A'}`],
    ['of somebody else', (value: string) => value.replace(rui.id, 'usr_other')],
    ['of a key', (value: string) => value.replace(rui.id, shop.principal.id)],
    ['without a secret', (value: string) => value.split('.')[0] ?? ''],
    ['with more behind it', (value: string) => `${value}.x`],
  ])('a cookie %s opens nothing', async (_, forge) => {
    expect((await send('GET', '/admin/vouchers', { headers: { cookie: forge(cookie) } })).status).toBe(303)
  })

  it('whoever is signed in stays who they are', async () => {
    const olive = await browserOf(await enrol({ role: 'operator', stores: ['sto_chiado'] }))
    for (const path of [
      '/admin',
      '/admin/vouchers',
      '/admin/customers/new',
      '/wallet',
      `/admin/vouchers/${voucher.id}`,
    ]) {
      expect((await olive.get(path)).status, path).toBe(403)
    }
    expect((await olive.send('POST', '/admin/images', { body: multipart({}) })).status).toBe(403)
  })
})
