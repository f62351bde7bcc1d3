import { type Context, Hono } from 'hono'
import { type Directory, storeOf } from '../../src/directory.ts'
import { isVoucherId, readRedemptionId, type StoreId, type VoucherId } from '../../src/id.ts'
import type { Order } from '../../src/order.ts'
import { may } from '../../src/permission.ts'
import type { Principal } from '../../src/principal.ts'
import type { Place } from '../../src/voucher.ts'
import { ScanPage } from '../../views/counter/scan-page.tsx'
import { Verdict } from '../../views/counter/verdict.tsx'
import { UNDO_REASONS, type VerdictView } from '../../views/counter/verdict-view.ts'
import { allow } from '../allow.ts'
import { readVoucher } from '../code-vault.ts'
import { commandId, isKey, sending } from '../command-id.ts'
import type { AppEnv } from '../env.ts'
import { readForm } from '../form.ts'
import { frameFor } from '../frame.ts'
import { SCANNER_CSP } from '../headers.ts'
import { readAmount } from '../money-text.ts'
import { placeOf } from '../place.ts'
import { statusOfRefusal } from '../refusal-status.ts'
import { refusePage, wantsFragment } from '../refuse.tsx'
import { voucherStub } from '../stubs.ts'
import { rulingOnAnswer, rulingOnScan } from './ruling.ts'

/** /scan: the counter. Every answer is a verdict, as a page or as the fragment that fills the page's region. */
export const scan = new Hono<AppEnv>()

scan.get('/', allow('redemptions:create'), async (c) => {
  const place = placeOf(c, storeIn(c.req.query('store')))
  if (place === null) return refusePage(c, 403)
  const code = c.req.query('code') ?? ''
  const waiting = code !== '' && (place.store !== null || placesOf(c).length === 0)
  return page(c, place, waiting ? { code: '', view: await scanned(c, place, code) } : { code, view: null })
})

scan.post('/validations', allow('redemptions:create'), async (c) => {
  const form = await readForm(c)
  const place = form && placeOf(c, storeIn(form.text('store_id')))
  if (!place) return refusePage(c, form === null ? 400 : 403)
  return answer(c, place, await scanned(c, place, form.text('code')))
})

scan.post('/redemptions', allow('redemptions:create'), async (c) => {
  const form = await readForm(c)
  const place = form && placeOf(c, storeIn(form.text('store_id')))
  if (!place) return refusePage(c, form === null ? 400 : 403)
  const voucher = form.text('voucher')
  const key = form.text('idempotency_key')
  if (!isVoucherId(voucher) || !isKey(key)) return refusePage(c, 400)
  const currency = c.var.directory.brand.currency
  const typed = {
    amount: form.text('amount'),
    order_amount: form.text('order_amount'),
    order_id: form.text('order_id'),
  }
  const amount = typed.amount === '' ? null : readAmount(typed.amount, currency)
  const total = typed.order_amount === '' ? null : readAmount(typed.order_amount, currency)
  const unclear = frameFor(c, null).words.rulings.amountUnclear
  const errors = {
    ...(typed.amount !== '' && !amount && { amount: unclear }),
    ...(typed.order_amount !== '' && !total && { order_amount: unclear }),
  }
  const use = { place, customer: null, amount, acceptPartial: false }
  if (Object.keys(errors).length > 0) {
    const again = await voucherStub(c.env, voucher).validate({ ...use, amount: null, order: null })
    return answer(
      c,
      place,
      await rulingOnScan(c, place, form.text('code'), again, { input: typed, errors }),
      422,
    )
  }
  const order: Order | null =
    total === null ? null : { order_id: typed.order_id || key, amount: total, currency }
  const sent = sending(c, key, ['redeem', voucher, place.store, typed])
  const result = await voucherStub(c.env, voucher).execute({ kind: 'redeem', ...sent, ...use, order })
  if (!wantsFragment(c))
    return c.redirect(`/scan/outcomes/${voucher}/${sent.id}?store=${place.store ?? ''}`, 303)
  const status = result.outcome.kind === 'accepted' ? 200 : statusOfRefusal(result.outcome.refusals[0].reason)
  return answer(c, place, await rulingOnAnswer(c, place, result), status)
})

