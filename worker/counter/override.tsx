import { type Context, Hono } from 'hono'
import type { VoucherReading } from '../../durable-objects/voucher-object.ts'
import type { Override } from '../../src/command.ts'
import { storeOf } from '../../src/directory.ts'
import { isVoucherId, type VoucherId } from '../../src/id.ts'
import type { Principal } from '../../src/principal.ts'
import type { Refusals } from '../../src/refusal.ts'
import type { Place } from '../../src/voucher.ts'
import { OVERRIDE_REASONS, OverridePage, type OverrideWho } from '../../views/counter/override-page.tsx'
import { en } from '../../views/words/en.ts'
import { allow } from '../allow.ts'
import { isKey, sending } from '../command-id.ts'
import type { AppEnv } from '../env.ts'
import { explain } from '../explain.ts'
import { type Form, readForm } from '../form.ts'
import { frameFor } from '../frame.ts'
import { countsMisses } from '../guarded.ts'
import { noteMiss } from '../miss.ts'
import { provingOptions } from '../passkey/options.ts'
import { counterPlace } from '../place.ts'
import { refusePage } from '../refuse.tsx'
import { voucherStub } from '../stubs.ts'
import { managersAt, provedByPin } from './manager-pin.ts'
import { deciderAt, isForAManager } from './override-way.ts'
import { redeemView } from './redeem-view.ts'
import { fieldsToMend, readRedemptionForm } from './redemption-form.ts'
import { provedByPasskey, vouchedBy } from './vouching.ts'

/** /scan/overrides: a manager decides against a voucher's rules, on the device of whoever asks. */
export const override = new Hono<AppEnv>()

const TEXT_MOST = 200

interface Case {
  readonly place: Place
  readonly reading: VoucherReading
  /** Null where it would be accepted anyway. */
  readonly refusals: Refusals | null
}

type Typed = Readonly<Record<string, string>>

override.get('/', allow('redemptions:create'), countsMisses(), async (c) => {
  const found = await caseOf(c, c.req.query('voucher') ?? '', c.req.query('store') ?? '')
  return found instanceof Response ? found : page(c, found, {})
})

override.get('/passkey-options', allow('redemptions:create'), countsMisses(), async (c) => {
  const found = await caseOf(c, c.req.query('voucher') ?? '', c.req.query('store') ?? '')
  if (found instanceof Response) return found
  const { id: voucher } = found.reading.voucher
  return c.json(await provingOptions(c, { kind: 'vouch', voucher, asker: c.get('principal').id }))
})

override.post('/passkeys', allow('redemptions:create'), countsMisses(), async (c) => {
  const form = await readForm(c)
  const key = form?.text('idempotency_key') ?? ''
  if (form === null || !isKey(key)) return refusePage(c, 400)
  const found = await caseOf(c, form.text('voucher'), form.text('store_id'))
  if (found instanceof Response) return found
  const vouched = { voucher: found.reading.voucher.id, store: found.place.store, key }
  const proved = await provedByPasskey(c, form.text('response'), vouched)
  if ('error' in proved) return page(c, found, { errors: { passkey: proved.error } })
  return page(c, found, { key, decider: { name: proved.manager.name, ticket: proved.ticket } })
})

override.post('/', allow('redemptions:create'), countsMisses(), async (c) => {
  const form = await readForm(c)
  const key = form?.text('idempotency_key') ?? ''
  if (form === null || !isKey(key)) return refusePage(c, 400)
  const found = await caseOf(c, form.text('voucher'), form.text('store_id'))
  if (found instanceof Response) return found
  const { place, reading, refusals } = found
  // Whoever asks is bound by what binds everybody: their own gift goes through no manager either.
  if (refusals?.some(({ reason }) => reason === 'self_redemption')) return page(c, found, {})
  const read = readRedemptionForm(form, c.get('directory').brand.currency, key)
  const why = readWhy(form)
  const typed = { ...read.typed, ...why.typed, manager: form.text('manager') }
  const { id } = reading.voucher
  const principal = c.get('principal')
  const ticket = form.text('ticket')
  const vouched = ticket === '' ? null : await vouchedBy(c, ticket, { voucher: id, store: place.store, key })
  const decider = vouched && { name: vouched.name, ticket }
  const problems = { ...read.errors, ...why.errors }
  if (Object.keys(problems).length > 0) return page(c, found, { typed, errors: problems, key, decider })
  const proved = await provedFor(c, form, found, vouched)
  if ('errors' in proved) return page(c, found, { typed, errors: proved.errors })
  const { manager } = proved
  const { amount, order, answers, holderSeen } = read
  const asked = manager.id === principal.id ? {} : { note: en.overrides.askedBy(principal.name) }
  const { outcome, ...sent } = await decided(c, key, {
    voucher: id,
    content: [manager.id, why.reason, read.typed],
    use: { customer: null, holderSeen, amount, order, answers, acceptPartial: false },
    place: { ...place, by: manager.id, self: manager.self },
    words: { reason: why.reason, ...asked },
  })
  const mend = outcome.kind === 'refused' ? fieldsToMend(outcome.refusals) : null
  if (mend === null) return c.redirect(sent.href, 303)
  const said = [...mend].map(([field, refusal]) => [field, explain(c, refusal, place.zone)])
  return page(c, found, { typed, errors: Object.fromEntries(said) })
})

