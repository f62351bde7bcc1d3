import { addDays, localDateOf } from '../../src/local-time.ts'
import { isSpent } from '../../src/voucher.ts'
import { CHIADO, MAR, MERIDIANO } from './brand.ts'
import type { Regular } from './customers.ts'
import { momentOnline } from './opening-hours.ts'
import { counterOf, placeOf, WEB_SHOP } from './staff.ts'
import { otherThan, redeem, type Story, useOf, type Visit, visit } from './story.ts'

/** Comes after a while; who comes after the end is told so, and mostly nobody does. */
export function used(story: Story): void {
  const { promised, chance } = story
  const wait = chance.wait(promised.patience)
  const anywhere = promised.stores.length === 0 && promised.windows.length === 0
  if (promised.orders !== null && anywhere && chance.hit(0.4)) {
    usedOnline(story, wait)
    return
  }
  const coming = visit(story, wait)
  const { closesAt } = story.life.voucher()
  if (closesAt === null || coming.at < closesAt || story.chance.hit(0.15)) redeem(story, coming)
}

/** Typed into the web shop, from a chair. */
function usedOnline(story: Story, afterDays: number): void {
  const { zone } = MERIDIANO.brand
  const at = momentOnline(
    addDays(localDateOf(story.life.last, zone), Math.ceil(afterDays)),
    zone,
    story.chance,
  )
  story.life.happen({ kind: 'redeem', place: placeOf(WEB_SHOP, null), ...useOf(story, null, at) }, at)
}

/** Used, and later somebody shows the same code again. */
export function usedAndShownAgain(story: Story): void {
  used(story)
  const { chance, life } = story
  if (!isSpent(life.voucher())) return
  // A friend got the same picture, or a colleague scans it once more before the next guest.
  const soon = chance.hit(0.4)
  redeem(story, soon ? shortlyAfter(story, chance.between(1, 9)) : visit(story, chance.between(0, 5)))
}

/** The first attempt fails for a reason somebody can act on; most then do it right. */
export function wrongTurnFirst(story: Story, regulars: readonly Regular[]): void {
  const { chance, promised, holder } = story
  const wait = chance.wait(promised.patience)
  if (promised.stores.length > 0) {
    redeem(story, visit(story, wait, { store: promised.stores.includes(MAR) ? CHIADO : MAR }))
  } else if (promised.windows.length > 0 && chance.hit(0.6)) {
    redeem(story, visit(story, wait, { wrongHour: true }))
  } else if (promised.minimumSpend !== null) {
    const coming = visit(story, wait)
    const { order } = useOf(story, coming.store, coming.at)
    redeem(story, coming, {
      order: order && { ...order, amount: promised.minimumSpend - 5 * chance.between(10, 80) },
    })
  } else if (holder !== null) {
    redeem(story, visit(story, wait), { customer: otherThan(holder.id, regulars, chance) })
  }
  if (chance.hit(0.8)) used(story)
}

/** The same counter some minutes after the last redemption, whoever stands there. */
export function shortlyAfter({ life, chance, home }: Story, minutes: number): Visit {
  const store = life.voucher().redemptions.at(-1)?.place.store ?? home
  const at = life.last + minutes * 60_000 + chance.between(0, 59_999)
  return { at, store, who: chance.weighted(counterOf(store)) }
}
