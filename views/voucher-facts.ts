import type { Frame } from './frame.ts'
import type { ShopView, TicketView } from './ticket-view.ts'

/** A fact in two voices: what matters, and what is said smaller below it. */
export interface TwoPartFact {
  readonly main: string
  readonly more: string
}

/** The status in the holder's words; what is left stands in for 'partly used'. */
export function statusLabel(frame: Frame, voucher: TicketView): string {
  return voucher.status === 'partially_redeemed'
    ? usesSaid(frame, voucher)
    : frame.words.ticket.status[voucher.status]
}

type Uses = Pick<TicketView, 'redemptions' | 'balance' | 'currency' | 'uses' | 'usesLeft'>

/** What is left of it: money, uses, or that none was made. */
export function usesSaid({ words, display }: Frame, voucher: Uses): string {
  if (voucher.balance !== null && voucher.currency !== null) {
    return words.ticket.balanceLeft(display.money(voucher.balance, voucher.currency))
  }
  if (voucher.uses !== null && voucher.uses > 1 && voucher.usesLeft !== null) {
    return words.ticket.usesLeft(voucher.usesLeft, voucher.uses)
  }
  return voucher.redemptions.length === 0 ? words.ticket.notUsed : words.ticket.status.redeemed
}

/** Its last day, and the time on that day with the clock it is read on: 'Thu 17 Dec 2026' · '23:59, Lisbon time'. */
export function untilWhen(
  frame: Frame,
  voucher: Pick<TicketView, 'closesAt' | 'zone'>,
): { date: string; time: string } {
  const { words, display } = frame
  const { closesAt, zone } = voucher
  if (closesAt === null) return { date: words.ticket.noEnd, time: '' }
  const last = display.until(closesAt, zone)
  return {
    date: display.date(last, zone),
    time: `${display.time(last, zone)}, ${words.common.zone(display.city(zone))}`,
  }
}

/** The same in one line for lists: 'Until Thu 17 Dec, 23:59', with the year where it is not this one. */
export function untilLine(
  { words, display, now }: Frame,
  voucher: Pick<TicketView, 'closesAt' | 'zone'>,
): string {
  const { closesAt, zone } = voucher
  if (closesAt === null) return words.ticket.noEnd
  return words.ticket.until(nearMoment(display, display.until(closesAt, zone), now, zone))
}

/** A date and time without the year where that is plain: less than half a year away. */
export function nearMoment(display: Frame['display'], at: number, now: number, zone: string): string {
  const near = Math.abs(at - now) < HALF_YEAR
  return `${near ? display.shortDate(at, zone) : display.date(at, zone)}, ${display.time(at, zone)}`
}

const HALF_YEAR = 182 * 24 * 60 * 60 * 1000
const FEW = 3

/** Where it can be used: every shop with their cities, or the named ones. */
export function where(
  { words, display }: Frame,
  voucher: Pick<TicketView, 'stores' | 'allStores' | 'cities' | 'conditions'>,
): TwoPartFact {
  const { stores, allStores, cities, conditions } = voucher
  if (conditions.only === 'online') return { main: words.ticket.onlineOnly, more: '' }
  if (stores.length === 0) {
    return { main: words.ticket.allShops(allStores.length), more: firstOf(words, cities).join(', ') }
  }
  const names = stores.map(({ name }) => name)
  if (names.length <= FEW) return { main: display.list(names), more: '' }
  return { main: words.ticket.someShops(names.length), more: firstOf(words, names).join(', ') }
}

/** So many names a page spells out: a brand of five hundred shops has a light page too. */
const NAMES_MOST = 40

/** Names as far as anybody reads them, then how many more there are. */
export function firstOf(words: Frame['words'], names: readonly string[]): readonly string[] {
  if (names.length <= NAMES_MOST) return names
  return [...names.slice(0, NAMES_MOST), words.ticket.andMore(names.length - NAMES_MOST)]
}

/** For what it is good, where not everything takes part: 'Espresso, Cake'; empty where anything will do. */
export function productsLine(
  { words, display }: Frame,
  { conditions }: Pick<TicketView, 'conditions'>,
): string {
  return display.list(firstOf(words, conditions.products))
}

/** What else holds, as sentences. */
export function conditionsSaid(frame: Frame, voucher: Pick<TicketView, 'conditions'>): string[] {
  const { words, display } = frame
  const { only, partners, usesPerDay, combinable, holderRequired, reusable } = voucher.conditions
  const products = productsLine(frame, voucher)
  return [
    ...(products === '' ? [] : [words.ticket.onlyFor(products)]),
    ...(only === null ? [] : [words.ticket.only[only]]),
    ...(partners.length === 0 ? [] : [words.ticket.ofPartners(display.list(firstOf(words, partners)))]),
    ...(usesPerDay === null ? [] : [words.ticket.usesPerDay(usesPerDay)]),
    ...(combinable ? [] : [words.ticket.notCombinable]),
    ...(holderRequired ? [words.ticket.holderAsked] : []),
    ...(reusable ? [] : [words.ticket.notReusable]),
  ]
}

/** The shops it holds in, all of the brand's where none is named. */
export function shopsOf({
  stores,
  allStores,
}: Pick<TicketView, 'stores' | 'allStores'>): readonly ShopView[] {
  return stores.length === 0 ? allStores : stores
}
