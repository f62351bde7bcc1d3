import { benefitLine } from './benefit.ts'
import type { Frame } from './frame.ts'
import type { IconName } from './icon.tsx'
import type { OfferView } from './offer-view.ts'
import { nearMoment } from './voucher-facts.ts'
import { windowsLine } from './windows.ts'

/** One thing to know before taking an offer. */
export interface Need {
  readonly icon: IconName
  readonly text: string
}

const DAY = 24 * 60 * 60 * 1000

/** What a card says: what it takes, when, how many are left. What holds for nearly every offer is left to its page. */
export function cardNeeds(frame: Frame, offer: OfferView): readonly Need[] {
  const said = frame.words.offers
  const { requirements, places } = offer
  const limited = places.length > 0 || !requirements.where.channels.includes('in_store')
  const { minimum_spend: least } = requirements.spend
  const spend = least === null ? '' : said.fromSpend(frame.display.price(least.amount, least.currency))
  return told(frame, [
    ['star', givenLine(frame, offer)],
    ['tick', joined([...takes(frame, offer), spend], ', ')],
    ['clock', joined([openLine(frame, offer), windows(frame, offer)], ', ')],
    ['pin', limited ? placeLine(frame, offer) : ''],
    ['ticket', stockLine(frame, offer)],
  ])
}

/** Everything, a sentence each: what an offer's own page says. */
export function offerSentences(frame: Frame, offer: OfferView): readonly Need[] {
  const { words, display } = frame
  const said = words.offers
  const { spend, voucher, when } = offer.requirements
  const { minimum_spend: least, product_ids, category_ids } = spend
  const hours = windows(frame, offer)
  const dates = when.blackout_dates.map((date) => display.dayMonth(Date.parse(date), 'UTC'))
  return told(frame, [
    ['star', gift(frame, offer)],
    ['star', givenLine(frame, offer)],
    ['tick', joined(takes(frame, offer), ', ')],
    ['clock', openLine(frame, offer)],
    ['ticket', stockLine(frame, offer)],
    ['hold', joined([lasting(frame, offer), usesLine(frame, offer)], ', ')],
    ['clock', hours === '' ? '' : said.hours(hours)],
    ['ban', dates.length === 0 ? '' : said.notOn(display.list(dates))],
    ['pin', placeLine(frame, offer)],
    ['tick', least === null ? '' : said.minimumSpend(display.price(least.amount, least.currency))],
    ['tick', product_ids.length + category_ids.length === 0 ? '' : said.certainProducts],
    ['ban', voucher.combinable ? '' : said.alone],
    ['person', voucher.holder_required ? said.holder : ''],
  ])
}

/** What it gives, in a line; empty where the name says it already, or nobody said it yet. */
export function gift(frame: Frame, { name, benefit, requirements }: OfferView): string {
  if (benefit === null) return ''
  const line = benefitLine(frame, benefit, requirements.spend.minimum_spend?.currency ?? null)
  const said = benefit.kind === 'item' ? [line, benefit.item] : [line]
  return said.some((text) => text.trim().toLowerCase() === name.trim().toLowerCase()) ? '' : line
}

/** On what it gives itself: 'Given by itself on every 5th visit'. */
function givenLine({ words, display }: Frame, { requirements: { automatic } }: OfferView): string {
  const said = words.offers.given
  switch (automatic?.on) {
    case undefined:
      return ''
    case 'purchase': {
      const { minimum: least } = automatic
      return said.purchase(least === null ? null : display.price(least.amount, least.currency))
    }
    case 'visit':
      return said.visit(automatic.every)
    case 'points':
      return said.points(display.number(automatic.reached))
    case 'absence':
      return said.absence(automatic.days)
    case 'sign_up':
    case 'birthday':
      return said[automatic.on]
  }
}

