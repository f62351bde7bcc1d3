import type { Instant } from './local-time.ts'
import type { Offer, OfferState } from './offer.ts'

/** Where an offer stands at a moment: published ahead of its time it is scheduled, and its time ends it like its author. */
export const OFFER_PHASES = ['draft', 'scheduled', 'published', 'paused', 'ended'] as const
export type OfferPhase = (typeof OFFER_PHASES)[number]

/** What an author does with an offer as a whole. */
export const OFFER_ACTS = ['publish', 'pause', 'end'] as const
export type OfferAct = (typeof OFFER_ACTS)[number]

/** What decides where it stands. */
export interface Standing {
  readonly state: OfferState
  readonly publish_from: Instant | null
  readonly publish_until: Instant | null
}

/** Why not: where it stands, and what can be done there. */
export interface StateRefusal {
  readonly reason: 'offer_state'
  readonly status: OfferPhase
  readonly possible: readonly OfferAct[]
}

/** The state it comes to, or why not. */
export type Transition =
  | { readonly kind: 'to'; readonly state: OfferState }
  | ({ readonly kind: 'refused' } & StateRefusal)

/** What of an offer decides where it stands. */
export function standingOf({ state, facts }: Pick<Offer, 'state' | 'facts'>): Standing {
  return { state, publish_from: facts.publish_from, publish_until: facts.publish_until }
}

/** Where it stands now. A draft has no time yet. */
export function phaseAt({ state, publish_from, publish_until }: Standing, now: Instant): OfferPhase {
  if (state === 'draft' || state === 'ended') return state
  if (publish_until !== null && now >= publish_until) return 'ended'
  if (state === 'paused') return 'paused'
  return publish_from !== null && now < publish_from ? 'scheduled' : 'published'
}

/** The same in the four words of the API: a scheduled offer is a published one whose time is to come. */
export function statusAt(standing: Standing, now: Instant): OfferState {
  const phase = phaseAt(standing, now)
  return phase === 'scheduled' ? 'published' : phase
}

/** What can be done with it as a whole, the likeliest first. Over by its time, it first needs a later end. */
export function possibleActs(standing: Standing, now: Instant): readonly OfferAct[] {
  switch (phaseAt(standing, now)) {
    case 'draft':
    case 'paused':
      return ['publish', 'end']
    case 'scheduled':
    case 'published':
      return ['pause', 'end']
    case 'ended':
      return []
  }
}

/** What comes of an act. Rule R80. */
export function afterAct(standing: Standing, act: OfferAct, now: Instant): Transition {
  const possible = possibleActs(standing, now)
  if (!possible.includes(act)) return { kind: 'refused', ...stateRefusal(standing, now) }
  return { kind: 'to', state: AFTER[act] }
}

const AFTER = { publish: 'published', pause: 'paused', end: 'ended' } as const

/** That it cannot be done here, and what can. */
export function stateRefusal(standing: Standing, now: Instant): StateRefusal {
  return { reason: 'offer_state', status: phaseAt(standing, now), possible: possibleActs(standing, now) }
}

/** Whether what it says can still be changed: what its author ended is over; what its time ended can get a later end. */
export function isEditable({ state }: Pick<Standing, 'state'>): boolean {
  return state !== 'ended'
}
