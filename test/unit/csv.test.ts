import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvRow } from '../../src/csv.ts'

describe('a row of CSV', () => {
  it('has its cells between commas and ends with CR LF', () => {
    expect(csvRow(['Ana', 3, null, true, ''])).toBe('Ana,3,,true,\r\n')
  })

  it('quotes what would otherwise be two cells or two rows, anywhere in the world', () => {
    expect(csvRow(['a,b', 'a;b', 'a\tb', 'a"b', 'a\nb', ' a'])).toBe(
      '"a,b","a;b","a\tb","a""b","a\nb"," a"\r\n',
    )
  })

  it.each(['=1+1', '+351 912', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1', '＋1', '－1', '＠x'])(
    'lets no spreadsheet run %j',
    (text) => expect(csvRow([text])).toMatch(/^"?'/),
  )

  it('leaves numbers alone, negative ones too', () => {
    expect(csvRow([-5, 0.5])).toBe('-5,0.5\r\n')
  })

  it('is read back as what was written, but for the apostrophe', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), (cells) => {
        const read = cellsOf(csvRow(cells).slice(0, -2))
        expect(read.map((cell) => cell.replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, ''))).toEqual(
          cells.map((cell) => cell.replace(/^'(?=[=+\-@\t\r\n＝＋－＠])/, '')),
        )
      }),
    )
  })
})

/** Reads one row as RFC 4180 says. */
function cellsOf(row: string): string[] {
  return [...`,${row}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, bare]) => quoted?.replaceAll('""', '"') ?? bare ?? '',
  )
}
