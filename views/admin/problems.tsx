import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { ErrorSummary } from '../note.tsx'
import type { FieldErrors } from './issue-values.ts'

interface ProblemsProps {
  readonly frame: Frame
  readonly errors: FieldErrors
  /** Names of the form's fields in page order; what is wrong elsewhere comes last and leads to the page's top. */
  readonly fields: readonly string[]
  /** Ids of fields whose control is not called like them. */
  readonly places?: Readonly<Record<string, string>>
}

/** All that is to be repaired, on top of the page, focused when it appears; nothing while all is well. */
export function Problems({ frame, errors, fields, places = {} }: ProblemsProps) {
  const known = fields.filter((name) => errors[name] !== undefined)
  const unknown = Object.keys(errors).filter((name) => !fields.includes(name))
  const listed = [
    ...known.map((name) => ({ field: places[name] ?? name, message: errors[name] ?? '' })),
    ...unknown.map((name) => ({ field: 'main', message: errors[name] ?? '' })),
  ]
  if (listed.length === 0) return null
  return (
    <div class="problems" tabindex={-1} autofocus>
      <ErrorSummary title={frame.words.common.attention(listed.length)} errors={listed} />
    </div>
  )
}

/** What is wrong with a group of controls, above them; nothing while it is well. */
export function Wrong({ error }: { error: string | undefined }) {
  if (error === undefined) return null
  return (
    <p class="error">
      <Icon name="alert" />
      {error}
    </p>
  )
}

/** The page's title, saying first that something has to be repaired. */
export function titleWith(frame: Frame, title: string, errors: FieldErrors): string {
  return Object.keys(errors).length === 0 ? title : frame.words.admin.errorTitle(title)
}
