import type { PropsWithChildren } from 'hono/jsx'
import { Icon } from './icon.tsx'

interface FieldProps {
  /** Id of the input, and its name unless `name` says otherwise. */
  readonly id: string
  readonly label: string
  /** 'optional' in the reader's language; absent where the field is required. */
  readonly optional?: string | undefined
  readonly hint?: string | undefined
  readonly error?: string | undefined
}

type InputAttributes = Readonly<Record<string, string | number | boolean | undefined>>

/**
 * Label, hint and error above a one-line box. `attributes` are further attributes of the input, htmx's among them;
 * `code` makes it the field people type a voucher's code into.
 */
export function Field(
  props: FieldProps & { name?: string; value?: string; code?: boolean; attributes?: InputAttributes },
) {
  const { id, name = id, value, code = false, attributes = {} } = props
  return (
    <FieldFrame {...props}>
      <input
        class={code ? 'input input--code' : 'input'}
        id={id}
        name={name}
        value={value}
        {...(code ? CODE_ATTRIBUTES : {})}
        {...describedBy(props)}
        {...attributes}
      />
    </FieldFrame>
  )
}

/** Label, hint and error above a box for several lines. */
export function TextField(
  props: FieldProps & { name?: string; value?: string; attributes?: InputAttributes },
) {
  const { id, name = id, value, attributes = {} } = props
  return (
    <FieldFrame {...props}>
      <textarea class="input" id={id} name={name} {...describedBy(props)} {...attributes}>
        {value}
      </textarea>
    </FieldFrame>
  )
}

/** The words above any control of a form; the control itself is the child and takes `describedBy(props)`. */
export function FieldFrame({ id, label, optional, hint, error, children }: PropsWithChildren<FieldProps>) {
  return (
    <div class="field">
      <label for={id}>
        {label}
        {optional !== undefined && (
          <>
            {' '}
            <span class="optional">({optional})</span>
          </>
        )}
      </label>
      {hint !== undefined && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error !== undefined && (
        <p class="error" id={`${id}-error`}>
          <Icon name="alert" />
          {error}
        </p>
      )}
      {children}
    </div>
  )
}

/** The attributes that tie a control to the hint and error above it. */
export function describedBy({ id, hint, error }: Pick<FieldProps, 'id' | 'hint' | 'error'>): InputAttributes {
  const ids = [...(hint === undefined ? [] : [`${id}-hint`]), ...(error === undefined ? [] : [`${id}-error`])]
  return {
    ...(ids.length > 0 ? { 'aria-describedby': ids.join(' ') } : {}),
    ...(error === undefined ? {} : { 'aria-invalid': 'true' }),
  }
}

// No maxlength: links and spaced codes are pasted here too, and the one normaliser judges them.
const CODE_ATTRIBUTES: InputAttributes = {
  autocomplete: 'off',
  autocapitalize: 'characters',
  autocorrect: 'off',
  spellcheck: 'false',
  dir: 'ltr',
}
