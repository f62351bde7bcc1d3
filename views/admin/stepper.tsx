import { describedBy, FieldFrame } from '../field.tsx'
import { Icon } from '../icon.tsx'

interface StepperProps {
  readonly id: string
  readonly label: string
  readonly less: string
  readonly more: string
  readonly value: string
  readonly min: number
  readonly max: number
  readonly hint?: string | undefined
  readonly error?: string | undefined
}

/** A small number with a button on either side; without scripts it is a field to type into. */
export function Stepper(props: StepperProps) {
  const { id, less, more, value, min, max } = props
  return (
    <FieldFrame {...props}>
      <span class="stepper">
        <button type="button" class="with-script" data-step="-1" aria-label={less} aria-controls={id}>
          <Icon name="minus" />
        </button>
        <input
          id={id}
          name={id}
          value={value}
          inputmode="numeric"
          autocomplete="off"
          data-min={min}
          data-max={max}
          {...describedBy(props)}
        />
        <button type="button" class="with-script" data-step="1" aria-label={more} aria-controls={id}>
          <Icon name="plus" />
        </button>
      </span>
    </FieldFrame>
  )
}
