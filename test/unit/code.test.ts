import { describe, expect, it } from 'vitest'
import {
  checkSymbol,
  chosenCodeProblem,
  codeFromBytes,
  groupCode,
  guessable,
  lastFour,
  normaliseCode,
  readCode,
} from '../../src/code.ts'

const CODE = '7Q4K9XW2MTR2'

describe('A generated code', () => {
  it('carries its check symbol', () => {
    expect(checkSymbol('7Q4K9XW2MTR')).toBe('2')
    expect(readCode(CODE)).toEqual({ kind: 'generated', code: CODE })
  })

  it('has 11 random symbols and their check symbol', () => {
    const code = codeFromBytes(Uint8Array.of(0x3d, 0xc9, 0x34, 0xf7, 0x82, 0xa6, 0xb0))
    expect(code).toBe(CODE)
    expect(codeFromBytes(new Uint8Array(7))).toBe('000000000000')
    expect(codeFromBytes(new Uint8Array(7).fill(255)).slice(0, 11)).toBe('ZZZZZZZZZZZ')
  })

  it('needs 7 bytes and uses no more', () => {
    expect(() => codeFromBytes(new Uint8Array(6))).toThrow()
    expect(codeFromBytes(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9))).toBe(
      codeFromBytes(Uint8Array.of(1, 2, 3, 4, 5, 6, 7)),
    )
  })

  it('may have 16 symbols', () => {
    const body = '7Q4K9XW2MTR2ABC'
    expect(readCode(body + checkSymbol(body))).toEqual({ kind: 'generated', code: body + checkSymbol(body) })
  })

  it('is shown in groups of four [C05]', () => {
    expect(groupCode(CODE)).toBe('7Q4K-9XW2-MTR2')
    const long = groupCode('7Q4K9XW2MTR2ABC0')
    expect(long).toBe('7Q4K-9XW2-MTR2-ABC0')
    expect(long).toHaveLength(19)
  })

  it('is named by its last four symbols', () => {
    expect(lastFour(CODE)).toBe('MTR2')
  })
})

describe('A code is the same', () => {
  it.each([
    ['in small letters', '7q4k9xw2mtr2'],
    ['in groups', '7Q4K-9XW2-MTR2'],
    ['with spaces around and inside [C01]', '  7Q4K 9XW2\tMTR2 \r\n'],
    ['with the dashes word processors make', '7Q4K–9XW2—MTR2'],
    ['with a minus, a soft hyphen and a hyphen that does not break', '7Q4K−9X\u00ADW2\u2011MTR2'],
    ['with invisible characters from a paste', '\uFEFF7Q4K\u200B9XW2\u200EMTR2\u00A0'],
    ['in wide letters of a Japanese keyboard', '７Ｑ４Ｋ－９ＸＷ２－ＭＴＲ２'],
    ['with Cyrillic look-alikes', '7Q4К9ХW2МТR2'],
    ['with Arabic digits', '٧Q٤K٩XW٢MTR٢'],
    ['with Devanagari digits', '७Q४K९XW२MTR२'],
    ['with the prefix a hand scanner adds', ']Q17Q4K9XW2MTR2'],
    ['with control characters around the prefix', '\u0002]C07Q4K9XW2MTR2\u001D\u0003'],
    ['as a link', 'https://vale.example/v/7Q4K9XW2MTR2'],
    ['as a link with more behind it', 'https://vale.example/v/7q4k-9xw2-mtr2/print?lang=de#top'],
    ['as a link read by a hand scanner', ']Q1HTTPS://VALE-DEMO.EXAMPLE/V/7Q4K9XW2MTR2?A=B'],
  ])('%s', (_, input) => {
    expect(readCode(input)).toEqual({ kind: 'generated', code: CODE })
  })

  it('with O for 0, and I or L for 1', () => {
    expect(normaliseCode('oOiIlL')).toBe('001111')
  })

  it('with every Cyrillic look-alike', () => {
    expect(normaliseCode('АВЕКМНОРСТУХ')).toBe('ABEKMH0PCTYX')
    expect(normaliseCode('авекмнорстух')).toBe('ABEKMH0PCTYX')
  })

  it('however it is cased or spaced, so that a second one is a duplicate [C02, C04]', () => {
    expect(normaliseCode('welcome 10')).toBe(normaliseCode('WELCOME10'))
  })

  it('in capitals, with the look-alikes folded, and nothing when nothing was typed [C01]', () => {
    expect(normaliseCode('10FFF')).toBe('10FFF')
    expect(normaliseCode('  10oFF  ')).toBe('100FF')
    expect(normaliseCode('   ')).toBe('')
  })
})

