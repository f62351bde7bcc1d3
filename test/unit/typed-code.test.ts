import { describe, expect, it } from 'vitest'
import { grouped, slipIn } from '../../views/browser/counter/grouping.ts'

/** The field after an edit; the caret is written as a bar. */
function edited(shown: string): string {
  const caret = shown.indexOf('|')
  const typed = grouped({ text: shown.replace('|', ''), caret })
  return `${typed.text.slice(0, typed.caret)}|${typed.text.slice(typed.caret)}`
}

describe('A code being typed', () => {
  it('falls into groups of four', () => {
    expect(edited('7Q4K|')).toBe('7Q4K|')
    expect(edited('7Q4K9|')).toBe('7Q4K-9|')
    expect(edited('7Q4K-9XW2M|')).toBe('7Q4K-9XW2-M|')
    expect(edited('7q4k 9xw2 mtr2|')).toBe('7q4k-9xw2-mtr2|')
  })

  it('keeps the caret where the next symbol goes', () => {
    expect(edited('7Q|X4K-9XW2-MTR2')).toBe('7Q|X4-K9XW-2MTR-2')
    expect(edited('7Q4KX|-9XW2')).toBe('7Q4K-X|9XW-2')
    expect(edited('|7Q4K9')).toBe('|7Q4K-9')
  })

  it('lets the caret walk back over a dash', () => {
    expect(edited('7Q4K|9XW2')).toBe('7Q4K|-9XW2')
    expect(edited('7Q4|-9XW2')).toBe('7Q4|9-XW2')
  })

  it('survives a paste of any kind, whole', () => {
    expect(edited('7Q4K–9XW2–MTR2|')).toBe('7Q4K-9XW2-MTR2|')
    expect(edited('https://vale.example/v/7Q4K9XW2MTR2?x=1|')).toBe('7Q4K-9XW2-MTR2|')
    expect(edited('7Q4K9XW2MTR2ABC0|')).toBe('7Q4K-9XW2-MTR2-ABC0|')
    expect(edited('7Q4K9XW2MTR2ABC0X|')).toBe('7Q4K9XW2MTR2ABC0X|')
    expect(edited('ana@example.com|')).toBe('ana@example.com|')
  })
})

describe('A slip', () => {
  it('is found before anybody is asked, with the group to look at', () => {
    expect(slipIn('7q4k-9xw2-mtr2')).toBeNull()
    expect(slipIn('7Q4K-9WX2-MTR2')).toEqual({ group: 2, symbols: '9WX2' })
    expect(slipIn('7Q4K-9XW2-MTU2')).toEqual({ group: 3, symbols: 'MTU2' })
  })

  it('that could be anywhere names no group', () => {
    expect(slipIn('7Q4K-0000-MTR2')).toMatchObject({ group: null })
    expect(slipIn('12')).toEqual({ group: null, symbols: '12' })
  })

  it('is not seen in a chosen word, which has no check symbol', () => {
    expect(slipIn('WELCOME10')).toBeNull()
  })
})
