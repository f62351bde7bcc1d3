import { Desk } from '../../layout.tsx'
import { Problems, titleWith } from '../problems.tsx'
import { ContactFields, CUSTOMER_FIELDS, type CustomerFieldsProps, FurtherFields } from './fields.tsx'

export interface EditCustomerPageProps extends CustomerFieldsProps {
  readonly id: string
  readonly shownName: string
  /** The version that was seen: a save of another one is refused. */
  readonly version: number
  /** Whether they have an address now: what changing it ends is said beside it. */
  readonly hasEmail: boolean
}

/** Everything that is known of one customer, to be changed. */
export function EditCustomerPage(props: EditCustomerPageProps) {
  const { frame, id, shownName, version, hasEmail, errors } = props
  const words = frame.words.customers.form
  const title = words.editTitle(shownName)
  return (
    <Desk
      frame={frame}
      title={titleWith(frame, title, errors)}
      task={{ href: `/admin/customers/${id}`, label: frame.words.admin.cancel }}
    >
      <form class="narrow-form" method="post" action={`/admin/customers/${id}`} novalidate>
        <input type="hidden" name="version" value={String(version)} />
        <div class="page-head">
          <h1>{title}</h1>
        </div>
        <Problems frame={frame} errors={errors} fields={CUSTOMER_FIELDS} />
        <div class="stack form-gap">
          <ContactFields {...props} emailHint={hasEmail ? words.emailHint : undefined} />
          <FurtherFields {...props} />
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
