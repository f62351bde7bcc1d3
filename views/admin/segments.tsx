interface SegmentsProps {
  /** Name of the radios; also the id of the first, where errors lead. */
  readonly name: string
  readonly value: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  /** Two rows of three, for six choices. */
  readonly many?: boolean
  readonly invalid?: boolean
}

/** One of a few, side by side: radios, so that arrow keys and pages without scripts work. */
export function Segments({ name, value, options, many = false, invalid = false }: SegmentsProps) {
  return (
    <div class={many ? 'segments segments--many' : 'segments'}>
      {options.map((option, index) => (
        <label>
          <input
            type="radio"
            id={index === 0 ? name : `${name}-${option.value}`}
            name={name}
            value={option.value}
            checked={option.value === value}
            aria-invalid={invalid ? 'true' : undefined}
          />
          {option.label}
        </label>
      ))}
    </div>
  )
}

/** Options of a Segments from the values and their words. */
export function optionsOf<V extends string>(
  values: readonly V[],
  words: Readonly<Record<V, string>>,
): { value: V; label: string }[] {
  return values.map((value) => ({ value, label: words[value] }))
}
