import type { Frame } from '../frame.ts'
import { Desk } from '../layout.tsx'

/** One field as two people left it. */
export interface ConflictRow {
  readonly label: string
  readonly yours: string
  readonly theirs: string
}

export interface ConflictProps {
  readonly frame: Frame
  readonly title: string
  /** Where the form was going, and everything it carried but its version. */
  readonly action: string
  readonly fields: readonly (readonly [name: string, value: string])[]
  /** The version that stands now. */
  readonly version: number
  /** Where they differ, in words. */
  readonly rows: readonly ConflictRow[]
  /** The page that shows what stands. */
  readonly current: string
}

/** 412 as a page: somebody was faster. Both versions side by side, and one button for each. */
export function ConflictPage({ frame, title, action, fields, version, rows, current }: ConflictProps) {
  const words = frame.words.settings.conflict
  return (
    <Desk frame={frame} title={title} task={{ href: current, label: frame.words.admin.cancel }}>
      <div>
        <h1>{title}</h1>
        <p class="lead">{words.lead}</p>
      </div>
      <table class="table both">
        <caption class="sr">{words.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{words.field}</th>
            <th scope="col">{words.yours}</th>
            <th scope="col">{words.theirs}</th>
          </tr>
        </thead>
        <tbody>
          {apart(rows).map(({ label, yours, theirs }) => (
            <tr>
              <th scope="row">{label}</th>
              <td>{yours === '' ? words.nothing : yours}</td>
              <td>{theirs === '' ? words.nothing : theirs}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <form class="actions" method="post" action={action}>
        {fields.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <input type="hidden" name="version" value={`${version}`} />
        <button type="submit" class="button button--primary">
          {words.keep}
        </button>
        <a class="button" href={current}>
          {words.take}
        </a>
      </form>
    </Desk>
  )
}

/** Where the two differ; everything, where they agree in all that is shown. */
function apart(rows: readonly ConflictRow[]): readonly ConflictRow[] {
  const differing = rows.filter(({ yours, theirs }) => lines(yours) !== lines(theirs))
  return differing.length === 0 ? rows : differing
}

/** Browsers send the lines of a box with ends of their own: that is nobody's change. */
function lines(text: string): string {
  return text.replaceAll('\r\n', '\n').trimEnd()
}
