import { describe, expect, it } from 'vitest'
import { COFFEE, enrol, type IssuedVoucher, issued, ORIGIN, openLume, shopSystem } from './cast.ts'
import { leadsTo, send, stranger } from './pages.ts'
import { cookieOf, libraryDump } from './site-map.ts'

await openLume()
const shop = await shopSystem()
const voucher: IssuedVoucher = await issued(shop)
const rui = await enrol({ role: 'admin' })
const cookie = await cookieOf(rui)
const OWN = { 'sec-fetch-site': 'same-origin' }
const BEARER = { authorization: `Bearer ${shop.key}` }

describe('a request that says it is another', () => {
  it.each([
    ['a header that names another method', 'GET', { 'x-http-method-override': 'POST' }],
    ['another such header', 'GET', { 'x-method-override': 'DELETE' }],
    ['a look at the head', 'HEAD', {}],
    ['a question about methods', 'OPTIONS', {}],
  ])('%s changes nothing', async (_, method, headers) => {
    const before = await libraryDump()
    for (const path of [
      '/admin/issue',
      `/admin/vouchers/${voucher.id}/voids`,
      '/scan/redemptions',
      '/signout',
      `/admin/vouchers/${voucher.id}/voids?_method=POST&reason=x`,
    ]) {
      const response = await send(method, path, { headers: { cookie, ...headers } })
      expect(response.status, path).toBeLessThan(500)
    }
    expect(await libraryDump()).toBe(before)
    expect((await send('GET', '/admin', { headers: { cookie } })).status).toBe(200)
  })

  it('a form with a method of its own is a form', async () => {
    const body = new URLSearchParams({ _method: 'DELETE', title: 'Coffee', idempotency_key: 'override' })
    const response = await send('POST', '/admin/issue', { headers: { cookie, ...OWN }, body })
    expect(response.status).toBe(422)
  })

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'text/html',
    '',
  ])('the API reads JSON as JSON whatever it is called, and nothing else: %s', async (type) => {
    const headers = { ...BEARER, 'idempotency-key': crypto.randomUUID(), 'content-type': type }
    const fields = new URLSearchParams({ title: 'Coffee' }).toString()
    const form = await send('POST', '/api/v1/vouchers', { headers, body: fields })
    expect(form.status).toBe(400)
    const json = await send('POST', '/api/v1/vouchers', { headers, body: JSON.stringify(COFFEE) })
    expect(json.status).toBe(201)
  })

  it.each(['application/json', 'text/plain', 'application/xml', 'multipart/form-data', ''])(
    'a page takes forms only: %s',
    async (type) => {
      const headers = { cookie, ...OWN, 'content-type': type }
      const response = await send('POST', '/admin/issue', { headers, body: '{"title":"Coffee"}' })
      expect(response.status).toBeGreaterThanOrEqual(400)
      expect(response.status).toBeLessThan(500)
    },
  )

  it('one field twice, or named like part of an object, does no more than once', async () => {
    const key = crypto.randomUUID()
    const body = new URLSearchParams([
      ['title', 'Coffee'],
      ['title', 'Champagne'],
      ['__proto__', 'x'],
      ['constructor', 'x'],
      ['validity_kind', 'unlimited'],
      ['uses', '1'],
      ['idempotency_key', key],
      ['idempotency_key', 'another'],
    ])
    const response = await send('POST', '/admin/issue', { headers: { cookie, ...OWN }, body })
    expect(response.status).toBeLessThan(500)
    const polluted = '{"title":"x","__proto__":{"scopes":["all"]},"constructor":1}'
    const api = await send('POST', '/api/v1/vouchers', {
      headers: { ...BEARER, 'idempotency-key': key },
      body: polluted,
    })
    expect(api.status).toBe(422)
    expect(({} as { scopes?: unknown }).scopes).toBeUndefined()
  })
})

