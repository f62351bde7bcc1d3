import type { ClaimAnswer } from '../../durable-objects/account-answers.ts'
import type { Happening, Noted } from '../../src/happening.ts'
import { BY_RULE, readPurchaseId } from '../../src/id.ts'
import { occasionFor } from '../../src/offer-automatic.ts'
import { isMeantFor } from '../../src/offer-eligibility.ts'
import type { Place } from '../../src/voucher.ts'
import { claimOffer, type Surroundings } from '../claiming.ts'
import type { Sending } from '../command-id.ts'
import { directoryFor } from '../directory-cache.ts'
import type { Env } from '../env.ts'
import { plainFailure } from '../failure.ts'
import type { CustomerRow } from '../library/customers.ts'
import { lastVisit, visitNumbers } from '../library/happenings.ts'
import { automaticOffers, type KnownOffer } from '../library/offers.ts'
import { digestOf } from '../secrets.ts'
import type { AccountCalls } from '../stubs.ts'

/**
 * Gives a customer every voucher that what happened to them is an occasion for. The claim's id follows from offer, customer
 * and occasion: done again it is the same voucher, or the same refusal, also where records became one meanwhile. Rules R99 and R101.
 */
export async function answer(
  surroundings: Surroundings,
  offers: readonly KnownOffer[],
  customer: CustomerRow,
  noted: Noted,
): Promise<void> {
  // Asked about in this record, it might have been answered in the other: rather none than two.
  if (customer.mergedInto !== null || customer.erasedAt !== null) return
  const meant = offers.filter(
    ({ id, facts }) => isAsked(id, noted) && isMeantFor(facts, audienceOf(customer)),
  )
  // One offer that fails hides no other; said at the end, it is all asked again, and what was given is the same then.
  const failures: unknown[] = []
  for (const happening of meant.length === 0 ? [] : await known(surroundings.env, customer, noted)) {
    for (const offer of meant)
      await give(surroundings, offer, customer, happening).catch((failure) => void failures.push(failure))
  }
  if (failures.length > 0) throw failures[0]
}

/** The same at once, for whoever waits: what fails is left to the clock, and what was asked is answered all the same. */
export async function answerAtOnce(
  env: Env,
  customer: CustomerRow,
  happened: readonly Noted[],
  now: number,
): Promise<void> {
  if (happened.length === 0) return
  try {
    const offers = await automaticOffers(env.DB, now)
    if (offers.length === 0) return
    const surroundings = { env, directory: await directoryFor(env, now), now }
    for (const noted of happened) await answer(surroundings, offers, customer, noted)
  } catch (thrown) {
    const { name, message } = plainFailure(thrown)
    console.warn(JSON.stringify({ level: 'warn', event: 'rules_left_to_clock', error: name, message }))
  }
}

async function give(
  surroundings: Surroundings,
  offer: KnownOffer,
  customer: CustomerRow,
  happening: Happening,
): Promise<void> {
  const { zone } = surroundings.directory.brand
  const { automatic, publish_from } = offer.facts
  const opened = { automatic, publish_from, publishedAt: offer.publishedAt }
  const occasion = occasionFor(opened, happening, { now: surroundings.now, zone })
  if (occasion === null) return
  const place: Place = {
    ...{ store: null, zone, partner: null, channel: 'online' },
    ...{ by: BY_RULE, self: null, device: null },
  }
  const because = purchaseBehind(happening)
  const sentTo = (record: string, turn: number): Sending => {
    const id = digestOf('rule', offer.id, record, turn === 0 ? occasion : `${occasion} again ${turn}`)
    return { id, digest: id.slice(0, 32) }
  }
  // Whatever a record that gave way was given for this occasion, under its own name, they were given.
  const recall = (account: AccountCalls, record: string) =>
    lastingAnswer((turn) => account.recallClaim(sentTo(record, turn)))
  await lastingAnswer((turn) => {
    const sent = sentTo(customer.id, turn)
    return claimOffer(surroundings, offer, customer, { sent, place, given: 'rule', because, recall })
  })
}

/**
 * The first answer that lasts; null where nothing was asked in that turn. Refused is an answer too: none are left, or they
 * have had as many as one may. What went with a purchase that was taken back was not given: the next that is an occasion
 * gives it, in the next turn.
 */
async function lastingAnswer(
  ask: (turn: number) => Promise<ClaimAnswer | null>,
): Promise<ClaimAnswer | null> {
  for (let turn = 0; turn < TURNS_MOST; turn += 1) {
    const answer = await ask(turn)
    const gone = answer?.kind === 'accepted' && answer.claim.state === 'cancelled'
    if (!gone || !answer.claim.cancel?.reversal) return answer
  }
  return null
}

/** So often one occasion is asked about: who takes back more in a year is asked no more. */
const TURNS_MOST = 20

/** The line of the account that goes, taken back, with what it was the occasion for. Rule R105. */
function purchaseBehind(happening: Happening): number | undefined {
  if (happening.kind === 'points') return happening.line
  return happening.kind === 'purchase' ? readPurchaseId(happening.purchase)?.seq : undefined
}

/** What was found for one offer is for no other. */
function isAsked(offer: KnownOffer['id'], noted: Noted): boolean {
  return !('offer' in noted) || noted.offer === offer
}

function audienceOf({ planId, tags }: CustomerRow) {
  return { plan: planId, tags }
}

/** What was noted, with what has to be looked up. Who came back meanwhile is not away. */
async function known(env: Env, { id }: CustomerRow, noted: Noted): Promise<readonly Happening[]> {
  switch (noted.kind) {
    case 'purchase':
    case 'visit': {
      const { at, day } = noted
      const { first, last } = await visitNumbers(env.DB, id, day)
      // A day heard of late moves all behind it on: those are asked about anew, so that no number is jumped over.
      const visits = Array.from({ length: last - first + 1 }, (_, n) => {
        return { kind: 'visit' as const, at, number: first + n }
      })
      return noted.kind === 'visit' ? visits : [noted, ...visits]
    }
    case 'absence':
      return (await lastVisit(env.DB, id)) === noted.last ? [noted] : []
    case 'sign_up':
    case 'points':
    case 'birthday':
      return [noted]
  }
}
