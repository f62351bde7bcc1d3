import type { PropsWithChildren } from 'hono/jsx'
import { giftBeside } from '../benefit.ts'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { hoursLines } from '../opening-hours.ts'
import type { ShopView, TicketView } from '../ticket-view.ts'
import { conditionsSaid, firstOf, shopsOf } from '../voucher-facts.ts'
import { whenLine } from '../windows.ts'

interface FoldsProps {
  readonly frame: Frame
  readonly voucher: TicketView
}

/** What a holder may ask about a voucher, folded under it. */
export function VoucherFolds({ frame, voucher }: FoldsProps) {
  const { words } = frame
  return (
    <div>
      <Fold title={words.ticket.whereAndWhen}>
        <div class="stack">
          <Shops frame={frame} shops={shopsOf(voucher)} />
          {whenSaid(frame, voucher).map((line) => (
            <p>{line}</p>
          ))}
        </div>
      </Fold>
      <Fold title={words.ticket.terms}>
        <p>{termsText(frame, voucher)}</p>
      </Fold>
      <Fold title={words.ticket.somethingWrong}>
        <p>{words.ticket.mentionCode(voucher.code.slice(-4))}</p>
        {voucher.returnable === true && (
          <p>
            <a href={`/wallet/returns/${voucher.id}`}>{words.ticket.giveBack}</a>
          </p>
        )}
      </Fold>
    </div>
  )
}

function Fold({ title, children }: PropsWithChildren<{ title: string }>) {
  return (
    <details class="fold">
      <summary>
        {title}
        <Icon name="down" />
      </summary>
      {children}
    </details>
  )
}

/** So many shops are shown with address and hours; of more only the names. */
const SHOPS_IN_FULL = 8

/** Where it can be used: each shop with what helps to get there, as long as they are few. */
function Shops({ frame, shops }: { frame: Frame; shops: readonly ShopView[] }) {
  const { words, display } = frame
  if (shops.length === 0) return null
  if (shops.length > SHOPS_IN_FULL) {
    const names = firstOf(
      words,
      shops.map(({ name }) => name),
    )
    return <p>{display.list(names)}.</p>
  }
  return (
    <>
      {shops.map(({ name, address, hours, imageUrl, closed }) => (
        <p>
          <b>{name}</b>
          {closed ? ` ${words.ticket.closedForNow}` : ''}
          {[address, ...(closed ? [] : hoursLines(frame, hours))]
            .filter((line) => line !== '')
            .map((line) => (
              <>
                <br />
                {line}
              </>
            ))}
          {imageUrl !== null && (
            <>
              <br />
              <img src={imageUrl} width="200" loading="lazy" alt="" />
            </>
          )}
        </p>
      ))}
    </>
  )
}

/** In which hours, and when the voucher ends on clocks that differ from its own. */
function whenSaid(frame: Frame, voucher: TicketView): string[] {
  const { words } = frame
  const hours = whenLine(frame, voucher)
  return [hours === '' ? words.ticket.anyHour : words.ticket.hours(hours), ...endsElsewhere(frame, voucher)]
}

function endsElsewhere({ words, display }: Frame, voucher: TicketView): string[] {
  const { closesAt, zone } = voucher
  if (closesAt === null) return []
  const last = display.until(closesAt, zone)
  const shops = shopsOf(voucher)
  // Of many shops one speaks for every clock.
  const spoken = shops.filter(
    ({ zone }, index) =>
      shops.length <= SHOPS_IN_FULL || shops.findIndex((shop) => shop.zone === zone) === index,
  )
  return spoken
    .filter((shop) => display.time(last, shop.zone) !== display.time(last, zone))
    .slice(0, SHOPS_IN_FULL)
    .map((shop) => {
      const time = display.time(last, shop.zone)
      const clock = words.common.zone(display.city(shop.zone))
      const sameDay = display.date(last, shop.zone) === display.date(last, zone)
      return sameDay
        ? words.ticket.endsThereSameDay(shop.name, time, clock)
        : words.ticket.endsThere(shop.name, `${display.date(last, shop.zone)}, ${time}`, clock)
    })
}

/** The conditions as sentences. */
export function termsText(frame: Frame, voucher: TicketView): string {
  const { words, display } = frame
  const { uses, minimumSpend, bound, holderFirstName } = voucher
  const gift = giftBeside(frame, voucher)
  const sentences = [
    gift === null ? '' : `${gift}.`,
    uses === null ? words.ticket.spendInParts : words.ticket.usesAllowed(uses),
    minimumSpend === null
      ? ''
      : words.ticket.fromSpend(display.price(minimumSpend.amount, minimumSpend.currency)),
    bound ? words.ticket.forHolder(holderFirstName) : words.ticket.forBearer,
    ...conditionsSaid(frame, voucher),
  ]
  return sentences.filter((sentence) => sentence !== '').join(' ')
}
