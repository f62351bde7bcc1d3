import type { Frame } from '../frame.ts'
import { Desk } from '../layout.tsx'

/** One field as two people left it. */
export interface ConflictRow {
  readonly label: string
  readonly yours: string
  readonly theirs: string
}

export interface ConflictPageProps {
  readonly frame: Frame
  /** Where the form goes again, and what it carries: everything typed, for the version that stands now. */
  readonly action: string
  readonly sent: readonly (readonly [name: string, value: string])[]
  readonly rows: readonly ConflictRow[]
  /** Where what stands is kept. */
  readonly back: string
}

/** Somebody else was first: both versions side by side, and the reader chooses. Nothing has been saved yet. */
export function ConflictPage({ frame, action, sent, rows, back }: ConflictPageProps) {
  const words = frame.words.people.conflict
  return (
    <Desk frame={frame} title={words.title} task={{ href: back, label: frame.words.admin.cancel }}>
      <div class="page-head">
        <div>
          <h1>{words.title}</h1>
          <p class="lead">{words.lead}</p>
        </div>
      </div>
      <dl class="stack" aria-label={words.caption}>
        {apart(rows).map(({ label, yours, theirs }) => (
          <div>
            <dt>{label}</dt>
            <dd>
              <span class="quiet">{words.yours}:</span> {yours === '' ? words.empty : yours}
            </dd>
            <dd>
              <span class="quiet">{words.theirs}:</span> {theirs === '' ? words.empty : theirs}
            </dd>
          </div>
        ))}
      </dl>
      <form method="post" action={action}>
        {sent.map(([name, value]) => (
          <input type="hidden" name={name} value={value} />
        ))}
        <div class="actions">
          <button type="submit" class="button button--primary">
            {words.takeMine}
          </button>
          <a class="button" href={back}>
            {words.keepTheirs}
          </a>
        </div>
      </form>
    </Desk>
  )
}

/** Where the two differ; everything, where they agree in all that is shown. */
function apart(rows: readonly ConflictRow[]): readonly ConflictRow[] {
  const differing = rows.filter(({ yours, theirs }) => yours !== theirs)
  return differing.length === 0 ? rows : differing
}
