import type { Frame } from '../frame.ts'
import { Desk } from '../layout.tsx'
import { Note } from '../note.tsx'

/** One field on which the two versions are compared, both as people read it. */
export interface ConflictRow {
  readonly label: string
  readonly yours: string
  readonly theirs: string
}

export interface ConflictPageProps {
  readonly frame: Frame
  /** What was being edited. */
  readonly title: string
  readonly rows: readonly ConflictRow[]
  /** Where the form is sent again, with everything typed and the version that stands now. */
  readonly action: string
  readonly fields: readonly (readonly [name: string, value: string])[]
  /** The page of what stands. */
  readonly keepHref: string
}

/** Two people edited the same thing: both versions side by side, and the reader decides. */
export function ConflictPage({ frame, title, rows, action, fields, keepHref }: ConflictPageProps) {
  const words = frame.words.customers.conflict
  return (
    <Desk frame={frame} title={frame.words.admin.errorTitle(title)}>
      <div class="page-head">
        <h1>{title}</h1>
      </div>
      <Note tone="warn" role="alert">
        <b>{words.title}</b>
        <p>{words.lead}</p>
      </Note>
      <table class="table">
        <caption class="sr">{words.title}</caption>
        <thead>
          <tr>
            <th scope="col">{words.field}</th>
            <th scope="col">{words.yours}</th>
            <th scope="col">{words.theirs}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ label, yours, theirs }) => (
            <tr>
              <th scope="row">{label}</th>
              <td>
                <Said text={yours} empty={words.empty} strong={yours !== theirs} />
              </td>
              <td>
                <Said text={theirs} empty={words.empty} strong={yours !== theirs} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <form class="actions" method="post" action={action}>
        {fields.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <a class="button button--primary" href={keepHref}>
          {words.keepTheirs}
        </a>
        <button type="submit" class="button">
          {words.saveMine}
        </button>
      </form>
    </Desk>
  )
}

function Said({ text, empty, strong }: { text: string; empty: string; strong: boolean }) {
  if (text === '') return <span class="quiet">{empty}</span>
  return strong ? <b>{text}</b> : <span>{text}</span>
}
