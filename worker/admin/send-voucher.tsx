import { type Context, Hono } from 'hono'
import { type CustomerId, isVoucherId } from '../../src/id.ts'
import { isPresentable } from '../../views/ticket-view.ts'
import { actorOf } from '../actor.ts'
import { allow } from '../allow.ts'
import { isKey, sending } from '../command-id.ts'
import { customerObject, customerPrincipal } from '../customer-principal.ts'
import type { AppEnv } from '../env.ts'
import { readForm } from '../form.ts'
import { frameFor } from '../frame.ts'
import { rationed } from '../guarded.ts'
import { voucherLetter } from '../letters/voucher-letter.tsx'
import { audit } from '../library/audit.ts'
import { type CustomerRow, survivorById } from '../library/customers.ts'
import { claimLetter, giveBackLetter, noteSent } from '../library/letters.ts'
import type { Mailer } from '../mail.ts'
import { isWithin } from '../reach.ts'
import { refusePage } from '../refuse.tsx'
import { voucherStub } from '../stubs.ts'
import { ticketOf } from '../ticket.ts'
import { walletLinkUrl } from '../wallet-link.ts'

/** POST /admin/vouchers/{id}/letters: writes to the voucher's customer that it is in their wallet, once per key. */
export const sendVoucher = new Hono<AppEnv>()

sendVoucher.post('/:voucher/letters', allow('vouchers:issue'), rationed('letter'), async (c) => {
  const form = await readForm(c)
  const key = form?.text('idempotency_key') ?? ''
  if (!isKey(key)) return refusePage(c, 400)
  const id = c.req.param('voucher')
  const reading = isVoucherId(id) ? await voucherStub(c.env, id).read() : null
  if (reading === null) return refusePage(c, 404)
  const { voucher, head } = reading
  const { principal, mailer, now } = c.var
  const own = voucher.issuedBy.by === principal.id
  if (!own && !isWithin(c, 'codes:read', voucher)) return refusePage(c, 404)
  const row = voucher.customer === null ? null : await survivorById(c.env.DB, voucher.customer)
  const ticket = ticketOf(c, voucher, head)
  if (mailer === null || row === null || row.email === null || !isPresentable(ticket.status))
    return refusePage(c, 404)
  const letter = { command: sending(c, `letter ${id} ${key}`, null).id, voucherId: id, at: now }
  if (await claimLetter(c.env.DB, letter)) {
    try {
      await write(c, mailer, {
        row,
        email: row.email,
        title: ticket.title,
        closesAt: ticket.closesAt,
        zone: ticket.zone,
      })
    } catch {
      await giveBackLetter(c.env.DB, letter)
      return c.redirect(`/admin/vouchers/${id}/handover?unsent`, 303)
    }
    await noteSent(c.env.DB, letter, { ...actorOf(c), at: now })
  }
  return c.redirect(`/admin/vouchers/${id}/handover`, 303)
})

interface Sent {
  readonly row: CustomerRow
  readonly email: string
  readonly title: string
  readonly closesAt: number | null
  readonly zone: string
}

/** @throws when the letter was not taken */
async function write(c: Context<AppEnv>, mailer: Mailer, sent: Sent): Promise<void> {
  const { row, email, title, closesAt, zone } = sent
  const frame = frameFor(c, null)
  const { display } = frame
  const until = closesAt === null ? null : display.date(display.until(closesAt, zone), zone)
  const link = await linkOf(c, row)
  await mailer.send(voucherLetter(frame, { to: email, title, until, link }))
}

async function linkOf(c: Context<AppEnv>, row: CustomerRow): Promise<string> {
  const id: CustomerId = customerPrincipal(row).id
  const object = await customerObject(c.env, row)
  const before = await object.walletLink({ kind: 'look' })
  const made = await object.walletLink({ kind: 'make' })
  if (made === null || made.generation === null) throw new Error('no wallet link can be made')
  if (before?.generation == null)
    await audit(c.env.DB, { ...actorOf(c), at: c.get('now'), action: 'wallet_link_made', subject: id })
  return walletLinkUrl(c, id, made.generation)
}
