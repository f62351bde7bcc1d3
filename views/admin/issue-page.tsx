import { describedBy, FieldFrame } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { Desk } from '../layout.tsx'
import { PictureField } from '../picture-field.tsx'
import type { StoreView } from '../ticket-view.ts'
import type { FoundCustomer } from './customer-results.tsx'
import { IssueBenefit } from './issue-benefit.tsx'
import { type ChosenCustomer, IssueCustomer } from './issue-customer.tsx'
import { IssueMore } from './issue-more.tsx'
import { type IssuePreviewProps, PreviewTicket, ValidUntil } from './issue-preview.tsx'
import { type FieldErrors, ISSUE_FIELDS, type IssueValues, type ReasonChoice } from './issue-values.ts'
import { type BudgetLeft, OverBudget } from './over-budget.tsx'
import { deskExit } from './own-desk.ts'
import { Problems, titleWith } from './problems.tsx'
import { ValidityFields } from './validity-fields.tsx'

export interface IssuePageProps {
  readonly frame: Frame
  /** A fresh idempotency key of this rendering. */
  readonly commandKey: string
  readonly values: IssueValues
  /** Field name → how to repair it; empty on a first visit. */
  readonly errors: FieldErrors
  /** The customer of `customer_id`; null is anyone. */
  readonly customer: ChosenCustomer | null
  /** Whom a search without scripts found; null where none was made. */
  readonly found: readonly FoundCustomer[] | null
  /** Titles issued lately, newest first; the form offers five. */
  readonly recentTitles: readonly string[]
  /** Shops the voucher can be limited to. */
  readonly stores: readonly StoreView[]
  readonly preview: Omit<IssuePreviewProps, 'frame'>
  /** Why one issues here, in the brand's order. */
  readonly reasons: readonly ReasonChoice[]
  /** What is left of the viewer's budget, where this voucher is above it: they may ask for approval. */
  readonly over?: BudgetLeft | null
}

/** The form that issues a voucher by hand: five things with good defaults, the rest in a fold, one button in reach. */
export function IssuePage(props: IssuePageProps) {
  const { frame, errors, commandKey, preview, over = null } = props
  const words = frame.words.admin
  return (
    <Desk
      frame={frame}
      title={titleWith(frame, words.issue.title, errors)}
      htmx
      scripts={[frame.assets['issue.js']]}
      task={{ href: deskExit(frame), label: words.cancel }}
    >
      <form
        class="issue"
        id="issue"
        method="post"
        action="/admin/issue"
        enctype="multipart/form-data"
        novalidate
      >
        <input type="hidden" name="idempotency_key" value={commandKey} />
        <div class="page-head">
          <h1>{words.issue.title}</h1>
          {MAY_LOOK.includes(frame.viewer?.role ?? '') && (
            <a href="/admin/offers?state=published">{frame.words.adminOffers.give.instead}</a>
          )}
        </div>
        <Problems frame={frame} errors={errors} fields={ISSUE_FIELDS} places={PLACES} />
        {over !== null && <OverBudget frame={frame} left={over} />}
        <div class="split">
          <Fields {...props} />
          <aside
            class="stack preview"
            id="preview"
            aria-label={words.issue.preview}
            hx-post="/admin/issue/preview"
            hx-trigger={PREVIEW_TRIGGER}
            hx-sync="this:replace"
            hx-encoding="application/x-www-form-urlencoded"
          >
            <PreviewTicket frame={frame} ticket={preview.ticket} code={preview.code} />
          </aside>
        </div>
        <Act frame={frame} over={over !== null} />
      </form>
    </Desk>
  )
}

/** Who finds offers on the desk. */
const MAY_LOOK: readonly string[] = ['admin', 'manager']

// Searching changes nothing of the voucher; a picture says so itself once it is uploaded.
const VOUCHER_FIELDS = "target:':not(#q):not(#image):not(#image_camera)'"
const PREVIEW_TRIGGER = `input from:'closest form' ${VOUCHER_FIELDS} delay:300ms, change from:'closest form' ${VOUCHER_FIELDS} delay:300ms`

/** The one act of the page; above the budget it asks first, and issuing is still there for what was made smaller. */
function Act({ frame, over }: { frame: Frame; over: boolean }) {
  const words = frame.words.admin
  return (
    <div class="sticky-act">
      {over && (
        <button type="submit" class="button button--primary button--wide" name="ask" value="approval">
          {words.goodwill.ask}
        </button>
      )}
      <button
        type="submit"
        class={over ? 'button button--plain button--wide' : 'button button--primary button--wide'}
        data-act="generate"
        data-working={words.issue.generating}
      >
        {words.issue.generate}
      </button>
    </div>
  )
}

const PLACES = { customer_id: 'q', image_url: 'image' }

function Fields(props: IssuePageProps) {
  const { frame, values, errors, customer, found, stores, reasons, preview } = props
  return (
    <div class="stack stack--loose">
      <IssueCustomer
        frame={frame}
        customer={customer}
        q={values.q}
        found={found}
        error={errors.customer_id}
        action="/admin/issue"
      />
      <Title {...props} />
      <IssueBenefit frame={frame} values={values} errors={errors} />
      <ValidityFields frame={frame} values={values} errors={errors}>
        <div id="valid-until" role="status">
          <ValidUntil frame={frame} sentence={preview.sentence} />
        </div>
      </ValidityFields>
      <PictureField
        frame={frame}
        id="image"
        use="ticket"
        label={frame.words.admin.issue.picture}
        url={values.image_url}
        alt={values.image_alt}
        focus={values.image_focus}
        error={errors.image ?? errors.image_url}
        altError={errors.image_alt}
      />
      <IssueMore
        frame={frame}
        values={values}
        errors={errors}
        stores={stores}
        reasons={reasons}
        guessable={preview.guessable}
        codeProblem={preview.chosenCodeProblem}
      />
    </div>
  )
}

const MOST_TITLES = 5

/** The title, and the latest ones to pick from. */
function Title({ frame, values, errors, recentTitles }: IssuePageProps) {
  const words = frame.words.admin.issue
  const field = { id: 'title', label: words.promise, error: errors.title }
  return (
    <div class="stack stack--tight">
      <FieldFrame {...field}>
        <input
          class="input promise"
          id="title"
          name="title"
          value={values.title}
          autocomplete="off"
          enterkeyhint="done"
          required
          {...describedBy(field)}
        />
      </FieldFrame>
      {recentTitles.length > 0 && (
        <fieldset class="chips with-script" aria-label={words.recentTitles}>
          {recentTitles.slice(0, MOST_TITLES).map((title) => (
            <button type="button" class="chip" data-title={title}>
              {title}
            </button>
          ))}
        </fieldset>
      )}
    </div>
  )
}
