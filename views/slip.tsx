import { giftBeside } from './benefit.ts'
import type { Frame } from './frame.ts'
import { Icon } from './icon.tsx'
import { daysBetween } from './local-day.ts'
import { Status } from './status.tsx'
import { Punches } from './ticket.tsx'
import { isPresentable, type TicketView } from './ticket-view.ts'
import { nearMoment, untilLine, usesSaid, where } from './voucher-facts.ts'
import { whenLine } from './windows.ts'

/** What a slip shows of a voucher: also of one that does not exist yet, in a preview. */
export type SlipView = Omit<TicketView, 'id' | 'code' | 'version' | 'bound' | 'holderFirstName'>

interface SlipProps {
  readonly frame: Frame
  readonly voucher: SlipView
  /** When it can be used next, where that is not now. */
  readonly opensNext?: number | null
}

/** A voucher in a list: the ticket, small. Without `href` it is a picture of one, for previews. */
export function Slip({ frame, voucher, opensNext, href }: SlipProps & { href?: string }) {
  const past = !isPresentable(voucher.status)
  const variant = past ? ' slip--past' : voucher.balance === null ? '' : ' slip--value'
  const parts = (
    <>
      <div class="slip__body">
        {past ? (
          <PastLines frame={frame} voucher={voucher} />
        ) : (
          <LiveLines frame={frame} voucher={voucher} opensNext={opensNext ?? null} />
        )}
      </div>
      <div class="slip__stub">
        <StubWord frame={frame} voucher={voucher} />
      </div>
    </>
  )
  if (href === undefined) return <div class={`slip${variant}`}>{parts}</div>
  return (
    <a class={`slip${variant}`} href={href}>
      {parts}
    </a>
  )
}

function LiveLines({ frame, voucher, opensNext = null }: SlipProps) {
  const { words, display } = frame
  const { benefit, balance } = voucher
  return (
    <>
      {benefit.kind === 'value' && balance !== null && (
        <span class="amount">{display.money(balance, benefit.currency)}</span>
      )}
      <h3>{voucher.title}</h3>
      {benefit.kind === 'value' ? (
        <p>{words.ticket.balanceOf(display.money(benefit.amount, benefit.currency))}</p>
      ) : (
        <Gist frame={frame} voucher={voucher} />
      )}
      <Punches voucher={voucher} />
      <p class="until">
        {opensNext === null ? (
          <EndsSoon frame={frame} voucher={voucher} />
        ) : (
          <Opens frame={frame} voucher={voucher} at={opensNext} />
        )}
        <span>{untilLine(frame, voucher)}</span>
      </p>
    </>
  )
}

/** What it gives where the title does not say it, when and where it holds, and how many uses are left. */
function Gist({ frame, voucher }: SlipProps) {
  const lines = [
    giftBeside(frame, voucher) ?? '',
    whenLine(frame, voucher),
    where(frame, voucher).main,
    voucher.uses !== null && voucher.uses > 1 ? usesSaid(frame, voucher) : '',
  ]
  return <p>{lines.filter((line) => line !== '').join(' · ')}</p>
}

const SOON_DAYS = 3

/** What is not open now says when it is. */
function Opens({ frame, voucher, at }: SlipProps & { at: number }) {
  const { words, display, now } = frame
  const moment = nearMoment(display, at, now, voucher.zone)
  return <Status status="held" icon="clock" label={words.ticket.opensNext(moment)} />
}

/** Said only in the last days; held vouchers say that instead. */
function EndsSoon({ frame, voucher }: SlipProps) {
  const { words, now } = frame
  if (voucher.status === 'held') return <Status status="held" label={words.ticket.status.held} />
  if (voucher.closesAt === null) return null
  const days = daysBetween(now, voucher.closesAt - 1, voucher.zone)
  if (days > SOON_DAYS) return null
  return <Status status="held" icon="clock" label={words.ticket.daysLeft(days)} />
}

function PastLines({ frame, voucher }: SlipProps) {
  const { words, display, now } = frame
  const last = voucher.redemptions.at(-1)
  if (voucher.status === 'redeemed' && last !== undefined) {
    const moment = nearMoment(display, last.at, now, last.zone)
    return (
      <>
        <h3>{voucher.title}</h3>
        <p>{words.ticket.redeemedAt(moment, last.storeName)}</p>
        {last.amount !== null && voucher.currency !== null && voucher.balance === null && (
          <p class="until">{words.ticket.savedAmount(display.money(last.amount, voucher.currency))}</p>
        )}
      </>
    )
  }
  // A list does not know when it was taken back; the day it would have ended is not that.
  const ended = voucher.status === 'expired' ? voucher.closesAt : null
  const endedAt = voucher.lockedAt ?? (ended === null ? null : display.until(ended, voucher.zone))
  return (
    <>
      <h3>{voucher.title}</h3>
      {endedAt !== null && voucher.status !== 'blocked' && (
        <p>{words.ticket.endedAt(nearMoment(display, endedAt, now, voucher.zone))}</p>
      )}
      <p class="until">{voucher.status === 'blocked' ? words.ticket.blockedNow : usesSaid(frame, voucher)}</p>
    </>
  )
}

function StubWord({ frame: { words }, voucher: { status, codeShown } }: SlipProps) {
  if (isPresentable(status)) {
    return (
      <>
        <Icon name={codeShown ? 'scan' : 'people'} />
        {codeShown ? words.ticket.show : words.ticket.giveName}
      </>
    )
  }
  return (
    <>
      <Icon name={status === 'redeemed' ? 'tick' : status === 'blocked' ? 'lock' : 'clock'} />
      {words.ticket.status[status]}
    </>
  )
}
