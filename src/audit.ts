import type { PrincipalId } from './id.ts'
import type { Role } from './permission.ts'

/** Who acts, as what, with what and from where: every line of the log says so. */
export interface Actor {
  readonly by: PrincipalId
  /** What they were when they did it; null for the product's own clock. */
  readonly role: Role | null
  /** The session, tablet or key they spoke through; null where nothing of the kind was there. */
  readonly device: string | null
  /** Network and country, as `whereFrom` of the Worker says them. */
  readonly from: string | null
}

/** What a change was about: only the facts that changed, as they stood and as they stand; null where nothing stood. */
export interface Difference {
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>> | null
}

/** The difference between two states of one thing: the facts that are not the same in both. `null`: it was not there. */
export function differenceOf(before: object | null, after: object | null): Difference {
  const [was, is] = [new Map(Object.entries(before ?? {})), new Map(Object.entries(after ?? {}))]
  const changed = [...new Set([...was.keys(), ...is.keys()])].filter(
    (name) => JSON.stringify(was.get(name) ?? null) !== JSON.stringify(is.get(name) ?? null),
  )
  const side = (facts: ReadonlyMap<string, unknown>) =>
    Object.fromEntries(changed.map((name) => [name, facts.get(name) ?? null]))
  return { before: before && side(was), after: after && side(is) }
}

/** A change that says nothing of what it changed. */
export const UNSAID: Difference = { before: null, after: null }
