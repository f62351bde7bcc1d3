import { describe, expect, it } from 'vitest'
import { isAbout, readSought } from '../../src/desk-search.ts'

describe('What is typed into the one search field', () => {
  it.each([
    ['7Q4K-9XW2-MTR2', { kind: 'code', code: '7Q4K9XW2MTR2' }],
    ['7q4k 9xw2 mtr2', { kind: 'code', code: '7Q4K9XW2MTR2' }],
    ['https://meridiano.example/v/7Q4K9XW2MTR2', { kind: 'code', code: '7Q4K9XW2MTR2' }],
    ['7Q4K-9XW2-MTR3', { kind: 'mistyped', group: null }],
    ['vch_0123456789abcdefghjkmnpqrs', { kind: 'voucher', id: 'vch_0123456789abcdefghjkmnpqrs' }],
    ['rdm_0123456789abcdefghjkmnpqrs_7', { kind: 'voucher', id: 'vch_0123456789abcdefghjkmnpqrs' }],
    ['cus_joana', { kind: 'customer', id: 'cus_joana' }],
    ['WELCOME10', { kind: 'words', code: 'WE1C0ME10' }],
    ['MTR2', { kind: 'words', code: 'MTR2' }],
    ['Joana', { kind: 'words', code: 'J0ANA' }],
    // Twelve letters of a name are no code with a slip in it.
    ['Inês Carvalho', { kind: 'words', code: null }],
    ['Ines Carvalho', { kind: 'words', code: null }],
    ['+351 912 345 412', { kind: 'words', code: null }],
    ['joana@example.com', { kind: 'words', code: null }],
    ['', { kind: 'words', code: null }],
    ['\u0000🥐', { kind: 'words', code: null }],
  ])('%j is read as %o', (text, sought) => {
    const read = readSought(text)
    // Which group a slip is in is the code's own business.
    expect(read.kind === 'mistyped' ? { ...read, group: null } : read).toEqual(sought)
  })

  it('is about a page or a shop when every word begins one of its words, whatever accents it has', () => {
    expect(isAbout('Belém, Lisboa', 'belem')).toBe(true)
    expect(isAbout('Belém, Lisboa', 'lis bel')).toBe(true)
    expect(isAbout('Belém, Lisboa', 'elem')).toBe(false)
    expect(isAbout('Belém, Lisboa', 'belem porto')).toBe(false)
    expect(isAbout('Belém, Lisboa', '')).toBe(false)
  })
})
