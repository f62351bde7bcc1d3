import { giftBeside } from './benefit.ts'
import { BrandMark } from './brand-mark.tsx'
import { Fact } from './fact.tsx'
import type { Frame } from './frame.ts'
import { Rosette } from './rosette.tsx'
import { Status } from './status.tsx'
import { Barcode, QrCode } from './symbols.tsx'
import { isPresentable, shownCode, type TicketView } from './ticket-view.ts'
import { TornStub } from './torn-stub.tsx'
import { productsLine, statusLabel, untilWhen, where } from './voucher-facts.ts'
import { whenLine } from './windows.ts'

interface TicketProps {
  readonly frame: Frame
  readonly voucher: TicketView
  /** Level of its title: 1 where the page is about the ticket, 2 where the page has a title of its own. */
  readonly level?: 1 | 2
}

/** The voucher as a printed ticket; used, ended and blocked ones have lost their stub and carry no symbol. */
export function Ticket({ frame, voucher, level = 1 }: TicketProps) {
  const presentable = isPresentable(voucher.status)
  return (
    <article
      class={presentable ? 'ticket ticket--bleed' : 'ticket ticket--torn ticket--bleed'}
      data-status={voucher.status}
      aria-labelledby="ticket-title"
    >
      <div class="ticket__sheet">
        <TicketBody frame={frame} voucher={voucher} level={level} />
        {presentable ? (
          <Stub frame={frame} code={voucher.code} />
        ) : (
          <TornStub frame={frame} voucher={voucher} />
        )}
      </div>
    </article>
  )
}

function TicketBody({ frame, voucher, level }: TicketProps) {
  const { brand } = frame
  const Heading = level === 2 ? 'h2' : 'h1'
  return (
    <div class="ticket__body">
      <Rosette />
      <header class="ticket__head">
        <span class="who">
          <BrandMark brand={brand} />
          {brand.name}
        </span>
        <Status status={voucher.status} label={statusLabel(frame, voucher)} />
      </header>
      {voucher.imageUrl !== null && (
        <img
          class="ticket__photo"
          src={voucher.imageUrl}
          width="1200"
          height="400"
          alt={voucher.imageAlt}
          data-focus={voucher.imageFocus ?? undefined}
        />
      )}
      <Heading class={hasLongWord(voucher.title) ? 'ticket__title long' : 'ticket__title'} id="ticket-title">
        {voucher.title}
      </Heading>
      {voucher.description !== '' && <p class="ticket__words">{voucher.description}</p>}
      <Punches voucher={voucher} />
      <dl class="ticket__facts">
        {isPresentable(voucher.status) ? (
          <LiveFacts frame={frame} voucher={voucher} />
        ) : (
          <PastFacts frame={frame} voucher={voucher} />
        )}
      </dl>
    </div>
  )
}

function LiveFacts({ frame, voucher }: TicketProps) {
  const { words, display } = frame
  const until = untilWhen(frame, voucher)
  const place = where(frame, voucher)
  const hours = whenLine(frame, voucher)
  const products = productsLine(frame, voucher)
  const { minimumSpend } = voucher
  return (
    <>
      <Gift frame={frame} voucher={voucher} />
      {voucher.opensAt !== null && voucher.opensAt > frame.now && (
        <Fact
          name={words.ticket.validFrom}
          value={display.date(voucher.opensAt, voucher.zone)}
          more={display.time(voucher.opensAt, voucher.zone)}
        />
      )}
      <Fact name={words.ticket.validUntil} value={until.date} more={until.time} />
      <Fact name={words.ticket.where} value={place.main} more={place.more} />
      {hours !== '' && <Fact name={words.ticket.when} value={hours} />}
      {products !== '' && <Fact name={words.ticket.goodFor} value={products} />}
      {minimumSpend !== null && (
        <Fact
          name={words.ticket.fromOrder}
          value={display.price(minimumSpend.amount, minimumSpend.currency)}
        />
      )}
    </>
  )
}

/** What it gives, unless the title says the same words already. */
function Gift({ frame, voucher }: TicketProps) {
  const { words, display } = frame
  const { benefit, balance } = voucher
  if (benefit.kind === 'value' && balance !== null) {
    return (
      <Fact
        name={words.ticket.balance}
        value={display.money(balance, benefit.currency)}
        more={words.ticket.ofTotal(display.money(benefit.amount, benefit.currency))}
      />
    )
  }
  const gift = giftBeside(frame, voucher)
  return gift === null ? null : <Fact name={words.ticket.youGet} value={gift} />
}

function PastFacts({ frame, voucher }: TicketProps) {
  const { words } = frame
  const until = untilWhen(frame, voucher)
  return (
    <>
      <Fact
        name={voucher.status === 'blocked' ? words.ticket.validUntil : words.ticket.wasValidUntil}
        value={until.date}
      />
      <Fact
        name={words.ticket.code}
        value={<span class="code code--small">{hiddenCode(voucher.code)}</span>}
      />
    </>
  )
}

/** The part a scanner reads: nothing on it but the symbols and the code. */
function Stub({ frame, code }: { frame: Frame; code: string }) {
  const { words } = frame
  const shown = shownCode(code)
  return (
    <div class="ticket__stub" id="stub">
      <QrCode text={code} level="Q" label={words.ticket.qrLabel(shown)} />
      <p class="code">{shown}</p>
      <Barcode text={code} label={words.ticket.barsLabel(shown)} />
    </div>
  )
}

const MOST_PUNCHES = 12

/** Uses as holes in a row, the punched ones out; a longer row says nothing at a glance, the words do. */
export function Punches({ voucher: { uses, usesLeft } }: { voucher: Pick<TicketView, 'uses' | 'usesLeft'> }) {
  if (uses === null || usesLeft === null || uses < 2 || uses > MOST_PUNCHES) return null
  const out = uses - usesLeft
  return (
    <span class="punches" aria-hidden="true">
      {Array.from({ length: uses }, (_, index) => (
        <i class={index < out ? 'out' : undefined} />
      ))}
    </span>
  )
}

// Beyond this length a word does not fit a phone in the large size.
const LONG_WORD = 18

function hasLongWord(title: string): boolean {
  return title.split(/\s+/).some((word) => word.length > LONG_WORD)
}

/** A used voucher is only recognised by it: '···· ···· MTR2'. */
function hiddenCode(code: string): string {
  const end = code.slice(-4)
  return code.length === 12 || code.length === 16 ? `···· ···· ${end}` : `···· ${end}`
}
