import { Desk } from '../layout.tsx'
import {
  ContactFields,
  CUSTOMER_FIELDS,
  type CustomerFieldsProps,
  FoldedFields,
} from './customers/fields.tsx'
import { Problems, titleWith } from './problems.tsx'

export interface NewCustomerPageProps extends CustomerFieldsProps {
  /** A fresh idempotency key of this rendering. */
  readonly commandKey: string
  /** Who has the email or phone that was typed. */
  readonly existing: { readonly id: string; readonly name: string } | null
}

/** The least that makes a customer: a name, an email or a phone number; then back to issuing, for them, or to their page. */
export function NewCustomerPage(props: NewCustomerPageProps) {
  const { frame, commandKey, errors, existing } = props
  const words = frame.words.admin.newCustomer
  return (
    <Desk
      frame={frame}
      title={titleWith(frame, words.title, errors)}
      task={{ href: '/admin/customers', label: frame.words.admin.cancel }}
    >
      <form class="narrow-form" method="post" action="/admin/customers" novalidate>
        <input type="hidden" name="idempotency_key" value={commandKey} />
        <div class="page-head">
          <div>
            <h1>{words.title}</h1>
            <p class="lead">{words.lead}</p>
          </div>
        </div>
        <Problems frame={frame} errors={errors} fields={CUSTOMER_FIELDS} />
        <div class="stack form-gap">
          {existing !== null && (
            <p>
              <a class="button" href={`/admin/customers/${existing.id}`}>
                <bdi>{words.openExisting(existing.name)}</bdi>
              </a>
            </p>
          )}
          <ContactFields {...props} />
          <FoldedFields {...props} />
        </div>
        <div class="sticky-act actions">
          <button type="submit" class="button button--primary">
            {words.save}
          </button>
          <button type="submit" class="button" name="then" value="page">
            {frame.words.customers.form.saveOnly}
          </button>
        </div>
      </form>
    </Desk>
  )
}
