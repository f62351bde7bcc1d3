import type { Context } from 'hono'
import type { Answer, VoucherReading } from '../../durable-objects/voucher-object.ts'
import { UNDO_MS, type Validation } from '../../src/decide.ts'
import { storeOf } from '../../src/directory.ts'
import { redemptionId, type VoucherId } from '../../src/id.ts'
import { may } from '../../src/permission.ts'
import type { Refusal, Refusals, Trail } from '../../src/refusal.ts'
import { isReusable, type Place, standing, statusOf, type Voucher } from '../../src/voucher.ts'
import { benefitLine, giftBeside } from '../../views/benefit.ts'
import { kindOf, wordFor } from '../../views/counter/ruling.ts'
import type { VerdictFact, VerdictView } from '../../views/counter/verdict-view.ts'
import type { Frame } from '../../views/frame.ts'
import type { AppEnv } from '../env.ts'
import { explain, mayKnowOf } from '../explain.ts'
import { frameFor } from '../frame.ts'
import { nameOf } from '../people.ts'
import { isWithin } from '../reach.ts'
import { voucherStub } from '../stubs.ts'
import { aboutEntry } from './about.ts'
import { overrideHref } from './override-way.ts'
import { canBeAsked, redeemView, type Typed } from './redeem-view.ts'

/** The same device sees its own redemption calmly for so long: a scanner that reads twice is no theft. */
const OWN_REPEAT_MS = 60_000

/** The verdict on a scan that changed nothing: valid with the way to redeem, or why not. */
export async function rulingOnScan(
  c: Context<AppEnv>,
  place: Place,
  code: string,
  scan: { validation: Validation; reading: VoucherReading | null },
  typed: Typed = {},
): Promise<VerdictView> {
  const { validation, reading } = scan
  const voucher = reading?.voucher ?? null
  if (voucher === null || (!validation.valid && !canBeAsked(c, validation.refusals))) {
    const refusals: Refusals = validation.valid ? [{ reason: 'voucher_not_found' }] : validation.refusals
    return rulingOnRefusal(c, place, refusals, voucher, code)
  }
  const { words, display } = frameFor(c, c.get('principal'))
  const said = words.rulings
  const { terms } = voucher
  const minimum = terms.minimum_spend
  return {
    ...blank(c, place),
    verdict: 'valid',
    word: 'valid',
    title: terms.title,
    checks: [
      ...(voucher.customer === null || terms.holder_required === true ? [] : [said.forHolderSeen]),
      ...(minimum === null ? [] : [said.minimum(display.money(minimum.amount, minimum.currency))]),
      ...(terms.combinable === false ? [said.notCombinable] : []),
    ],
    facts: [...giftFact(frameFor(c, null), voucher), ...endsFact(c, voucher, place), ...useFact(c, voucher)],
    redeem: await redeemView(c, place, code, voucher, typed),
  }
}

/** What a scan of that voucher shows now. */
export async function rulingOnNow(
  c: Context<AppEnv>,
  place: Place,
  voucher: VoucherId,
  code: string,
  typed: Typed = {},
): Promise<VerdictView> {
  const use = { place, order: null, customer: null, amount: null, acceptPartial: false }
  return rulingOnScan(c, place, code, await voucherStub(c.env, voucher).validate(use), typed)
}

/** The verdict on a command: redeemed, undone, or refused; a replay of something reversed since says so. */
export async function rulingOnAnswer(
  c: Context<AppEnv>,
  place: Place,
  { outcome }: Answer,
): Promise<VerdictView> {
  if (outcome.kind === 'refused') return rulingOnRefusal(c, place, outcome.refusals, outcome.voucher)
  const { entry, voucher, reversed } = outcome
  const { display, words } = frameFor(c, null)
  const base = { ...blank(c, place), title: voucher.terms.title, about: aboutEntry(c, voucher, entry) }
  if (entry.kind !== 'redeemed' || reversed)
    return { ...base, verdict: 'unknown', word: 'undone', say: await undoneSaid(c, place, voucher, entry) }
  return {
    ...base,
    verdict: 'done',
    word: 'redeemed',
    facts: [
      { label: words.rulings.now, value: display.time(entry.at, place.zone) },
      ...takenFacts(c, voucher, entry),
      ...leftFact(c, voucher),
    ],
    undo: undoOf(c, voucher, entry.seq, entry.at),
  }
}

