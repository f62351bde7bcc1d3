import { isLocalDate, startOfDay } from '../../src/local-time.ts'
import { PERIODS } from '../../views/admin/list-view.ts'
import type { Frame } from '../../views/frame.ts'
import type { Content } from '../library/lists.ts'
import { vouchersIn } from '../plan-offers.ts'
import { moneyOf } from './list-form.ts'

/** What something in a list says beside its name, in one line; '' where the name says all. `used`: of a campaign's budget. */
export function gistOf(frame: Frame, content: Content, used = 0): string {
  const period = PERIODS.find((one) => one === content.period)
  const parts = period === undefined ? campaignParts(frame, content, used) : planParts(frame, content, period)
  return parts.join(' · ')
}

function planParts({ display, words }: Frame, content: Content, period: (typeof PERIODS)[number]): string[] {
  const said = words.admin.lists
  const price = moneyOf(content.price)
  const lines = Array.isArray(content.gives) ? content.gives.length : 0
  const vouchers = vouchersIn(content).reduce((sum, { count }) => sum + count, 0)
  return [
    price === null ? said.free : `${display.price(price.amount, price.currency)} ${said.perPeriod[period]}`,
    ...(lines === 0 ? [] : [said.gives(lines)]),
    ...(vouchers === 0 ? [] : [said.vouchers(vouchers)]),
  ]
}

function campaignParts({ display, words }: Frame, content: Content, used: number): string[] {
  const said = words.admin.lists
  const [goal, budget] = [moneyOf(content.goal), moneyOf(content.budget)]
  const day = (date: unknown) =>
    typeof date === 'string' && isLocalDate(date) ? display.date(startOfDay(date, 'UTC'), 'UTC') : null
  const [from, until] = [day(content.starts_on), day(content.ends_on)]
  const when =
    from === null ? until && said.until(until) : until === null ? said.from(from) : said.fromTo(from, until)
  return [
    ...(when ? [when] : []),
    ...(goal === null ? [] : [said.goal(display.price(goal.amount, goal.currency))]),
    ...(budget === null
      ? []
      : [
          said.budget(
            display.price(budget.amount, budget.currency),
            used === 0 ? null : display.price(Math.max(0, budget.amount - used), budget.currency),
          ),
        ]),
  ]
}
