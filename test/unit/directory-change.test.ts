import { describe, expect, it } from 'vitest'
import { SETUP_STEPS } from '../../src/checklist.ts'
import {
  DIRECTORY_BYTES_MOST,
  type Directory,
  type DirectoryDocument,
  directoryOf,
  type Store,
  UNNAMED,
} from '../../src/directory.ts'
import { type Changed, type DirectoryChange, fits, withChange } from '../../src/directory-change.ts'
import { HARBOUR, MARKET } from './cast.ts'

const MARKET_FIELDS = {
  name: 'Market',
  city: 'Berlin',
  address: 'Marktplatz 1',
  hours: [],
  imageUrl: null,
  scanRedeems: false,
  zone: 'Europe/Berlin',
  state: 'open',
} as const

const lume = changedBy(UNNAMED, [
  { kind: 'brand', version: 0, fields: { name: 'Lume' } },
  { kind: 'new_store', id: MARKET, fields: MARKET_FIELDS },
  { kind: 'new_store', id: HARBOUR, fields: { ...MARKET_FIELDS, name: 'Harbour' } },
])

describe('A change of the directory', () => {
  it('moves its own part one version further, and the whole', () => {
    expect(lume.version).toBe(3)
    expect(lume.brand).toMatchObject({ name: 'Lume', version: 1 })
    expect(lume.stores.map(({ version }) => version)).toEqual([1, 1])
    const next = changedBy(lume, [{ kind: 'store', id: MARKET, version: 1, fields: { state: 'closed' } }])
    expect(next.stores.map(({ version, state }) => [version, state])).toEqual([
      [2, 'closed'],
      [1, 'open'],
    ])
  })

  it('of one store never meets a change of another, nor of the brand', () => {
    const next = changedBy(lume, [
      { kind: 'store', id: MARKET, version: 1, fields: { city: 'Potsdam' } },
      { kind: 'store', id: HARBOUR, version: 1, fields: { city: 'Lisbon' } },
      { kind: 'brand', version: 1, fields: { line: 'Bakery' } },
    ])
    expect(next.stores.map(({ city }) => city)).toEqual(['Potsdam', 'Lisbon'])
  })

  it('by somebody who has not seen the last version is refused, and changes nothing', () => {
    const changed = changedBy(lume, [{ kind: 'store', id: MARKET, version: 1, fields: { city: 'Potsdam' } }])
    const late = { kind: 'store', id: MARKET, version: 1, fields: { city: 'Hamburg' } } as const
    expect(withChange(changed, late)).toEqual({
      kind: 'refused',
      reason: 'version_conflict',
      directory: changed,
    })
    const brand = withChange(lume, { kind: 'brand', version: 0, fields: { name: 'Other' } })
    expect(brand).toMatchObject({ kind: 'refused', reason: 'version_conflict' })
  })

  it('that asks for what stands is nobody’s conflict and no change', () => {
    const same = { kind: 'store', id: MARKET, version: 0, fields: { city: 'Berlin', hours: [] } } as const
    expect(withChange(lume, same)).toEqual({ kind: 'unchanged', directory: lume })
    expect(withChange(lume, { kind: 'brand', version: 0, fields: { name: 'Lume' } }).kind).toBe('unchanged')
  })

  it('of a store nobody knows is refused', () => {
    const unknown = { kind: 'store', id: 'sto_gone', version: 1, fields: { city: 'X' } } as const
    expect(withChange(lume, unknown)).toMatchObject({ kind: 'refused', reason: 'store_not_found' })
  })

  it.each([
    [{ state: 'closed' }, 'store_closed'],
    [{ state: 'archived' }, 'store_archived'],
    [{ city: 'Potsdam' }, 'store_changed'],
  ] as const)('says what it was: %j is %s', (fields, action) => {
    const changed = withChange(lume, { kind: 'store', id: MARKET, version: 1, fields })
    expect(changed).toMatchObject({ kind: 'changed', audit: { action, subject: MARKET } })
  })

  it('adds a store once, also where nobody remembers the command any more', () => {
    const again = { kind: 'new_store', id: MARKET, fields: { ...MARKET_FIELDS, name: 'Again' } } as const
    expect(withChange(lume, again)).toEqual({ kind: 'unchanged', directory: lume })
  })

  it('settles a question once', () => {
    const asked = { kind: 'settled', settles: ['add_logo'] } as const
    const next = changedBy(lume, [asked])
    expect(next.settled).toEqual(['add_logo'])
    expect(withChange(next, asked)).toEqual({ kind: 'unchanged', directory: next })
  })

  it('that would outgrow one document is refused', () => {
    const full = { ...lume, partners: Array.from({ length: 5200 }, partner) }
    expect(fits(full)).toBe(true)
    const long = { kind: 'store', id: MARKET, version: 1, fields: { address: 'x'.repeat(9000) } } as const
    expect(withChange(full, long)).toMatchObject({ kind: 'refused', reason: 'directory_full' })
  })
})