/** Who decides: whoever is signed in, who vouched with a passkey, or on a shared tablet who types their PIN. */
async function provedFor(
  c: Context<AppEnv>,
  form: Form,
  { place, reading }: Case,
  vouched: Principal | null,
) {
  const way = deciderAt(c, place)
  if (way === 'self') return { manager: c.get('principal') }
  if (vouched !== null) return { manager: vouched }
  if (way === 'passkey_or_pin' && form.text('ticket') === '')
    return provedByPin(c, form, place, reading.voucher.id)
  return { errors: { passkey: en.overrides.problems.passkey.challenge_ended } }
}

interface Deciding {
  readonly voucher: VoucherId
  readonly content: unknown
  readonly use: Omit<Override, 'kind' | 'id' | 'digest' | 'place' | 'words'>
  readonly place: Place
  readonly words: Override['words']
}

async function decided(c: Context<AppEnv>, key: string, { voucher, content, use, place, words }: Deciding) {
  const sent = sending(c, key, ['override', voucher, place.store, content])
  const command = { kind: 'override', ...sent, ...use, place, words } as const
  const { outcome } = await voucherStub(c.env, voucher).execute(command)
  const store = place.store === null ? '' : `?store=${place.store}`
  return { outcome, href: `/scan/outcomes/${voucher}/${sent.id}${store}` }
}

/** The voucher as it stands here and now, or the answer to whoever may not ask. */
async function caseOf(c: Context<AppEnv>, voucher: string, store: string): Promise<Case | Response> {
  if (!isVoucherId(voucher)) return refusePage(c, 404)
  const place = counterPlace(c, store === '' ? null : store)
  if (place === null || deciderAt(c, place) === null) return refusePage(c, 403)
  const use = { place, order: null, customer: null, amount: null, acceptPartial: false }
  const { validation, reading } = await voucherStub(c.env, voucher).validate(use)
  if (reading === null) {
    noteMiss(c, { reason: 'voucher_not_found' }, voucher)
    return refusePage(c, 404)
  }
  return { place, reading, refusals: validation.valid ? null : validation.refusals }
}

/** What is kept of the reason, and what is missing of it. */
function readWhy(form: Form) {
  const chosen = OVERRIDE_REASONS.find((reason) => reason === form.text('reason'))
  const text = form.text('reason_text').slice(0, TEXT_MOST).toWellFormed().trim()
  const { problems, reasons } = en.overrides
  const errors: Typed = {
    ...(chosen === undefined && { reason: problems.reason }),
    ...(chosen === 'other' && text === '' && { reason_text: problems.other }),
  }
  const named = chosen === undefined || chosen === 'other' ? '' : reasons[chosen]
  const reason = [named, text]
    .filter((part) => part !== '')
    .join(': ')
    .slice(0, TEXT_MOST)
  return { reason, errors, typed: { reason: chosen ?? '', reason_text: text } }
}

interface Shown {
  readonly typed?: Typed
  readonly errors?: Typed
  /** Of the try somebody vouched for; else a fresh one. */
  readonly key?: string
  readonly decider?: { readonly name: string; readonly ticket: string } | null
}

/** 422 where something typed is to be mended, 409 where nobody can decide. */
async function page(c: Context<AppEnv>, { place, reading, refusals }: Case, shown: Shown) {
  const { typed = {}, errors = {}, key, decider = null } = shown
  const { voucher } = reading
  const open = refusals !== null && isForAManager(c, refusals)
  // What is forced needs neither the item that takes part nor its holder: both are part of what is decided.
  const asked = await redeemView(c, place, '', voucher, { input: typed, errors })
  const vouchedKey = decider === null || key === undefined ? {} : { commandKey: key }
  const redeem = { ...asked, ...vouchedKey, needsItem: null, needsHolder: null }
  const view = {
    title: voucher.terms.title,
    placeName: storeOf(c.get('directory'), place.store)?.name ?? null,
    storeId: place.store,
    against: (refusals ?? []).map((refusal) => explain(c, refusal, place.zone)),
    form: open ? { redeem, who: decider ?? (await whoAt(c, place)), errors, typed } : null,
  }
  const status = !open ? 409 : Object.keys(errors).length > 0 ? 422 : 200
  return c.html(<OverridePage frame={frameFor(c, c.get('principal'))} view={view} />, status)
}

/** Who could decide: whoever is signed in, or somebody who comes by with a passkey, or with one of these PINs. */
async function whoAt(c: Context<AppEnv>, place: Place): Promise<OverrideWho> {
  const way = deciderAt(c, place)
  if (way === 'self') return 'self'
  return { managers: way === 'passkey_or_pin' ? await managersAt(c, place) : null }
}
