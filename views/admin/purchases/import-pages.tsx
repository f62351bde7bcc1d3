import { describedBy, FieldFrame } from '../../field.tsx'
import type { Frame } from '../../frame.ts'
import { Icon } from '../../icon.tsx'
import { Desk } from '../../layout.tsx'
import { Note } from '../../note.tsx'
import type { FieldErrors } from '../issue-values.ts'
import { Problems, titleWith } from '../problems.tsx'

/** A line of a file of purchases: who, which order, and what is recorded or why it is not taken. */
export interface PurchaseLine {
  readonly line: number
  readonly who: string
  readonly order: string
  readonly said: string
}

/** What will become of a file of purchases. */
export interface PurchasePreview {
  readonly record: number
  readonly known: number
  readonly refused: number
  readonly sample: readonly PurchaseLine[]
  readonly problems: readonly PurchaseLine[]
}

/** How far a file has come. */
export interface PurchaseProgress {
  readonly id: string
  readonly fileName: string
  readonly at: number
  readonly lines: number
  readonly done: number
  readonly recorded: number
  readonly known: number
  readonly refused: number
  readonly finished: boolean
}

interface UploadProps {
  readonly frame: Frame
  readonly recent: readonly PurchaseProgress[]
  readonly errors: FieldErrors
}

/** Choosing a file of purchases, and the files there were before. */
export function PurchaseUploadPage({ frame, recent, errors }: UploadProps) {
  const words = frame.words.purchaseImports
  const like = frame.words.customers.imports
  const field = { id: 'file', label: like.file, hint: words.fileHint, error: errors.file }
  return (
    <Desk
      frame={frame}
      title={titleWith(frame, words.title, errors)}
      task={{ href: '/admin/customers', label: frame.words.admin.cancel }}
    >
      <form
        class="narrow-form stack"
        method="post"
        action="/admin/purchases/imports"
        enctype="multipart/form-data"
        novalidate
      >
        <div class="page-head">
          <div>
            <h1>{words.title}</h1>
            <p class="lead">{words.lead}</p>
          </div>
        </div>
        <Problems frame={frame} errors={errors} fields={['file']} />
        <FieldFrame {...field}>
          <div class="drop">
            <input
              type="file"
              id="file"
              name="file"
              accept=".csv,.txt,.tsv,text/csv"
              {...describedBy(field)}
            />
          </div>
        </FieldFrame>
        <div>
          <button type="submit" class="button button--primary">
            {like.look}
          </button>
        </div>
        <details class="fold fold--form" open>
          <summary>
            {like.formatTitle}
            <Icon name="down" />
          </summary>
          <ul class="bullets">
            {words.format.map((line) => (
              <li>{line}</li>
            ))}
          </ul>
        </details>
      </form>
      {recent.length > 0 && <Recent frame={frame} recent={recent} />}
    </Desk>
  )
}

