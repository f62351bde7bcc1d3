import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ALPHABET, checkSymbol, codeFromBytes, groupCode, normaliseCode, readCode } from '../../src/code.ts'

const symbol = fc.constantFrom(...ALPHABET)
const body = (length: number) => fc.string({ unit: symbol, minLength: length, maxLength: length })
const codes = fc.oneof(body(11), body(15)).map((text) => text + checkSymbol(text))

/** The code with the symbols at the given places replaced. */
function changed(code: string, changes: Map<number, string>): string {
  return Array.from(code, (original, at) => changes.get(at) ?? original).join('')
}

/** Where a mistake of `span` symbols may start in a code of either length. */
function placeIn(code: string, span: number): fc.Arbitrary<number> {
  return fc.nat({ max: code.length - span })
}

const malformed = (code: string) => readCode(code).kind === 'malformed'

describe('The check symbol', () => {
  it('finds every single wrong symbol', () => {
    const mistakes = codes.chain((code) => fc.tuple(fc.constant(code), placeIn(code, 1)))
    fc.assert(
      fc.property(mistakes, ([code, at]) => {
        for (const wrong of ALPHABET.replace(code.charAt(at), '')) {
          expect(malformed(changed(code, new Map([[at, wrong]])))).toBe(true)
        }
      }),
      { numRuns: 200 },
    )
  })

  it.each([
    ['neighbours that changed places', 1],
    ['symbols that changed places across another', 2],
  ])('finds all %s', (_, distance) => {
    const mistakes = codes.chain((code) => fc.tuple(fc.constant(code), placeIn(code, distance + 1)))
    fc.assert(
      fc.property(mistakes, ([code, at]) => {
        const [one, other] = [code.charAt(at), code.charAt(at + distance)]
        fc.pre(one !== other)
        expect(
          malformed(
            changed(
              code,
              new Map([
                [at, other],
                [at + distance, one],
              ]),
            ),
          ),
        ).toBe(true)
      }),
      { numRuns: 1000 },
    )
  })

  it('finds every pair of equal neighbours mistaken for another such pair', () => {
    const mistakes = body(11).chain((text) => fc.tuple(fc.constant(text), fc.nat({ max: 9 }), symbol))
    fc.assert(
      fc.property(mistakes, ([text, at, twin]) => {
        const twins = changed(
          text,
          new Map([
            [at, twin],
            [at + 1, twin],
          ]),
        )
        const code = twins + checkSymbol(twins)
        for (const wrong of ALPHABET.replace(twin, '')) {
          expect(
            malformed(
              changed(
                code,
                new Map([
                  [at, wrong],
                  [at + 1, wrong],
                ]),
              ),
            ),
          ).toBe(true)
        }
      }),
      { numRuns: 200 },
    )
  })
})

describe('Codes', () => {
  it('from any bytes read as generated codes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 7, maxLength: 32 }), (bytes) => {
        const code = codeFromBytes(bytes)
        expect(readCode(code)).toEqual({ kind: 'generated', code })
      }),
    )
  })

  it('from different 55 bits are different', () => {
    const seven = fc.uint8Array({ minLength: 7, maxLength: 7 })
    fc.assert(
      fc.property(seven, fc.nat({ max: 54 }), (bytes, bit) => {
        const other = Uint8Array.from(bytes)
        const at = Math.floor(bit / 8)
        other[at] = (other[at] ?? 0) ^ (128 >> (bit % 8))
        expect(codeFromBytes(other)).not.toBe(codeFromBytes(bytes))
      }),
    )
  })

  it('are unharmed by being grouped, and grouping them twice changes nothing', () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(normaliseCode(groupCode(code))).toBe(code)
        expect(groupCode(groupCode(code))).toBe(groupCode(code))
      }),
    )
  })

  it('of any origin are the same when normalised twice', () => {
    const pieces = fc.constantFrom(
      '/v/',
      '/V/',
      ']Q1',
      ']',
      '-',
      '–',
      ' ',
      '\u200B',
      '\u0301',
      'o',
      'А',
      'Ё',
      'ß',
      'ı',
      '?',
      '#',
      '/',
    )
    const inputs = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc
        .array(fc.oneof(pieces, symbol, fc.string({ unit: 'grapheme', maxLength: 2 })))
        .map((parts) => parts.join('')),
    )
    fc.assert(
      fc.property(inputs, (input) => {
        const once = normaliseCode(input)
        expect(normaliseCode(once)).toBe(once)
      }),
      { numRuns: 5000 },
    )
  })
})
