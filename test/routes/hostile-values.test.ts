import { describe, expect, it } from 'vitest'
import { COFFEE, enrol, issued, openLume, shopSystem } from './cast.ts'
import { multipart, send, stranger } from './pages.ts'
import { cookieOf } from './site-map.ts'

await openLume()
const shop = await shopSystem()
const voucher = await issued(shop)
const cookie = await cookieOf(await enrol({ role: 'admin' }))
const redemption = `rdm_${voucher.id.slice(4)}_2`

const TEXTS = [
  '\u0000',
  '\ud800',
  '\u202e\u200b\ufeff',
  '👩‍👩‍👧‍👦'.repeat(30),
  'x'.repeat(20_000),
  '__proto__',
  '../../etc/passwd',
  "'; DROP TABLE vouchers; --",
  '<img src=x onerror=alert(1)>',
  '-1',
  '1e999',
  '９９９',
  'NaN',
  '2027-02-29T24:00',
]

describe('hostile texts in single fields', () => {
  const FORMS: readonly [string, Record<string, string>, readonly string[]][] = [
    [
      '/admin/issue',
      { title: 'Coffee', validity_kind: 'unlimited', uses: '1' },
      [
        'title',
        'description',
        'image_url',
        'percent',
        'max_amount',
        'amount',
        'item',
        'text',
        'days',
        'months',
        'date',
        'time',
        'code',
        'store_ids',
        'uses',
        'minimum_spend',
        'window_days_0',
        'window_from_0',
        'reason',
        'note',
        'customer_id',
        'q',
        'search',
        'idempotency_key',
        'benefit_kind',
        'validity_kind',
        'code_mode',
      ],
    ],
    ['/admin/customers', { name: 'Ana' }, ['name', 'email', 'phone', 'idempotency_key']],
    ['/scan/validations', {}, ['code', 'store_id']],
    [
      '/scan/redemptions',
      { voucher: voucher.id },
      ['voucher', 'store_id', 'amount', 'order_amount', 'order_id', 'idempotency_key', 'code'],
    ],
    [
      '/scan/rollbacks',
      { redemption, reason: 'mistake' },
      ['redemption', 'reason', 'reason_text', 'store_id', 'idempotency_key'],
    ],
    [
      `/admin/vouchers/${voucher.id}/extensions`,
      { reason: 'x', validity_kind: 'days' },
      ['reason', 'validity_kind', 'days', 'time', 'date'],
    ],
    [`/admin/vouchers/${voucher.id}/rollbacks`, { reason: 'x', seq: '2' }, ['reason', 'seq', 'amount']],
  ]
  const KINDS = [
    { benefit_kind: 'percent', validity_kind: 'fixed_date', code_mode: 'chosen' },
    { benefit_kind: 'value', validity_kind: 'days', code_mode: 'none' },
    { benefit_kind: 'fixed_price', validity_kind: 'months' },
  ]

  it.each(FORMS)(
    'never break %s, nor come back as markup',
    async (path, form, fields) => {
      for (const [at, field] of fields.entries()) {
        for (const [number, text] of TEXTS.entries()) {
          // Every field meets every text, each time as part of another kind of voucher.
          const kind = path === '/admin/issue' ? KINDS[(at + number) % KINDS.length] : {}
          const all = { ...form, idempotency_key: crypto.randomUUID(), ...kind, [field]: text }
          const headers = { cookie, 'sec-fetch-site': 'same-origin' }
          const response = await send('POST', path, { body: multipart(all), headers })
          expect(response.status, `${field}: ${text.slice(0, 40)}`).toBeLessThan(500)
          expect(await response.text()).not.toContain('<img src=x')
        }
      }
    },
    30_000,
  )

  const ADDRESSES = (text: string) => [
    `/v/${text}`,
    `/v?code=${text}`,
    `/v/${text}/print`,
    `/v/${text}/qr.png`,
    `/join/${text}`,
    `/images/${text}`,
    `/scan?code=${text}&store=${text}`,
    `/scan/outcomes/${text}/${text}`,
    `/admin/issue?again=${text}&customer_id=${text}`,
    `/admin/issue/customers?q=${text}`,
    `/admin/customers/new?name=${text}`,
    `/admin/vouchers?q=${text}&status=${text}&store_id=${text}&source=${text}&from=${text}&to=${text}&cursor=${text}`,
    `/admin/vouchers/${text}`,
    `/admin/vouchers/${text}/handover`,
  ]

  it.each(TEXTS.map((text, number) => [number, text] as const))(
    'never break an address: %i',
    async (_, text) => {
      const encoded = encodeURIComponent(text.toWellFormed()).slice(0, 6000)
      const answers = [...ADDRESSES(encoded), ...ADDRESSES('%ED%A0%80%')].map(async (path) => {
        const response = await stranger.get(path, { cookie })
        expect(response.status, path.slice(0, 80)).toBeLessThan(500)
        expect(await response.text()).not.toContain('<img src=x')
      })
      await Promise.all(answers)
    },
  )
})

describe('hostile values in single fields of the API', () => {
  const VALUES = [
    null,
    true,
    0,
    -1,
    1.5,
    1e21,
    '',
    'x'.repeat(5000),
    '\u0000',
    '\ud800',
    [],
    [null],
    {},
    { kind: 'value' },
    [[[]]],
  ]
  const full = {
    ...COFFEE,
    description: '',
    image_url: null,
    code: 'CHOSENCODE',
    customer_id: null,
    store_ids: [],
    uses: 1,
    windows: [],
    minimum_spend: null,
    reason: 'x',
    note: 'x',
    metadata: {},
  }
  const order = { order_id: 'o', amount: 1, currency: 'EUR', items: [] }
  const CALLS: readonly [string, Record<string, unknown>][] = [
    ['/vouchers', full],
    [
      '/vouchers/x/redemptions',
      { order, store_id: null, customer_id: null, channel: 'online', amount: 1, accept_partial: true },
    ],
    ['/vouchers/x/validations', { order, store_id: null, customer_id: null, channel: 'online', amount: 1 }],
    ['/vouchers/x/extensions', { reason: 'x', validity: { kind: 'days', count: 1 } }],
    ['/vouchers/x/voids', { reason: 'x', refund: false }],
    ['/redemptions/x/rollbacks', { reason: 'x', amount: 1 }],
    [
      '/customers',
      {
        name: 'Ana',
        email: 'a@example.com',
        phone: '+351911111111',
        birthday: null,
        locale: 'en',
        zone: null,
        tags: [],
        consents: { marketing: true },
        notes: '',
      },
    ],
  ]

  it.each(CALLS)('never break %s', async (call, body) => {
    const { id } = await issued(shop)
    const path = call
      .replace('/vouchers/x', `/vouchers/${id}`)
      .replace('/redemptions/x', `/redemptions/rdm_${id.slice(4)}_1`)
    const nested = Object.entries(body).flatMap(([name, value]) =>
      VALUES.flatMap((wrong) => [
        { ...body, [name]: wrong },
        ...(value !== null && typeof value === 'object' && !Array.isArray(value)
          ? Object.keys(value).map((inner) => ({ ...body, [name]: { ...value, [inner]: wrong } }))
          : []),
      ]),
    )
    for (const wrong of nested) {
      const response = await shop.post(path, wrong)
      expect(response.status, JSON.stringify(wrong).slice(0, 300)).toBeLessThan(500)
    }
  })
})
