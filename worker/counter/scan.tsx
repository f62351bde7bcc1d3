import { type Context, Hono } from 'hono'
import type { Answer } from '../../durable-objects/voucher-object.ts'
import { type CommandId, isPrincipalId, isVoucherId, readRedemptionId, type VoucherId } from '../../src/id.ts'
import { may } from '../../src/permission.ts'
import type { Place } from '../../src/voucher.ts'
import { CardAnswer } from '../../views/counter/card-answer.tsx'
import { UNDO_REASONS, type VerdictView } from '../../views/counter/verdict-view.ts'
import { allow } from '../allow.ts'
import { readVoucher } from '../code-vault.ts'
import { commandId, isKey, sending } from '../command-id.ts'
import type { AppEnv } from '../env.ts'
import { explain } from '../explain.ts'
import { type Form, readForm } from '../form.ts'
import { frameFor } from '../frame.ts'
import { issuesByBudget } from '../goodwill-budget.ts'
import { noteMiss } from '../miss.ts'
import { counterPlace, placeOf } from '../place.ts'
import { statusOfRefusal } from '../refusal-status.ts'
import { refusePage, wantsFragment } from '../refuse.tsx'
import { voucherStub } from '../stubs.ts'
import {
  answer,
  counted,
  nothingFound,
  placesOf,
  type Status,
  scanPage,
  storeIn,
  told,
  unknownCard,
} from './answering.tsx'
import { cardShown, cardView } from './card.ts'
import { claimAsked, wordOf, wordShown } from './claims.tsx'
import { canSeeHolder, type Typed } from './redeem-view.ts'
import { fieldsToMend, readRedemptionForm } from './redemption-form.ts'
import { rulingOnAnswer, rulingOnNow, rulingOnScan } from './ruling.ts'

/** /scan: the counter. Every answer is a verdict, as a page or as the fragment that fills the page's region. */
export const scan = new Hono<AppEnv>()

scan.get('/', allow('redemptions:create'), counted, async (c) => {
  const place = placeOf(c, storeIn(c.req.query('store')))
  if (place === null) return refusePage(c, 403)
  // Only the page says whether they may issue too; redeeming never asks the settings.
  c.set('issues', await issuesByBudget(c.env, c.get('principal'), c.get('now')))
  const [code, word] = [c.req.query('code') ?? '', c.req.query('word') ?? '']
  const waiting = code !== '' && (place.store !== null || placesOf(c).length === 0)
  if (!waiting) return scanPage(c, place, { code, word: wordOf(c, word), view: null })
  return shown(c, place, code, word)
})

scan.post('/validations', allow('redemptions:create'), counted, async (c) => {
  const form = await readForm(c)
  const place = form && counterPlace(c, storeIn(form.text('store_id')))
  if (!place) return refusePage(c, form === null ? 400 : 403)
  const code = form.text('code')
  return (await sentBefore(c, place, form)) ?? shown(c, place, code, form.text('word'))
})

scan.post('/redemptions', allow('redemptions:create'), counted, async (c) => {
  const form = await readForm(c)
  const place = form && counterPlace(c, storeIn(form.text('store_id')))
  if (!place) return refusePage(c, form === null ? 400 : 403)
  const [code, key] = [form.text('code'), form.text('idempotency_key')]
  if (!isKey(key)) return refusePage(c, 400)
  // Where a good scan redeems at once, the code comes alone: a card, or what is no voucher, is shown as ever.
  const atOnce = form.text('voucher') === ''
  const voucher = atOnce ? voucherScanned(c, code) : form.text('voucher')
  if (voucher === null) return shown(c, place, code, form.text('word'))
  if (!isVoucherId(voucher)) return refusePage(c, 400)
  const read = readRedemptionForm(form, c.get('directory').brand.currency, key)
  const { typed, amount, order, answers, errors } = read
  const holderSeen = read.holderSeen && canSeeHolder(c)
  if (Object.keys(errors).length > 0) return askAgain(c, place, voucher, code, { input: typed, errors })
  const use = { place, customer: null, holderSeen, amount, order, answers, acceptPartial: false }
  const sent = sending(c, key, ['redeem', voucher, place.store, typed])
  const result = await voucherStub(c.env, voucher).execute({ kind: 'redeem', ...sent, ...use })
  const { outcome } = result
  if (atOnce && isUnknown(outcome)) return shown(c, place, code, form.text('word'))
  if (outcome.kind === 'refused') noteMiss(c, outcome.refusals[0], code === '' ? voucher : code)
  const mend = outcome.kind === 'refused' ? fieldsToMend(outcome.refusals) : null
  // What it asks first was not asked yet.
  if (mend !== null && atOnce) return answer(c, place, await rulingOnNow(c, place, voucher, code))
  if (mend !== null) {
    const said = [...mend].map(([field, refusal]) => [field, explain(c, refusal, place.zone)])
    return askAgain(c, place, voucher, code, { input: typed, errors: Object.fromEntries(said) })
  }
  return settled(c, place, outcomeHref(voucher, sent.id, place), result)
})

