import { SETUP_STEPS } from '../../src/checklist.ts'
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

const EVERY_DAY = '08:00-20:00'
const WEEK = [EVERY_DAY, EVERY_DAY, EVERY_DAY, EVERY_DAY, EVERY_DAY]
const WEEKEND = ['09:00-20:00', '09:00-18:00']

const shop = (id: StoreId, name: string, address: string, city = 'Lisboa'): Store => ({
  id,
  name,
  city,
  address,
  hours: [...WEEK, ...WEEKEND],
  imageUrl: null,
  scanRedeems: false,
  zone: LISBON,
  partner: null,
  state: 'open',
  version: 1,
})

const STORES: readonly Store[] = [
  shop(CHIADO, 'Chiado', 'Rua Serpa Pinto 12, 1200-442 Lisboa'),
  shop(CAMPO, 'Campo de Ourique', 'Rua Coelho da Rocha 58, 1350-079 Lisboa'),
  shop(BELEM, 'Belém', 'Rua de Belém 91, 1300-085 Lisboa'),
  {
    ...shop(PONTA, 'Ponta Delgada', 'Rua dos Mercadores 20, 9500-092 Ponta Delgada', 'Ponta Delgada'),
    zone: 'Atlantic/Azores',
  },
  {
    ...shop(MAR, 'Livraria Mar', 'Rua das Flores 77, 4050-265 Porto', 'Porto'),
    hours: [...WEEK.map(() => '10:00-19:00'), '10:00-19:00', ''],
    partner: 'ptn_mar',
  },
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
    version: 1,
  },
  stores: STORES,
  partners: [{ id: 'ptn_mar', name: 'Mar', state: 'approved' }],
  settled: [...SETUP_STEPS, 'goodwill_reasons'],
}
