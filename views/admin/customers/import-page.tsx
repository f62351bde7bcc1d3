import { describedBy, Field, FieldFrame } from '../../field.tsx'
import type { Frame } from '../../frame.ts'
import { Icon } from '../../icon.tsx'
import { Desk } from '../../layout.tsx'
import type { FieldErrors } from '../issue-values.ts'
import { Problems, titleWith } from '../problems.tsx'

/** An import as a list shows one. */
export interface ImportView {
  readonly id: string
  readonly fileName: string
  readonly at: number
  readonly lines: number
  readonly done: number
  readonly created: number
  readonly updated: number
  readonly skipped: number
  readonly refused: number
  readonly finished: boolean
}

interface UploadPageProps {
  readonly frame: Frame
  readonly recent: readonly ImportView[]
  readonly errors: FieldErrors
}

/** Choosing a file, and the files that were brought in before. */
export function ImportUploadPage({ frame, recent, errors }: UploadPageProps) {
  const words = frame.words.customers.imports
  const field = { id: 'file', label: words.file, hint: words.fileHint, error: errors.file }
  return (
    <Desk
      frame={frame}
      title={titleWith(frame, words.title, errors)}
      task={{ href: '/admin/customers', label: frame.words.admin.cancel }}
    >
      <form
        class="narrow-form stack"
        method="post"
        action="/admin/customers/imports"
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
              accept=".csv,.txt,.tsv,text/csv,text/plain,text/tab-separated-values"
              {...describedBy(field)}
            />
          </div>
        </FieldFrame>
        <div>
          <button type="submit" class="button button--primary">
            {words.look}
          </button>
        </div>
        <details class="fold fold--form">
          <summary>
            {words.formatTitle}
            <Icon name="down" />
          </summary>
          <ul class="bullets">
            {words.format.map((line) => (
              <li>{line}</li>
            ))}
          </ul>
        </details>
      </form>
      <p>
        <a href="/admin/purchases/imports">{frame.words.purchaseImports.fromCustomers}</a>
      </p>
      {recent.length > 0 && <Recent frame={frame} recent={recent} />}
    </Desk>
  )
}

function Recent({ frame, recent }: Pick<UploadPageProps, 'frame' | 'recent'>) {
  const { display, brand, now } = frame
  const words = frame.words.customers.imports
  return (
    <section class="stack narrow-form" aria-labelledby="recent">
      <h2 id="recent">{words.recent}</h2>
      <ul class="rows">
        {recent.map(({ id, fileName, at, lines, done, created, finished }) => (
          <li>
            <a class="rowline" href={`/admin/customers/imports/${id}`}>
              <span class="grow">
                <b>
                  <bdi>{fileName}</bdi>
                </b>
                <span class="small quiet gist">
                  {display.moment(at, now, brand.zone)} ·{' '}
                  {finished
                    ? words.addedOf(display.number(created), display.number(lines))
                    : words.unfinishedRow(display.number(done), display.number(lines))}
                </span>
              </span>
              {!finished && <span class="small">{words.goOn}</span>}
              <Icon name="next" way />
            </a>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** How far it has come, or what came of it. */
export function ImportProgressPage({ frame, view }: { frame: Frame; view: ImportView }) {
  const { display } = frame
  const words = frame.words.customers.imports
  const title = view.finished ? words.doneTitle(view.fileName) : words.runningTitle(view.fileName)
  const figures = [
    [words.createdDone, view.created],
    [words.updatedDone, view.updated],
    [words.skippedDone, view.skipped],
    [words.refusedDone, view.refused],
  ] as const
  return (
    <Desk frame={frame} title={title}>
      <div class="page-head">
        <div>
          <h1>{title}</h1>
          {!view.finished && (
            <p class="lead">{words.progress(display.number(view.done), display.number(view.lines))}</p>
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
        <div class="stack stack--tight">
          <a href={`/admin/customers/imports/${view.id}/refused.csv`} download>
            {words.download}
          </a>
          <p class="hint">{words.downloadHint}</p>
        </div>
      )}
      {view.finished ? (
        <a class="button button--primary" href="/admin/customers">
          {words.toList}
        </a>
      ) : (
        <form method="post" action={`/admin/customers/imports/${view.id}`}>
          <input type="hidden" name="go" value="on" />
          <button type="submit" class="button button--primary">
            {words.goOn}
          </button>
        </form>
      )}
    </Desk>
  )
}

interface ReadingFieldsProps {
  readonly frame: Frame
  readonly columns: readonly { readonly header: string; readonly sample: string; readonly field: string }[]
  readonly existing: 'skip' | 'fill'
  readonly callingCode: string
  readonly errors: FieldErrors
}

/** What each column is, and what happens to those who are there already. */
export function ReadingFields({ frame, columns, existing, callingCode, errors }: ReadingFieldsProps) {
  const words = frame.words.customers.imports
  const fields = Object.entries(words.fields)
  return (
    <>
      <fieldset class="stack">
        <legend class="legend">{words.columns}</legend>
        <p class="hint">{words.columnsHint}</p>
        <div class="mapping">
          {columns.map(({ header, sample, field }, index) => (
            <FieldFrame
              id={`c${index}`}
              label={header === '' ? words.unnamed(index + 1) : header}
              hint={sample === '' ? undefined : sample}
            >
              <select class="input" id={`c${index}`} name={`c${index}`}>
                {fields.map(([value, label]) => (
                  <option value={value} selected={value === field}>
                    {label}
                  </option>
                ))}
              </select>
            </FieldFrame>
          ))}
        </div>
      </fieldset>
      <fieldset class="picks">
        <legend class="legend">{words.existing}</legend>
        <p class="hint">{words.existingHint}</p>
        {(['skip', 'fill'] as const).map((choice) => (
          <label class="tick">
            <input type="radio" name="existing" value={choice} checked={existing === choice} />
            {words[choice]}
          </label>
        ))}
      </fieldset>
      <div class="narrow-form">
        <Field
          id="calling_code"
          label={words.callingCode}
          optional={frame.words.common.optional}
          hint={words.callingCodeHint}
          value={callingCode}
          error={errors.calling_code}
          attributes={{ inputmode: 'numeric', autocomplete: 'off', size: 6 }}
        />
      </div>
    </>
  )
}
