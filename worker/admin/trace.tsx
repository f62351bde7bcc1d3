import { type Context, Hono } from 'hono'
import type { History } from '../../durable-objects/voucher-object.ts'
import type { AccountClaim } from '../../src/account/claim.ts'
import type { Command, Words } from '../../src/command.ts'
import { storeOf } from '../../src/directory.ts'
import { isVoucherId, type PrincipalId, type StoreId, type VoucherId } from '../../src/id.ts'
import { isCurrency } from '../../src/money.ts'
import { may } from '../../src/permission.ts'
import { isRefusalReason } from '../../src/refusal.ts'
import { isTakeable } from '../../src/returning.ts'
import { type Entry, isSpent, type Place, statusOf, type Voucher } from '../../src/voucher.ts'
import { TracePage } from '../../views/admin/trace-page.tsx'
import type { DroppedRefusals, FailedAct, TraceActions, TraceStep } from '../../views/admin/trace-view.ts'
import { en } from '../../views/words/en.ts'
import { allow } from '../allow.ts'
import { isKey, sending } from '../command-id.ts'
import type { AppEnv } from '../env.ts'
import { explain } from '../explain.ts'
import { type Form, readForm } from '../form.ts'
import { frameFor } from '../frame.ts'
import { customerById, nameOf as customerName } from '../library/customers.ts'
import { readAmount } from '../money-text.ts'
import { nameOf } from '../people.ts'
import { placeOf } from '../place.ts'
import { isWithin, mayReach } from '../reach.ts'
import { refusePage } from '../refuse.tsx'
import { voucherStub } from '../stubs.ts'
import { claimBehind, takeBack } from '../taking-back.ts'
import { ticketOf } from '../ticket.ts'
import { type Extension, readExtension, validityOf } from './extension-form.ts'

/** /admin/vouchers/{id}: everything that ever happened to one voucher, and what may be done about it. */
export const trace = new Hono<AppEnv>()

trace.get('/:voucher', allow('vouchers:read'), (c) => page(c, c.req.param('voucher'), null))

trace.post('/:voucher/voids', allow('vouchers:change'), (c) =>
  act(c, 'void', () => ({ kind: 'void', refund: false })),
)
trace.post('/:voucher/returns', allow('vouchers:change'), (c) =>
  act(c, 'take_back', () => ({ kind: 'void', refund: true })),
)
trace.post('/:voucher/blocks', allow('vouchers:change'), (c) => act(c, 'block', () => ({ kind: 'block' })))
trace.post('/:voucher/unblocks', allow('vouchers:change'), (c) =>
  act(c, 'unblock', () => ({ kind: 'unblock' })),
)
trace.post('/:voucher/extensions', allow('vouchers:change'), (c) => act(c, 'extend', readExtension))
trace.post('/:voucher/rollbacks', allow('redemptions:reverse'), (c) => act(c, 'rollback', reversal))

/** A command without who, where and when, or the field that is wrong. */
type Asked =
  | { readonly kind: 'void'; readonly refund: boolean }
  | { readonly kind: 'block' | 'unblock' }
  | Exclude<Extension, { readonly errors: object }>
  | {
      readonly kind: 'roll_back'
      readonly redemption: number
      readonly amount: number | null
      readonly authority: 'reversal'
      readonly within: readonly StoreId[]
    }
type Reading = Asked | { readonly errors: Record<string, string> }

async function act(
  c: Context<AppEnv>,
  name: FailedAct['act'],
  read: (form: Form, c: Context<AppEnv>) => Reading,
): Promise<Response> {
  const id = c.req.param('voucher') ?? ''
  const form = await readForm(c)
  const key = form?.text('idempotency_key') ?? ''
  const place = placeOf(c, null)
  const action = name === 'rollback' ? 'redemptions:reverse' : 'vouchers:change'
  if (!isVoucherId(id) || !(await mayReach(c, action, id))) return refusePage(c, 404)
  if (form === null || !isKey(key) || place === null) return refusePage(c, 400)
  const reason = form.text('reason')
  const asked = read(form, c)
  const errors = { ...('errors' in asked && asked.errors), ...reasonError(reason) }
  if ('errors' in asked || Object.keys(errors).length > 0) return page(c, id, failed(name, form, errors))
  const words: Words = { reason }
  const command: Command = { ...asked, ...sending(c, key, [id, asked, reason]), place, words }
  const outcome = await carriedOut(c, id, command)
  if (outcome.kind === 'accepted') return c.redirect(`/admin/vouchers/${id}`, 303)
  return page(c, id, failed(name, form, { [FIELD_OF[name]]: explain(c, outcome.refusals[0]) }))
}

