import { describedBy } from '../field.tsx'
import { Icon } from '../icon.tsx'

interface TickProps {
  readonly id: string
  readonly label: string
  readonly error: string | undefined
  readonly ticked: boolean
}

/** Something whoever redeems confirms first. */
export function TickField({ id, label, error, ticked }: TickProps) {
  return (
    <>
      {error !== undefined && (
        <p class="error" id={`${id}-error`}>
          <Icon name="alert" />
          {error}
        </p>
      )}
      <label class="tick">
        <input
          type="checkbox"
          id={id}
          name={id}
          value="yes"
          checked={ticked}
          required
          {...describedBy({ id, error })}
        />
        {label}
      </label>
    </>
  )
}
