import { assert } from './assert.ts'
import type { Words } from './command.ts'
import { type Refusal, type Refusals, ranked } from './refusal.ts'
import type { Fact } from './voucher.ts'

/** The answer before it is written: a fact with the words people typed, or every reason against it. */
export type Decision =
  | { readonly kind: 'accepted'; readonly fact: Fact; readonly words: Words }
  | { readonly kind: 'refused'; readonly refusals: Refusals }

/** A fact, with what people said of it. */
export function accepted(fact: Fact, words: Words): Decision {
  return { kind: 'accepted', fact, words }
}

/** Every reason against it, in order of precedence; at least one. */
export function refused(found: readonly Refusal[]): Decision {
  const refusals = ranked(found)
  assert(refusals !== null, 'a refusal has a reason')
  return { kind: 'refused', refusals }
}
