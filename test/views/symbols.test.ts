import { describe, expect, it } from 'vitest'
import { frame, voucher } from './fixtures.ts'
import { printPage, voucherPage } from './pages.ts'
import { readSymbol, symbolsIn } from './symbol-image.ts'

const CODES = [
  '7Q4K9XW2MTR2',
  '7Q4K9XW2MTR27Q4K',
  'ANA7',
  'WELCOME10',
  'WELCOMETOMERIDIANO10',
  '12345678901234567890',
]

describe('symbols', () => {
  it.each(CODES)('a scanner reads %s from both symbols on screen, and nothing else', async (code) => {
    const read = await Promise.all(symbolsIn(voucherPage(frame(), voucher({ code }))).map(readSymbol))
    expect(read).toEqual([
      { text: code, format: 'QRCode' },
      { text: code, format: 'Code128' },
    ])
  })

  it.each(CODES)('a scanner reads %s from the receipt, a phone the link beside it', async (code) => {
    const read = await Promise.all(
      symbolsIn(printPage(frame(), voucher({ code }), 'receipt')).map(readSymbol),
    )
    expect(read).toEqual([
      { text: code, format: 'QRCode' },
      { text: code, format: 'Code128' },
      { text: `https://vale.example/v/${code}`, format: 'QRCode' },
    ])
  })

  it('the barcode of a generated code is 187 modules wide with its quiet zones, so that bars fall on whole pixels', () => {
    const [, bars] = symbolsIn(voucherPage(frame(), voucher()))
    expect(bars).toContain('viewBox="0 0 187 45"')
  })

  it('every symbol lies on its own white, quiet zone included, and is named for those who hear it', () => {
    for (const svg of symbolsIn(voucherPage(frame(), voucher()))) {
      expect(svg).toMatch(/role="img" aria-label="(?:QR code|Barcode) for 7Q4K-9XW2-MTR2"/)
      expect(svg).toMatch(/viewBox="0 0 (\d+) (\d+)".*<path fill="#fff" d="M0 0h\1v\2H0z"/s)
    }
  })
})