scan.post('/rollbacks', allow('redemptions:undo'), async (c) => {
  const form = await readForm(c)
  const named = form && readRedemptionId(form.text('redemption'))
  const place = placeOf(c, null)
  const key = form?.text('idempotency_key') ?? ''
  if (!form || !named || place === null || !isKey(key)) return refusePage(c, 400)
  const chosen = UNDO_REASONS.find((reason) => reason === form.text('reason'))
  const { words } = frameFor(c, null)
  if (chosen === undefined) return refusePage(c, 422)
  const typed = form.text('reason_text').slice(0, 200)
  const reason = chosen === 'other' && typed !== '' ? typed : words.counter.undoReasons[chosen]
  const result = await voucherStub(c.env, named.voucher).execute({
    kind: 'roll_back',
    ...sending(c, key, ['roll_back', named, reason]),
    place,
    redemption: named.seq,
    amount: null,
    authority: may(c.var.principal, 'redemptions:reverse') ? 'reversal' : 'undo',
    words: { reason },
  })
  const sent = commandId(c.var.principal.id, key)
  if (!wantsFragment(c)) return c.redirect(`/scan/outcomes/${named.voucher}/${sent}`, 303)
  const status = result.outcome.kind === 'accepted' ? 200 : statusOfRefusal(result.outcome.refusals[0].reason)
  return answer(c, place, await rulingOnAnswer(c, place, result), status)
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

async function scanned(c: Context<AppEnv>, place: Place, code: string): Promise<VerdictView> {
  const id: VoucherId | null = readVoucher(c.env, code)
  if (id === null) {
    const refused = { valid: false, refusals: [{ reason: 'code_malformed' }] } as const
    return rulingOnScan(c, place, code, { validation: refused, reading: null })
  }
  const use = { place, order: null, customer: null, amount: null, acceptPartial: false }
  return rulingOnScan(c, place, code, await voucherStub(c.env, id).validate(use))
}

async function nothingRecorded(c: Context<AppEnv>, place: Place): Promise<VerdictView> {
  const refused = { valid: false, refusals: [{ reason: 'voucher_not_found' }] } as const
  const view = await rulingOnScan(c, place, '', { validation: refused, reading: null })
  const say = frameFor(c, null).words.rulings.unknownOutcome
  return { ...view, say, reasons: [say] }
}

type Status = 200 | ReturnType<typeof statusOfRefusal>

function answer(
  c: Context<AppEnv>,
  place: Place,
  view: VerdictView,
  status: Status = 200,
): Response | Promise<Response> {
  const frame = frameFor(c, c.var.principal)
  return wantsFragment(c)
    ? c.html(<Verdict frame={frame} view={view} />, status)
    : page(c, place, { code: '', view }, status)
}

function page(
  c: Context<AppEnv>,
  place: Place,
  shown: { code: string; view: VerdictView | null },
  status: Status = 200,
) {
  c.header('Content-Security-Policy', SCANNER_CSP)
  const store = storeOf(c.var.directory, place.store)
  return c.html(
    <ScanPage
      frame={frameFor(c, c.var.principal)}
      place={store && { storeId: store.id, name: store.name }}
      places={placesOf(c)}
      code={shown.code}
      codeError={null}
      verdict={shown.view}
    />,
    status,
  )
}

/** Shops this person may validate in. */
function placesOf(c: Context<AppEnv>): { storeId: string; name: string }[] {
  const { directory, principal } = c.var
  return openStores(directory, principal).map(({ id, name }) => ({ storeId: id, name }))
}

function openStores({ stores }: Directory, principal: Principal) {
  return stores.filter(
    ({ id, state }) => state === 'open' && (principal.stores.length === 0 || principal.stores.includes(id)),
  )
}

function storeIn(text: string | undefined): StoreId | null {
  return text === undefined || text === '' ? null : `sto_${text.slice('sto_'.length)}`
}
