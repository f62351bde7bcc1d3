import { describe, expect, it } from 'vitest'
import { type Directory, directoryOf, UNNAMED } from '../../src/directory.ts'
import { findStores } from '../../src/store-search.ts'

const { stores }: Directory = directoryOf({
  ...UNNAMED,
  stores: [
    ['sto_1', 'Chiado', 'Lisboa', 'Rua Serpa Pinto 12'],
    ['sto_2', 'Belém', 'Lisboa', 'Rua de Belém 91'],
    ['sto_3', 'Praça', 'Évora', 'Praça do Giraldo'],
  ].map(([id = '', name = '', city = '', address = '']) => ({
    id: `sto_${id.slice(4)}`,
    name,
    city,
    address,
    zone: 'Europe/Lisbon',
    partner: null,
    state: 'open',
  })),
})

describe('Finding a shop', () => {
  it.each([
    ['', ['Belém', 'Chiado', 'Praça']],
    ['bel', ['Belém']],
    ['EVORA', ['Praça']],
    ['lisboa pinto', ['Chiado']],
    ['rua', ['Belém', 'Chiado']],
    ['porto', []],
  ])('%j finds %j', (typed, names) => {
    expect(findStores(stores, typed).map(({ name }) => name)).toEqual(names)
  })
})
