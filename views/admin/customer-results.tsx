import type { PropsWithChildren } from 'hono/jsx'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { hasDesk } from './own-desk.ts'

/** A customer as the search shows one. `hint` is masked: '··· 412'. */
export interface FoundCustomer {
  readonly id: string
  readonly name: string
  readonly initials: string
  readonly hint: string
  /** Vouchers they could use now. */
  readonly openVouchers: number
}

export interface CustomerResultsProps {
  readonly frame: Frame
  /** What was searched for, as typed; shorter than two letters finds nothing and shows nothing. */
  readonly q: string
  readonly customers: readonly FoundCustomer[]
}

const FEWEST_LETTERS = 2

/**
 * The options that hang from the search field, answered to each pause in typing. The last one creates whoever is
 * missing; how many there are is told in the live region outside.
 */
export function CustomerResults({ frame, q, customers }: CustomerResultsProps) {
  const words = frame.words.admin.issue
  const short = q.trim().length < FEWEST_LETTERS
  return (
    <>
      {!short && <Options frame={frame} q={q} customers={customers} />}
      <hx-partial hx-target="#found-count">{short ? '' : words.found(customers.length)}</hx-partial>
    </>
  )
}

function Options({ frame, q, customers }: CustomerResultsProps) {
  const words = frame.words.admin.issue
  return (
    <>
      {customers.map((customer, index) => (
        <button
          type="button"
          class="rowline"
          role="option"
          id={`found-${index}`}
          aria-selected={index === 0 ? 'true' : 'false'}
          tabindex={-1}
          data-customer={customer.id}
          data-name={customer.name}
          data-initials={customer.initials}
          data-hint={hintOf(frame, customer)}
        >
          <Person frame={frame} customer={customer} />
          <Icon name="next" way />
        </button>
      ))}

      {hasDesk(frame) && (
        <a
          class="rowline"
          role="option"
          id={`found-${customers.length}`}
          aria-selected={customers.length === 0 ? 'true' : 'false'}
          tabindex={-1}
          href={newCustomerHref(q)}
        >
          <Plus />
          <span class="grow">
            <b>{words.newCustomer(q.trim())}</b>
            {customers.length === 0 && <span class="small quiet">{words.nobody}</span>}
          </span>
        </a>
      )}
    </>
  )
}

/** The same for a page without scripts: radios in the form, 'anyone' first. */
export function CustomerChoices({ frame, q, customers }: CustomerResultsProps) {
  const words = frame.words.admin.issue
  return (
    <fieldset>
      <legend class="sr">{words.customers}</legend>
      <ul class="results results--apart">
        <li>
          <Choice value="" checked>
            <span class="avatar" aria-hidden="true">
              <Icon name="people" />
            </span>
            <span class="grow">
              <b>{words.anyone}</b>
              <span class="small quiet">{words.anyoneHint}</span>
            </span>
          </Choice>
        </li>
        {customers.map((customer) => (
          <li>
            <Choice value={customer.id}>
              <Person frame={frame} customer={customer} />
            </Choice>
          </li>
        ))}
        {hasDesk(frame) && (
          <li>
            <a class="rowline" href={newCustomerHref(q)}>
              <Plus />
              <span class="grow">
                <b>{words.newCustomer(q.trim())}</b>
                {customers.length === 0 && <span class="small quiet">{words.nobody}</span>}
              </span>
            </a>
          </li>
        )}
      </ul>
    </fieldset>
  )
}

function Choice({
  value,
  checked = false,
  children,
}: PropsWithChildren<{ value: string; checked?: boolean }>) {
  return (
    <label class="rowline">
      <input type="radio" class="sr" name="customer_id" value={value} checked={checked} />
      {children}
      <Icon name="tick" />
    </label>
  )
}

function Person({ frame, customer }: { frame: Frame; customer: FoundCustomer }) {
  return (
    <>
      <span class="avatar" aria-hidden="true">
        {customer.initials}
      </span>
      <span class="grow">
        <b>{customer.name}</b>
        <span class="small quiet">{hintOf(frame, customer)}</span>
      </span>
    </>
  )
}

function Plus() {
  return (
    <span class="avatar" aria-hidden="true">
      <Icon name="plus" />
    </span>
  )
}

/** '··· 412 · 4 vouchers': how to tell two of the same name apart. */
function hintOf({ words }: Frame, { hint, openVouchers }: FoundCustomer): string {
  const vouchers = openVouchers === 0 ? '' : words.admin.issue.openVouchers(openVouchers)
  return [hint, vouchers].filter((part) => part !== '').join(' · ')
}

function newCustomerHref(q: string): string {
  return `/admin/customers/new?name=${encodeURIComponent(q.trim())}`
}
