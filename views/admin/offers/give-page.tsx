import type { Frame } from '../../frame.ts'
import { Desk } from '../../layout.tsx'
import { OfferCard } from '../../offer-card.tsx'
import type { OfferView } from '../../offer-view.ts'
import type { FoundCustomer } from '../customer-results.tsx'
import { type ChosenCustomer, IssueCustomer } from '../issue-customer.tsx'
import type { FieldErrors } from '../issue-values.ts'
import { type BudgetLeft, OverBudget } from '../over-budget.tsx'
import { Problems, titleWith } from '../problems.tsx'

export interface OfferGivePageProps {
  readonly frame: Frame
  readonly id: string
  readonly offer: OfferView
  /** It has to be known whom it is for. */
  readonly needsCustomer: boolean
  /** A fresh idempotency key of this rendering. */
  readonly commandKey: string
  readonly customer: ChosenCustomer | null
  readonly q: string
  /** Whom a search without scripts found; null where none was made. */
  readonly found: readonly FoundCustomer[] | null
  readonly errors: FieldErrors
  /** What is left of the viewer's budget, where it is above that. */
  readonly over: BudgetLeft | null
}

/** `/admin/offers/{offer}/give`: one voucher of an offer, by hand. */
export function OfferGivePage(props: OfferGivePageProps) {
  const { frame, id, offer, needsCustomer, commandKey, customer, q, found, errors, over } = props
  const words = frame.words.adminOffers
  const page = `/admin/offers/${id}`
  return (
    <Desk
      frame={frame}
      title={titleWith(frame, words.give.title(offer.name), errors)}
      htmx
      scripts={[frame.assets['issue.js']]}
      task={{ href: page, label: words.back }}
    >
      <form class="issue" id="issue" method="post" action={`${page}/give`} novalidate>
        <input type="hidden" name="idempotency_key" value={commandKey} />
        <div class="page-head">
          <div>
            <h1>{words.give.title(offer.name)}</h1>
            <p class="lead">{words.give.how}</p>
          </div>
        </div>
        <Problems frame={frame} errors={errors} fields={['customer_id']} places={{ customer_id: 'q' }} />
        {over !== null && <OverBudget frame={frame} left={over} how={words.give.overHow} />}
        <div class="split">
          <div class="stack">
            <IssueCustomer
              frame={frame}
              customer={customer}
              q={q}
              found={found}
              error={errors.customer_id}
              action={`${page}/give`}
              required={needsCustomer}
            />
            <p class="small quiet">{needsCustomer ? words.give.somebody : words.give.anybody}</p>
          </div>
          <aside class="stack" aria-label={words.asCustomers}>
            <OfferCard frame={frame} offer={offer} href={null} act={null} />
          </aside>
        </div>
        <div class="sticky-act">
          <button
            type="submit"
            class="button button--primary button--wide"
            data-act="generate"
            data-working={words.give.working}
          >
            {words.give.yes}
          </button>
        </div>
      </form>
    </Desk>
  )
}
