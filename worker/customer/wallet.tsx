import { Hono } from 'hono'
import { WalletPage } from '../../views/customer/wallet.tsx'
import { CardPage } from '../../views/member-card.tsx'
import type { TicketView } from '../../views/ticket-view.ts'
import { en } from '../../views/words/en.ts'
import { allow } from '../allow.ts'
import type { AppEnv } from '../env.ts'
import { frameFor } from '../frame.ts'
import { nameOf, survivorById } from '../library/customers.ts'
import { vouchersOf } from '../library/voucher-list.ts'
import { refusePage } from '../refuse.tsx'
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
    <WalletPage
      frame={frameFor(c, principal)}
      firstName={firstName}
      cardToken={customer?.cardToken ?? null}
      vouchers={inOrder}
      asOf={now}
    />,
  )
})

wallet.get('/wallet/card', allow('wallet:read'), async (c) => {
  const row = await survivorById(c.env.DB, c.get('principal').id)
  if (row === null) return refusePage(c, 404)
  const back = { href: '/wallet', label: en.wallet.card.back }
  const frame = frameFor(c, c.get('principal'))
  return c.html(<CardPage frame={frame} back={back} name={nameOf(row)} cardToken={row.cardToken} />)
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