describe('A code with a mistake', () => {
  it('is malformed before anything is asked', () => {
    expect(readCode('7Q4K9XW2MTR3')).toMatchObject({ kind: 'malformed' })
    expect(readCode('Q74K9XW2MTR2')).toMatchObject({ kind: 'malformed' })
    expect(readCode('7Q4K9XW2MTR2ABCD')).toMatchObject({ kind: 'malformed' })
  })

  it('is malformed when empty, too short, too long or with strange symbols', () => {
    for (const input of [
      '',
      '   ',
      'ABC',
      'A'.repeat(21),
      'WELCOME!',
      'ÄPFEL2026',
      '😀😀😀😀',
      'https://vale.example/v/',
    ]) {
      expect(readCode(input)).toEqual({ kind: 'malformed', group: null })
    }
  })

  it('names the group with a symbol no code has', () => {
    expect(readCode('7Q4K-9XU2-MTR2')).toEqual({ kind: 'malformed', group: 2 })
    expect(readCode('7Q4K-9XW2-MT*2')).toEqual({ kind: 'malformed', group: 3 })
    expect(readCode('7Q4😀-9XW2-MTR2')).toEqual({ kind: 'malformed', group: 1 })
  })

  it('names the group in which a look-alike would set it right', () => {
    expect(readCode('7Q4K-9XWZ-MTR2')).toEqual({ kind: 'malformed', group: 2 })
  })

  it('names the group in which two symbols changed places', () => {
    expect(readCode('7Q4K-9XW2-MRT2')).toEqual({ kind: 'malformed', group: 3 })
  })

  it('names no group when none stands out', () => {
    expect(readCode('7Q4K-9XW2-MTR8')).toEqual({ kind: 'malformed', group: null })
  })
})

describe('A chosen code', () => {
  it('is read folded, and shown as written [C03]', () => {
    expect(readCode('welcome10')).toEqual({ kind: 'chosen', code: 'WE1C0ME10' })
    expect(groupCode('WELCOME10')).toBe('WELCOME10')
  })

  it('has 4 to 20 letters and digits', () => {
    expect(['CAFE', ' summer26 ', 'A'.repeat(20)].map(chosenCodeProblem)).toEqual([null, null, null])
    expect(['', 'A'.repeat(21)].map(chosenCodeProblem)).toEqual(['length', 'length'])
    expect(['SUMMER 26', 'SUMMER-26', 'ÄPFEL', 'SOLDÉ'].map(chosenCodeProblem)).toEqual(
      Array(4).fill('symbols'),
    )
  })

  it('of three symbols is too short [C06]', () => {
    expect(chosenCodeProblem('ABC')).toBe('length')
  })

  it('is never as long as a generated one', () => {
    expect(['A'.repeat(12), 'A'.repeat(16)].map(chosenCodeProblem)).toEqual([
      'reserved_length',
      'reserved_length',
    ])
    expect(['A'.repeat(11), 'A'.repeat(13)].map(chosenCodeProblem)).toEqual([null, null])
  })

  it('of fewer than 8 symbols can be guessed', () => {
    expect(guessable('CAFE123')).toBe(true)
    expect(guessable(' CAFE123 ')).toBe(true)
    expect(guessable('CAFE1234')).toBe(false)
  })
})
