import type { Frame } from '../frame.ts'
import { Icon, type IconName } from '../icon.tsx'
import { nearMoment } from '../voucher-facts.ts'
import type { DroppedRefusals, TraceStep, TraceTicket } from './trace-view.ts'

interface StepsProps {
  readonly frame: Frame
  readonly ticket: TraceTicket
  readonly steps: readonly TraceStep[]
}

/** What happened, newest first: filled is accepted, ringed red refused, ringed grey reversed. */
export function TraceSteps({ frame, ticket, steps }: StepsProps) {
  return (
    <ol class="trace" reversed>
      {steps.map((step) => (
        <Step frame={frame} ticket={ticket} step={step} />
      ))}
    </ol>
  )
}

function Step({ frame, ticket, step }: Omit<StepsProps, 'steps'> & { readonly step: TraceStep }) {
  const words = frame.words.admin.trace
  const left = leftAfter(frame, ticket, step)
  return (
    <li data-outcome={step.outcome} id={`line-${step.seq}`}>
      <Icon name={iconOf(step)} />
      <b>{nameOf(frame, step)}</b>
      <time class="when" datetime={new Date(step.at).toISOString()}>
        {whenAndWhere(frame, step)}
      </time>
      {step.reasonSentence !== null && <p class="small">{step.reasonSentence}</p>}
      <p class="small">
        {[words.by(step.byName), step.about ?? '', ...saidWith(frame, ticket, step)].filter(isSaid).join(' ')}
      </p>
      {left !== null && <p class="bal">{left}</p>}
      {step.receipt !== null && (
        <p class="small quiet evidence">
          {words.receipt(step.receipt)}
          {step.device && ` · ${words.deviceKnown}`}
        </p>
      )}
    </li>
  )
}

function isSaid(text: string): boolean {
  return text !== ''
}

/** 'Redeemed', 'Refused', 'Redeemed, rolled back since'. */
function nameOf({ words }: Frame, { kind, outcome, forced }: TraceStep): string {
  const { did, refused, forced: againstRules, since } = words.admin.trace
  const known: Readonly<Record<string, string>> = outcome === 'refused' ? refused : did
  const name = kind === 'redeemed' && forced ? againstRules : (known[kind] ?? kind)
  return kind === 'redeemed' && outcome === 'reversed' ? `${name}, ${since}` : name
}

function iconOf({ kind, outcome }: TraceStep): IconName {
  if (outcome === 'refused') return 'cross'
  switch (kind) {
    case 'issued':
      return 'ticket'
    case 'rolled_back':
      return 'undo'
    case 'voided':
      return 'ban'
    case 'blocked':
      return 'lock'
    case 'held':
    case 'extended':
      return 'clock'
    case 'released':
      return 'undo'
    case 'reassigned':
      return 'people'
    default:
      return 'tick'
  }
}

/** 'Sun 22 Nov, 14:02 Azores (15:02 Lisbon) · Ponta Delgada'. */
function whenAndWhere({ display, brand, now }: Frame, { at, zone, storeName }: TraceStep): string {
  const here = nearMoment(display, at, now, zone)
  const home = nearMoment(display, at, now, brand.zone)
  const sameDay = display.date(at, zone) === display.date(at, brand.zone)
  const there = sameDay ? display.time(at, brand.zone) : home
  const moment = here === home ? here : `${here} ${display.city(zone)} (${there} ${display.city(brand.zone)})`
  return storeName === null ? moment : `${moment} · ${storeName}`
}

/** Money that moved, and what people typed. */
function saidWith({ display, words }: Frame, ticket: TraceTicket, step: TraceStep): string[] {
  const said = words.admin.trace
  const { kind, amount, outcome } = step
  const money = amount === null || ticket.currency === null ? null : display.money(amount, ticket.currency)
  const moved = outcome === 'refused' ? null : movedBy(said, kind, money, ticket.balance !== null)
  return [...(moved === null ? [] : [moved]), ...(step.words === null ? [] : [said.said(step.words)])]
}

function movedBy(
  said: Frame['words']['admin']['trace'],
  kind: TraceStep['kind'],
  money: string | null,
  storedValue: boolean,
): string | null {
  if (kind === 'rolled_back') return money === null || !storedValue ? said.gaveBackUse : said.gaveBack(money)
  if (kind !== 'redeemed' || money === null) return null
  return storedValue ? said.took(money) : said.saved(money)
}

function leftAfter({ display, words }: Frame, ticket: TraceTicket, step: TraceStep): string | null {
  const said = words.admin.trace
  if (step.outcome === 'refused') return null
  if (step.balance !== null && ticket.currency !== null) {
    return said.balanceLeft(display.money(step.balance, ticket.currency))
  }
  if (step.usesLeft !== null && ticket.uses !== null) return said.usesLeft(step.usesLeft, ticket.uses)
  return null
}

/** Refusals too old to be kept whole, as numbers. */
export function DroppedList({ frame, dropped }: { frame: Frame; dropped: readonly DroppedRefusals[] }) {
  const words = frame.words.admin.trace
  if (dropped.length === 0) return null
  return (
    <details class="fold fold--form">
      <summary>
        {words.dropped}
        <Icon name="down" />
      </summary>
      <div class="stack stack--tight">
        <p class="hint">{words.droppedHint}</p>
        <ul class="rows">
          {dropped.map(({ day, reason, count }) => (
            <li class="rowline">
              <span class="grow">{frame.words.admin.reasons[reason]}</span>
              <span class="small quiet">{dayName(frame, day)}</span>
              <span class="num">{words.times(count)}</span>
            </li>
          ))}
        </ul>
      </div>
    </details>
  )
}

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** Counted by UTC day. */
function dayName({ display, words }: Frame, day: string): string {
  return DAY.test(day)
    ? display.date(Date.parse(`${day}T00:00:00Z`), 'UTC')
    : words.admin.trace.droppedEarlier
}