/** When it was taken back, and what the voucher is good for since: the answer of then cannot know, the voucher of now does. */
async function undoneSaid(
  c: Context<AppEnv>,
  { zone }: Place,
  then: Voucher,
  { seq, at }: { seq: number; at: number },
): Promise<string> {
  const now = c.get('now')
  const voucher = (await voucherStub(c.env, then.id).read())?.voucher ?? then
  const undoneAt = voucher.redemptions.find((use) => use.seq === seq)?.reversal?.at ?? at
  const { display, words } = frameFor(c, null)
  const moment = display.moment(undoneAt, now, zone)
  if (!isReusable(voucher)) return words.rulings.undoneForGood(moment)
  // No deadline moves and no lock is lifted by it.
  const isGood = ['active', 'partially_redeemed', 'held'].includes(statusOf(voucher, now))
  return isGood ? words.rulings.undone(moment) : words.rulings.undoneOnly(moment)
}

/** The verdict on a refusal, with what the reader may know of it. */
export async function rulingOnRefusal(
  c: Context<AppEnv>,
  place: Place,
  refusals: Refusals,
  voucher: Voucher | null,
  code = '',
): Promise<VerdictView> {
  const [first] = refusals
  const own = voucher === null ? null : ownRepeat(c, first)
  // Only its id was named, and nothing of theirs was behind it: then nothing is told of the voucher either.
  const title = first.reason === 'redemption_not_found' ? null : (voucher?.terms.title ?? null)
  const about =
    voucher === null || title === null
      ? undefined
      : { codeLast4: voucher.codeLast4, redemption: null, sum: null }
  if (voucher !== null && own !== null && 'seq' in first) {
    const undo = undoOf(c, voucher, first.seq, first.at)
    return {
      ...blank(c, place),
      verdict: 'done',
      word: 'redeemed',
      title,
      facts: leftFact(c, voucher),
      ...(about && { about }),
      undo,
      ownRepeat: own,
    }
  }
  const word = wordFor(first)
  const trail = 'by' in first && 'device' in first ? await trailFacts(c, place, first) : []
  const hold = first.reason === 'held' && voucher !== null ? first : null
  return {
    ...blank(c, place),
    verdict: kindOf(word),
    word,
    title,
    say: explain(c, first, place.zone),
    ...(about && { about }),
    facts: [...(hold === null ? [] : holdFacts(c, place, hold)), ...trail],
    takeOver: hold && voucher && canBeAsked(c, refusals.slice(1)) ? takeOverOf(c, voucher, hold, code) : null,
    reasons: refusals.map((refusal) => explain(c, refusal, place.zone)),
    overrideHref: voucher === null ? null : overrideHref(c, place, voucher.id, refusals),
    historyHref:
      voucher !== null && isWithin(c, 'vouchers:read', voucher) ? `/admin/vouchers/${voucher.id}` : null,
  }
}

/** Seconds since this very device took its last use or the last of its value, if that is why it is refused now; else null. */
function ownRepeat(c: Context<AppEnv>, refusal: Refusal): number | null {
  if (!('seq' in refusal) || refusal.device !== c.get('device')) return null
  const age = c.get('now') - refusal.at
  return age < OWN_REPEAT_MS ? Math.max(0, Math.floor(age / 1000)) : null
}

function blank(c: Context<AppEnv>, place: Place): VerdictView {
  const placeName = storeOf(c.get('directory'), place.store)?.name ?? null
  return {
    verdict: 'unknown',
    word: 'unknown',
    title: null,
    say: null,
    checks: [],
    facts: [],
    reasons: [],
    redeem: null,
    undo: null,
    takeOver: null,
    ownRepeat: null,
    placeName,
    storeId: place.store,
    now: c.get('now'),
    zone: place.zone,
    outcomeHref: null,
  }
}

/** When, where and by whom it was used, as far as the reader may know: partners see only their own shops, kiosks no names. */
async function trailFacts(c: Context<AppEnv>, place: Place, trail: Trail): Promise<VerdictFact[]> {
  const { directory, now } = c.var
  if (!mayKnowOf(c, trail.store)) return []
  const { words, display } = frameFor(c, null)
  const said = words.rulings
  const store = storeOf(directory, trail.store)
  const there =
    store !== null && store.zone !== place.zone
      ? said.inZone(display.time(trail.at, store.zone), store.city)
      : null
  // A kiosk stands where customers read it: it names nobody.
  const who = c.get('principal').role === 'kiosk' ? null : await nameOf(c.env, trail.by, now)
  return [
    { label: said.when, value: display.moment(trail.at, now, place.zone), small: there },
    { label: said.where, value: store?.name ?? said.online, small: who },
  ]
}

