import { describe, expect, it } from 'vitest'
import { readCardToken, readShown } from '../../src/card.ts'

const CARD = 'card_m5673gq9a004j23ga9step97c0'

describe('A card', () => {
  it('is read in any case, with spaces around', () => {
    for (const shown of [CARD, CARD.toUpperCase(), ` ${CARD}\n`]) expect(readCardToken(shown)).toBe(CARD)
  })

  it('is nothing else', () => {
    for (const shown of ['', 'card_', CARD.slice(0, -1), `${CARD}0`, CARD.replace('m', 'u'), '7Q4K9XW2MTR2'])
      expect(readCardToken(shown), shown).toBeNull()
  })

  it('is told from the codes of vouchers, which are read as before', () => {
    expect(readShown(CARD)).toEqual({ kind: 'chosen', code: CARD })
    expect(readShown('7Q4K-9XW2-MTR2')).toEqual({ kind: 'generated', code: '7Q4K9XW2MTR2' })
    expect(readShown('WELCOME10')).toEqual({ kind: 'chosen', code: 'WE1C0ME10' })
    expect(readShown('7Q4K-9XW2-MTR3')).toMatchObject({ kind: 'malformed' })
  })
})
