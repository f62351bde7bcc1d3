import { Field } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { Desk } from '../layout.tsx'
import type { FieldErrors } from './issue-values.ts'
import { Problems, titleWith } from './problems.tsx'
import { Saved } from './saved.tsx'

/** What a brand can keep for so long, in the order of the form. */
export const RETAINED = ['audits'] as const
export type Retained = (typeof RETAINED)[number]

/** Months as typed; '' keeps it without an end. */
export type RetentionValues = Readonly<Record<Retained, string>>

export interface RetentionPageProps {
  readonly frame: Frame
  /** Whether the viewer may change it; whoever may not reads it. */
  readonly changes: boolean
  readonly version: number
  readonly values: RetentionValues
  readonly errors: FieldErrors
  readonly saved?: boolean
}

/** How long things about people are to be kept, and what that does today. */
export function RetentionPage({
  frame,
  changes,
  version,
  values,
  errors,
  saved = false,
}: RetentionPageProps) {
  const words = frame.words.admin.retention
  const { lists } = frame.words.admin
  return (
    <Desk
      frame={frame}
      title={titleWith(frame, words.title, errors)}
      task={{ href: '/admin/settings', label: lists.settings }}
    >
      <div class="page-head">
        <div>
          <h1>{words.title}</h1>
          <p class="lead">{words.lead}</p>
        </div>
      </div>
      <Saved frame={frame} shown={saved} />
      {changes ? (
        <form class="narrow-form" method="post" action="/admin/settings/retention" novalidate>
          <input type="hidden" name="version" value={String(version)} />
          <Problems frame={frame} errors={errors} fields={RETAINED} />
          <div class="stack form-gap">
            {RETAINED.map((what) => (
              <Field
                id={what}
                label={`${words[what]}, ${words.unit}`}
                optional={frame.words.common.optional}
                hint={`${words.hints[what]} ${words.empty}`}
                value={values[what]}
                error={errors[what]}
                attributes={{ inputmode: 'numeric', autocomplete: 'off' }}
              />
            ))}
          </div>
          <div class="sticky-act">
            <button type="submit" class="button button--primary button--wide">
              {words.save}
            </button>
          </div>
        </form>
      ) : (
        <dl class="facts">
          {RETAINED.map((what) => (
            <div>
              <dt>{words[what]}</dt>
              <dd>{values[what] === '' ? words.forEver : words.months(Number(values[what]))}</dd>
            </div>
          ))}
        </dl>
      )}
      <Rest frame={frame} />
    </Desk>
  )
}

/** What is kept beside the log, and how long: nobody sets that. */
function Rest({ frame }: { frame: Frame }) {
  const words = frame.words.admin.retention
  return (
    <section class="stack" aria-labelledby="rest">
      <h2 id="rest">{words.rest}</h2>
      <ul class="bullets quiet">
        {words.restHow.map((sentence) => (
          <li>{sentence}</li>
        ))}
      </ul>
    </section>
  )
}
