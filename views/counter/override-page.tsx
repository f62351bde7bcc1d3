import { PasskeyForm } from '../account/passkey-form.tsx'
import { describedBy, Field, FieldFrame } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { Document } from '../layout.tsx'
import { ErrorSummary, Note } from '../note.tsx'
import { CounterBar } from './counter-bar.tsx'
import { PIN_ATTRIBUTES } from './pin-page.tsx'
import { RedeemQuestions } from './redeem-form.tsx'
import { scanHref } from './scan-href.ts'
import type { RedeemView } from './verdict-view.ts'

/** Why a manager accepts what the rules refuse; `other` comes with the field `reason_text`. */
export const OVERRIDE_REASONS = ['our_mistake', 'promised', 'goodwill', 'other'] as const

/** What a manager decides about. */
export interface OverrideView {
  readonly title: string
  readonly placeName: string | null
  readonly storeId: string | null
  /** Sentences of what stands against it. */
  readonly against: readonly string[]
  /** The form, or null where nobody can decide. */
  readonly form: {
    readonly redeem: RedeemView
    readonly who: OverrideWho
    readonly errors: Readonly<Record<string, string>>
    readonly typed: Readonly<Record<string, string>>
  } | null
}

/** Who can decide by PIN in this shop; `unread` while the list cannot be read. */
export type Managers = readonly { readonly id: string; readonly name: string }[] | 'unread'

/** Whoever is signed in; a manager who vouched with their passkey; or one still to come: null where no PIN opens this device. */
export type OverrideWho =
  | 'self'
  | { readonly name: string; readonly ticket: string }
  | { readonly managers: Managers | null }

/** `/scan/overrides`: what stands against a voucher, what has to be known, why, and who decides. */
export function OverridePage({ frame, view }: { frame: Frame; view: OverrideView }) {
  const words = frame.words.overrides
  const failed = view.form !== null && Object.keys(view.form.errors).length > 0
  return (
    <Document
      frame={frame}
      title={failed ? frame.words.counter.errorTitle(words.title) : words.title}
      scripts={[frame.assets['passkey.js']]}
    >
      <div class="tablet">
        <CounterBar frame={frame} placeName={view.placeName} />
        <main id="main" class="wrap page stack stack--loose">
          <div>
            <h1>{words.title}</h1>
            <p class="lead">{view.title}</p>
          </div>
          {view.against.length > 0 && (
            <section>
              <h2>{words.against}</h2>
              <ul class="reasons">
                {view.against.map((sentence) => (
                  <li>{sentence}</li>
                ))}
              </ul>
            </section>
          )}
          {view.form === null ? (
            <Note>
              <b>{words.closed}</b>
              <p>{words.closedText}</p>
            </Note>
          ) : (
            <Decision frame={frame} form={view.form} />
          )}
          <p>
            <a href={scanHref(view.storeId)}>{words.back}</a>
          </p>
        </main>
      </div>
    </Document>
  )
}

type Form = NonNullable<OverrideView['form']>

function Decision({ frame, form }: { frame: Frame; form: Form }) {
  const { who } = form
  const toCome = who !== 'self' && 'managers' in who ? who.managers : 'known'
  return (
    <>
      {toCome !== 'known' && <ByPasskey frame={frame} form={form} />}
      {Array.isArray(toCome) && toCome.length > 0 && <h2>{frame.words.overrides.orPin}</h2>}
      {toCome !== 'known' && toCome !== null && <Unlisted frame={frame} managers={toCome} />}
      {(toCome === 'known' || (Array.isArray(toCome) && toCome.length > 0)) && (
        <Accepting frame={frame} form={form} />
      )}
    </>
  )
}

function Unlisted({ frame, managers }: { frame: Frame; managers: Managers }) {
  const words = frame.words.overrides
  if (managers !== 'unread' && managers.length > 0) return null
  const unread = managers === 'unread'
  return (
    <Note tone="warn">
      <b>{unread ? words.unread : words.nobody}</b>
      <p>{unread ? words.unreadHow : words.nobodyHow}</p>
    </Note>
  )
}

/** The try this page is about: its voucher, its shop and its key. */
function Try({ redeem }: { redeem: RedeemView }) {
  const hidden = { voucher: redeem.voucher, store_id: redeem.storeId, idempotency_key: redeem.commandKey }
  return (
    <>
      {Object.entries(hidden).map(
        ([name, value]) => value !== null && <input type="hidden" name={name} value={value} />,
      )}
    </>
  )
}

