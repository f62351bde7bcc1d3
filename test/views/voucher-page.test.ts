import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { assets } from '../../views/assets.ts'
import type { VoucherStatus } from '../../views/status.tsx'
import { frame, NO_CONDITIONS, NOW, usedVoucher, voucher } from './fixtures.ts'
import { voucherPage } from './pages.ts'
import { symbolsIn } from './symbol-image.ts'

const BUDGET = 12 * 1024
const SCRIPT_BUDGET = 1024

/** The page's words alone. */
function textOf(html: string): string {
  const body = html.slice(html.indexOf('<body>'))
  return body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
}

describe('the voucher page', () => {
  it('is one response of at most 12 KB compressed, its style and both symbols in it', () => {
    const long = voucher({ description: 'Obrigado pela paciência. '.repeat(12), code: '7Q4K9XW2MTR27Q4K' })
    const html = voucherPage(frame(), long)
    expect(gzipSync(html).length).toBeLessThanOrEqual(BUDGET)
    expect(html).not.toContain('rel="stylesheet"')
    expect(html.match(/<style>/g)).toHaveLength(1)
  })

  it('says what, where and until when, on the clock of the voucher', () => {
    const text = textOf(voucherPage(frame(), voucher()))
    expect(text).toContain('One coffee and a pastel de nata')
    expect(text).toContain('Any of our 5 shops')
    expect(text).toContain('Thu 17 Dec 2026')
    expect(text).toContain('23:59, Lisbon time')
    expect(text).toContain('7Q4K-9XW2-MTR2')
  })

  it('says where and when it does not hold, what it is for, and what else is asked', () => {
    const conditions = {
      blackoutDates: ['2026-12-24', '2026-11-01'],
      only: 'online' as const,
      partners: ['Mar'],
      products: ['Espresso', 'Cake'],
      usesPerDay: 2,
      combinable: false,
      holderRequired: true,
      reusable: false,
    }
    const windows = [{ days: ['friday' as const], from: '15:00' as const, to: '19:00' as const }]
    const text = textOf(voucherPage(frame(), voucher({ conditions, windows })))
    expect(text).toContain('Online only')
    expect(text).not.toContain('Any of our 5 shops')
    expect(text).toContain('Fri 15:00 to 19:00; not on Thu 24 Dec')
    expect(text).not.toContain('1 Nov')
    expect(text).toContain('For Espresso and Cake')
    expect(text).toContain('Of our partners, only Mar.')
    expect(text).toContain('At most 2 times a day.')
    expect(text).toContain('Not together with other offers.')
    expect(text).toContain('The shop asks who you are')
    expect(text).toContain('Once used it stays used')
  })

  it('says only days without it where every hour will do', () => {
    const conditions = { ...NO_CONDITIONS, blackoutDates: ['2026-12-24', '2026-12-31'] }
    expect(textOf(voucherPage(frame(), voucher({ conditions })))).toContain(
      'Not on Thu 24 Dec and Thu 31 Dec',
    )
  })

  it('tells shops on another clock when it ends there', () => {
    expect(textOf(voucherPage(frame(), voucher()))).toContain(
      'In Ponta Delgada the voucher ends at 22:59 on the same day, Azores time.',
    )
  })

  it.each<VoucherStatus>(['redeemed', 'void', 'expired', 'blocked'])(
    'a %s voucher has no symbol, no whole code, and nothing to show, share or print',
    (status) => {
      const html = voucherPage(frame(), usedVoucher({ status, lockedAt: NOW }))
      expect(symbolsIn(html)).toEqual([])
      expect(textOf(html)).not.toContain('7Q4K-9XW2')
      expect(html).not.toContain('data-act')
      expect(html).not.toContain('/print')
    },
  )

  it.each<VoucherStatus>(['active', 'held', 'partially_redeemed'])('a %s voucher can be shown', (status) => {
    expect(symbolsIn(voucherPage(frame(), voucher({ status })))).toHaveLength(2)
  })

  it('a used one says when on the clock of the shop, and where', () => {
    const text = textOf(voucherPage(frame(), usedVoucher()))
    expect(text).toMatch(/Redeemed When Today, 13:02 Azores time Where Ponta Delgada/)
  })

  it('people never read that a voucher is void: to them it ended', () => {
    const text = textOf(voucherPage(frame(), voucher({ status: 'void', lockedAt: NOW - 60_000 })))
    expect(text).toContain('Ended')
    expect(text.toLowerCase()).not.toContain('void')
  })

  it('a stored value shows what is left of it and every part spent', () => {
    const text = textOf(
      voucherPage(
        frame(),
        voucher({
          status: 'partially_redeemed',
          benefit: { kind: 'value', amount: 5000, currency: 'EUR' },
          balance: 3240,
          currency: 'EUR',
          uses: null,
          usesLeft: null,
          redemptions: [{ at: NOW, storeName: 'Chiado', zone: 'Europe/Lisbon', amount: 1760 }],
        }),
      ),
    )
    expect(text).toContain('€32.40 left')
    expect(text).toContain('of €50.00')
    expect(text).toContain('€17.60')
  })

  it('watches itself with one small script, reloads itself without any, and stops both once nothing can change', () => {
    const live = voucherPage(frame(), voucher())
    expect(live.match(/<script/g)).toHaveLength(1)
    expect(live).toContain('<noscript><meta http-equiv="refresh"')
    expect(live).toContain('data-etag="&quot;7-active-3&quot;"')
    const used = voucherPage(frame(), usedVoucher())
    expect(used).not.toContain('<script')
    expect(used).not.toContain('http-equiv="refresh"')
    expect(used).toContain('data-final')
  })

  it('that script is at most 1 KB', async () => {
    const script = await readFile(join(import.meta.dirname, '../../views/assets', assets['voucher.js']))
    expect(script.length).toBeLessThanOrEqual(SCRIPT_BUDGET)
  })

  it('a picture keeps its place while it loads', () => {
    expect(
      voucherPage(frame(), voucher({ imageUrl: '/images/a.webp', imageAlt: 'A pastel de nata' })),
    ).toMatch(
      /<img class="ticket__photo" src="\/images\/a.webp" width="\d+" height="\d+" alt="A pastel de nata"/,
    )
  })
})