describe('a header that lies', () => {
  const LIES: Record<string, string> = {
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'http',
    forwarded: 'host=evil.example',
    'x-original-url': '/admin/settings/staff',
    'x-rewrite-url': '/admin/settings/staff',
    referer: 'https://evil.example/<script>pwned=1</script>',
    'user-agent': '"><img src=x onerror=pwned=1>',
    'accept-language': '"><script>pwned=1</script>',
    date: 'Thu, 01 Jan 1970 00:00:00 GMT',
    'x-vale-now': '0',
  }

  it('names no other site in any link, opens no other page, and comes back in none', async () => {
    for (const path of ['/', '/signin', `/v/${voucher.code}`, '/admin/settings/staff']) {
      const response = await send('GET', path, { headers: { ...LIES } })
      const text = await response.text()
      expect(text, path).not.toContain('evil.example')
      expect(text, path).not.toContain('pwned')
      if (path.startsWith('/admin')) expect(leadsTo(response)).toBe('/signin')
    }
    const answer = await send('GET', `/api/v1/vouchers/${voucher.id}`, { headers: { ...BEARER, ...LIES } })
    expect((await answer.json<{ url: string }>()).url).toBe(`${ORIGIN}/v/${voucher.code}`)
  })

  it('moves no clock: a voucher is issued when the server says so', async () => {
    const headers = { ...BEARER, ...LIES, 'idempotency-key': crypto.randomUUID() }
    const response = await send('POST', '/api/v1/vouchers', { headers, body: JSON.stringify(COFFEE) })
    const { issued_at } = await response.json<{ issued_at: string }>()
    expect(Date.parse(issued_at)).toBeGreaterThan(Date.parse('2025-01-01'))
  })

  it.each(['<script>pwned=1</script>', '"><img src=x onerror=1>', '=cmd|calc', '../../x'])(
    'an idempotency key of %s is only a key',
    async (key) => {
      const first = await shop.post('/vouchers', { ...COFFEE, title: key }, key)
      expect(first.status).toBe(201)
      const again = await shop.post('/vouchers', { ...COFFEE, title: key }, key)
      expect(again.headers.get('idempotent-replayed')).toBe('true')
    },
  )
})

describe('ways out of this site', () => {
  const AWAY = [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    '/%2f%2fevil.example',
    '\\\\evil.example',
    'https:evil.example',
    '/admin@evil.example',
  ]

  it.each(AWAY)('%s is followed from no page', async (target) => {
    const q = encodeURIComponent(target)
    for (const path of [
      `/signin?then=${q}`,
      `/scan?then=${q}`,
      `/admin?then=${q}`,
      `/v?code=${q}`,
      `/signout?then=${q}`,
    ]) {
      for (const method of ['GET', 'POST']) {
        const response = await send(method, path, {
          headers: { cookie, ...OWN },
          ...(method === 'POST' && { body: new URLSearchParams([['then', target]]) }),
        })
        const location = response.headers.get('location')
        if (location !== null) expect(new URL(location, ORIGIN).origin, `${method} ${path}`).toBe(ORIGIN)
        expect(response.headers.get('hx-redirect') ?? '').not.toContain('evil')
        expect(response.headers.get('refresh')).toBeNull()
      }
    }
  })
})

describe('a cookie somebody else chose', () => {
  it('is never taken over: signing in makes a new one', async () => {
    const fixed = `__Host-vale=${rui.id}.${'A'.repeat(43)}`
    for (const path of ['/signin', '/', '/join/x', `/v/${voucher.code}`]) {
      const response = await stranger.get(path, { cookie: fixed })
      expect(response.headers.get('set-cookie') ?? '').not.toContain('A'.repeat(43))
    }
    expect((await stranger.get('/admin', { cookie: fixed })).status).toBe(303)
  })

  it('two at once open what one of them alone would: nothing is guessed from a list', async () => {
    const both = `__Host-vale=${rui.id}.${'A'.repeat(43)}; ${cookie}`
    const response = await stranger.get('/admin', { cookie: both })
    expect([200, 303]).toContain(response.status)
    expect((await stranger.get('/admin', { cookie: cookie.replace('__Host-', '') })).status).toBe(303)
  })
})
