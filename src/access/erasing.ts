import { enrolled, type PrincipalRecord } from '../principal.ts'

/**
 * What is left of a customer whose everything was erased: their id, and that it opens nothing any more. Sessions, links,
 * codes and their name are gone, and whoever holds an older secret is nobody. Rule R64.
 */
export function erased({ principal, seq, walletLink }: PrincipalRecord): PrincipalRecord {
  const generation = walletLink.generation + 1
  const nameless = { ...principal, name: '', self: null }
  return { ...enrolled(nameless), archived: true, seq, walletLink: { generation, madeAt: null } }
}

/** Whether this was a customer who is erased: only an erasure archives one. */
export function isErased({ principal, archived }: PrincipalRecord): boolean {
  return archived && principal.role === 'customer'
}
