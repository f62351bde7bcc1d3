import { Fact } from './fact.tsx'
import type { Frame } from './frame.ts'
import type { RedemptionView, TicketView } from './ticket-view.ts'
import { usesSaid } from './voucher-facts.ts'

interface TornProps {
  readonly frame: Frame
  readonly voucher: TicketView
}

/** What stands in the stub's place once it is gone: what happened, when and where. */
export function TornStub({ frame, voucher }: TornProps) {
  const last = voucher.redemptions.at(-1)
  if (voucher.status === 'redeemed' && last !== undefined)
    return <UsedStub frame={frame} use={last} voucher={voucher} />
  return <EndedStub frame={frame} voucher={voucher} />
}

function UsedStub({ frame, use, voucher }: TornProps & { use: RedemptionView }) {
  const { words, display, brand, now } = frame
  return (
    <div class="ticket__stub">
      <p class="ticket__verdict">{words.ticket.redeemed}</p>
      <dl class="facts">
        <Fact
          name={words.ticket.when}
          value={display.moment(use.at, now, use.zone)}
          more={use.zone === brand.zone ? null : words.common.zone(display.city(use.zone))}
        />
        {use.storeName !== null && <Fact name={words.ticket.where} value={use.storeName} />}
        {use.amount !== null && voucher.currency !== null && (
          <Fact
            name={voucher.balance === null ? words.ticket.saved : words.ticket.paid}
            value={display.money(use.amount, voucher.currency)}
          />
        )}
      </dl>
      <Stamp frame={frame} use={use} />
    </div>
  )
}

function EndedStub({ frame, voucher }: TornProps) {
  const { words, display } = frame
  const blocked = voucher.status === 'blocked'
  const endedAt =
    voucher.lockedAt ?? (voucher.closesAt === null ? null : display.until(voucher.closesAt, voucher.zone))
  return (
    <div class="ticket__stub">
      <p class="ticket__verdict">{blocked ? words.ticket.blocked : words.ticket.ended}</p>
      <dl class="facts">
        {endedAt !== null && (
          <Fact
            name={words.ticket.when}
            value={display.moment(endedAt, frame.now, voucher.zone)}
            more={words.common.zone(display.city(voucher.zone))}
          />
        )}
        <Fact name={words.ticket.uses} value={usesSaid(frame, voucher)} />
      </dl>
      {blocked && <p class="small">{words.ticket.blockedNow}</p>}
    </div>
  )
}

// Longer names run off the stamp's ring; the facts beside it carry them anyway.
const RING_LETTERS = 16

/** A postmark that repeats the facts as decoration. */
function Stamp({ frame, use }: { frame: Frame; use: RedemptionView }) {
  const { display, brand } = frame
  return (
    <svg class="ticket__stamp" viewBox="0 0 132 132" aria-hidden="true">
      <defs>
        <path id="arc" d="M66 66m-48 0a48 48 0 0196 0" />
        <path id="arc2" d="M66 66m-55 0a55 55 0 00110 0" />
      </defs>
      <g transform="rotate(-9 66 66)" fill="none" stroke="currentColor">
        <circle cx="66" cy="66" r="62" stroke-width="2" />
        <circle cx="66" cy="66" r="41" stroke-width="1.2" />
        <path d="M27 54h78M27 79h78" stroke-width="1.2" />
        <g stroke="none">
          <OnRing arc="arc" text={use.storeName ?? ''} />
          <OnRing arc="arc2" text={brand.name} />
          <text class="hour" x="66" y="73" text-anchor="middle">
            {display.time(use.at, use.zone)}
          </text>
          <text x="66" y="48" text-anchor="middle">
            {display.dayMonth(use.at, use.zone)}
          </text>
          <text x="66" y="92" text-anchor="middle">
            {display.year(use.at, use.zone)}
          </text>
        </g>
      </g>
    </svg>
  )
}

function OnRing({ arc, text }: { arc: string; text: string }) {
  if ([...text].length > RING_LETTERS) return null
  return (
    <text text-anchor="middle">
      <textPath href={`#${arc}`} startOffset="50%">
        {text}
      </textPath>
    </text>
  )
}
