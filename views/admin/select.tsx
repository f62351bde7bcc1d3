import { describedBy, FieldFrame } from '../field.tsx'

interface SelectProps {
  readonly id: string
  readonly label: string
  readonly value: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly optional?: string
  readonly hint?: string
  readonly error?: string | undefined
}

/** One of several, where there may be many. */
export function Select(props: SelectProps) {
  const { id, value, options } = props
  return (
    <FieldFrame {...props}>
      <select class="input" id={id} name={id} {...describedBy(props)}>
        {options.map((option) => (
          <option value={option.value} selected={option.value === value}>
            {option.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  )
}
