import { fold } from './search-terms.ts'

const LONGEST = 60
const NAMELESS = 'offer'

/** The name as an address writes it: 'Pão à tarde!' is 'pao-a-tarde'. Never empty, never longer than 60. */
export function slugOf(name: string): string {
  const plain = fold(name)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, LONGEST)
    .replace(/-+$/, '')
  return plain === '' ? NAMELESS : plain
}

/** The first free one: as it is, else with the lowest number behind it. */
export function freeSlug(slug: string, taken: ReadonlySet<string>): string {
  if (!taken.has(slug)) return slug
  for (let n = 2; ; n += 1) {
    const numbered = `${slug}-${n}`
    if (!taken.has(numbered)) return numbered
  }
}