describe('A directory of five hundred shops', () => {
  it('with real names, addresses, hours and a picture each stays within one document', () => {
    const stores = Array.from({ length: 500 }, (_, index) => realistic(index))
    const size = new TextEncoder().encode(JSON.stringify({ ...lume, stores })).length
    expect(size).toBeLessThanOrEqual(DIRECTORY_BYTES_MOST)
    // The measure is of honest shops: none is made small.
    expect(size / stores.length).toBeGreaterThan(380)
  })
})

describe('A directory written before a field was known', () => {
  const old: DirectoryDocument = {
    version: 7,
    brand: {
      name: 'Old',
      line: '',
      colour: '#1f4690',
      logoUrl: null,
      zone: 'Europe/Lisbon',
      currency: 'EUR',
      locale: 'pt-PT',
      email: null,
    },
    stores: [
      { id: MARKET, name: 'Market', city: 'Berlin', zone: 'Europe/Berlin', partner: null, state: 'open' },
    ],
    partners: [],
  }

  it('reads as if nobody had said it, and as set up', () => {
    const read = directoryOf(old)
    expect(read).toMatchObject({ version: 7, brand: { version: 1 }, settled: SETUP_STEPS })
    expect(read.stores).toMatchObject([{ address: '', hours: [], imageUrl: null, version: 1 }])
    expect(directoryOf(read)).toEqual(read)
  })

  it('can be changed like any other', () => {
    const read = directoryOf(old)
    const next = changedBy(read, [
      { kind: 'store', id: MARKET, version: 1, fields: { address: 'Marktplatz 1' } },
    ])
    expect(next.stores[0]).toMatchObject({ address: 'Marktplatz 1', version: 2 })
  })
})

function changedBy(directory: Directory, changes: readonly DirectoryChange[]): Directory {
  return changes.reduce((now, change) => accepted(withChange(now, change)), directory)
}

function accepted(changed: Changed): Directory {
  if (changed.kind !== 'changed') throw new Error(JSON.stringify(changed))
  return changed.directory
}

function partner(_: unknown, index: number) {
  return { id: `ptn_${index}`, name: 'Mar', state: 'approved' } as const
}

const STREETS = ['Avenida Almirante Reis', 'Rua da Misericórdia', 'Praça do Comércio', 'Largo da Graça']

function realistic(index: number): Store {
  const day = '08:00-13:00,14:30-19:30'
  return {
    id: `sto_${String(index).padStart(26, '0')}`,
    name: `${STREETS[index % 4]} ${index}`,
    city: 'Vila Nova de Gaia',
    address: `${STREETS[index % 4]} ${index}, 1150-017 Vila Nova de Gaia`,
    hours: [day, day, day, day, day, '09:00-14:00', ''],
    scanRedeems: false,
    imageUrl: `/images/${'0123456789abcdef'.repeat(4)}.webp`,
    zone: 'Europe/Lisbon',
    partner: null,
    state: 'open',
    version: 12,
  }
}
