import type { Directory, Store } from '../../src/directory.ts'
import type { StoreId } from '../../src/id.ts'

const LISBON = 'Europe/Lisbon'

/** Where the demo happens: four shops of the brand, one of them an hour behind, and a partner's. */
export const CHIADO: StoreId = 'sto_chiado'
export const CAMPO: StoreId = 'sto_campo'
export const BELEM: StoreId = 'sto_belem'
export const PONTA: StoreId = 'sto_ponta'
export const MAR: StoreId = 'sto_mar'

/** The brand's own shops, without the partner's. */
export const OWN_STORES: readonly StoreId[] = [CHIADO, CAMPO, BELEM, PONTA]

const STORES: readonly Store[] = [
  { id: CHIADO, name: 'Chiado', city: 'Lisboa', zone: LISBON, partner: null, state: 'open' },
  { id: CAMPO, name: 'Campo de Ourique', city: 'Lisboa', zone: LISBON, partner: null, state: 'open' },
  { id: BELEM, name: 'Belém', city: 'Lisboa', zone: LISBON, partner: null, state: 'open' },
  {
    id: PONTA,
    name: 'Ponta Delgada',
    city: 'Ponta Delgada',
    zone: 'Atlantic/Azores',
    partner: null,
    state: 'open',
  },
  { id: MAR, name: 'Livraria Mar', city: 'Porto', zone: LISBON, partner: 'ptn_mar', state: 'open' },
]

/** Meridiano, cafés and bakeries: the brand a local start shows. */
export const MERIDIANO: Directory = {
  version: 0,
  brand: {
    name: 'Meridiano',
    line: 'Café and bakery in Lisbon and Ponta Delgada',
    colour: '#1f4690',
    logoUrl: null,
    zone: LISBON,
    currency: 'EUR',
    locale: 'pt-PT',
    email: 'ola@meridiano.example',
  },
  stores: STORES,
  partners: [{ id: 'ptn_mar', name: 'Mar', state: 'approved' }],
}
