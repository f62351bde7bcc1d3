import { type Difference, differenceOf, UNSAID } from './audit.ts'
import type { Settled } from './checklist.ts'
import { type Brand, DIRECTORY_BYTES_MOST, type Directory, type Store, storeOf } from './directory.ts'
import type { StoreId } from './id.ts'

/** What somebody may change of the brand, and of a store. */
export type BrandFields = Omit<Brand, 'version'>
export type StoreFields = Omit<Store, 'id' | 'partner' | 'version'>

/**
 * One change of the directory. `version` is the one its author has seen of that part: changes of different parts never
 * meet. `settles` says what is behind once the change is made.
 */
export type DirectoryChange =
  | {
      readonly kind: 'brand'
      readonly version: number
      readonly fields: Partial<BrandFields>
      readonly settles?: readonly Settled[]
    }
  | {
      readonly kind: 'new_store'
      readonly id: StoreId
      readonly fields: StoreFields
      readonly settles?: readonly Settled[]
    }
  | {
      readonly kind: 'store'
      readonly id: StoreId
      readonly version: number
      readonly fields: Partial<StoreFields>
    }
  | { readonly kind: 'settled'; readonly settles: readonly Settled[] }

export type ChangeRefusal = 'version_conflict' | 'store_not_found' | 'directory_full'

/** What came of a change: the directory as it is then, or why nothing changed. */
export type Changed =
  | { readonly kind: 'changed'; readonly directory: Directory; readonly audit: Audited & Difference }
  | { readonly kind: 'unchanged'; readonly directory: Directory }
  | { readonly kind: 'refused'; readonly reason: ChangeRefusal; readonly directory: Directory }

/** What the record says of a change. */
export interface Audited {
  readonly action:
    | 'brand_changed'
    | 'store_added'
    | 'store_changed'
    | 'store_opened'
    | 'store_closed'
    | 'store_archived'
    | 'setup_settled'
  readonly subject: string
}

/** The directory with that change, one version further. */
export function withChange(directory: Directory, change: DirectoryChange): Changed {
  switch (change.kind) {
    case 'brand':
      return withBrand(directory, change)
    case 'new_store':
      return withNewStore(directory, change)
    case 'store':
      return withStore(directory, change)
    case 'settled':
      return written(directory, directory, change.settles, { action: 'setup_settled', subject: 'brand' })
  }
}

/** Whether the document is small enough to be read whole by everybody. */
export function fits(directory: Directory): boolean {
  return new TextEncoder().encode(JSON.stringify(directory)).length <= DIRECTORY_BYTES_MOST
}

type Of<K extends DirectoryChange['kind']> = Extract<DirectoryChange, { kind: K }>

function withBrand(directory: Directory, { version, fields, settles = [] }: Of<'brand'>): Changed {
  const { brand } = directory
  const same = holds(brand, fields)
  if (!same && brand.version !== version) return refused(directory, 'version_conflict')
  const next = same ? directory : { ...directory, brand: { ...brand, ...fields, version: version + 1 } }
  return written(directory, next, settles, { action: 'brand_changed', subject: 'brand' })
}

function withNewStore(directory: Directory, { id, fields, settles = [] }: Of<'new_store'>): Changed {
  // The command that adds a store names it: one that is here was added by this very command.
  if (storeOf(directory, id) !== null) return { kind: 'unchanged', directory }
  const store: Store = { id, partner: null, ...fields, version: 1 }
  const next = { ...directory, stores: [...directory.stores, store] }
  return written(directory, next, settles, { action: 'store_added', subject: id })
}

function withStore(directory: Directory, { id, version, fields }: Of<'store'>): Changed {
  const store = storeOf(directory, id)
  if (store === null) return refused(directory, 'store_not_found')
  // Whoever asks for what stands already has what they want, whichever version they have seen.
  if (holds(store, fields)) return { kind: 'unchanged', directory }
  if (store.version !== version) return refused(directory, 'version_conflict')
  const changed = { ...store, ...fields, version: version + 1 }
  const stores = directory.stores.map((one) => (one.id === id ? changed : one))
  return written(directory, { ...directory, stores }, [], { action: actionOf(store, changed), subject: id })
}

function actionOf(before: Store, after: Store): Audited['action'] {
  if (before.state === after.state) return 'store_changed'
  switch (after.state) {
    case 'open':
      return 'store_opened'
    case 'closed':
      return 'store_closed'
    case 'archived':
      return 'store_archived'
  }
}

function written(before: Directory, next: Directory, settles: readonly Settled[], audit: Audited): Changed {
  const settled = [...new Set([...next.settled, ...settles])]
  const asked = settled.length > before.settled.length
  if (next === before && !asked) return { kind: 'unchanged', directory: before }
  const difference = next === before ? UNSAID : differenceOf(part(before, audit), part(next, audit))
  const directory = { ...next, settled, version: before.version + 1 }
  return fits(directory)
    ? {
        kind: 'changed',
        directory,
        audit: next === before ? { ...SETTLED, ...settling(before, settled) } : { ...audit, ...difference },
      }
    : refused(before, 'directory_full')
}

/** The part of the directory a line is about, as the log tells it. */
function part(directory: Directory, { subject }: Audited): object | null {
  const { version: _, ...facts } =
    (subject === 'brand' ? directory.brand : found(directory, subject)) ?? ABSENT
  return Object.keys(facts).length === 0 ? null : facts
}

const ABSENT: { readonly version: number } = { version: 0 }

function found(directory: Directory, id: string): Store | null {
  return directory.stores.find((store) => store.id === id) ?? null
}

function settling(before: Directory, settled: readonly Settled[]): Difference {
  return differenceOf({ settled: before.settled }, { settled })
}

const SETTLED: Audited = { action: 'setup_settled', subject: 'brand' }

function refused(directory: Directory, reason: ChangeRefusal): Changed {
  return { kind: 'refused', reason, directory }
}

/** Whether a part already is what the change would make it. */
function holds<T extends object>(part: T, fields: Partial<T>): boolean {
  return Object.entries(fields).every(
    ([name, value]) => JSON.stringify(part[name as keyof T]) === JSON.stringify(value),
  )
}
