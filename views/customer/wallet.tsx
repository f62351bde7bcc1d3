import { Empty } from '../empty.tsx'
import type { Frame } from '../frame.ts'
import { CustomerPage } from '../layout.tsx'
import { Slip } from '../slip.tsx'
import { QrCode } from '../symbols.tsx'
import { isPresentable, type TicketView } from '../ticket-view.ts'

interface WalletProps {
  readonly frame: Frame
  readonly firstName: string | null
  /** What a till scans to find them; null for whoever has been erased. */
  readonly cardToken: string | null
  /** In the order they should be used: the ones that end first come first. */
  readonly vouchers: readonly TicketView[]
  /** When this list was last brought up to date, in epoch ms. */
  readonly asOf: number
}

/** `/wallet`: a customer's vouchers, the usable ones first. */
export function WalletPage({ frame, firstName, cardToken, vouchers, asOf }: WalletProps) {
  const { words, display, now } = frame
  const ready = vouchers.filter(({ status }) => isPresentable(status))
  const past = vouchers.filter(({ status }) => !isPresentable(status))
  return (
    <CustomerPage frame={frame} title={words.wallet.title}>
      <div>
        <h1>{words.wallet.heading(firstName)}</h1>
        {vouchers.length > 0 && <p class="lead">{summary(frame, ready)}</p>}
      </div>
      {cardToken !== null && <OwnCard frame={frame} firstName={firstName} cardToken={cardToken} />}
      {vouchers.length === 0 && (
        <Empty title={words.wallet.emptyTitle}>
          <p class="quiet">{words.wallet.emptyText}</p>
          <a class="button button--primary" href="/">
            {words.wallet.openByCode}
          </a>
        </Empty>
      )}
      <Slips frame={frame} id="ready" title={words.wallet.readyToUse} vouchers={ready} />
      <Slips frame={frame} id="past" title={words.wallet.usedAndEnded} vouchers={past} />
      {vouchers.length > 0 && <p class="small quiet">{words.wallet.asOf(display.relative(asOf, now))}</p>}
      <p class="row">
        <a href="/wallet/details">{words.wallet.details.title}</a>
        <a href="/wallet/devices">{words.devices.title}</a>
        <a href="/wallet/privacy">{words.privacy.walletLink}</a>
      </p>
    </CustomerPage>
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

interface SlipsProps {
  readonly frame: Frame
  readonly id: string
  readonly title: string
  readonly vouchers: readonly TicketView[]
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
