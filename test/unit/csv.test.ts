import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvLine, guarded, unguarded } from '../../src/csv.ts'

describe('A cell of a CSV file', () => {
  it.each(['=1+1', '+351912345678', '-2', '@SUM(A1)', '\tx', '\rx', "'=1", "''+"])(
    'is no formula: %j',
    (text) => {
      expect(guarded(text)).toBe(`'${text}`)
      expect(unguarded(guarded(text))).toBe(text)
    },
  )

  it.each(['Ana', "O'Neill", "'quoted'", '1+1', '', 'a@b.example'])('is left alone: %j', (text) => {
    expect(guarded(text)).toBe(text)
    expect(unguarded(text)).toBe(text)
  })

  it('of any text comes back as it was, and none begins like a formula', () => {
    const texts = fc.oneof(fc.string({ unit: 'binary' }), fc.stringMatching(/^['=+\-@\t\r",;\n a]{0,12}$/))
    fc.assert(
      fc.property(fc.array(texts, { minLength: 2, maxLength: 6 }), (cells) => {
        const line = csvLine(cells)
        const [read = []] = parse(line, { relax_column_count: true }) as string[][]
        fc.pre(cells.some((cell) => cell !== ''))
        expect(read.map(unguarded)).toEqual(cells)
        for (const cell of read) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
      }),
    )
  })
})