/** Points, or for whom, and how often: 'For everyone, once a week'. */
function takes(frame: Frame, { requirements, plans }: OfferView): readonly string[] {
  const { words, display } = frame
  const said = words.offers
  const { cost, who, howOften } = requirements
  const price = {
    nothing: '',
    points: cost.kind === 'points' ? said.points(display.number(cost.points)) : '',
    cashback: 'sum' in cost ? said.cashback(display.price(cost.sum.amount, cost.sum.currency)) : '',
    balance: 'sum' in cost ? said.balance(display.price(cost.sum.amount, cost.sum.currency)) : '',
  }[cost.kind]
  const member = plans.length > 0 ? said.members(display.list(plans)) : ''
  const chosen = who.segments.length > 0 && member === '' ? said.chosen : ''
  const audience = member + chosen
  const first = who.first_purchase_only ? (audience === '' ? said.firstPurchase : said.first) : ''
  const anyone = price === '' && audience === '' && first === '' ? said.everyone : ''
  const often = howOften === null ? '' : said.often[howOften.period](howOften.most)
  return [price, audience, first, anyone, often]
}

function openLine(frame: Frame, { requirements, zone }: OfferView): string {
  const said = frame.words.offers
  const { from, until } = requirements.open
  const opens = from !== null && from > frame.now ? moment(frame, from, zone) : null
  const closes = until === null ? null : moment(frame, frame.display.until(until, zone), zone)
  if (opens !== null && closes !== null) return said.between(opens, closes)
  if (opens !== null) return said.from(opens)
  return closes === null ? '' : said.until(closes)
}

/** A day where it begins or ends with it, else the time as well. */
function moment({ display, now }: Frame, at: number, zone: string): string {
  const time = display.time(at, zone)
  const near = Math.abs(at - now) < DAY * 182
  if (time !== '23:59' && time !== '00:00') return nearMoment(display, at, now, zone)
  return near ? display.shortDate(at, zone) : display.date(at, zone)
}

function windows(frame: Frame, { requirements }: OfferView): string {
  const line = windowsLine(frame, requirements.when.windows)
  return line.charAt(0).toLowerCase() === 'w' || line.startsWith('Every')
    ? line.charAt(0).toLowerCase() + line.slice(1)
    : line
}

function stockLine({ words, display }: Frame, { requirements: { stock }, stockLevel }: OfferView): string {
  if (stock === null) return ''
  if (stockLevel === 'none') return words.offers.noneLeft
  if (stockLevel === 'few') return words.offers.fewLeft
  const [left, all] = [display.number(stock.left), display.number(stock.of)]
  if (stock.left === stock.of) return words.offers.inAll(all)
  return stock.left === 0 ? words.offers.noneLeft : words.offers.left(left, all)
}

function placeLine({ words, display }: Frame, { requirements, places, shops }: OfferView): string {
  const said = words.offers
  const { channels } = requirements.where
  if (!channels.includes('in_store')) return said.online
  const online = channels.includes('online')
  if (places.length === 0) return online ? said.onlineToo : said.anyShop(shops)
  return joined([said.inShops(display.list(places)), online ? said.andOnline : ''], ' ')
}

function lasting({ words, display }: Frame, { requirements, zone }: OfferView): string {
  const { lasts } = words.offers
  const { validity } = requirements.voucher
  if (validity === null) return ''
  switch (validity.kind) {
    case 'unlimited':
      return lasts.unlimited
    case 'days':
      return lasts.days(validity.count)
    case 'months':
      return lasts.months(validity.count)
    case 'fixed_date': {
      const day = display.date(Date.parse(validity.date), 'UTC')
      return lasts.date(
        validity.time === undefined
          ? day
          : `${day}, ${validity.time}, ${words.common.zone(display.city(zone))}`,
      )
    }
  }
}

function usesLine({ words }: Frame, { requirements }: OfferView): string {
  const { uses, uses_per_day } = requirements.voucher
  const times = uses === null || uses === 1 ? '' : words.offers.uses(uses)
  return joined([times, uses_per_day === null ? '' : words.offers.perDay(uses_per_day)], ', ')
}

function joined(parts: readonly string[], between: string): string {
  return parts.filter((part) => part !== '').join(between)
}

/** Lines that say something, each beginning like a sentence. */
function told({ brand }: Frame, lines: readonly (readonly [IconName, string])[]): readonly Need[] {
  return lines.flatMap(([icon, text]) =>
    text === '' ? [] : [{ icon, text: text.charAt(0).toLocaleUpperCase(brand.locale) + text.slice(1) }],
  )
}
