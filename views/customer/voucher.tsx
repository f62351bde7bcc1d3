import type { HtmlEscapedString } from 'hono/utils/html'
import { Fact } from '../fact.tsx'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { Document, Foot, Masthead } from '../layout.tsx'
import { Note } from '../note.tsx'
import { Ticket } from '../ticket.tsx'
import { isFinal, isPresentable, type TicketView } from '../ticket-view.ts'
import { nearMoment, statusLabel } from '../voucher-facts.ts'
import { VoucherFolds } from './voucher-folds.tsx'

interface VoucherProps {
  readonly frame: Frame
  readonly voucher: TicketView
}

// Without a script the page reloads itself; often enough for a counter, rarely enough for a phone plan.
const RELOAD_SECONDS = 20

interface VoucherPageProps extends VoucherProps {
  /** `raw(voucherStyle(…))`: the page carries its style itself, and the response allows exactly this text by its hash. */
  readonly ownStyle: HtmlEscapedString
  /** The response's own: the page's script sends it back to ask whether anything changed. */
  readonly etag: string
}

/** `/v/{code}`: one voucher as its holder shows it. */
export function VoucherPage({ frame, voucher, ownStyle, etag }: VoucherPageProps) {
  const { words, assets } = frame
  const label = statusLabel(frame, voucher)
  const watched = !isFinal(voucher.status)
  return (
    <Document
      frame={frame}
      title={words.ticket.pageTitle(voucher.title, label)}
      ownStyle={ownStyle}
      scripts={watched ? [assets['voucher.js']] : []}
      head={watched && <Reload />}
    >
      <Masthead frame={frame} />
      <main
        id="main"
        class="wrap page stack"
        tabindex={-1}
        data-etag={etag}
        data-final={watched ? undefined : ''}
        data-say={label}
      >
        <Ticket frame={frame} voucher={voucher} />
        {isPresentable(voucher.status) ? (
          <Live frame={frame} voucher={voucher} />
        ) : (
          <Past frame={frame} voucher={voucher} />
        )}
      </main>
      <p class="sr" id="said" role="status" />
      <Foot frame={frame} />
    </Document>
  )
}

function Reload() {
  return (
    <noscript>
      <meta http-equiv="refresh" content={`${RELOAD_SECONDS}`} />
    </noscript>
  )
}

function Live({ frame, voucher }: VoucherProps) {
  const { words } = frame
  return (
    <>
      {voucher.status === 'held' && (
        <Note tone="warn" icon="hold">
          {words.ticket.heldNow}
        </Note>
      )}
      <div class="actions">
        <a class="button button--primary span" href="#stub" data-act="full">
          <Icon name="full" />
          {words.ticket.fullScreen}
        </a>
        <button class="button" type="button" data-act="share" hidden>
          <Icon name="share" />
          {words.ticket.share}
        </button>
        <a class="button" href={`/v/${voucher.code}/print`}>
          <Icon name="print" />
          {words.ticket.print}
        </a>
      </div>
      <p class="small quiet">{words.ticket.howToShow}</p>
      <UsedSoFar frame={frame} voucher={voucher} />
      <VoucherFolds frame={frame} voucher={voucher} />
    </>
  )
}

/** Earlier uses of a voucher that is not used up: the newest first. */
function UsedSoFar({ frame, voucher }: VoucherProps) {
  const { words, display, now } = frame
  if (voucher.redemptions.length === 0) return null
  return (
    <section class="stack stack--tight" aria-labelledby="used">
      <h2 id="used">{words.ticket.usedSoFar}</h2>
      <dl class="facts facts--two">
        {voucher.redemptions.toReversed().map(({ at, storeName, zone, amount }) => (
          <Fact
            name={nearMoment(display, at, now, zone)}
            value={storeName ?? words.ticket.online}
            more={
              amount === null || voucher.currency === null ? null : display.money(amount, voucher.currency)
            }
          />
        ))}
      </dl>
    </section>
  )
}

function Past({ frame, voucher }: VoucherProps) {
  const { words, viewer } = frame
  const last4 = voucher.code.slice(-4)
  return (
    <>
      <div class="actions">
        <a class="button button--primary" href={viewer === null ? '/' : '/wallet'}>
          {viewer === null ? words.ticket.toFrontPage : words.ticket.toWallet}
        </a>
      </div>
      <p class="small quiet">
        {voucher.status === 'redeemed' ? words.ticket.wasItYou(last4) : words.ticket.askAtCounter(last4)}
      </p>
    </>
  )
}
