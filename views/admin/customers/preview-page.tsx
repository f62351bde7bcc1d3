import type { Frame } from '../../frame.ts'
import { Desk } from '../../layout.tsx'
import { Note } from '../../note.tsx'
import type { FieldErrors } from '../issue-values.ts'
import { Problems, titleWith } from '../problems.tsx'
import { ReadingFields } from './import-page.tsx'

/** What will become of one line. */
export interface PlannedLine {
  readonly line: number
  readonly who: string
  readonly outcome:
    | { readonly kind: 'create' | 'fill' | 'done' }
    | { readonly kind: 'known'; readonly name: string }
    | { readonly kind: 'twice'; readonly of: number }
    | { readonly kind: 'refused'; readonly why: string }
}

/** What will become of the file as it is read now. */
export interface PreviewPlan {
  readonly created: number
  readonly updated: number
  readonly skipped: number
  readonly refused: number
  readonly sample: readonly PlannedLine[]
  readonly problems: readonly PlannedLine[]
  readonly duplicates: readonly PlannedLine[]
}

export interface ImportPreviewPageProps {
  readonly frame: Frame
  readonly id: string
  readonly fileName: string
  readonly columns: readonly { readonly header: string; readonly sample: string; readonly field: string }[]
  readonly existing: 'skip' | 'fill'
  readonly callingCode: string
  readonly errors: FieldErrors
  /** Null as long as the file cannot be read like this. */
  readonly plan: PreviewPlan | null
}

/** A file looked at: how it is read, what would happen, and the button that does it. */
export function ImportPreviewPage(props: ImportPreviewPageProps) {
  const { frame, id, fileName, errors, plan } = props
  const words = frame.words.customers.imports
  const title = words.previewTitle(fileName)
  const here = `/admin/customers/imports/${id}`
  return (
    <Desk
      frame={frame}
      title={titleWith(frame, title, errors)}
      task={{ href: '/admin/customers/imports', label: frame.words.admin.cancel }}
    >
      <div class="page-head">
        <h1>
          <bdi>{title}</bdi>
        </h1>
      </div>
      <Problems
        frame={frame}
        errors={errors}
        fields={['columns', 'calling_code']}
        places={{ columns: 'c0' }}
      />
      <form class="stack stack--loose" method="get" action={here}>
        <input type="hidden" name="read" value="so" />
        <ReadingFields {...props} />
        <button type="submit" class="button">
          {words.again}
        </button>
      </form>
      {plan !== null && (
        <>
          <Result {...props} plan={plan} />
          <RunForm {...props} plan={plan} />
        </>
      )}
    </Desk>
  )
}

function Result({ frame, plan }: { frame: Frame; plan: PreviewPlan }) {
  const { display } = frame
  const words = frame.words.customers.imports
  const { created, updated, skipped, refused, sample, problems, duplicates } = plan
  const sums = [
    words.created(display.number(created)),
    ...(updated === 0 ? [] : [words.updated(display.number(updated))]),
    ...(skipped === 0 ? [] : [words.skipped(display.number(skipped))]),
    ...(refused === 0 ? [] : [words.refused(display.number(refused))]),
  ]
  return (
    <section class="stack stack--loose" aria-labelledby="result">
      <div class="stack">
        <h2 id="result">{words.result}</h2>
        <Note icon="eye">
          <ul>
            {sums.map((sum) => (
              <li>{sum}</li>
            ))}
          </ul>
          <p>{words.dryRun}</p>
        </Note>
      </div>
      <Lines frame={frame} title={words.problems} lines={problems} of={refused} />
      <Lines frame={frame} title={words.duplicates} lines={duplicates} of={duplicates.length} />
      <Lines
        frame={frame}
        title={words.sample(display.number(sample.length))}
        lines={sample}
        of={sample.length}
      />
    </section>
  )
}

interface LinesProps {
  readonly frame: Frame
  readonly title: string
  readonly lines: readonly PlannedLine[]
  readonly of: number
}

function Lines({ frame, title, lines, of }: LinesProps) {
  const words = frame.words.customers.imports
  if (lines.length === 0) return null
  return (
    <div class="stack">
      <h3>{title}</h3>
      <table class="table">
        <caption class="sr">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{words.customer}</th>
            <th scope="col">{words.outcome}</th>
            <th scope="col" class="n">
              {words.line}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ line, who, outcome }) => (
            <tr>
              <th scope="row">
                <bdi>{who}</bdi>
              </th>
              <td>{said(frame, outcome)}</td>
              <td class="n">{frame.display.number(line)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {of > lines.length && <p class="small quiet">{words.most(frame.display.number(lines.length))}</p>}
    </div>
  )
}

function said({ words, display }: Frame, outcome: PlannedLine['outcome']): string {
  const { outcomes } = words.customers.imports
  switch (outcome.kind) {
    case 'known':
      return outcomes.known(outcome.name)
    case 'twice':
      return outcomes.twice(display.number(outcome.of))
    case 'refused':
      return outcome.why
    case 'create':
    case 'fill':
    case 'done':
      return outcomes[outcome.kind]
  }
}

/** The very reading that was looked at, sent along: what was previewed is what is done. */
function RunForm(props: ImportPreviewPageProps & { readonly plan: PreviewPlan }) {
  const { frame, id, columns, existing, callingCode, plan } = props
  const words = frame.words.customers.imports
  const count = plan.created + plan.updated
  if (count === 0) return <p>{words.runNothing}</p>
  return (
    <form method="post" action={`/admin/customers/imports/${id}`}>
      {columns.map(({ field }, index) => (
        <input type="hidden" name={`c${index}`} value={field} />
      ))}
      <input type="hidden" name="existing" value={existing} />
      <input type="hidden" name="calling_code" value={callingCode} />
      <div class="sticky-act">
        <button type="submit" class="button button--primary button--wide">
          {words.run(frame.words.customers.people(count))}
        </button>
      </div>
    </form>
  )
}