scan.post('/takeovers', allow('redemptions:create'), counted, async (c) => {
  const form = await readForm(c)
  const place = form && counterPlace(c, storeIn(form.text('store_id')))
  if (!place) return refusePage(c, form === null ? 400 : 403)
  const [voucher, key, code] = [form.text('voucher'), form.text('idempotency_key'), form.text('code')]
  const hold = Number(form.text('hold'))
  if (!isVoucherId(voucher) || !isKey(key) || !Number.isSafeInteger(hold)) return refusePage(c, 400)
  const sent = sending(c, key, ['take_over', voucher, place.store, hold])
  const result = await voucherStub(c.env, voucher).execute({ kind: 'take_over', ...sent, place, hold })
  const { outcome } = result
  // It may have ended by itself meanwhile: then what stands now is the answer too.
  const over = outcome.kind === 'accepted' || outcome.refusals[0].reason === 'hold_not_found'
  if (!over) return settled(c, place, outcomeHref(voucher, sent.id, place), result)
  const view = await rulingOnNow(c, place, voucher, code)
  const { takenOver } = frameFor(c, null).words.rulings
  const said = outcome.kind === 'accepted' && view.redeem !== null ? [takenOver] : []
  return answer(c, place, { ...view, checks: [...said, ...view.checks] })
})

scan.post('/rollbacks', allow('redemptions:undo'), async (c) => {
  const form = await readForm(c)
  const named = form && readRedemptionId(form.text('redemption'))
  const place = form && placeOf(c, storeIn(form.text('store_id')))
  const key = form?.text('idempotency_key') ?? ''
  if (!form || !named || !isKey(key)) return refusePage(c, 400)
  if (!place) return refusePage(c, 403)
  const chosen = UNDO_REASONS.find((reason) => reason === form.text('reason'))
  const { words } = frameFor(c, null)
  if (chosen === undefined) return refusePage(c, 422)
  const typed = form.text('reason_text').slice(0, 200).toWellFormed()
  const reason = chosen === 'other' && typed !== '' ? typed : words.counter.undoReasons[chosen]
  const sent = sending(c, key, ['roll_back', named, reason])
  const result = await voucherStub(c.env, named.voucher).execute({
    kind: 'roll_back',
    ...sent,
    place,
    redemption: named.seq,
    amount: null,
    authority: may(c.get('principal'), 'redemptions:reverse') ? 'reversal' : 'undo',
    within: c.get('principal').stores,
    words: { reason },
  })
  return settled(c, place, outcomeHref(named.voucher, sent.id, place), result)
})

// The answer to a request whose answer was lost: on this device, after a reload, or on another one.
scan.get('/outcomes/:voucher/:command', allow('redemptions:create'), async (c) => {
  const place = placeOf(c, storeIn(c.req.query('store')))
  const { voucher, command } = c.req.param()
  if (place === null) return refusePage(c, 403)
  if (!isVoucherId(voucher) || !/^[0-9a-f]{64}$/.test(command)) return refusePage(c, 404)
  const recorded = await voucherStub(c.env, voucher).recall(command)
  if (recorded === null) return answer(c, place, await nothingRecorded(c, place), 404)
  return answer(c, place, await rulingOnAnswer(c, place, recorded))
})

