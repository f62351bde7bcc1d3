import { Field } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { Desk } from '../layout.tsx'
import type { FieldErrors } from './issue-values.ts'
import { Problems, titleWith } from './problems.tsx'

export interface NewCustomerPageProps {
  readonly frame: Frame
  /** A fresh idempotency key of this rendering. */
  readonly commandKey: string
  readonly values: { readonly name: string; readonly email: string; readonly phone: string }
  readonly errors: FieldErrors
}

/** The least that makes a customer: a name, an email or a phone number; then back to issuing, for them. */
export function NewCustomerPage({ frame, commandKey, values, errors }: NewCustomerPageProps) {
  const words = frame.words.admin.newCustomer
  const { optional } = frame.words.common
  return (
    <Desk
      frame={frame}
      title={titleWith(frame, words.title, errors)}
      task={{ href: '/admin/issue', label: frame.words.admin.cancel }}
    >
      <form class="narrow-form" method="post" action="/admin/customers" novalidate>
        <input type="hidden" name="idempotency_key" value={commandKey} />
        <div class="page-head">
          <div>
            <h1>{words.title}</h1>
            <p class="lead">{words.lead}</p>
          </div>
        </div>
        <Problems frame={frame} errors={errors} fields={['name', 'email', 'phone']} />
        <div class="stack form-gap">
          <Field
            id="name"
            label={words.name}
            optional={optional}
            value={values.name}
            error={errors.name}
            attributes={{ autocomplete: 'off', autocapitalize: 'words', spellcheck: 'false' }}
          />
          <Field
            id="email"
            label={words.email}
            optional={optional}
            value={values.email}
            error={errors.email}
            attributes={{ type: 'email', autocomplete: 'off', inputmode: 'email' }}
          />
          <Field
            id="phone"
            label={words.phone}
            optional={optional}
            hint={words.phoneHint}
            value={values.phone}
            error={errors.phone}
            attributes={{ type: 'tel', autocomplete: 'off', inputmode: 'tel' }}
          />
        </div>
        <div class="sticky-act">
          <button type="submit" class="button button--primary button--wide">
            {words.save}
          </button>
        </div>
      </form>
    </Desk>
  )
}