/** A manager proves who they are on this device, and decides on the page that comes back. */
function ByPasskey({ frame, form: { redeem, errors } }: { frame: Frame; form: Form }) {
  const words = frame.words.overrides
  const query = new URLSearchParams({
    voucher: redeem.voucher,
    ...(redeem.storeId !== null && { store: redeem.storeId }),
  })
  return (
    <section class="stack narrow">
      {errors.passkey !== undefined && (
        <Note tone="bad" role="alert">
          {errors.passkey}
        </Note>
      )}
      <p class="quiet">{words.passkeyHow}</p>
      <PasskeyForm
        frame={frame}
        action="/scan/overrides/passkeys"
        does="prove"
        options={`/scan/overrides/passkey-options?${query}`}
        unscripted={words.passkeyUnscripted}
      >
        <Try redeem={redeem} />
        <button class="button button--primary button--wide" type="submit">
          <Icon name="key" />
          {words.passkey}
        </button>
      </PasskeyForm>
    </section>
  )
}

/** What has to be known, why, and the one act. */
function Accepting({ frame, form }: { frame: Frame; form: Form }) {
  const words = frame.words.overrides
  const { redeem, who, errors } = form
  const { passkey: _, ...mend } = errors
  return (
    <form class="stack narrow" method="post" action="/scan/overrides" novalidate>
      <Try redeem={redeem} />
      {Object.keys(mend).length > 0 && (
        <ErrorSummary
          title={words.problems.title}
          errors={Object.entries(mend).map(([field, message]) => ({ field, message }))}
        />
      )}
      <Decider frame={frame} form={form} />
      <RedeemQuestions frame={frame} redeem={redeem} />
      <Why frame={frame} form={form} />
      {who !== 'self' && 'ticket' in who && <input type="hidden" name="ticket" value={who.ticket} />}
      <button class="button button--primary button--huge button--wide" type="submit">
        {words.accept}
      </button>
    </form>
  )
}

function Decider({ frame, form }: { frame: Frame; form: Form }) {
  const words = frame.words.overrides
  const { who } = form
  if (who === 'self') return <p class="quiet">{words.yours}</p>
  if ('name' in who) return <Note icon="key">{words.theirs(who.name)}</Note>
  return Array.isArray(who.managers) ? <Who frame={frame} form={form} managers={who.managers} /> : null
}

function Why({ frame, form: { errors, typed } }: { frame: Frame; form: Form }) {
  const words = frame.words.overrides
  return (
    <>
      <fieldset
        class="stack stack--tight"
        id="reason"
        {...describedBy({ id: 'reason', error: errors.reason })}
      >
        <legend class="legend">{words.why}</legend>
        <div class="chips">
          {OVERRIDE_REASONS.map((reason) => (
            <label class="chip">
              <input type="radio" name="reason" value={reason} required checked={typed.reason === reason} />
              {words.reasons[reason]}
            </label>
          ))}
        </div>
        {errors.reason !== undefined && (
          <p class="error" id="reason-error">
            {errors.reason}
          </p>
        )}
      </fieldset>
      <Field
        id="reason_text"
        label={words.other}
        optional={frame.words.common.optional}
        hint={words.otherHint}
        error={errors.reason_text}
        value={typed.reason_text ?? ''}
        attributes={{ autocomplete: 'off', maxlength: 200 }}
      />
    </>
  )
}

type WhoProps = { readonly frame: Frame; readonly form: Form; readonly managers: Exclude<Managers, 'unread'> }

/** The PIN is never written back into the page. */
function Who({ frame, form: { errors, typed }, managers }: WhoProps) {
  const words = frame.words.overrides
  const field = { id: 'manager', label: words.who, hint: words.whoHint, error: errors.manager }
  return (
    <>
      <FieldFrame {...field}>
        <select class="input" id="manager" name="manager" required {...describedBy(field)}>
          <option value="">{words.choose}</option>
          {managers.map(({ id, name }) => (
            <option value={id} selected={id === typed.manager}>
              {name}
            </option>
          ))}
        </select>
      </FieldFrame>
      <Field id="pin" label={words.pin} error={errors.pin} attributes={PIN_ATTRIBUTES} />
    </>
  )
}