/** What came of a command: the fragment at once, or the page that tells it again whenever it is asked. */
async function settled(c: Context<AppEnv>, place: Place, href: string, result: Answer): Promise<Response> {
  const { outcome } = result
  // Under a reused key lies the answer to something else: it must not pass for this one's.
  const reused = outcome.kind === 'refused' && outcome.refusals[0].reason === 'idempotency_key_reused'
  if (!wantsFragment(c) && !reused) return c.redirect(href, 303)
  return answer(c, place, await rulingOnAnswer(c, place, result), statusOf(result))
}

/** The answer to whatever was shown: a customer's card, with the claim word before it if there was one, or a code. */
async function shown(c: Context<AppEnv>, place: Place, text: string, word: string): Promise<Response> {
  const token = cardShown(c, text)
  if (token === null) return scanned(c, place, text)
  const claim = word === '' ? null : await claimAsked(c, place, token, word)
  if (claim !== null) return claim
  const card = await cardView(c, place, token)
  if (card === null) return answer(c, place, await unknownCard(c, place, text))
  return told(c, place, <CardAnswer frame={frameFor(c, c.get('principal'))} view={card} />)
}

/**
 * What was recorded under the key of a redemption whose answer never came, where a check of its code names that; null where
 * nothing was. A use of a voucher that has more is not told by the code alone. Whoever sent it may have gone home meanwhile:
 * on their tablet the next person asks. Who knows the key could ask for that outcome at its own address as well.
 */
async function sentBefore(c: Context<AppEnv>, place: Place, form: Form): Promise<Response | null> {
  const [key, sender] = [form.text('idempotency_key'), form.text('sent_by')]
  const voucher = isKey(key) ? voucherScanned(c, form.text('code')) : null
  if (voucher === null) return null
  const person = sender.startsWith('usr_') && isPrincipalId(sender) ? sender : c.get('principal').id
  const id = commandId(person, key)
  const recorded = await voucherStub(c.env, voucher).recall(id)
  if (recorded === null) return null
  c.header('Content-Location', `/scan/outcomes/${voucher}/${id}`)
  return answer(c, place, await rulingOnAnswer(c, place, recorded))
}

/** The voucher a bare scan names; null for a card, and for what no voucher can be called. */
function voucherScanned(c: Context<AppEnv>, text: string): VoucherId | null {
  return cardShown(c, text) === null ? readVoucher(c.env, text) : null
}

function isUnknown(outcome: Answer['outcome']): boolean {
  return outcome.kind === 'refused' && outcome.refusals[0].reason === 'voucher_not_found'
}

async function scanned(c: Context<AppEnv>, place: Place, code: string): Promise<Response> {
  const id: VoucherId | null = readVoucher(c.env, code)
  if (id === null) {
    const refused = { valid: false, refusals: [{ reason: 'code_malformed' }] } as const
    return answer(c, place, await rulingOnScan(c, place, code, { validation: refused, reading: null }))
  }
  const use = { place, order: null, customer: null, amount: null, acceptPartial: false }
  const scan = await voucherStub(c.env, id).validate(use)
  // A word is looked up only where no voucher answers: scanning a voucher never reads the library.
  const word = scan.reading === null ? await wordShown(c, place, code) : null
  if (word !== null) return word
  if (!scan.validation.valid) noteMiss(c, scan.validation.refusals[0], code)
  return answer(c, place, await rulingOnScan(c, place, code, scan))
}

/** The same voucher once more, with what was typed and how to mend it, under a new key: the old one is spent. */
async function askAgain(
  c: Context<AppEnv>,
  place: Place,
  voucher: VoucherId,
  code: string,
  typed: Typed,
): Promise<Response> {
  return answer(c, place, await rulingOnNow(c, place, voucher, code, typed), 422)
}

/** Where the answer to a command can be asked for again, in the same shop. */
function outcomeHref(voucher: VoucherId, command: CommandId, { store }: Place): string {
  return `/scan/outcomes/${voucher}/${command}${store === null ? '' : `?store=${store}`}`
}

function statusOf({ outcome }: Answer): Status {
  return outcome.kind === 'accepted' ? 200 : statusOfRefusal(outcome.refusals[0].reason)
}

async function nothingRecorded(c: Context<AppEnv>, place: Place): Promise<VerdictView> {
  const view = await nothingFound(c, place)
  const say = frameFor(c, null).words.rulings.unknownOutcome
  const { pathname, search } = new URL(c.req.url)
  // It may be on its way still.
  return { ...view, say, reasons: [say], outcomeHref: pathname + search }
}
