import { describe, expect, it } from 'vitest'
import { enrol, issued, openLume, shopSystem } from './cast.ts'
import { send, soon } from './pages.ts'
import { cookieOf, libraryDump, postRoutes } from './site-map.ts'
import { DEVICE, tabletAt } from './tablet-desk.ts'

await openLume()
const shop = await shopSystem()
const voucher = await issued(shop)
// The same browser is a shared tablet too.
const { jar } = await tabletAt('sto_chiado')
const redemption = `rdm_${voucher.id.slice(4)}_2`
const { pages, api } = postRoutes({ voucher: voucher.id, token: 'x', redemption })

const deep = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth)
const BINARY = new Uint8Array(4096).map((_, index) => (index * 197) % 256)
const LARGE = 'x'.repeat(12 * 1024 * 1024)
const LARGE_FORM = new TextEncoder().encode(`reason=${LARGE}`)
const LARGE_JSON = new TextEncoder().encode(`"${LARGE}"`)

const BODIES: readonly [string, string, () => BodyInit | null][] = [
  ['nothing', 'application/x-www-form-urlencoded', () => null],
  ['12 MB of a form', 'application/x-www-form-urlencoded', () => LARGE_FORM],
  ['12 MB of JSON', 'application/json', () => LARGE_JSON],
  ['twenty thousand fields', 'application/x-www-form-urlencoded', () => 'a=1&'.repeat(16_000)],
  ['percent signs', 'application/x-www-form-urlencoded', () => '%%%=%ED%A0%80&%00=%FF%FE&=&&&'],
  ['bytes', 'application/x-www-form-urlencoded', () => BINARY.slice()],
  ['bytes as multipart', 'multipart/form-data; boundary=x', () => BINARY.slice()],
  ['multipart without a boundary', 'multipart/form-data', () => '--x\r\n\r\n--x--'],
  [
    'multipart that never ends',
    'multipart/form-data; boundary=x',
    () => '--x\r\ncontent-disposition: form-data; name="title"\r\n\r\nA',
  ],
  [
    'multipart with a strange name',
    'multipart/form-data; boundary=x',
    () => '--x\r\ncontent-disposition: form-data; name="__proto__"\r\n\r\nA\r\n--x--',
  ],
  ['a picture', 'image/svg+xml', () => '<svg onload="alert(1)"/>'],
  ['deep JSON', 'application/json', () => deep(100_000, '[', ']')],
  ['deep objects', 'application/json', () => `${'{"a":'.repeat(9000)}1${'}'.repeat(9000)}`],
  ['JSON of another kind', 'application/json', () => '"text"'],
  ['JSON with a prototype', 'application/json', () => '{"__proto__":{"role":"admin"},"constructor":1}'],
  ['a number without an end', 'application/json', () => `{"uses":1e999,"title":${'9'.repeat(5000)}}`],
  ['UTF-16', 'application/json; charset=utf-16', () => new Uint8Array([0xff, 0xfe, 0x7b, 0, 0x7d, 0])],
  ['no type', '', () => 'reason=x'],
  ['a type without an end', `text/${'x'.repeat(5000)}`, () => 'reason=x'],
]

describe('a hostile body', () => {
  /** Somebody new for each page, and from elsewhere each time: whoever errs too often is answered no more. */
  const somebody = async () => ({
    cookie: `${await cookieOf(await enrol({ role: 'admin' }))}; ${DEVICE}=${jar.get(DEVICE)}`,
  })
  let networks = 0
  const fromElsewhere = () => {
    networks += 1
    return { 'cf-connecting-ip': `2001:db8:0:${networks.toString(16)}::1` }
  }
  const page = (path: string, type: string, body: BodyInit | null, by: Record<string, string>) =>
    send('POST', path, {
      body,
      headers: { ...by, 'sec-fetch-site': 'same-origin', ...(type !== '' && { 'content-type': type }) },
    })
  const call = (path: string, type: string, body: BodyInit | null) =>
    send('POST', path, {
      body,
      headers: {
        authorization: `Bearer ${shop.key}`,
        'idempotency-key': crypto.randomUUID(),
        ...(type !== '' && { 'content-type': type }),
      },
    })

  // Signing out reads no body; the session is needed for the rest.
  it.each(pages.filter((path) => path !== '/signout'))(
    'is refused by %s and changes nothing',
    async (path) => {
      await soon(async () => expect(await libraryDump()).toContain(voucher.id))
      const by = await somebody()
      const before = await libraryDump()
      const answers = BODIES.map(async ([name, type, body]) => {
        const { status } = await page(path, type, body(), { ...by, ...fromElsewhere() })
        expect(status, name).toBeLessThan(500)
        // A preview of nothing, and a scan of it, are answers; everything else refuses.
        if (!/preview|validations/.test(path)) expect(status, name).toBeGreaterThanOrEqual(400)
      })
      await Promise.all(answers)
      expect(await libraryDump()).toBe(before)
    },
  )

  it.each(api)('is refused by %s with a problem, and changes nothing', async (path) => {
    const before = await libraryDump()
    for (const [name, type, body] of BODIES) {
      const response = await call(path, type, body())
      expect(response.status, name).toBeGreaterThanOrEqual(400)
      expect(response.status, name).toBeLessThan(500)
      const problem = await response.json<{ reason: string; explanation: string }>()
      expect(problem.reason, name).toMatch(/^[a-z_]+$/)
      expect(problem.explanation.length, name).toBeGreaterThan(10)
    }
    expect(await libraryDump()).toBe(before)
    const { data } = await (await shop.get(`/vouchers/${voucher.id}/ledger`)).json<{ data: unknown[] }>()
    expect(data).toHaveLength(1)
  })
})
