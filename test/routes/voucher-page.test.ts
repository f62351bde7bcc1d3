import { applyD1Migrations } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { createHash } from 'node:crypto'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { jpegWithPlace } from '../samples/pictures.ts'
import { type IssuedVoucher, issued, openLume, shopSystem, world } from './cast.ts'
import { leadsTo, stranger, textOf } from './pages.ts'

let shop: Awaited<ReturnType<typeof shopSystem>>
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
})
afterEach(() => {
  vi.useRealTimers()
})

const shown = async ({ code }: IssuedVoucher) => textOf(await (await stranger.get(`/v/${code}`)).text())

async function compressed(text: string): Promise<number> {
  const stream = new Response(text).body?.pipeThrough(new CompressionStream('gzip'))
  return (await new Response(stream).arrayBuffer()).byteLength
}

/** A voucher that says as much as one can. */
async function longest(): Promise<IssuedVoucher> {
  const upload = await shop.send('POST', '/images', jpegWithPlace.slice(), { 'content-type': 'image/jpeg' })
  const { url } = await upload.json<{ url: string }>()
  return issued(shop, {
    title: 'Ein Überraschungsmenü für zwei – mit Kaffee, Kuchen und einem Platz am Fenster!'.padEnd(80, '!'),
    description: Array.from({ length: 200 }, (_, n) => `wort${(n * 7919) % 1000}`)
      .join(' ')
      .slice(0, 1000),
    image_url: url,
    uses: 12,
    minimum_spend: { amount: 2000, currency: 'EUR' },
    windows: ['monday', 'tuesday', 'friday'].map((day, n) => ({
      days: [day],
      from: `1${n}:15`,
      to: `2${n}:45`,
    })),
  })
}

