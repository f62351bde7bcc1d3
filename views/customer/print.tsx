import { benefitLine } from '../benefit.ts'
import { BrandMark } from '../brand-mark.tsx'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { Document } from '../layout.tsx'
import { Barcode, QrCode } from '../symbols.tsx'
import { shownCode, type TicketView } from '../ticket-view.ts'
import { untilWhen, where } from '../voucher-facts.ts'
import { whenLine } from '../windows.ts'
import { termsText } from './voucher-folds.tsx'

interface PaperProps {
  readonly frame: Frame
  readonly voucher: TicketView
  /** The voucher's full link, for the customer's own camera. */
  readonly url: string
}

/** `/v/{code}/print`: the voucher on paper in true millimetres, as an A4 card or an 80 mm receipt. */
export function PrintPage({ frame, voucher, url, as }: PaperProps & { as: 'card' | 'receipt' }) {
  const { words } = frame
  const path = `/v/${voucher.code}`
  return (
    <Document frame={frame} title={words.ticket.paper.title} scripts={[frame.assets['print.js']]}>
      <header class="masthead">
        <div class="wrap">
          <a class="mark" href={path}>
            <BrandMark brand={frame.brand} />
            {frame.brand.name}
          </a>
          <nav class="links" aria-label={words.ticket.paper.title}>
            <a href={`${path}/print?as=card`} aria-current={as === 'card' ? 'page' : undefined}>
              {words.ticket.paper.card}
            </a>
            <a href={`${path}/print?as=receipt`} aria-current={as === 'receipt' ? 'page' : undefined}>
              {words.ticket.paper.receipt}
            </a>
            <a href={path}>{words.ticket.paper.back}</a>
          </nav>
        </div>
        <div class="wrap how-to-print">
          <button class="button button--primary" type="button" data-act="print" hidden>
            <Icon name="print" />
            {words.ticket.print}
          </button>
          <p class="small quiet">{words.ticket.paper.howTo}</p>
        </div>
      </header>
      <main class="bench" id="main" tabindex={0} aria-label={words.ticket.paper.preview}>
        <h1 class="sr">{words.ticket.paper.preview}</h1>
        {as === 'card' ? (
          <Sheet frame={frame} voucher={voucher} url={url} />
        ) : (
          <Receipt frame={frame} voucher={voucher} url={url} />
        )}
      </main>
    </Document>
  )
}

function Sheet({ frame, voucher, url }: PaperProps) {
  const { words } = frame
  return (
    <section class="a4 a4--one" aria-label={words.ticket.paper.card}>
      <Card frame={frame} voucher={voucher} url={url} />
      <div class="ruler">
        <span>{words.ticket.paper.scale}</span>
        <svg viewBox="0 0 500 50" role="img" aria-label={words.ticket.paper.ruler}>
          <path
            d="M1 20v30M499 20v30M1 35h498M100 28v14M200 28v14M300 28v14M400 28v14"
            fill="none"
            stroke="#000"
            stroke-width="2.5"
          />
        </svg>
      </div>
    </section>
  )
}

function Card({ frame, voucher, url }: PaperProps) {
  const { words, brand } = frame
  const code = shownCode(voucher.code)
  return (
    <article class="card">
      <header>
        <span>
          <BrandMark brand={brand} />
          {brand.name}
        </span>
        <small>{underTheName(frame)}</small>
      </header>
      <div>
        <h2>{voucher.title}</h2>
        <p>{voucher.description}</p>
        <p class="until">{untilText(frame, voucher)}</p>
      </div>
      <div class="side">
        <QrCode text={voucher.code} level="H" label={words.ticket.qrLabel(code)} />
        <p class="code">{code}</p>
      </div>
      <p class="terms">
        {whereText(frame, voucher)}. {hoursText(frame, voucher)} {termsText(frame, voucher)}
      </p>
      <PhoneLink frame={frame} url={url} />
    </article>
  )
}

/** For the customer's own camera, apart from the symbol the shop scans. */
function PhoneLink({ frame: { words }, url }: { frame: Frame; url: string }) {
  return (
    <p class="phone-link">
      <QrCode text={url} level="M" label={words.ticket.paper.linkLabel} />
      {words.ticket.paper.openOnPhone}
    </p>
  )
}

function Receipt({ frame, voucher, url }: PaperProps) {
  const { words, brand } = frame
  const code = shownCode(voucher.code)
  return (
    <section class="roll" aria-label={words.ticket.paper.receipt}>
      <p class="mark">
        <BrandMark brand={brand} />
        {brand.name}
      </p>
      <p>{underTheName(frame)}</p>
      <hr />
      <h2>{voucher.title}</h2>
      <p>{benefitLine(frame, voucher.benefit, voucher.currency)}</p>
      <hr />
      <Spending frame={frame} voucher={voucher} />
      <p>{untilText(frame, voucher)}</p>
      <p>{whereText(frame, voucher)}</p>
      <QrCode text={voucher.code} level="H" label={words.ticket.qrLabel(code)} />
      <p class="code">{code}</p>
      <Barcode text={voucher.code} label={words.ticket.barsLabel(code)} />
      <hr />
      <p class="terms">
        {hoursText(frame, voucher)} {termsText(frame, voucher)}
      </p>
      <PhoneLink frame={frame} url={url} />
    </section>
  )
}

/** Of a stored value: what it was, what each use took, what is left. */
function Spending({ frame: { words, display }, voucher }: { frame: Frame; voucher: TicketView }) {
  const { benefit, balance, redemptions } = voucher
  if (benefit.kind !== 'value' || balance === null) return null
  return (
    <>
      <dl>
        <dt>{words.ticket.paper.before}</dt>
        <dd>{display.money(benefit.amount, benefit.currency)}</dd>
        {redemptions.map(({ at, zone, amount }) => (
          <>
            <dt>{display.date(at, zone)}</dt>
            <dd>{display.money(-(amount ?? 0), benefit.currency)}</dd>
          </>
        ))}
        <dt class="sum">{words.ticket.paper.left}</dt>
        <dd class="sum">{display.money(balance, benefit.currency)}</dd>
      </dl>
      <hr />
    </>
  )
}

function untilText(frame: Frame, voucher: TicketView): string {
  const { date, time } = untilWhen(frame, voucher)
  return time === '' ? date : frame.words.ticket.until(`${date}, ${time}`)
}

function whereText(frame: Frame, voucher: TicketView): string {
  const { main, more } = where(frame, voucher)
  return more === '' ? main : `${main} (${more})`
}

/** The brand's line; paper leaves the test world's banner behind, so there it says so itself. */
function underTheName({ words, brand, world }: Frame): string {
  return world === 'test' ? words.common.testWorld : brand.line
}

/** When it can be used; empty where any time will do. */
function hoursText(frame: Frame, voucher: TicketView): string {
  const hours = whenLine(frame, voucher)
  return hours === '' ? '' : frame.words.ticket.hours(hours)
}