/** What a claim took comes back through its account; everything else is the voucher's own. */
async function carriedOut(c: Context<AppEnv>, id: VoucherId, command: Command) {
  if (command.kind === 'void' && command.refund) {
    const reading = await voucherStub(c.env, id).read()
    const { currency } = c.get('directory').brand
    const taken = reading && (await takeBack(c.env, reading.voucher, { ...command, currency }))
    if (taken !== null) return taken
  }
  return (await voucherStub(c.env, id).execute(command)).outcome
}

/** Where a refusal of the voucher itself is shown. */
const FIELD_OF = {
  take_back: 'reason',
  void: 'reason',
  block: 'reason',
  unblock: 'reason',
  extend: 'validity_kind',
  rollback: 'reason',
} as const

function reversal(form: Form, c: Context<AppEnv>): Reading {
  const typed = form.text('amount')
  const asked = form.text('currency')
  const currency = isCurrency(asked) ? asked : c.get('directory').brand.currency
  const amount = typed === '' ? null : readAmount(typed, currency)
  if (typed !== '' && !amount) return { errors: { amount: en.rulings.amountUnclear } }
  return {
    kind: 'roll_back',
    redemption: Number(form.text('seq')),
    amount,
    authority: 'reversal',
    within: c.get('principal').stores,
  }
}

function reasonError(reason: string): Record<string, string> {
  if (reason === '') return { reason: en.admin.trace.problems.reason }
  return reason.length > 200 ? { reason: en.admin.issue.problems.long(200) } : {}
}

function failed(act: FailedAct['act'], form: Form, errors: Record<string, string>): FailedAct {
  const seq = act === 'rollback' ? Number(form.text('seq')) : null
  return {
    act,
    seq,
    reason: form.text('reason'),
    amount: form.text('amount'),
    validity: validityOf(form),
    errors,
  }
}

async function page(c: Context<AppEnv>, id: string, failed: FailedAct | null): Promise<Response> {
  const history = isVoucherId(id) ? await voucherStub(c.env, id).history() : null
  if (history === null || !isWithin(c, 'vouchers:read', history.voucher)) return refusePage(c, 404)
  const { voucher, words, head } = history
  const [customer, issuedBy, steps, claim] = await Promise.all([
    voucher.customer === null ? null : customerById(c.env.DB, voucher.customer),
    nameOf(c.env, voucher.issuedBy.by, c.get('now')),
    stepsOf(c, history),
    claimBehind(c.env, voucher),
  ])
  const ticket = ticketOf(c, voucher, head)
  return c.html(
    <TracePage
      frame={frameFor(c, c.get('principal'))}
      ticket={ticket}
      codeLast4={voucher.codeLast4}
      code={may(c.get('principal'), 'codes:read') ? ticket.code : null}
      steps={steps}
      droppedRefusals={droppedOf(history)}
      actions={actionsOf(c, history, claim)}
      commandKey={crypto.randomUUID()}
      failed={failed}
      customer={customer && { id: customer.id, name: customerName(customer) }}
      source={voucher.source}
      issuedAt={voucher.issuedAt}
      issuedBy={issuedBy}
      reason={words.reason ?? null}
      note={words.note ?? null}
      metadata={words.metadata ?? {}}
    />,
    failed === null ? 200 : 422,
  )
}

