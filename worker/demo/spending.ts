import type { Outcome } from '../../src/ledger.ts'
import { isSpent } from '../../src/voucher.ts'
import { OWN_STORES } from './brand.ts'
import { managerOf, placeOf } from './staff.ts'
import { orderOf, redeem, type Story, visit } from './story.ts'

/** Stored value leaves in parts: a breakfast here, a cake there, until it is empty or forgotten. Sums in cents. */
export function spendInParts(story: Story): void {
  const { chance, life, promised } = story
  if (chance.hit(0.2)) return
  for (let visits = chance.between(1, 6); visits > 0 && !isSpent(life.voucher()); visits -= 1) {
    const coming = visit(story, chance.wait(promised.patience))
    const asked = chance.between(38, 420) * 5
    const outcome = redeem(story, coming, { amount: asked })
    if (outcome === null) return
    if (outcome.kind === 'refused') payWhatIsLeft(story, asked)
    else if (chance.hit(0.06)) giveSomeBack(story, outcome.entry.seq, asked)
  }
  if (isSpent(life.voucher()) && chance.hit(0.25))
    redeem(story, visit(story, chance.wait(20)), { amount: 350 })
}

/** More than the balance is refused and says the balance: the guest pays the rest in cash. */
function payWhatIsLeft({ life, chance }: Story, asked: number): void {
  const attempt = life.past().attempts.at(-1)
  if (attempt === undefined) return
  const { place, at } = attempt
  const use = { place, order: null, customer: null, amount: asked, acceptPartial: true }
  life.happen({ kind: 'redeem', ...use }, at + chance.between(20_000, 90_000))
}

/** Part of a bill comes back: the juice never arrived. */
function giveSomeBack({ life, chance, home }: Story, redemption: number, taken: number): void {
  const place = placeOf(managerOf(home), null)
  const words = { reason: 'Juice was charged and not served' }
  const amount = Math.min(taken, 350)
  const at = life.last + chance.between(4, 17) * 60_000
  life.happen({ kind: 'roll_back', place, redemption, amount, authority: 'reversal', words }, at)
}

/** A card of ten: every few days one, and somebody tries an eleventh. */
export function punch(story: Story): void {
  const { chance, life, promised } = story
  const visits = chance.weighted([
    [10, 5],
    [chance.between(2, 9), 5],
    [0, 1],
  ])
  for (let left = visits; left > 0; left -= 1) {
    if (redeem(story, visit(story, 1 + chance.wait(promised.patience))) === null) return
  }
  if (isSpent(life.voucher()) && chance.hit(0.4)) redeem(story, visit(story, chance.wait(5)))
}

/** One code for many: people come until the told time or the voucher is over, and not all read the small print. */
export function passAround(story: Story): void {
  const { chance, promised } = story
  const [least, most] = promised.orders ?? [500, 900]
  for (;;) {
    const anybody = { ...story, home: chance.pick(OWN_STORES) }
    const coming = visit(anybody, chance.wait(promised.patience), { wrongHour: chance.hit(0.12) })
    const tooLittle = promised.minimumSpend !== null && chance.hit(0.1)
    const cents = tooLittle ? promised.minimumSpend - 120 : chance.between(least, most)
    const outcome = redeem(anybody, coming, { order: orderOf(coming.store, coming.at, cents, chance) })
    if (outcome === null || isOver(outcome)) return
  }
}

function isOver(outcome: Outcome): boolean {
  return (
    outcome.kind === 'refused' && ['expired', 'voucher_limit_reached'].includes(outcome.refusals[0].reason)
  )
}
