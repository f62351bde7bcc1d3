import { describe, expect, it } from 'vitest'
import { type Directory, type Store, storeOf, UNNAMED, zoneOfStores } from '../../src/directory.ts'
import { HARBOUR, MARKET } from './cast.ts'

const market: Store = {
  id: MARKET,
  name: 'Market',
  city: 'Berlin',
  zone: 'Europe/Berlin',
  address: '',
  hours: [],
  imageUrl: null,
  scanRedeems: false,
  partner: null,
  state: 'open',
  version: 1,
}
const harbour: Store = { ...market, id: HARBOUR, name: 'Harbour', city: 'Lisbon', zone: 'Europe/Lisbon' }
const directory: Directory = {
  ...UNNAMED,
  brand: { ...UNNAMED.brand, zone: 'Europe/Paris' },
  stores: [market, harbour],
}

describe('The zone in which days are counted (R8)', () => {
  it("is the store's when the voucher has exactly one, else the brand's", () => {
    expect(zoneOfStores(directory, [HARBOUR])).toBe('Europe/Lisbon')
    expect(zoneOfStores(directory, [MARKET, HARBOUR])).toBe('Europe/Paris')
    expect(zoneOfStores(directory, [])).toBe('Europe/Paris')
  })

  it("is the brand's for a store the directory does not know", () => {
    expect(zoneOfStores(directory, ['sto_gone'])).toBe('Europe/Paris')
  })
})

describe('A store of the directory', () => {
  it('is found by its id; no id and an unknown one find none', () => {
    expect(storeOf(directory, HARBOUR)).toBe(harbour)
    expect(storeOf(directory, 'sto_gone')).toBeNull()
    expect(storeOf(directory, null)).toBeNull()
  })
})
