import type { Context } from 'hono'
import { idSymbols } from '../src/id.ts'
import { contradictions, type OfferFacts } from '../src/offer.ts'
import {
  claimPeriod,
  type LimitRefusal,
  limitBelowUsed,
  type Taken,
  tightensPerCustomer,
} from '../src/offer-limits.ts'
import { lacking } from '../src/offer-publishing.ts'
import {
  afterAct,
  isEditable,
  type OfferAct,
  type StateRefusal,
  standingOf,
  stateRefusal,
} from '../src/offer-state.ts'
import { actorOf } from './actor.ts'
import type { Sending } from './command-id.ts'
import type { AppEnv } from './env.ts'
import type { Act } from './library/audit.ts'
import {
  actBefore,
  changeOffer,
  createOffer,
  type OfferChange,
  type OfferCreation,
} from './library/offer-changes.ts'
import type { KnownOffer } from './library/offers.ts'
import { mostByOneOf } from './library/stock.ts'
import { budgetFor, type FoundProblem, strangers } from './offer-references.ts'
import { stockTaken } from './offer-view.ts'
import { randomId } from './secrets.ts'

/** Fields that are wrong, each with its problem. `unready`: right for a draft, and not yet to be published. */
interface Wrong {
  readonly kind: 'wrong' | 'unready'
  readonly problems: readonly FoundProblem[]
}
interface Refused {
  readonly kind: 'refused'
  readonly refusal: StateRefusal | LimitRefusal
}

/** What came of drafting one, or why not. */
export type Drafting = OfferCreation | Wrong
/** What came of changing one or acting on it, or why not. */
export type Changing = OfferChange | Wrong | Refused

/** A new draft. */
export async function draftOffer(
  c: Context<AppEnv>,
  { id: command, digest }: Sending,
  facts: OfferFacts,
): Promise<Drafting> {
  const problems = await problemsOf(c, facts, null)
  if (problems.length > 0) return { kind: 'wrong', problems }
  const id = `ofr_${idSymbols(randomId())}`
  return createOffer(c.env.DB, { id, facts, command, digest }, actOf(c))
}

/** Says it anew, from the version that was seen. What is published stays complete, and its limits above what is taken. Rule R81. */
export async function reviseOffer(
  c: Context<AppEnv>,
  before: KnownOffer,
  facts: OfferFacts,
): Promise<Changing> {
  const standing = standingOf(before)
  if (!isEditable(standing)) return { kind: 'refused', refusal: stateRefusal(standing, c.get('now')) }
  const problems = await problemsOf(c, facts, before.facts)
  if (problems.length > 0) return { kind: 'wrong', problems }
  const unready = before.state === 'draft' ? [] : await unreadiness(c, facts)
  if (unready.length > 0) return { kind: 'unready', problems: unready }
  const refusal = limitBelowUsed(before.facts, facts, await takenSoFar(c, before, facts))
  if (refusal !== null) return { kind: 'refused', refusal }
  return changeOffer(c.env.DB, { before, state: before.state, facts, action: 'offer_changed' }, actOf(c))
}

/** What is taken already, in all and by one customer in the time their limit will be counted in. */
async function takenSoFar(
  c: Context<AppEnv>,
  { id, publishedAt, facts: before }: KnownOffer,
  after: OfferFacts,
): Promise<Taken> {
  if (publishedAt === null) return { claims: 0, byOneCustomer: 0 }
  const { from } = claimPeriod(after.per_customer_period, c.get('now'), c.get('directory').brand.zone)
  const [claims, byOneCustomer] = await Promise.all([
    after.stock === null ? 0 : stockTaken(c.env, id),
    tightensPerCustomer(before, after) ? mostByOneOf(c.env.DB, id, from) : 0,
  ])
  return { claims, byOneCustomer }
}

/** Publishes, pauses or ends the whole of it; publishing may say when. */
export async function actOnOffer(
  c: Context<AppEnv>,
  before: KnownOffer,
  act: OfferAct,
  { facts = before.facts, sent }: { readonly facts?: OfferFacts; readonly sent?: Sending } = {},
): Promise<Changing> {
  const command = sent && { command: sent.id, digest: sent.digest }
  const earlier = command === undefined ? null : await actBefore(c.env.DB, command)
  if (earlier !== null) return earlier
  const after = afterAct(standingOf(before), act, c.get('now'))
  if (after.kind === 'refused') {
    const { kind: _, ...refusal } = after
    return { kind: 'refused', refusal }
  }
  if (act === 'publish') {
    const problems = await problemsOf(c, facts, before.facts)
    const unready = problems.length > 0 ? problems : await unreadiness(c, facts)
    if (unready.length > 0) return { kind: 'unready', problems: unready }
  }
  const move = { before, state: after.state, facts, action: ACTIONS[act] }
  return changeOffer(c.env.DB, { ...move, ...(command && { sent: command }) }, actOf(c))
}

const ACTIONS = { publish: 'offer_published', pause: 'offer_paused', end: 'offer_ended' } as const

/** What an offer still lacks to be published now. */
export async function unreadiness(c: Context<AppEnv>, facts: OfferFacts): Promise<readonly FoundProblem[]> {
  const { zone } = c.get('directory').brand
  return lacking(facts, { now: c.get('now'), zone, budget: await budgetFor(c.env, facts) })
}

async function problemsOf(
  c: Context<AppEnv>,
  facts: OfferFacts,
  before: OfferFacts | null,
): Promise<readonly FoundProblem[]> {
  const directory = c.get('directory')
  return [
    ...contradictions(facts, directory.brand.currency),
    ...(await strangers(c.env, directory, facts, before)),
  ]
}

function actOf(c: Context<AppEnv>): Act {
  return { ...actorOf(c), at: c.get('now') }
}
