import type { Frame } from '../../frame.ts'
import { Icon } from '../../icon.tsx'
import { Desk } from '../../layout.tsx'
import { Note } from '../../note.tsx'
import { keysHref } from './key-view.ts'

export interface KeyShownProps {
  readonly frame: Frame
  readonly id: string
  readonly name: string
  /** The whole key, as a request carries it. */
  readonly secret: string
  /** Of a new secret for a key that was there: until when the one before is good too, or null where it has ended. */
  readonly prior: { readonly endsAt: number | null } | null
}

/** A key right after it was made, to be copied: it cannot be shown again. */
export function KeyShown({ frame, id, name, secret, prior }: KeyShownProps) {
  const { words, display, now, brand, assets } = frame
  const said = words.keys
  return (
    <Desk
      frame={frame}
      title={said.shownTitle(name)}
      scripts={[assets['handover.js']]}
      task={{ href: keysHref(), label: words.admin.done }}
    >
      <div class="page-head">
        <div>
          <h1>{said.shownTitle(name)}</h1>
          <p class="lead">{said.shownLead}</p>
        </div>
      </div>
      {prior !== null && (
        <Note icon="clock">
          {prior.endsAt === null
            ? said.priorEnded
            : said.priorUntil(display.momentWithin(prior.endsAt, now, brand.zone))}
        </Note>
      )}
      <Secret frame={frame} id={id} name={name} secret={secret} />
    </Desk>
  )
}

function Secret({ frame, id, name, secret }: Omit<KeyShownProps, 'prior'>) {
  const said = frame.words.keys
  return (
    <section
      class="stack"
      id="handover"
      aria-label={said.secret}
      data-link={secret}
      data-copied={said.copied}
      data-copy-yourself={said.copyYourself}
    >
      <div class="field">
        <label for="link">{said.secret}</label>
        <p class="hint" id="link-hint">
          {said.secretHint}
        </p>
        <textarea
          class="input input--secret"
          id="link"
          readonly
          rows={3}
          spellcheck={false}
          dir="ltr"
          aria-describedby="link-hint"
        >
          {secret}
        </textarea>
      </div>
      <div class="actions with-script">
        <button type="button" class="button button--primary" data-act="copy">
          <Icon name="copy" />
          {said.copy}
        </button>
      </div>
      <p class="small" role="status" data-part="said" />
      <p>
        <a href={keysHref(`/${id}`)}>{said.toKey(name)}</a>
      </p>
    </section>
  )
}
