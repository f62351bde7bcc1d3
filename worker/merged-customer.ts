import type { CustomerRow } from './library/customers.ts'

/** Whose word counts where the two records differ. */
export type Side = 'kept' | 'other'

/** Name and contacts are chosen; the rest follows by rule. */
export interface Picks {
  readonly name: Side
  readonly email: Side
  readonly phone: Side
}

/** Both records as they are after one gave way to the other. */
export interface MergedRows {
  readonly kept: CustomerRow
  readonly other: CustomerRow
}

/** What the record that stays has wins; what it lacks comes from the other one. */
export function plainPicks(kept: CustomerRow): Picks {
  return {
    name: kept.name === null ? 'other' : 'kept',
    email: kept.email === null ? 'other' : 'kept',
    phone: kept.phone === null ? 'other' : 'kept',
  }
}

/**
 * Email and phone change places rather than vanish: the one not chosen stays on the record that gave way, so that
 * whoever comes with it later is still found to be the same person. A consent is never gained by merging.
 */
export function mergedRows(kept: CustomerRow, other: CustomerRow, picks: Picks): MergedRows {
  const email = picked(kept.email, other.email, picks.email)
  const phone = picked(kept.phone, other.phone, picks.phone)
  return {
    kept: {
      ...kept,
      name: picks.name === 'kept' ? (kept.name ?? other.name) : (other.name ?? kept.name),
      email: email.kept,
      phone: phone.kept,
      birthday: kept.birthday ?? other.birthday,
      locale: kept.locale ?? other.locale,
      zone: kept.zone ?? other.zone,
      tags: [...new Set([...kept.tags, ...other.tags])],
      notes: both(kept.notes, other.notes),
      planId: kept.planId ?? other.planId,
    },
    other: {
      ...other,
      // A record is never nameless: it is still shown in old ledgers.
      name: other.name ?? other.email ?? other.phone,
      email: email.other,
      phone: phone.other,
      tags: [],
      marketing: false,
      planId: null,
      mergedInto: kept.id,
    },
  }
}

function picked(kept: string | null, other: string | null, side: Side) {
  // What is there is never given away for nothing.
  const changes = kept === null || (side === 'other' && other !== null)
  return changes ? { kept: other, other: kept } : { kept, other }
}

function both(notes: string | null, more: string | null): string | null {
  if (notes === null || more === null || notes === more) return notes ?? more
  return `${notes}\n${more}`
}
