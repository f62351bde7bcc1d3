import { describedBy, Field, FieldFrame } from '../field.tsx'
import type { Frame } from '../frame.ts'
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
  /** The form, or null where nobody can decide. `managers` null: whoever is signed in decides. */
  readonly form: {
    readonly redeem: RedeemView
    readonly managers: Managers | null
    readonly errors: Readonly<Record<string, string>>
    readonly typed: Readonly<Record<string, string>>
  } | null
}

/** Who can decide by PIN in this shop; `unread` while the list cannot be read. */
export type Managers = readonly { readonly id: string; readonly name: string }[] | 'unread'

/** `/scan/overrides`: what stands against a voucher, what has to be known, why, and who decides. */
export function OverridePage({ frame, view }: { frame: Frame; view: OverrideView }) {
  const words = frame.words.overrides
  const failed = view.form !== null && Object.keys(view.form.errors).length > 0
  return (
    <Document frame={frame} title={failed ? frame.words.counter.errorTitle(words.title) : words.title}>
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
  const words = frame.words.overrides
  const { redeem, managers, errors } = form
  if (managers === 'unread' || managers?.length === 0) {
    const unread = managers === 'unread'
    return (
      <Note tone="warn" role="alert">
        <b>{unread ? words.unread : words.nobody}</b>
        <p>{unread ? words.unreadHow : words.nobodyHow}</p>
      </Note>
    )
  }
  const hidden = { voucher: redeem.voucher, store_id: redeem.storeId, idempotency_key: redeem.commandKey }
  return (
    <form class="stack narrow" method="post" action="/scan/overrides" novalidate>
      {Object.entries(hidden).map(
        ([name, value]) => value !== null && <input type="hidden" name={name} value={value} />,
      )}
      {Object.keys(errors).length > 0 && (
        <ErrorSummary
          title={words.problems.title}
          errors={Object.entries(errors).map(([field, message]) => ({ field, message }))}
        />
      )}
      <RedeemQuestions frame={frame} redeem={redeem} />
      <Why frame={frame} form={form} />
      {managers === null ? (
        <p class="quiet">{words.yours}</p>
      ) : (
        <Who frame={frame} form={form} managers={managers} />
      )}
      <button class="button button--primary button--huge button--wide" type="submit">
        {words.accept}
      </button>
    </form>
  )
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