function Recent({ frame, recent }: Pick<UploadProps, 'frame' | 'recent'>) {
  const { display, brand, now, words } = frame
  return (
    <section class="stack narrow-form" aria-labelledby="recent">
      <h2 id="recent">{words.customers.imports.recent}</h2>
      <ul class="rows">
        {recent.map(({ id, fileName, at, done, lines }) => (
          <li>
            <a class="rowline" href={`/admin/purchases/imports/${id}`}>
              <span class="grow">
                <b>
                  <bdi>{fileName}</bdi>
                </b>
                <span class="small quiet gist">
                  {display.moment(at, now, brand.zone)} ·{' '}
                  {words.customers.imports.unfinishedRow(display.number(done), display.number(lines))}
                </span>
              </span>
              <Icon name="next" way />
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

interface PreviewProps {
  readonly frame: Frame
  readonly id: string
  readonly fileName: string
  readonly plan: PurchasePreview
}

/** A file of purchases looked at: what would happen, and the button that does it. */
export function PurchasePreviewPage({ frame, id, fileName, plan }: PreviewProps) {
  const { display } = frame
  const words = frame.words.purchaseImports
  const title = frame.words.customers.imports.previewTitle(fileName)
  const sums = [
    words.record(display.number(plan.record)),
    ...(plan.known === 0 ? [] : [words.known(display.number(plan.known))]),
    ...(plan.refused === 0 ? [] : [words.refused(display.number(plan.refused))]),
  ]
  return (
    <Desk
      frame={frame}
      title={title}
      task={{ href: '/admin/purchases/imports', label: frame.words.admin.cancel }}
    >
      <div class="page-head">
        <h1>
          <bdi>{title}</bdi>
        </h1>
      </div>
      <Note icon="eye">
        <ul>
          {sums.map((sum) => (
            <li>{sum}</li>
          ))}
        </ul>
        <p>{words.dryRun}</p>
      </Note>
      <Lines
        frame={frame}
        title={words.refusedLines}
        says={frame.words.customers.imports.outcome}
        lines={plan.problems}
        of={plan.refused}
      />
      <Lines
        frame={frame}
        says={words.purchase}
        title={words.sample(display.number(plan.sample.length))}
        lines={plan.sample}
        of={plan.sample.length}
      />
      {plan.record === 0 ? (
        <p>{words.runNothing}</p>
      ) : (
        <form method="post" action={`/admin/purchases/imports/${id}`}>
          <input type="hidden" name="go" value="on" />
          <div class="sticky-act">
            <button type="submit" class="button button--primary button--wide">
              {words.run(display.number(plan.record))}
            </button>
          </div>
        </form>
      )}
    </Desk>
  )
}

interface LinesProps {
  readonly frame: Frame
  readonly title: string
  /** What its third column tells. */
  readonly says: string
  readonly lines: readonly PurchaseLine[]
  readonly of: number
}

function Lines({ frame, title, says, lines, of }: LinesProps) {
  const words = frame.words.customers.imports
  if (lines.length === 0) return null
  return (
    <section class="stack">
      <h2>{title}</h2>
      <table class="table">
        <caption class="sr">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{words.customer}</th>
            <th scope="col">{frame.words.purchaseImports.order}</th>
            <th scope="col">{says}</th>
            <th scope="col" class="n">
              {words.line}
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ line, who, order, said }) => (
            <tr>
              <th scope="row">
                <bdi>{who}</bdi>
              </th>
              <td>
                <bdi>{order}</bdi>
              </td>
              <td>{said}</td>
              <td class="n">{frame.display.number(line)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {of > lines.length && <p class="small quiet">{words.most(frame.display.number(lines.length))}</p>}
    </section>
  )
}

/** How far a file of purchases has come, or what came of it. */
export function PurchaseProgressPage({ frame, view }: { frame: Frame; view: PurchaseProgress }) {
  const { display } = frame
  const words = frame.words.purchaseImports
  const like = frame.words.customers.imports
  const title = view.finished ? words.doneTitle(view.fileName) : words.runningTitle(view.fileName)
  const figures = [
    [words.recordedDone, view.recorded],
    [words.knownDone, view.known],
    [like.refusedDone, view.refused],
  ] as const
  return (
    <Desk frame={frame} title={title}>
      <div class="page-head">
        <div>
          <h1>
            <bdi>{title}</bdi>
          </h1>
          {!view.finished && (
            <p class="lead">{like.progress(display.number(view.done), display.number(view.lines))}</p>
          )}
        </div>
      </div>
      <dl class="figures">
        {figures.map(([name, value]) => (
          <div>
            <dt>{name}</dt>
            <dd class="big">{display.number(value)}</dd>
          </div>
        ))}
      </dl>
      {view.refused > 0 && (
        <a href={`/admin/purchases/imports/${view.id}/refused.csv`} download>
          {like.download}
        </a>
      )}
      {view.finished ? (
        <a class="button button--primary" href="/admin/customers">
          {words.toCustomers}
        </a>
      ) : (
        <form method="post" action={`/admin/purchases/imports/${view.id}`}>
          <input type="hidden" name="go" value="on" />
          <button type="submit" class="button button--primary">
            {like.goOn}
          </button>
        </form>
      )}
    </Desk>
  )
}