type Held = Extract<Refusal, { reason: 'held' }>

/** For which order, as far as the reader may know it, and until when. */
function holdFacts(c: Context<AppEnv>, { zone }: Place, hold: Held): VerdictFact[] {
  const { words, display } = frameFor(c, null)
  const said = words.rulings
  const until = { label: said.heldUntil, value: display.moment(hold.expires_at, c.get('now'), zone) }
  if (hold.order_id === null || !mayKnowOf(c, hold.store)) return [until]
  return [{ label: said.heldBy, value: hold.order_id }, until]
}

function takeOverOf(c: Context<AppEnv>, { id }: Voucher, hold: Held, code: string): VerdictView['takeOver'] {
  if (!hold.can_take_over) return null
  const order = mayKnowOf(c, hold.store) ? hold.order_id : null
  return { voucher: id, code, hold: hold.hold, order, commandKey: crypto.randomUUID() }
}

function giftFact(frame: Frame, voucher: Voucher): VerdictFact[] {
  const { title, benefit } = voucher.terms
  const gift = giftBeside(frame, { title, benefit, currency: null })
  return gift === null ? [] : [{ label: frame.words.rulings.gives, value: benefitLine(frame, benefit) }]
}

/** On the clock of the counter: the same end reads an hour earlier in the Azores. */
function endsFact(c: Context<AppEnv>, { closesAt, terms }: Voucher, { zone }: Place): VerdictFact[] {
  const { words, display } = frameFor(c, null)
  if (closesAt === null) return [{ label: words.rulings.ends, value: words.rulings.noEnd }]
  return [{ label: words.rulings.ends, value: display.dateTime(display.until(closesAt, terms.zone), zone) }]
}

/** Which use this would be; what is on stored value stands above the field that takes from it. */
function useFact(c: Context<AppEnv>, voucher: Voucher): VerdictFact[] {
  const { usesLeft, terms } = voucher
  if (usesLeft === null || terms.uses === null) return []
  const said = frameFor(c, null).words.rulings
  return [{ label: said.use, value: said.useOf(terms.uses - usesLeft + 1, terms.uses) }]
}

function leftFact(c: Context<AppEnv>, voucher: Voucher): VerdictFact[] {
  const { words, display } = frameFor(c, null)
  const said = words.rulings
  const { balance, usesLeft, terms } = voucher
  if (balance !== null && terms.benefit.kind === 'value') {
    return [{ label: said.left, value: display.money(balance, terms.benefit.currency) }]
  }
  if (usesLeft === null || terms.uses === null) return []
  return [
    { label: said.left, value: usesLeft === 0 ? said.nothingLeft : said.usesLeft(usesLeft, terms.uses) },
  ]
}

function takenFacts(
  c: Context<AppEnv>,
  voucher: Voucher,
  entry: { amount: number | null; order: { amount: number; currency: string } | null; forced: boolean },
): VerdictFact[] {
  const { words, display } = frameFor(c, null)
  const { benefit } = voucher.terms
  const currency = entry.order?.currency ?? ('currency' in benefit ? benefit.currency : null)
  if (entry.amount === null || currency === null) return []
  const label = benefit.kind === 'value' ? words.rulings.taken : words.rulings.off
  const taken = { label, value: display.money(entry.amount, currency) }
  if (entry.order === null) return [taken]
  return [
    taken,
    { label: words.rulings.toPay, value: display.money(entry.order.amount - entry.amount, currency) },
  ]
}

function undoOf(c: Context<AppEnv>, voucher: Voucher, seq: number, at: number): VerdictView['undo'] {
  const redemption = standing(voucher).find((use) => use.seq === seq)
  const until = at + UNDO_MS
  const own = redemption?.place.device === c.get('device') && may(c.get('principal'), 'redemptions:undo')
  if (!own || c.get('now') >= until) return null
  return { redemption: redemptionId(voucher.id, seq), until, commandKey: crypto.randomUUID() }
}
