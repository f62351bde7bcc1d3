import { describedBy, Field, FieldFrame } from '../../field.tsx'
import type { Frame } from '../../frame.ts'
import { Desk } from '../../layout.tsx'
import { Note } from '../../note.tsx'
import { Problems, titleWith, Wrong } from '../problems.tsx'
import { keysHref, scopesOf } from './key-view.ts'

/** When a key ends, in the order the form offers it. */
export const KEY_ENDINGS = ['30', '90', '365', 'date', 'never'] as const

/** The form as it was typed; every field as text. */
export interface KeyValues {
  readonly name: string
  readonly scopes: readonly string[]
  readonly store_ids: readonly string[]
  /** One of KEY_ENDINGS. */
  readonly ends: string
  /** The last day, where it ends on a date. */
  readonly date: string
}

export interface KeyFormProps {
  readonly frame: Frame
  readonly values: KeyValues
  readonly errors: Readonly<Record<string, string>>
  /** Shops it can be bound to. */
  readonly stores: readonly { readonly id: string; readonly name: string; readonly city: string }[]
  /** Which one it changes, and the version it was read at; null makes a new one. */
  readonly apiKey: { readonly id: string; readonly name: string; readonly version: number } | null
  /** A fresh idempotency key of this rendering. */
  readonly commandKey: string
}

/** Name, scopes, shops and end of an API key. */
export function KeyForm(props: KeyFormProps) {
  const { frame, errors, apiKey, values } = props
  const words = frame.words.keys
  const title = apiKey === null ? words.add : words.editTitle(apiKey.name)
  const href = keysHref(apiKey === null ? '' : `/${apiKey.id}`)
  return (
    <Desk
      frame={frame}
      title={titleWith(frame, title, errors)}
      task={{ href, label: frame.words.admin.cancel }}
    >
      <form class="narrow-form post" method="post" action={href} novalidate>
        <input type="hidden" name="idempotency_key" value={props.commandKey} />
        {apiKey !== null && <input type="hidden" name="version" value={apiKey.version} />}
        <div class="page-head">
          <h1>{title}</h1>
        </div>
        <Problems frame={frame} errors={errors} fields={FIELDS} places={{ store_ids: 'stores' }} />
        <div class="stack form-gap">
          <Field
            id="name"
            label={words.nameLabel}
            hint={words.nameHint}
            value={values.name}
            error={errors.name}
            attributes={{ autocomplete: 'off', spellcheck: 'false' }}
          />
          <Scopes {...props} />
          {props.stores.length > 0 && <Shops {...props} />}
          <Ending {...props} />
        </div>
        <div class="sticky-act">
          <button type="submit" class="button button--primary button--wide">
            {apiKey === null ? words.create : words.save}
          </button>
        </div>
      </form>
    </Desk>
  )
}

const FIELDS = ['name', 'scopes', 'store_ids', 'ends', 'date']

function Scopes({ frame, values, errors }: KeyFormProps) {
  const words = frame.words.keys
  return (
    <fieldset class="field" id="scopes" tabindex={-1}>
      <legend class="legend">{words.scopesLabel}</legend>
      <p class="hint">{words.scopesHint}</p>
      <Wrong error={errors.scopes} />
      <div class="choice">
        {scopesOf(frame).map((scope) => (
          <label class="tick">
            <input
              type="checkbox"
              name="scopes"
              value={scope}
              checked={values.scopes.includes(scope)}
              aria-describedby={`${scope}-does`}
            />
            <span>
              <b>{words.scopes[scope][0]}</b>
              <small id={`${scope}-does`}>{words.scopes[scope][1]}</small>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function Shops({ frame, values, errors, stores }: KeyFormProps) {
  const words = frame.words.keys
  return (
    <fieldset class="field" id="stores" tabindex={-1}>
      <legend class="legend">{words.shopsLabel}</legend>
      <p class="hint">{words.shopsHint}</p>
      <Wrong error={errors.store_ids} />
      <div class="ticks">
        {stores.map(({ id, name, city }) => (
          <label class="tick">
            <input type="checkbox" name="store_ids" value={id} checked={values.store_ids.includes(id)} />
            <span>{city === name || city === '' ? name : `${name}, ${city}`}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function Ending({ frame, values, errors }: KeyFormProps) {
  const words = frame.words.keys
  const ends = { id: 'ends', label: words.endsLabel, error: errors.ends }
  const date = { id: 'date', label: words.dateLabel, hint: words.dateHint, error: errors.date }
  return (
    <>
      <FieldFrame {...ends}>
        <select class="input" id="ends" name="ends" {...describedBy(ends)}>
          {KEY_ENDINGS.map((ending) => (
            <option value={ending} selected={values.ends === ending}>
              {words.endings[ending]}
            </option>
          ))}
        </select>
      </FieldFrame>
      <div class="when-dated">
        <Field {...date} value={values.date} attributes={{ type: 'date' }} />
      </div>
      <div class="when-endless">
        <Note icon="alert">{words.neverWarning}</Note>
      </div>
    </>
  )
}
