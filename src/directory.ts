import type { PartnerId, StoreId } from './id.ts'

/** Who promises: its name, look, home zone and money. */
export interface Brand {
  readonly name: string
  /** One line under the name: what it is and where. */
  readonly line: string
  /** `#rrggbb`; every other colour is derived from it. */
  readonly colour: string
  readonly logoUrl: string | null
  /** IANA zone: days of vouchers without a store of their own, and of reports. */
  readonly zone: string
  readonly currency: string
  /** BCP 47. */
  readonly locale: string
  readonly email: string | null
}

/** A place that honours vouchers, on its own clock. */
export interface Store {
  readonly id: StoreId
  readonly name: string
  readonly city: string
  readonly zone: string
  readonly partner: PartnerId | null
  readonly state: 'open' | 'closed' | 'archived'
}

/** Another business that accepts the brand's vouchers. */
export interface Partner {
  readonly id: PartnerId
  readonly name: string
  readonly state: 'approved' | 'paused'
}

/** The brand's stores and partners as one versioned document: a redemption needs no other list. */
export interface Directory {
  readonly version: number
  readonly brand: Brand
  readonly stores: readonly Store[]
  readonly partners: readonly Partner[]
}

/** One document, read whole by every isolate: 256 KB is about 1,500 stores. */
export const DIRECTORY_BYTES_MOST = 262_144

/** The store of that id, or null. */
export function storeOf(directory: Directory, id: StoreId | null): Store | null {
  return directory.stores.find((store) => store.id === id) ?? null
}

/** The zone a voucher's days are counted in: its store's if it has exactly one, else the brand's. */
export function zoneOfStores(directory: Directory, stores: readonly StoreId[]): string {
  const [only] = stores
  const store = stores.length === 1 && only !== undefined ? storeOf(directory, only) : null
  return store?.zone ?? directory.brand.zone
}

/** What an empty deployment is before anybody has set it up. */
export const UNNAMED: Directory = {
  version: 0,
  brand: {
    name: 'Vale',
    line: '',
    colour: '#1f4690',
    logoUrl: null,
    zone: 'UTC',
    currency: 'EUR',
    locale: 'en',
    email: null,
  },
  stores: [],
  partners: [],
}
