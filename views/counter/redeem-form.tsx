import { Field } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { AnswerForm } from './answer-form.tsx'
import { scanHref } from './scan-href.ts'
import type { RedeemView } from './verdict-view.ts'

/** The one huge button that turns white into green, and what has to be asked before it. */
export function RedeemForm({ frame, redeem }: { frame: Frame; redeem: RedeemView }) {
  const words = frame.words.counter
  const { voucher, code, storeId, commandKey, needsAmount, needsOrder } = redeem
  return (
    <AnswerForm
      action="/scan/redemptions"
      class="stack stack--tight"
      hidden={{ voucher, code, store_id: storeId, idempotency_key: commandKey }}
    >
      {needsAmount !== null && <AmountField frame={frame} redeem={redeem} stored={needsAmount} />}
      {needsOrder && <OrderFields frame={frame} redeem={redeem} />}
      <button class="button button--primary button--huge button--wide" type="submit">
        {words.redeem}
      </button>
      <a class="button button--plain button--wide" href={scanHref(storeId)} data-next>
        {words.notNow}
      </a>
    </AnswerForm>
  )
}

type AmountProps = {
  readonly frame: Frame
  readonly redeem: RedeemView
  readonly stored: NonNullable<RedeemView['needsAmount']>
}

function AmountField({ frame, redeem, stored: { balance, currency } }: AmountProps) {
  const words = frame.words.counter
  return (
    <div class="ask">
      <input type="hidden" name="currency" value={currency} />
      <Field
        id="amount"
        label={words.amount(currency)}
        hint={words.amountHint(frame.display.money(balance, currency))}
        error={redeem.errors?.amount}
        value={redeem.input?.amount ?? ''}
        attributes={MONEY}
      />
      {/* Filling a field needs a script; without one people type it, and the script reveals the button. */}
      <button
        class="button"
        type="button"
        data-fill="amount"
        value={frame.display.typed(balance, currency)}
        hidden
      >
        {words.allOfIt}
      </button>
    </div>
  )
}

function OrderFields({ frame, redeem }: Omit<AmountProps, 'stored'>) {
  const words = frame.words.counter
  return (
    <div class="asks">
      <Field
        id="order_amount"
        label={words.orderAmount(frame.brand.currency)}
        hint={words.orderAmountHint}
        error={redeem.errors?.order_amount}
        value={redeem.input?.order_amount ?? ''}
        attributes={MONEY}
      />
      <Field
        id="order_id"
        label={words.orderId}
        optional={frame.words.common.optional}
        error={redeem.errors?.order_id}
        value={redeem.input?.order_id ?? ''}
        attributes={{ autocomplete: 'off', maxlength: 120 }}
      />
    </div>
  )
}

const MONEY = { inputmode: 'decimal', autocomplete: 'off', required: true }
