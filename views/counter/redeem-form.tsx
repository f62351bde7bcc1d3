import { describedBy, Field, FieldFrame } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { AnswerForm } from './answer-form.tsx'
import { Keypad } from './keypad.tsx'
import { PromptField } from './prompt-field.tsx'
import { scanHref } from './scan-href.ts'
import { TickField } from './tick-field.tsx'
import type { RedeemView } from './verdict-view.ts'

/** The one huge button that turns white into green, and what has to be asked before it. */
export function RedeemForm({ frame, redeem }: { frame: Frame; redeem: RedeemView }) {
  const words = frame.words.counter
  const { voucher, code, storeId, commandKey } = redeem
  return (
    <AnswerForm
      action="/scan/redemptions"
      class="stack stack--tight"
      hidden={{ voucher, code, store_id: storeId, idempotency_key: commandKey }}
    >
      <RedeemQuestions frame={frame} redeem={redeem} />
      <button class="button button--primary button--huge button--wide" type="submit">
        {words.redeem}
      </button>
      <a class="button button--plain button--wide" href={scanHref(storeId)} data-next>
        {words.notNow}
      </a>
    </AnswerForm>
  )
}

/** Everything that has to be known before it is redeemed, whoever decides. */
export function RedeemQuestions({ frame, redeem }: { frame: Frame; redeem: RedeemView }) {
  const { needsAmount, needsOrder, needsItem, needsHolder } = redeem
  return (
    <>
      {needsAmount !== null && <AmountField frame={frame} redeem={redeem} stored={needsAmount} />}
      {needsOrder && <OrderFields frame={frame} redeem={redeem} />}
      {needsItem !== null && <ItemFields frame={frame} redeem={redeem} wanted={needsItem} />}
      {redeem.prompts.map((prompt) => (
        <PromptField frame={frame} redeem={redeem} prompt={prompt} />
      ))}
      {needsHolder !== null && <HolderSeen frame={frame} redeem={redeem} holder={needsHolder} />}
    </>
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
      <Keypad frame={frame} field="amount" balance={balance} currency={currency} />
    </div>
  )
}

type AskProps = Omit<AmountProps, 'stored'>

function OrderFields({ frame, redeem }: AskProps) {
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

type ItemProps = AskProps & { readonly wanted: NonNullable<RedeemView['needsItem']> }

/** What in the order takes part, and for how much of it: the rest does not count. */
function ItemFields({ frame, redeem, wanted: { products, categories } }: ItemProps) {
  const words = frame.words.counter
  const field = { id: 'item', label: words.item, error: redeem.errors?.item }
  const options = [
    ...products.map((id) => ({ value: `product:${id}`, label: id })),
    ...categories.map((id) => ({ value: `category:${id}`, label: words.itemOf(id) })),
  ]
  const chosen = options.length === 1 ? options[0]?.value : redeem.input?.item
  return (
    <div class="asks">
      <FieldFrame {...field}>
        <select class="input" id="item" name="item" required {...describedBy(field)}>
          {options.length > 1 && <option value="">{words.itemChoose}</option>}
          {options.map(({ value, label }) => (
            <option value={value} selected={value === chosen}>
              {label}
            </option>
          ))}
        </select>
      </FieldFrame>
      <Field
        id="item_amount"
        label={words.itemAmount(frame.brand.currency)}
        hint={words.itemAmountHint}
        optional={frame.words.common.optional}
        error={redeem.errors?.item_amount}
        value={redeem.input?.item_amount ?? ''}
        attributes={{ inputmode: 'decimal', autocomplete: 'off' }}
      />
    </div>
  )
}

type HolderProps = AskProps & { readonly holder: NonNullable<RedeemView['needsHolder']> }

function HolderSeen({ frame, redeem, holder: { name } }: HolderProps) {
  const words = frame.words.counter
  return (
    <div class="ask">
      <TickField
        id="holder_seen"
        label={name === null ? words.holderSeen : words.holderSeenNamed(name)}
        error={redeem.errors?.holder_seen}
        ticked={false}
      />
    </div>
  )
}

const MONEY = { inputmode: 'decimal', autocomplete: 'off', required: true }
