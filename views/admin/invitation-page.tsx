import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { Desk } from '../layout.tsx'
import { QrCode } from '../symbols.tsx'
import { type Area, areaHref } from './people-view.ts'

export interface InvitationPageProps {
  readonly frame: Frame
  readonly area: Area
  readonly person: { readonly id: string; readonly name: string }
  /** Absolute URL that lets them in once. */
  readonly link: string
  readonly endsAt: number
}

/** The link that lets somebody in, as QR and text, until it is used: to be scanned, shared, or copied. */
export function InvitationPage({ frame, area, person, link, endsAt }: InvitationPageProps) {
  const { words, display, now, brand, assets } = frame
  const said = words.people[area]
  const message = said.message(brand.name)
  return (
    <Desk
      frame={frame}
      title={words.people.linkTitle(person.name)}
      scripts={[assets['handover.js']]}
      task={{ href: areaHref(area), label: words.admin.done }}
    >
      <div class="page-head">
        <div>
          <h1>{words.people.linkTitle(person.name)}</h1>
          <p class="lead">{said.linkLead(person.name)}</p>
        </div>
      </div>
      <div class="link-card">
        <QrCode text={link} level="M" label={said.qrLabel} />
        <section
          class="stack"
          id="handover"
          aria-label={words.people.link}
          data-link={link}
          data-title={message}
          data-message={message}
          data-copied={words.admin.handover.copied}
          data-copy-yourself={words.admin.handover.copyYourself}
        >
          <p>
            <b>{words.people.linkUntil(display.momentWithin(endsAt, now, brand.zone))}</b>
          </p>
          <div class="field">
            <label for="link">{words.people.link}</label>
            <p class="hint" id="link-hint">
              {said.linkHint}
            </p>
            <input class="input" id="link" value={link} readonly aria-describedby="link-hint" />
          </div>
          <div class="actions with-script">
            <button type="button" class="button button--primary" data-act="share" hidden>
              <Icon name="share" />
              {words.people.share}
            </button>
            <button type="button" class="button" data-act="copy">
              <Icon name="copy" />
              {words.admin.handover.copyLink}
            </button>
          </div>
          <p class="small" role="status" data-part="said" />
          <p>
            <a href={areaHref(area, `/${person.id}`)}>{words.people.openPerson(person.name)}</a>
          </p>
        </section>
      </div>
    </Desk>
  )
}
