import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvRow, guarded, unguarded } from '../../src/csv.ts'

describe('A cell of a CSV file', () => {
  it.each([
    '=1+1',
    '+351912345678',
    '-2',
    '@SUM(A1)',
    '\tx',
    '\rx',
    '\nx',
    "'=1",
    "''+",
    '＝1',
    '＋1',
    '－1',
    '＠x',
  ])('is no formula: %j', (text) => {
    expect(guarded(text)).toBe(`'${text}`)
    expect(unguarded(guarded(text))).toBe(text)
  })

  it.each(['Ana', "O'Neill", "'quoted'", '1+1', '', 'a@b.example'])('is left alone: %j', (text) => {
    expect(guarded(text)).toBe(text)
    expect(unguarded(text)).toBe(text)
  })

  it('of any text comes back as it was, and none begins like a formula', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.stringMatching(/^['=+\-@\t\r",;\n a＝＠]{0,12}$/),
    )
    fc.assert(
      fc.property(fc.array(texts, { minLength: 2, maxLength: 6 }), (cells) => {
        const line = csvRow(cells)
        const [read = []] = parse(line, { relax_column_count: true }) as string[][]
        fc.pre(cells.some((cell) => cell !== ''))
        expect(read.map(unguarded)).toEqual(cells)
        for (const cell of read) expect(cell).not.toMatch(/^[=+\-@\t\r\n＝＋－＠]/)
      }),
    )
  })

  it('stands between commas, and its row ends with CR LF', () => {
    expect(csvRow(['Ana', -3, null, true, '', 0.5])).toBe('Ana,-3,,true,,0.5\r\n')
  })

  it('is quoted where it would otherwise be two cells or two rows, anywhere in the world', () => {
    expect(csvRow(['a,b', 'a;b', 'a\tb', 'a"b', 'a\nb', ' a'])).toBe(
      '"a,b","a;b","a\tb","a""b","a\nb"," a"\r\n',
    )
  })
})
