import type { PrincipalId } from './id.ts'

/**
 * The admins who answer for the brand, as one object knows them: the one place where it is decided that one is left.
 *
 * The roster never names anybody who is not an active admin; it may miss one for a moment. That holds because an admin
 * enters only after being one, leaves before ceasing to be one, and each of their messages carries their `seq`: one that
 * arrives late, behind a newer one, says nothing. So while the roster names somebody, somebody is there.
 */
export type Roster = Readonly<Record<PrincipalId, { readonly seq: number; readonly present: boolean }>>

/** Somebody has been an active admin since their change `seq`. */
export function entered(roster: Roster, id: PrincipalId, seq: number): Roster {
  return (roster[id]?.seq ?? -1) < seq ? { ...roster, [id]: { seq, present: true } } : roster
}

/** Somebody asks to be none from `seq` on; null while nobody else is there. */
export function left(roster: Roster, id: PrincipalId, seq: number): Roster | null {
  const others = Object.entries(roster).some(([other, { present }]) => other !== id && present)
  if (!others) return null
  return (roster[id]?.seq ?? -1) > seq ? roster : { ...roster, [id]: { seq, present: false } }
}
