import { SETUP_STEPS, type Settled } from './checklist.ts'
import type { PartnerId, StoreId } from './id.ts'
import type { OpeningHours } from './opening-hours.ts'

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
  /** BCP 47: how dates, numbers and money are written. */
  readonly locale: string
  readonly email: string | null
  /** Counts the changes of the brand alone, so that nobody overwrites what they have not seen. */
  readonly version: number
}

/** A place that honours vouchers, on its own clock. */
export interface Store {
  readonly id: StoreId
  readonly name: string
  readonly city: string
  /** Street and number as people write them; '' where it was not said. */
  readonly address: string
  /** Empty where it was not said. */
  readonly hours: OpeningHours
  readonly imageUrl: string | null
  readonly zone: string
  readonly partner: PartnerId | null
  readonly state: StoreState
  /** At its counter a good scan redeems at once, instead of asking first. */
  readonly scanRedeems: boolean
  /** Counts the changes of this store alone. */
  readonly version: number
}

/** An open store redeems; a closed one does not for now; an archived one is only remembered. */
export const STORE_STATES = ['open', 'closed', 'archived'] as const
export type StoreState = (typeof STORE_STATES)[number]

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
  /** Steps of setting up that are behind, and lines of the checklist nobody wants to see again. */
  readonly settled: readonly Settled[]
}

type BrandSince = 'version'
type StoreSince = 'address' | 'hours' | 'imageUrl' | 'scanRedeems' | 'version'
/** The same as it may lie in storage, also where it was written before a field was known. */
export type BrandDocument = Omit<Brand, BrandSince> & Partial<Pick<Brand, BrandSince>>
export type StoreDocument = Omit<Store, StoreSince> & Partial<Pick<Store, StoreSince>>
export type DirectoryDocument = Omit<Directory, 'brand' | 'stores' | 'settled'> & {
  readonly brand: BrandDocument
  readonly stores: readonly StoreDocument[]
  readonly settled?: readonly Settled[]
}

/** A stored document with everything it did not know yet as nobody having said anything. */
export function directoryOf(document: DirectoryDocument): Directory {
  return {
    ...document,
    brand: { version: 1, ...document.brand },
    stores: document.stores.map((store) => ({
      address: '',
      hours: [],
      imageUrl: null,
      scanRedeems: false,
      version: 1,
      ...store,
    })),
    // Whoever has worked with it has set it up.
    settled: document.settled ?? (document.version > 0 ? SETUP_STEPS : []),
  }
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
    version: 0,
  },
  stores: [],
  partners: [],
  settled: [],
}
