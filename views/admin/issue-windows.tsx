import { Field } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { type FieldErrors, WEEK, WINDOW_ROWS, type WindowValues, windowNames } from './issue-values.ts'
import { Wrong } from './problems.tsx'

interface IssueWindowsProps {
  readonly frame: Frame
  readonly windows: readonly WindowValues[]
  readonly errors: FieldErrors
  /** Rows there are, shown one after another as they are filled. */
  readonly rows?: number
}

const NO_WINDOW: WindowValues = { days: [], from: '', to: '' }

/** Rows of days and hours; the stylesheet shows the next one once a row has a day. */
export function IssueWindows({ frame, windows, errors, rows = WINDOW_ROWS }: IssueWindowsProps) {
  const words = frame.words.admin.issue
  return (
    <fieldset class="stack stack--tight">
      <legend class="legend">{words.windows}</legend>
      <p class="hint">{words.windowsHint}</p>
      {Array.from({ length: rows }, (_, row) => (
        <Row frame={frame} row={row} value={windows[row] ?? NO_WINDOW} errors={errors} />
      ))}
    </fieldset>
  )
}

function Row({
  frame,
  row,
  value,
  errors,
}: {
  frame: Frame
  row: number
  value: WindowValues
  errors: FieldErrors
}) {
  const words = frame.words.admin.issue
  const names = windowNames(row)
  return (
    <fieldset
      class="window stack stack--tight"
      data-filled={value.from === '' && value.to === '' ? undefined : ''}
    >
      <legend class="sr">{words.window(row + 1)}</legend>
      <Wrong error={errors[names.days]} />
      <div class="week">
        {WEEK.map((day, index) => (
          <label>
            <input
              type="checkbox"
              id={index === 0 ? names.days : `${names.days}-${day}`}
              name={names.days}
              value={day}
              checked={value.days.includes(day)}
            />
            {frame.words.ticket.days.short[index]}
          </label>
        ))}
      </div>
      <div class="side-by-side">
        <Hour id={names.from} label={words.windowFrom} value={value.from} error={errors[names.from]} />
        <Hour id={names.to} label={words.windowTo} value={value.to} error={errors[names.to]} />
      </div>
    </fieldset>
  )
}

// Not a time field: '24:00' is an end people need and such a field cannot say it.
function Hour(props: { id: string; label: string; value: string; error: string | undefined }) {
  return <Field {...props} attributes={{ autocomplete: 'off', inputmode: 'text', placeholder: '00:00' }} />
}
