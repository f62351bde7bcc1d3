import type { PropsWithChildren } from 'hono/jsx'
import { describedBy, FieldFrame } from '../field.tsx'
import type { Frame } from '../frame.ts'
import type { BrandChoices, Option } from './brand-values.ts'

interface ChoiceProps {
  readonly id: string
  readonly label: string
  readonly optional?: string
  readonly hint?: string
  readonly error?: string | undefined
  readonly value: string
}

/** One of a list, under its words. */
export function ChoiceField({ options, ...props }: ChoiceProps & { options: readonly Option[] }) {
  return (
    <FieldFrame {...props}>
      <select class="input" id={props.id} name={props.id} {...describedBy(props)}>
        <Options options={options} value={props.value} />
      </select>
    </FieldFrame>
  )
}

interface ZoneFieldProps extends ChoiceProps {
  readonly zones: BrandChoices['zones']
  /** The browser's own zone is proposed, and this is said then. */
  readonly found?: string
  /** What an empty choice says, where none need be made. */
  readonly none?: string
}

/** A time zone, by part of the world. */
export function ZoneField({ zones, found, none, ...props }: ZoneFieldProps) {
  return (
    <FieldFrame {...props}>
      <select class="input" id={props.id} name={props.id} data-found={found} {...describedBy(props)}>
        {none !== undefined && <option value="">{none}</option>}
        {zones.map(({ region, options }) => (
          <optgroup label={region}>
            <Options options={options} value={props.value} />
          </optgroup>
        ))}
      </select>
    </FieldFrame>
  )
}

function Options({ options, value }: { options: readonly Option[]; value: string }) {
  return (
    <>
      {options.map((option) => (
        <option value={option.value} selected={option.value === value}>
          {option.label}
        </option>
      ))}
    </>
  )
}

/** The fields of a form for those who may change them; for everybody else what stands, and that an admin changes it. */
export function Changeable({ frame, may, children }: PropsWithChildren<{ frame: Frame; may: boolean }>) {
  if (may) return <div>{children}</div>
  return (
    <div>
      <p class="lead">{frame.words.settings.readOnly}</p>
      <fieldset class="stack" disabled>
        {children}
      </fieldset>
    </div>
  )
}