async function stepsOf(c: Context<AppEnv>, { lines, attempts, voucher }: History): Promise<TraceStep[]> {
  const people = [
    ...lines.flatMap(({ entry }) => [entry.place.by, ...(entry.kind === 'released' ? [entry.heldBy] : [])]),
    ...attempts.map(({ place }) => place.by),
  ]
  const names = new Map(
    await Promise.all(
      [...new Set(people)].map(async (by) => [by, await nameOf(c.env, by, c.get('now'))] as const),
    ),
  )
  const named = (place: Place) => names.get(place.by) ?? place.by
  const reversed = new Set(
    voucher.redemptions.filter(({ reversal }) => reversal !== null).map(({ seq }) => seq),
  )
  const accepted = lines.map(
    ({ entry, words, hash }): TraceStep => ({
      ...stepAt(c, entry, named(entry.place)),
      kind: entry.kind,
      outcome: reversed.has(entry.seq) ? 'reversed' : 'accepted',
      amount: 'amount' in entry ? entry.amount : null,
      balance: 'balance' in entry ? entry.balance : null,
      usesLeft: 'usesLeft' in entry ? entry.usesLeft : null,
      forced: entry.kind === 'redeemed' && entry.forced,
      // The words of the issue stand among the facts; here stands what came with each later line.
      words: entry.kind === 'issued' ? null : saidIn(words, voucher),
      about: aboutHold(c, entry, (by) => names.get(by) ?? by),
      receipt: hash.slice(0, 16),
      redemptionSeq: entry.kind === 'redeemed' && !reversed.has(entry.seq) ? entry.seq : null,
    }),
  )
  const refused = attempts.map(
    (attempt): TraceStep => ({
      ...stepAt(c, attempt, named(attempt.place)),
      kind: attempt.attempted,
      outcome: 'refused',
      reasonSentence: explain(c, attempt.refusals[0], attempt.place.zone),
    }),
  )
  return [...accepted, ...refused].toSorted((a, b) => b.seq - a.seq)
}

/** The reason somebody gave, who asked for it, or what was answered to the voucher's prompts, each with its question. */
function saidIn({ reason, note, answers = {} }: Words, { terms }: Voucher): string | null {
  const answered = (terms.prompts ?? []).flatMap(({ key, label, kind }) =>
    answers[key] === undefined ? [] : [kind === 'tick' ? label : `${label}: ${answers[key]}`],
  )
  const all = [...(reason === undefined ? [] : [reason]), ...answered, ...(note === undefined ? [] : [note])]
  return all.length === 0 ? null : all.join(' · ')
}

/** For which order it is held and until when, or from whom the hold was taken over. */
function aboutHold(c: Context<AppEnv>, entry: Entry, named: (by: PrincipalId) => string): string | null {
  const { words, display } = frameFor(c, null)
  const said = words.admin.trace
  if (entry.kind === 'released') return entry.takenOver ? said.tookOver(named(entry.heldBy)) : null
  if (entry.kind !== 'held') return null
  return said.heldFor(entry.order, display.momentWithin(entry.until, c.get('now'), entry.place.zone))
}

function stepAt(c: Context<AppEnv>, { seq, at, place }: Pick<Entry, 'seq' | 'at' | 'place'>, byName: string) {
  const storeName = storeOf(c.get('directory'), place.store)?.name ?? null
  return {
    seq,
    at,
    zone: place.zone,
    storeName,
    byName,
    device: place.device !== null,
    amount: null,
    balance: null,
    usesLeft: null,
    reasonSentence: null,
    forced: false,
    words: null,
    about: null,
    receipt: null,
    redemptionSeq: null,
  }
}

function droppedOf({ counts }: History): DroppedRefusals[] {
  return Object.entries(counts).flatMap(([day, reasons]) =>
    Object.entries(reasons).flatMap(([reason, count]) =>
      isRefusalReason(reason) ? [{ day, reason, count }] : [],
    ),
  )
}

/** Only what would be accepted is offered: there are no dead buttons. */
function actionsOf(c: Context<AppEnv>, { voucher }: History, claim: AccountClaim | null): TraceActions {
  const { principal, now } = c.var
  const status = statusOf(voucher, now)
  const change = may(principal, 'vouchers:change')
  const open = voucher.lock.kind === 'none'
  const usable = status === 'active' || status === 'partially_redeemed'
  return {
    redeem: usable && may(principal, 'redemptions:create'),
    handover: usable && may(principal, 'codes:read'),
    takeBack:
      change && claim?.state === 'claimed' && isTakeable(voucher, now) ? { price: claim.price } : null,
    void: change && voucher.lock.kind !== 'void' && !isSpent(voucher),
    block: change && open && !isSpent(voucher),
    unblock: change && voucher.lock.kind === 'blocked',
    extend: change && open && voucher.closesAt !== null && !isSpent(voucher),
    rollback: may(principal, 'redemptions:reverse'),
  }
}
