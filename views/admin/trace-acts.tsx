import type { PropsWithChildren } from 'hono/jsx'
import type { Price } from '../../src/account/claim.ts'
import { amountsLine } from '../counter/amounts.ts'
import { Field } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { Icon, type IconName } from '../icon.tsx'
import { ISSUE_DEFAULTS } from './issue-values.ts'
import { AmountField, currencySign } from './money-field.tsx'
import type { FailedAct, TraceActions, TraceStep, TraceTicket } from './trace-view.ts'
import { ValidityFields } from './validity-fields.tsx'

interface ActsProps {
  readonly frame: Frame
  readonly ticket: TraceTicket
  readonly steps: readonly TraceStep[]
  readonly actions: TraceActions
  readonly commandKey: string
  readonly failed: FailedAct | null
}

/** What may be done: each act a small form in a fold, with its reason and what it will mean. */
export function TraceActs(props: ActsProps) {
  const { frame, actions } = props
  const words = frame.words.admin.trace
  const acts = [
    ...(actions.rollback ? rollbackActs(props) : []),
    ...(actions.extend ? [<ExtendAct {...props} />] : []),
    ...(actions.takeBack === null ? [] : [<TakeBackAct {...props} price={actions.takeBack.price} />]),
    ...PLAIN_ACTS.filter(({ act }) => actions[act]).map((plain) => <PlainAct {...props} {...plain} />),
  ]
  if (acts.length === 0) return null
  return (
    <section class="acts" aria-labelledby="acts">
      <h2 id="acts">{words.acts}</h2>
      {acts}
      <p class="small quiet">{words.actsHint}</p>
    </section>
  )
}

interface Plain {
  readonly act: 'block' | 'unblock' | 'void'
  readonly path: 'blocks' | 'unblocks' | 'voids'
  readonly icon: IconName
}

const PLAIN_ACTS: readonly Plain[] = [
  { act: 'unblock', path: 'unblocks', icon: 'lock' },
  { act: 'block', path: 'blocks', icon: 'lock' },
  { act: 'void', path: 'voids', icon: 'ban' },
]

function PlainAct({ act, path, icon, ...props }: ActsProps & Plain) {
  const words = props.frame.words.admin.trace
  return (
    <Act
      {...props}
      form={act}
      path={path}
      icon={icon}
      label={words[act]}
      how={words[`${act}How`]}
      submit={words[`${act}Do`]}
      danger={act !== 'unblock'}
      failed={props.failed?.act === act ? props.failed : null}
    />
  )
}

/** Ends it with all its claim took, where plain voiding gives nothing back. */
function TakeBackAct({ price, ...props }: ActsProps & { readonly price: Price | null }) {
  const words = props.frame.words.admin.trace
  const paid = { points: 0, cashback: 0, balance: 0, ...(price !== null && { [price.unit]: price.amount }) }
  return (
    <Act
      {...props}
      form="take-back"
      path="returns"
      icon="undo"
      label={words.takeBack}
      how={words.takeBackHow(price === null ? null : amountsLine(props.frame, paid))}
      submit={words.takeBackDo}
      danger
      failed={props.failed?.act === 'take_back' ? props.failed : null}
    />
  )
}

function ExtendAct(props: ActsProps) {
  const { frame } = props
  const words = frame.words.admin.trace
  const failed = props.failed?.act === 'extend' ? props.failed : null
  return (
    <Act
      {...props}
      form="extend"
      path="extensions"
      icon="clock"
      label={words.extend}
      how={words.extendHow}
      submit={words.extendDo}
      failed={failed}
    >
      <ValidityFields
        frame={frame}
        values={failed?.validity ?? ISSUE_DEFAULTS}
        errors={failed?.errors ?? {}}
      />
    </Act>
  )
}

/** One for each redemption that stands, the latest first. */
function rollbackActs(props: ActsProps) {
  const { frame, steps, ticket } = props
  const words = frame.words.admin.trace
  return steps
    .filter(({ redemptionSeq, outcome }) => redemptionSeq !== null && outcome === 'accepted')
    .map((step) => {
      const seq = step.redemptionSeq ?? step.seq
      const failed = props.failed?.act === 'rollback' && props.failed.seq === seq ? props.failed : null
      return (
        <Act
          {...props}
          form={`rollback-${seq}`}
          path="rollbacks"
          icon="undo"
          label={words.rollBack(useOf(frame, ticket, step))}
          how={words.rollBackHow}
          submit={words.rollBackDo}
          failed={failed}
        >
          <input type="hidden" name="seq" value={seq} />
          {ticket.balance !== null && step.amount !== null && (
            <Part frame={frame} ticket={ticket} seq={seq} most={step.amount} failed={failed} />
          )}
        </Act>
      )
    })
}

/** 'Sun 22 Nov 2026, 08:14, €30.00': two uses of one minute are told apart by what they took. */
function useOf({ display }: Frame, { currency }: TraceTicket, { at, zone, amount }: TraceStep): string {
  const when = display.dateTime(at, zone)
  return amount === null || currency === null ? when : `${when}, ${display.money(amount, currency)}`
}

/** Stored value can go back in part. */
function Part({
  frame,
  ticket,
  seq,
  most,
  failed,
}: Pick<ActsProps, 'frame' | 'ticket' | 'failed'> & { readonly seq: number; readonly most: number }) {
  const words = frame.words.admin.trace
  const currency = ticket.currency ?? frame.brand.currency
  return (
    <>
      <input type="hidden" name="currency" value={currency} />
      <AmountField
        id={`amount-rollback-${seq}`}
        name="amount"
        label={words.rollBackAmount}
        optional={frame.words.common.optional}
        hint={words.rollBackAmountHint(frame.display.money(most, currency))}
        value={failed?.amount ?? ''}
        unit={currencySign(frame, currency)}
        error={failed?.errors.amount}
      />
    </>
  )
}

type ActProps = PropsWithChildren<{
  readonly frame: Frame
  readonly ticket: Pick<TraceTicket, 'id'>
  readonly commandKey: string
  /** Tells the forms of the page apart: in ids and in their idempotency keys. */
  readonly form: string
  readonly path: string
  readonly icon: IconName
  readonly label: string
  readonly how: string
  readonly submit: string
  readonly danger?: boolean
  readonly failed: FailedAct | null
}>

function Act(props: ActProps) {
  const { frame, ticket, commandKey, form, path, icon, label, how, submit, danger = false, failed } = props
  return (
    <details class="fold fold--form" open={failed !== null}>
      <summary>
        <span class="act-name">
          <Icon name={icon} />
          {label}
        </span>
        <Icon name="down" />
      </summary>
      <form class="stack form-gap" method="post" action={`/admin/vouchers/${ticket.id}/${path}`} novalidate>
        <input type="hidden" name="idempotency_key" value={`${commandKey}.${form}`} />
        <p class="quiet">{how}</p>
        {props.children}
        <Field
          id={`reason-${form}`}
          name="reason"
          label={frame.words.admin.trace.reasonLabel}
          value={failed?.reason ?? ''}
          error={failed?.errors.reason}
          attributes={{ autocomplete: 'off', required: true }}
        />
        <button type="submit" class={danger ? 'button button--danger' : 'button'}>
          {submit}
        </button>
      </form>
    </details>
  )
}
