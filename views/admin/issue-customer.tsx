import { describedBy, FieldFrame } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { CustomerChoices, type FoundCustomer } from './customer-results.tsx'

/** Whom the voucher is for, as the form shows them. */
export interface ChosenCustomer {
  readonly id: string
  readonly name: string
  readonly initials: string
  /** '··· 412', or ''. */
  readonly hint: string
}

interface IssueCustomerProps {
  readonly frame: Frame
  /** Null is anyone, or not chosen yet. */
  readonly customer: ChosenCustomer | null
  readonly q: string
  /** Answer to a search without scripts; null before one. */
  readonly found: readonly FoundCustomer[] | null
  readonly error: string | undefined
  /** Where the form it stands in is sent. */
  readonly action: string
  /** It cannot be for anyone. */
  readonly required?: boolean
}

/** For whom: one chosen person, or a search for them. Scripts swap the two; without them two buttons of the form do. */
export function IssueCustomer(props: IssueCustomerProps) {
  const { frame, customer, action } = props
  return (
    <section class="for-whom stack stack--tight">
      {/* First, so that Enter without scripts searches, rather than forgetting who was chosen. */}
      <div id="seek" hidden={customer !== null}>
        <Search {...props} />
      </div>
      <Chosen frame={frame} customer={customer} action={action} />
      <p class="sr" role="status" id="found-count" />
    </section>
  )
}

function Chosen({ frame, customer, action }: Pick<IssueCustomerProps, 'frame' | 'customer' | 'action'>) {
  const words = frame.words.admin.issue
  return (
    <div id="chosen" hidden={customer === null} data-said={words.chosen('{name}')}>
      <p class="legend">{words.forWhom}</p>
      <div class="chosen">
        <span class="avatar" aria-hidden="true" data-part="initials">
          {customer?.initials}
        </span>
        <span class="grow">
          <b data-part="name">{customer?.name}</b>
          <span class="small quiet" data-part="hint">
            {customer?.hint}
          </span>
        </span>
        <button
          type="submit"
          class="button button--plain button--small"
          formaction={action}
          name="search"
          value="change"
          disabled={customer === null}
          data-act="change"
        >
          {words.change}
        </button>
      </div>
      <input
        type="hidden"
        name="customer_id"
        value={customer?.id}
        disabled={customer === null}
        data-part="id"
      />
    </div>
  )
}

function Search({ frame, q, found, error, action, required = false }: IssueCustomerProps) {
  const words = frame.words.admin.issue
  const field = {
    id: 'q',
    label: words.forWhom,
    ...(!required && { optional: frame.words.common.optional, hint: words.forWhomHint }),
    error,
  }
  return (
    <>
      <FieldFrame {...field}>
        <div class="beside">
          <div class="with-icon">
            <Icon name="search" />
            <input
              class="input"
              id="q"
              name="q"
              type="search"
              value={q}
              autocomplete="off"
              autocapitalize="words"
              spellcheck={false}
              enterkeyhint="search"
              hx-get="/admin/issue/customers"
              hx-trigger="input changed delay:250ms"
              hx-sync="this:replace"
              hx-target="#found"
              {...describedBy(field)}
            />
          </div>
          <button
            type="submit"
            class="button without-script"
            formaction={action}
            name="search"
            value="1"
            data-act="find"
          >
            {words.find}
          </button>
        </div>
      </FieldFrame>
      <div class="results" id="found" role="listbox" tabindex={-1} aria-label={words.customers} />
      {found !== null && <CustomerChoices frame={frame} q={q} customers={found} />}
    </>
  )
}
