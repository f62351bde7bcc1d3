import { BrandMark } from './brand-mark.tsx'
import type { Frame } from './frame.ts'
import { Icon } from './icon.tsx'
import { Document } from './layout.tsx'
import { Barcode, QrCode } from './symbols.tsx'

/** The card's token as QR code, as barcode, and as text. */
export function CardSymbols({ frame, cardToken }: { frame: Frame; cardToken: string }) {
  const words = frame.words.customers
  return (
    <div class="member-card__symbols">
      <QrCode text={cardToken} level="Q" label={words.cardQr} />
      <Barcode text={cardToken} label={words.cardBars} />
      <p class="code code--small">{cardToken}</p>
    </div>
  )
}

interface CardPageProps {
  readonly frame: Frame
  readonly back: { readonly href: string; readonly label: string }
  readonly name: string
  readonly cardToken: string
}

/** The customer's card on paper, in true millimetres. */
export function CardPage({ frame, back, name, cardToken }: CardPageProps) {
  const { words, brand } = frame
  return (
    <Document frame={frame} title={words.customers.card} scripts={[frame.assets['print.js']]}>
      <header class="masthead">
        <div class="wrap how-to-print row">
          <a class="reach" href={back.href}>
            {back.label}
          </a>
          <button class="button button--primary" type="button" data-act="print" hidden>
            <Icon name="print" />
            {words.ticket.print}
          </button>
          <p class="small quiet">{words.ticket.paper.howTo}</p>
        </div>
      </header>
      <main class="bench" id="main" tabindex={0} aria-label={words.customers.card}>
        <section class="roll member-card">
          <p class="mark">
            <BrandMark brand={brand} />
            {brand.name}
          </p>
          <h1>
            <bdi>{name}</bdi>
          </h1>
          <CardSymbols frame={frame} cardToken={cardToken} />
        </section>
      </main>
    </Document>
  )
}
