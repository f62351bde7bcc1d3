import type { BalancesShown } from '../../src/account/balance.ts'
import type { Shelf, Standing } from '../../src/shelf.ts'
import { Empty } from '../empty.tsx'
import type { Frame } from '../frame.ts'
import { CustomerPage } from '../layout.tsx'
import { Slip } from '../slip.tsx'
import { QrCode } from '../symbols.tsx'
import type { TicketView } from '../ticket-view.ts'
import { BalanceFacts } from '../told-lines.tsx'
import { PlanSlip, type PlanView } from './plan-slip.tsx'

/** A voucher and where it stands among the others. */
export type ShelvedTicket = TicketView & { readonly standing: Standing }

interface WalletProps {
  readonly frame: Frame
  readonly firstName: string | null
  /** What a till scans to find them; null for whoever has been erased. */
  readonly cardToken: string | null
  /** What they have; null while their account cannot be reached. */
  readonly balances: BalancesShown | null
  readonly plan: PlanView | null
  /** Each on its shelf, what matters most first. */
  readonly vouchers: readonly ShelvedTicket[]
  /** There are used and ended ones before these. */
  readonly older?: boolean
  /** When this list was last brought up to date, in epoch ms. */
  readonly asOf: number
}

/** `/wallet`: a customer's vouchers, the usable ones first. */
export function WalletPage(props: WalletProps) {
  const { frame, firstName, cardToken, balances, plan, vouchers, older = false, asOf } = props
  const { words, display, now } = frame
  const on = (shelf: Shelf) => vouchers.filter(({ standing }) => standing.shelf === shelf)
  return (
    <CustomerPage frame={frame} title={words.wallet.title}>
      <div>
        <h1>{words.wallet.heading(firstName)}</h1>
        {vouchers.length > 0 && <p class="lead">{summary(frame, on('now'))}</p>}
      </div>
      {balances !== null && <WalletBalances frame={frame} balances={balances} />}
      <p class="row">
        <a class="reach" href="/wallet/offers">
          {words.portal.finding.title}
        </a>
        <a class="reach" href="/wallet/statement">
          {words.told.title}
        </a>
      </p>
      {cardToken !== null && <OwnCard frame={frame} firstName={firstName} cardToken={cardToken} />}
      {plan !== null && <PlanSlip frame={frame} plan={plan} />}
      {vouchers.length === 0 && (
        <Empty title={words.wallet.emptyTitle}>
          <p class="quiet">{words.wallet.emptyText}</p>
          <a class="button button--primary" href="/">
            {words.wallet.openByCode}
          </a>
        </Empty>
      )}
      {SHELVES.map((shelf) => (
        <Slips frame={frame} id={shelf} title={words.wallet.shelves[shelf]} vouchers={on(shelf)} />
      ))}
      {older && <p class="quiet">{words.wallet.older}</p>}
      {vouchers.length > 0 && <p class="small quiet">{words.wallet.asOf(display.relative(asOf, now))}</p>}
      <p class="row">
        <a class="reach" href="/wallet/details">
          {words.wallet.details.title}
        </a>
        <a class="reach" href="/wallet/devices">
          {words.devices.title}
        </a>
        <a class="reach" href="/wallet/privacy">
          {words.privacy.walletLink}
        </a>
      </p>
    </CustomerPage>
  )
}

/** What they have, and what of it ends next; the way to how it came to be. */
function WalletBalances({ frame, balances }: { frame: Frame; balances: BalancesShown }) {
  return (
    <section aria-label={frame.words.told.has}>
      <BalanceFacts frame={frame} balances={balances} />
    </section>
  )
}

/** Their own card, first of all: a slip as the vouchers are, with the symbol a till scans. */
function OwnCard({
  frame,
  firstName,
  cardToken,
}: Pick<WalletProps, 'frame' | 'firstName'> & { cardToken: string }) {
  const { words, brand } = frame
  return (
    <a class="slip slip--card" href="/wallet/card">
      <div class="slip__body">
        <h2>{words.wallet.card.title(firstName)}</h2>
        <p>{words.wallet.card.text(brand.name)}</p>
        <p class="until">{words.wallet.card.open}</p>
      </div>
      <div class="slip__stub">
        <QrCode text={cardToken} level="Q" label={words.customers.cardQr} />
      </div>
    </a>
  )
}

/** In the order they stand on the page. */
const SHELVES = ['now', 'later', 'used', 'ended'] as const satisfies readonly Shelf[]

interface SlipsProps {
  readonly frame: Frame
  readonly id: string
  readonly title: string
  readonly vouchers: readonly ShelvedTicket[]
}

function Slips({ frame, id, title, vouchers }: SlipsProps) {
  if (vouchers.length === 0) return null
  return (
    <section aria-labelledby={id} class="stack">
      <h2 id={id}>{title}</h2>
      <ul class="tickets">
        {vouchers.map((voucher) => (
          <li>
            <Slip
              frame={frame}
              voucher={voucher}
              opensNext={voucher.standing.opensAt}
              {...(voucher.codeShown && { href: `/v/${voucher.code}` })}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** How many are ready and when the next one ends. */
function summary({ words, display }: Frame, ready: readonly TicketView[]): string {
  if (ready.length === 0) return words.wallet.nothingReady
  const count = words.wallet.ready(ready.length)
  const ending = ready
    .flatMap(({ closesAt, zone }) => (closesAt === null ? [] : [{ closesAt, zone }]))
    .sort((a, b) => a.closesAt - b.closesAt)[0]
  if (ending === undefined) return count
  return `${count} ${words.wallet.nextEnds(display.date(display.until(ending.closesAt, ending.zone), ending.zone))}`
}
