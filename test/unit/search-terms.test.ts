import { describe, expect, it } from 'vitest'
import { fold, prefixRange, searchTerms } from '../../src/search-terms.ts'

describe('Folding text for finding (R43)', () => {
  it.each([
    ['João', 'joao'],
    ['MÜLLER', 'muller'],
    ['Łódź', 'łodz'],
    ['ﬁn', 'fin'],
    ['ＣＡＦＥ', 'cafe'],
    ['Straße', 'straße'],
  ])('%s is found as %s', (text, folded) => {
    expect(fold(text)).toBe(folded)
  })

  it('twice changes nothing more', () => {
    expect(fold(fold('Crème Brûlée'))).toBe('creme brulee')
  })

  it('finds a Greek word by its beginning, whatever letter that ends on', () => {
    expect(fold('ΟΔΟΣΗΜΟ').startsWith(fold('ΟΔΟΣ'))).toBe(true)
  })
})

describe('The words of a text (R43)', () => {
  it('are parted by everything that is no letter or digit', () => {
    expect(searchTerms('Coffee & cake, 2-for-1 (Ana’s)')).toEqual([
      'coffee',
      'cake',
      '2',
      'for',
      '1',
      'ana',
      's',
    ])
  })

  it('of several texts are collected, each once, without gaps for those missing', () => {
    expect(searchTerms('2MTR', 'Coffee coffee', null, '')).toEqual(['2mtr', 'coffee'])
  })

  it('are the first twelve', () => {
    const many = Array.from({ length: 20 }, (_, index) => `w${index}`)
    expect(searchTerms(many.join(' '))).toEqual(many.slice(0, 12))
  })

  it('of nothing are none', () => {
    expect(searchTerms('', null, ' – ')).toEqual([])
  })
})

describe('The range of a prefix (R43)', () => {
  it('holds the prefix itself and all that begins with it, and nothing else', () => {
    const { from, to } = prefixRange('cof')
    const found = ['coe', 'coezz', 'cof', 'coffee', 'cofé', 'cog', 'co'].filter(
      (term) => from <= term && term < to,
    )
    expect(found).toEqual(['cof', 'coffee', 'cofé'])
  })
})
