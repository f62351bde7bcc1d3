import { ConsentTick } from '../../consent-tick.tsx'
import type { Frame } from '../../frame.ts'
import { GoesAndStays } from '../../goes-and-stays.tsx'
import { Icon } from '../../icon.tsx'
import { CustomerPage } from '../../layout.tsx'
import { Note } from '../../note.tsx'
import type { HeldData, HeldGlance } from './held-data.ts'
import { HeldSections } from './held-sections.tsx'

/** What has just happened, where the page follows an act. */
export type PrivacySaid = 'consent' | 'asked' | 'taken_back' | 'too_late' | null

interface PrivacyPageProps {
  readonly frame: Frame
  /** Null where it has to be shown first whose the address is. */
  readonly held: HeldGlance | null
  /** Whether they agreed to messages. */
  readonly agreed: boolean
  /** When they asked to be erased; null if they did not. */
  readonly askedAt: number | null
  readonly said: PrivacySaid
}

/** `/wallet/privacy`: everything held about a customer, and what they can do about it. */
export function PrivacyPage(props: PrivacyPageProps) {
  const { frame, held } = props
  const words = frame.words.privacy
  return (
    <CustomerPage frame={frame} title={words.title}>
      <div class="stack">
        <h1>{words.heading}</h1>
        <p class="lead">{held === null ? words.notShown : words.lead(frame.brand.name)}</p>
        <ul class="row">
          <li>
            <a class="reach" href="#take">
              {words.take}
            </a>
          </li>
          <li>
            <a class="reach" href="#consent">
              {words.consent.title}
            </a>
          </li>
          <li>
            <a class="reach" href="#erase">
              {words.erase.link}
            </a>
          </li>
        </ul>
      </div>
      <Said {...props} />
      <div class="split">
        <div class="stack stack--loose">
          {held === null ? <NotShown frame={frame} /> : <HeldSections frame={frame} {...held} />}
        </div>
        <aside class="stack stack--loose" aria-label={words.take}>
          <Take frame={frame} />
          <Consent frame={frame} agreed={props.agreed} />
          <Erase {...props} />
          <p>
            <a class="reach" href="/wallet">
              {words.back}
            </a>
          </p>
        </aside>
      </div>
    </CustomerPage>
  )
}

function NotShown({ frame }: { frame: Frame }) {
  return (
    <p>
      <a class="button button--primary" href="/wallet/privacy/confirm">
        {frame.words.privacy.show}
      </a>
    </p>
  )
}

function Said({ frame, said }: PrivacyPageProps) {
  const words = frame.words.privacy
  switch (said) {
    case 'consent':
      return <Note role="status" icon="tick" children={words.consent.saved} />
    case 'taken_back':
      return <Note role="status" icon="tick" children={words.erase.takenBack} />
    case 'too_late':
      return <Note role="status" tone="warn" children={words.erase.tooLate} />
    case 'asked':
    case null:
      return null
  }
}

function Take({ frame }: { frame: Frame }) {
  const words = frame.words.privacy
  return (
    <section class="stack stack--tight" aria-labelledby="take">
      <h2 id="take">{words.take}</h2>
      <p class="quiet">{words.takeHow}</p>
      <p>
        <a class="button button--wide" href="/wallet/privacy/data.html" download>
          {words.asPage}
        </a>
      </p>
      <p>
        <a class="button button--plain button--wide" href="/wallet/privacy/data.json" download>
          {words.asJson}
        </a>
      </p>
    </section>
  )
}

function Consent({ frame, agreed }: { frame: Frame; agreed: boolean }) {
  const words = frame.words.privacy.consent
  return (
    <section class="stack stack--tight" aria-labelledby="consent">
      <h2 id="consent">{words.title}</h2>
      <form class="stack stack--tight" method="post" action="/wallet/privacy/consent">
        <ConsentTick label={words.label} hint={words.hint} checked={agreed} />
        <button type="submit" class="button">
          {words.save}
        </button>
      </form>
    </section>
  )
}

function Erase({ frame, askedAt }: PrivacyPageProps) {
  const words = frame.words.privacy.erase
  const { display, brand } = frame
  return (
    <section class="stack stack--tight" aria-labelledby="erase">
      <h2 id="erase">{words.link}</h2>
      {askedAt === null ? (
        <>
          <p class="quiet">{words.lead}</p>
          <a class="button button--danger" href="/wallet/privacy/erasure">
            {words.link}
          </a>
        </>
      ) : (
        <>
          <Note tone="warn">{words.asked(display.date(askedAt, brand.zone))}</Note>
          <form method="post" action="/wallet/privacy/erasure/withdrawals">
            <button type="submit" class="button">
              <Icon name="undo" />
              {words.takeBack}
            </button>
          </form>
        </>
      )}
    </section>
  )
}

/** What goes and what stays, before anybody asks for it. */
export function AskErasurePage({ frame }: { readonly frame: Frame }) {
  const words = frame.words.privacy.erase
  return (
    <CustomerPage frame={frame} title={words.title}>
      <h1>{words.title}</h1>
      <GoesAndStays words={words} />
      <form class="actions" method="post" action="/wallet/privacy/erasure">
        <button type="submit" class="button button--danger">
          {words.act}
        </button>
        <a class="button" href="/wallet/privacy">
          {words.keep}
        </a>
      </form>
    </CustomerPage>
  )
}

/** Whoever came in by a link, which others may have, shows first that the address is theirs. `email`: masked. */
export function ConfirmFirstPage({ frame, email }: { readonly frame: Frame; readonly email: string }) {
  const words = frame.words.privacy
  return (
    <CustomerPage frame={frame} title={words.confirm.title}>
      <div>
        <h1>{words.confirm.title}</h1>
        <p class="lead wrap-anywhere">{words.confirm.lead(email)}</p>
      </div>
      <div class="actions">
        <a class="button button--primary" href="/signin">
          {words.confirm.act}
        </a>
        <a class="button" href="/wallet/privacy">
          {frame.words.admin.cancel}
        </a>
      </div>
    </CustomerPage>
  )
}

/** The same facts as a page of its own, to be kept: it stands without any other file. */
export function HeldFile({ frame, data }: { readonly frame: Frame; readonly data: HeldData }) {
  const words = frame.words.privacy
  return (
    <html lang={frame.words.language} dir={frame.words.direction}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${words.heading} · ${frame.brand.name}`}</title>
      </head>
      <body>
        <h1>{`${words.heading} · ${frame.brand.name}`}</h1>
        <p>{frame.display.dateTime(Date.parse(data.made_at), frame.brand.zone)}</p>
        <HeldSections frame={frame} data={data} />
      </body>
    </html>
  )
}
