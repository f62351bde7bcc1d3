import type { Frame } from '../../frame.ts'
import { Icon } from '../../icon.tsx'
import { Desk } from '../../layout.tsx'
import { QrCode } from '../../symbols.tsx'

interface LinkPageProps {
  readonly frame: Frame
  readonly id: string
  readonly name: string
  readonly link: string
}

/** The link that signs a customer in on their own phone, shown once: to be scanned, shared, or copied. */
export function WalletLinkPage({ frame, id, name, link }: LinkPageProps) {
  const words = frame.words.customers.link
  return (
    <Desk
      frame={frame}
      title={words.title(name)}
      scripts={[frame.assets['handover.js']]}
      task={{ href: `/admin/customers/${id}`, label: frame.words.admin.done }}
    >
      <div class="page-head">
        <div>
          <h1>{words.title(name)}</h1>
          <p class="lead">{words.lead}</p>
        </div>
      </div>
      <div class="link-card">
        <QrCode text={link} level="M" label={words.qr} />
        <HandOver frame={frame} link={link} />
      </div>
    </Desk>
  )
}

function HandOver({ frame, link }: Pick<LinkPageProps, 'frame' | 'link'>) {
  const words = frame.words.customers.link
  const { handover } = frame.words.admin
  const message = words.message(frame.brand.name)
  return (
    <section
      class="stack"
      id="handover"
      aria-label={words.label}
      data-link={link}
      data-title={message}
      data-message={message}
      data-copied={handover.copied}
      data-copy-yourself={handover.copyYourself}
    >
      <div class="field">
        <label for="link">{words.label}</label>
        <p class="hint" id="link-hint">
          {words.hint}
        </p>
        <input class="input link" id="link" value={link} readonly aria-describedby="link-hint" />
      </div>
      <div class="actions with-script">
        <button type="button" class="button button--primary" data-act="share" hidden>
          <Icon name="share" />
          {frame.words.people.share}
        </button>
        <button type="button" class="button" data-act="copy">
          <Icon name="copy" />
          {handover.copyLink}
        </button>
      </div>
      <p class="small" role="status" data-part="said" />
    </section>
  )
}
