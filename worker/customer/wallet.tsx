import { type Context, Hono } from 'hono'
import type { BalancesShown } from '../../src/account/balance.ts'
import { soonestFirst, standingOf } from '../../src/shelf.ts'
import { WalletPage } from '../../views/customer/wallet.tsx'
import { CardPage } from '../../views/member-card.tsx'
import { isPresentable, type TicketView } from '../../views/ticket-view.ts'
import { en } from '../../views/words/en.ts'
import { allow } from '../allow.ts'
import { customerPrincipal } from '../customer-principal.ts'
import type { AppEnv } from '../env.ts'
import { frameFor } from '../frame.ts'
import { type CustomerRow, nameOf, survivorById } from '../library/customers.ts'
import { OWN_MOST, vouchersOf } from '../library/voucher-list.ts'
import { refusePage } from '../refuse.tsx'
import { accountStub } from '../stubs.ts'
import { ticketOfRow } from '../ticket.ts'
import { shown } from '../told.ts'
import { ownPlan } from './own-plan.ts'

/** /wallet: a customer's own vouchers, those to use soonest first, then what became of the others. */
export const wallet = new Hono<AppEnv>()

wallet.get('/wallet', allow('wallet:read'), async (c) => {
  const { principal, now } = c.var
  const customer = await survivorById(c.env.DB, principal.id)
  const rows = await vouchersOf(c.env.DB, customer?.id ?? principal.id, now)
  const vouchers = rows
    .map((row) => ticketOfRow(c, row))
    .map((ticket) => ({ ...ticket, standing: standingOf(ticket, now) }))
  const firstName = customer?.name?.split(' ')[0] ?? null
  return c.html(
    <WalletPage
      frame={frameFor(c, principal)}
      firstName={firstName}
      cardToken={customer?.cardToken ?? null}
      balances={customer && (await balancesOf(c, customer))}
      plan={customer && (await ownPlan(c, customer))}
      vouchers={[
        ...vouchers.filter(({ status }) => isPresentable(status)).toSorted(soonestFirst),
        ...vouchers.filter(({ status }) => !isPresentable(status)).toSorted(byLatestEnd),
      ]}
      older={rows.length >= OWN_MOST}
      asOf={now}
    />,
  )
})

/** What they have; a wallet is shown while that cannot be reached. */
function balancesOf(c: Context<AppEnv>, customer: CustomerRow): Promise<BalancesShown | null> {
  return accountStub(c.env, customerPrincipal(customer).id)
    .balances()
    .then((balances) => shown(c, balances))
    .catch(() => null)
}

wallet.get('/wallet/card', allow('wallet:read'), async (c) => {
  const row = await survivorById(c.env.DB, c.get('principal').id)
  if (row === null) return refusePage(c, 404)
  const back = { href: '/wallet', label: en.wallet.card.back }
  const frame = frameFor(c, c.get('principal'))
  return c.html(<CardPage frame={frame} back={back} name={nameOf(row)} cardToken={row.cardToken} />)
})

/** Used and ended ones by when that was, the newest first. */
function byLatestEnd(a: TicketView, b: TicketView): number {
  return endedAt(b) - endedAt(a)
}

function endedAt({ redemptions, closesAt }: TicketView): number {
  return redemptions.at(-1)?.at ?? closesAt ?? 0
}
