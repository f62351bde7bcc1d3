import type { Store } from './directory.ts'
import { searchTerms } from './search-terms.ts'

/** Stores with words in name, city or address that begin with everything typed, by name; all of them for an empty text. */
export function findStores(stores: readonly Store[], text: string): readonly Store[] {
  const asked = searchTerms(text)
  return stores
    .filter(({ name, city, address }) => {
      const words = searchTerms(name, city, address)
      return asked.every((prefix) => words.some((word) => word.startsWith(prefix)))
    })
    .toSorted((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1))
}
