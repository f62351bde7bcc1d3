import type { Frame } from '../../frame.ts'
import { Desk } from '../../layout.tsx'
import { QrCode } from '../../symbols.tsx'

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
