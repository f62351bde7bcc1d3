import { describedBy, FieldFrame } from './field.tsx'
import { Icon } from './icon.tsx'

interface SearchFieldProps {
  readonly label: string
  readonly hint?: string
  readonly value: string
  /** What the button beside it says. */
  readonly act: string
  /** Whether searching is what the page is for. */
  readonly primary?: boolean
}

/** The field `q` of a form that searches, and its button. */
export function SearchField({ label, hint, value, act, primary = false }: SearchFieldProps) {
  const field = { id: 'q', label, hint }
  return (
    <FieldFrame {...field}>
      <div class="beside">
        <div class="with-icon">
          <Icon name="search" />
          <input
            class="input"
            id="q"
            name="q"
            type="search"
            value={value}
            autocomplete="off"
            {...describedBy(field)}
          />
        </div>
        <button type="submit" class={primary ? 'button button--primary' : 'button'}>
          {act}
        </button>
      </div>
    </FieldFrame>
  )
}
