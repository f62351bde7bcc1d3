import type { PersonFormProps } from './person-form.tsx'
import { Wrong } from './problems.tsx'

/** In the order the form offers them. */
const KINDS = ['counter', 'kiosk'] as const

/** What a device is for. It is said once: somebody who may sign in on a tablet is not moved to a kiosk by a slip. */
export function DeviceKind({ frame, values, errors, person }: PersonFormProps) {
  const words = frame.words.deviceKinds
  if (person !== null) {
    const known = KINDS.find((kind) => kind === values.role)
    return (
      <div class="field">
        <input type="hidden" name="role" value={values.role} />
        <p>
          <b>{words.name}:</b> {known === undefined ? '' : words[known].label}
        </p>
        <p class="hint">{words.stays}</p>
      </div>
    )
  }
  return (
    <fieldset class="field">
      <legend class="legend">{words.legend}</legend>
      <Wrong error={errors.role} />
      <div class="choice">
        {KINDS.map((kind, index) => (
          <label class="tick">
            <input
              type="radio"
              id={index === 0 ? 'role' : `role-${kind}`}
              name="role"
              value={kind}
              checked={values.role === kind}
              aria-describedby={`role-${kind}-does`}
            />
            <span>
              <b>{words[kind].label}</b>
              <small id={`role-${kind}-does`}>{words[kind].text}</small>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