describe('the page of a voucher', () => {
  it('shows what, where, until when, code and symbols to whoever knows the code, in any spelling', async () => {
    const { code } = await issued(shop, { validity: { kind: 'fixed_date', date: '2099-12-21' } })
    const grouped = `${code.slice(0, 4)}-${code.slice(4, 8)}-${code.slice(8)}`
    for (const typed of [
      code,
      code.toLowerCase(),
      grouped,
      encodeURIComponent(` ${code} `),
      code.replaceAll('0', 'o').replaceAll('1', 'l'),
    ]) {
      const response = await stranger.get(`/v/${typed}`)
      expect(response.status, typed).toBe(200)
      const html = await response.text()
      expect(textOf(html)).toMatch(
        new RegExp(
          `Ready to use .*Sorry your order arrived cold .*Valid until Mon .*2099 23:59, Lisbon time .*${grouped}`,
        ),
      )
      expect(html.match(/<svg[^>]*role="img"/g)).toHaveLength(2)
    }
  })

  it('opens from the form that takes a code, spelled as people do', async () => {
    const { code } = await issued(shop)
    const response = await stranger.get(
      `/v?code=${encodeURIComponent(` ${code.toLowerCase().slice(0, 4)} ${code.slice(4)}`)}`,
    )
    expect([response.status, leadsTo(response)]).toEqual([303, `/v/${code}`])
    expect(leadsTo(await stranger.get('/v?code='))).toBe('/')
    expect((await stranger.get('/v?code=%00%FF<x>')).status).toBe(303)
  })

  it('is the very same refusal for unknown, mistyped and unissued codes, ids, and codes their holder never saw', async () => {
    const { id } = await issued(shop)
    const { id: holder } = await (await shop.post('/customers', { name: 'Ana' })).json<{ id: string }>()
    const unseen = await issued(shop, { code: null, customer_id: holder })
    const bodies = new Set<string>()
    for (const typed of [
      '7Q4K9XW2MTR2',
      '7Q4K9XW2MTR3',
      'WELCOME',
      'x',
      '%E0%A4%A',
      'x'.repeat(3000),
      id,
      unseen.code,
    ]) {
      for (const path of [`/v/${typed}`, `/v/${typed}/print`, `/v/${typed}/qr.png`]) {
        const response = await stranger.get(path)
        expect(response.status, path).toBe(404)
        bodies.add(await response.text())
      }
    }
    expect([...bodies].map(textOf)).toEqual([expect.stringContaining('We cannot show this voucher')])
  })

  it('answers 304 until something changes, and flips when it is redeemed', async () => {
    const voucher = await issued(shop)
    const first = await stranger.get(`/v/${voucher.code}`)
    const etag = first.headers.get('etag') ?? ''
    expect(first.headers.get('cache-control')).toBe('private, no-cache')
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`]) {
      const same = await stranger.get(`/v/${voucher.code}`, { 'if-none-match': known })
      expect([same.status, await same.text(), same.headers.get('etag')], known).toEqual([304, '', etag])
    }
    expect(await first.text()).toContain('http-equiv="refresh"')
    await shop.post(`/vouchers/${voucher.code}/redemptions`, { store_id: 'sto_ponta' })
    const after = await stranger.get(`/v/${voucher.code}`, { 'if-none-match': etag })
    expect(after.status).toBe(200)
    const html = await after.text()
    expect(textOf(html)).toMatch(/Redeemed .*Ponta Delgada/)
    expect(html).not.toContain('http-equiv="refresh"')
    expect(html.match(/<svg[^>]*role="img"/g)).toBeNull()
    expect(html).not.toContain(voucher.code)
  })

  it('[R6] shows that it has ended by the clock alone', async () => {
    const voucher = await issued(shop, { validity: { kind: 'days', count: 1 } })
    const etag = (await stranger.get(`/v/${voucher.code}`)).headers.get('etag') ?? ''
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * 86_400_000 })
    const ended = await stranger.get(`/v/${voucher.code}`, { 'if-none-match': etag })
    expect(ended.status).toBe(200)
    expect(textOf(await ended.text())).toContain('Ended')
  })

  it.each([
    ['blocked', 'blocks', 'It cannot be used for now.'],
    ['ended', 'voids', 'Ended'],
  ])('shows one that is %s without symbols', async (_, act, sentence) => {
    const voucher = await issued(shop)
    await shop.post(`/vouchers/${voucher.id}/${act}`, { reason: 'not for the customer' })
    const text = await shown(voucher)
    expect(text).toContain(sentence)
    expect(text).not.toContain('not for the customer')
  })

  it('never tells what is not for the holder', async () => {
    const voucher = await issued(shop, {
      reason: 'compensation',
      note: 'Difficult customer',
      metadata: { ticket: 'T-77' },
    })
    const html = await (await stranger.get(`/v/${voucher.code}`)).text()
    for (const secret of ['compensation', 'Difficult', 'T-77', voucher.id, shop.principal.id])
      expect(html).not.toContain(secret)
  })
})

describe('what it costs', () => {
  it('carries one style that its policy allows by hash, and nothing inline besides', async () => {
    const { code } = await longest()
    const response = await stranger.get(`/v/${code}`)
    const html = await response.text()
    const [, style = '', ...more] = html.split(/<\/?style>/)
    expect(more).toHaveLength(1)
    const hash = createHash('sha256').update(style).digest('base64')
    const policy = response.headers.get('content-security-policy') ?? ''
    expect(policy).toContain(`style-src 'sha256-${hash}'`)
    expect(policy).toContain("default-src 'none'")
    expect(policy).not.toContain('unsafe')
    expect(html).not.toMatch(/ style="| on\w+="|<script(?![^>]* src=)/)
    expect(html).not.toContain('rel="stylesheet"')
  })

  it('fits 12 KB compressed, with everything a voucher can say', async () => {
    const size = await compressed(await (await stranger.get(`/v/${(await longest()).code}`)).text())
    expect(size).toBeLessThanOrEqual(12 * 1024)
  })
})

describe('on paper', () => {
  it.each(['card', 'receipt'])(
    'prints as a %s, with the code and a link for the customer’s own camera',
    async (as) => {
      const { code } = await issued(shop)
      const response = await stranger.get(`/v/${code.toLowerCase()}/print?as=${as}`)
      const html = await response.text()
      expect(response.status).toBe(200)
      expect(textOf(html)).toContain(code.replace(/(.{4})(?=.)/g, '$1-'))
      expect(html.match(/<svg[^>]*role="img"/g)?.length).toBeGreaterThanOrEqual(3)
    },
  )

  it('gives the QR code as a square black and white PNG', async () => {
    const { code } = await issued(shop)
    const response = await stranger.get(`/v/${code}/qr.png`)
    expect(response.headers.get('content-type')).toBe('image/png')
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename="voucher-${code.slice(-4)}.png"`,
    )
    expect(response.headers.get('cache-control')).toBe('no-store')
    const bytes = Buffer.from(await response.arrayBuffer())
    expect(bytes.subarray(0, 8)).toEqual(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'))
    expect(bytes.readUInt32BE(16)).toBe(bytes.readUInt32BE(20))
    expect(bytes.readUInt32BE(16)).toBeGreaterThan(300)
  })
})

describe('without the library', () => {
  it('opens, is printed and drawn while D1 has no tables at all', async () => {
    const voucher = await issued(shop)
    const tables = await world.DB.prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite%'",
    ).all<{ name: string }>()
    await world.DB.batch(tables.results.map(({ name }) => world.DB.prepare(`DROP TABLE ${name}`)))
    for (const path of ['', '/print', '/qr.png']) {
      expect((await stranger.get(`/v/${voucher.code}${path}`)).status).toBe(200)
    }
    await applyD1Migrations(env.DB, env.MIGRATIONS)
  })
})
