import { Wrong } from '../problems.tsx'
import type { Choice } from './values.ts'

interface TicksProps {
  /** Name of the boxes; also the id of the first, where errors lead. */
  readonly name: string
  readonly label: string
  readonly hint?: string
  readonly choices: readonly Choice[]
  readonly chosen: readonly string[]
  readonly error?: string | undefined
}

/** Several of several. Nothing where there is nothing to choose from. */
export function Ticks({ name, label, hint, choices, chosen, error }: TicksProps) {
  if (choices.length === 0) return null
  return (
    <fieldset class="stack stack--tight">
      <legend class="legend">{label}</legend>
      {hint !== undefined && <p class="hint">{hint}</p>}
      <Wrong error={error} />
      <div class="ticks">
        {choices.map((choice, index) => (
          <label class="tick">
            <input
              type="checkbox"
              id={index === 0 ? name : `${name}-${choice.value}`}
              name={name}
              value={choice.value}
              checked={chosen.includes(choice.value)}
            />
            {choice.label}
          </label>
        ))}
      </div>
    </fieldset>
  )
}

/** Yes or no. */
export function Tick({ name, label, checked }: { name: string; label: string; checked: boolean }) {
  return (
    <label class="tick">
      <input type="checkbox" id={name} name={name} value="yes" checked={checked} />
      {label}
    </label>
  )
}
