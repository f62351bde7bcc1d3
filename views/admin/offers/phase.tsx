import type { OfferPhase } from '../../../src/offer-state.ts'
import type { Frame } from '../../frame.ts'
import { Status } from '../../status.tsx'

/** Where an offer stands: a word, a shape of its own, then a colour. */
export function Phase({ frame, phase }: { frame: Frame; phase: OfferPhase }) {
  return <Status {...SHAPES[phase]} label={frame.words.adminOffers.phases[phase]} />
}

const SHAPES = {
  draft: { status: 'redeemed', icon: 'copy' },
  scheduled: { status: 'held', icon: 'clock' },
  published: { status: 'active', icon: 'tick' },
  paused: { status: 'held', icon: 'hold' },
  ended: { status: 'expired', icon: 'ban' },
} as const
