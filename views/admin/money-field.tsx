import type { Child } from 'hono/jsx'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'

interface AmountFieldProps {
  /** Also the name, unless `name` says otherwise. */
  readonly id: string
  readonly name?: string
  readonly label: Child
  readonly value: string
  /** What stands behind the number: '€', '%'. */
  readonly unit: string
  readonly optional?: string
  readonly hint?: string
  readonly error?: string | undefined
}

/** A number with its unit in the box; people type it as they write it, '5' or '5,50'. */
export function AmountField(props: AmountFieldProps) {
  const { id, name = id, label, value, unit, optional, hint, error } = props
  const described = [
    ...(hint === undefined ? [] : [`${id}-hint`]),
    ...(error === undefined ? [] : [`${id}-error`]),
    `${id}-unit`,
  ]
  return (
    <div class="field">
      <label for={id}>
        {label}
        {optional !== undefined && <span class="optional"> ({optional})</span>}
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
      <span class="with-unit">
        <input
          class="input"
          id={id}
          name={name}
          value={value}
          inputmode="decimal"
          autocomplete="off"
          aria-describedby={described.join(' ')}
          aria-invalid={error === undefined ? undefined : 'true'}
        />
        <span class="unit" id={`${id}-unit`}>
          {unit}
        </span>
      </span>
    </div>
  )
}

/** A currency as people write it, the brand's unless another is named: '€'. */
export function currencySign({ brand }: Pick<Frame, 'brand'>, currency = brand.currency): string {
  const parts = new Intl.NumberFormat(brand.locale, {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  }).formatToParts(0)
  return parts.find(({ type }) => type === 'currency')?.value ?? currency
}
