import { Field } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { AnswerForm } from './answer-form.tsx'
import type { LatestPurchase, PurchaseForm } from './purchase-view.ts'

interface PurchaseFormProps {
  readonly frame: Frame
  readonly purchase: PurchaseForm
  readonly storeId: string | null
}

/** What was paid, the receipt if there is one, and the button that records it. */
export function RecordPurchase({ frame, purchase, storeId }: PurchaseFormProps) {
  const words = frame.words.till.purchase
  const { card, commandKey, input, errors = {} } = purchase
  return (
    <section aria-labelledby="purchase">
      <h2 id="purchase" class="legend">
        {words.title}
      </h2>
      <AnswerForm action="/scan/purchases" hidden={{ card, store_id: storeId, idempotency_key: commandKey }}>
        <div class="asks">
          <Field
            id="total"
            label={words.total(frame.brand.currency)}
            error={errors.total}
            value={input?.total ?? ''}
            attributes={{ inputmode: 'decimal', autocomplete: 'off', required: true }}
          />
          <Field
            id="order_id"
            label={words.order}
            optional={frame.words.common.optional}
            error={errors.order_id}
            value={input?.order_id ?? ''}
            attributes={{ autocomplete: 'off', maxlength: 120 }}
          />
        </div>
        <button class="button button--primary button--wide" type="submit">
          {words.act}
        </button>
      </AnswerForm>
    </section>
  )
}

interface LatestProps {
  readonly frame: Frame
  readonly latest: readonly LatestPurchase[]
  readonly storeId: string | null
  readonly now: number
  readonly zone: string
}

/** Their latest purchases, each a way to take it back. */
export function LatestPurchases({ frame, latest, storeId, now, zone }: LatestProps) {
  const { display, words } = frame
  const shop = storeId === null ? '' : `?store=${encodeURIComponent(storeId)}`
  return (
    <details class="fold">
      <summary>{words.till.purchase.latest(latest.length)}</summary>
      <ul class="card-others">
        {latest.map(({ id, total, currency, at, placeName }) => (
          <li>
            <a href={`/scan/purchases/${id}${shop}`}>
              <b>{display.money(total, currency)}</b> {display.moment(at, now, zone)} · {placeName}
            </a>
          </li>
        ))}
      </ul>
    </details>
  )
}
