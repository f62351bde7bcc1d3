import { Hono } from 'hono'
import { WalletPage } from '../../views/customer/wallet.tsx'
import type { TicketView } from '../../views/ticket-view.ts'
import { allow } from '../allow.ts'
import type { AppEnv } from '../env.ts'
import { frameFor } from '../frame.ts'
import { survivorById } from '../library/customers.ts'
import { vouchersOf } from '../library/voucher-list.ts'
import { ticketOfRow } from '../ticket.ts'

/** /wallet: a customer's own vouchers, those to use soonest first, then what became of the others. */
export const wallet = new Hono<AppEnv>()

wallet.get('/wallet', allow('wallet:read'), async (c) => {
  const { principal, now } = c.var
  const customer = await survivorById(c.env.DB, principal.id)
  const rows = await vouchersOf(c.env.DB, customer?.id ?? principal.id)
  const vouchers = rows.map((row) => ticketOfRow(c, row))
  const inOrder = [
    ...vouchers.filter(isOpen).toSorted(bySoonestEnd),
    ...vouchers.filter((it) => !isOpen(it)).toSorted(byLatestEnd),
  ]
  const firstName = customer?.name?.split(' ')[0] ?? null
  return c.html(
    <WalletPage frame={frameFor(c, principal)} firstName={firstName} vouchers={inOrder} asOf={now} />,
  )
})

function isOpen({ status }: TicketView): boolean {
  return status === 'active' || status === 'held' || status === 'partially_redeemed'
}

function bySoonestEnd(a: TicketView, b: TicketView): number {
  return (a.closesAt ?? Number.POSITIVE_INFINITY) - (b.closesAt ?? Number.POSITIVE_INFINITY)
}

/** Used and ended ones by when that was, the newest first. */
function byLatestEnd(a: TicketView, b: TicketView): number {
  return endedAt(b) - endedAt(a)
}

function endedAt({ redemptions, closesAt }: TicketView): number {
  return redemptions.at(-1)?.at ?? closesAt ?? 0
}
