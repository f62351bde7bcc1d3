import { BrandMark } from '../../brand-mark.tsx'
import type { Frame } from '../../frame.ts'
import { Icon } from '../../icon.tsx'
import { Desk, Document } from '../../layout.tsx'
import { QrCode } from '../../symbols.tsx'
import { CardSymbols } from './customer-facts.tsx'

interface LinkPageProps {
  readonly frame: Frame
  readonly id: string
  readonly name: string
  readonly link: string
}

/** The link that signs a customer in on their own phone, shown once. */
export function WalletLinkPage({ frame, id, name, link }: LinkPageProps) {
  const words = frame.words.customers.link
  return (
    <Desk
      frame={frame}
      title={words.title(name)}
      task={{ href: `/admin/customers/${id}`, label: frame.words.admin.done }}
    >
      <div class="page-head">
        <div>
          <h1>{words.title(name)}</h1>
          <p class="lead">{words.lead}</p>
        </div>
      </div>
      <div class="stack narrow">
        <div class="member-card__symbols">
          <QrCode text={link} level="M" label={words.qr} />
        </div>
        <div class="field">
          <label for="link">{words.label}</label>
          <p class="hint" id="link-hint">
            {words.hint}
          </p>
          <input class="input link" id="link" value={link} readonly aria-describedby="link-hint" />
        </div>
        <a href={`/admin/customers/${id}`}>{words.back}</a>
      </div>
    </Desk>
  )
}

/** The customer's card on paper, in true millimetres. */
export function CardPage(props: { frame: Frame; id: string; name: string; cardToken: string }) {
  const { frame, id, name, cardToken } = props
  const { words, brand } = frame
  return (
    <Document frame={frame} title={words.customers.card} scripts={[frame.assets['print.js']]}>
      <header class="masthead">
        <div class="wrap how-to-print row">
          <a href={`/admin/customers/${id}`}>{words.customers.link.back}</a>
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
