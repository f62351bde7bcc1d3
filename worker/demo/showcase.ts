import { assert } from '../../src/assert.ts'
import type { Principal } from '../../src/principal.ts'
import { CAMPO, CHIADO } from './brand.ts'
import { GOODWILL } from './goodwill.ts'
import { INVITING } from './inviting.ts'
import type { Promised } from './promises.ts'
import { giftVoucher, TEN_COFFEES } from './sold.ts'
import { BEATRIZ, placeOf } from './staff.ts'
import { redeem, type Story, useOf, visit } from './story.ts'

/** A voucher that is always there, whatever chance brings: one of each kind a first visitor looks for. */
interface Shown {
  readonly daysAgo: number
  readonly promised: Promised
  readonly holder: string
  readonly issuer?: Principal
  readonly play: (story: Story) => void
}

const JOANA = 'Joana Martins'

/** Joana's wallet has something of everything; two of João's show what a manager can do; Beatriz tries her own. */
export const SHOWCASE: readonly Shown[] = [
  { daysAgo: 2, promised: titled('One coffee and a pastel de nata'), holder: JOANA, play: keep },
  { daysAgo: 5, promised: titled('15 % off a birthday cake'), holder: JOANA, play: keep },
  { daysAgo: 27, promised: titled('€5 off your next breakfast'), holder: JOANA, play: keep },
  { daysAgo: 24, promised: giftVoucher(5000), holder: JOANA, play: (story) => spend(story, [980, 780]) },
  { daysAgo: 30, promised: TEN_COFFEES, holder: JOANA, play: (story) => punchTimes(story, 4) },
  { daysAgo: 12, promised: titled('Coffee on us'), holder: JOANA, play: (story) => punchTimes(story, 1) },
  { daysAgo: 40, promised: titled('Free dessert'), holder: JOANA, play: keep },
  { daysAgo: 6, promised: titled('Breakfast for two'), holder: 'João Vasconcelos e Sá', play: blockIt },
  { daysAgo: 8, promised: titled('Free dessert'), holder: 'João Vasconcelos e Sá', play: voidIt },
  { daysAgo: 4, promised: titled('Coffee on us'), holder: 'Beatriz Nogueira', issuer: BEATRIZ, play: tryOwn },
]

function titled(title: string): Promised {
  const found = [...GOODWILL, ...INVITING].find(([promised]) => promised.title === title)
  assert(found, `${title} is promised`)
  return found[0]
}

function keep(): void {}

function spend(story: Story, amounts: readonly number[]): void {
  for (const amount of amounts) redeem(story, visit(story, 3), { amount })
}

function punchTimes(story: Story, times: number): void {
  for (let left = times; left > 0; left -= 1) redeem(story, visit(story, 3))
}

function blockIt(story: Story): void {
  const { at } = visit(story, 1, { store: CHIADO })
  const words = { reason: 'Picture of the code was in a group chat', note: 'Write to him before unblocking.' }
  story.life.happen({ kind: 'block', place: placeOf(BEATRIZ, null), words }, at)
  redeem(story, visit(story, 1, { store: CHIADO }))
}

function voidIt(story: Story): void {
  const { at } = visit(story, 1, { store: CHIADO })
  const words = { reason: 'Issued twice by mistake' }
  story.life.happen({ kind: 'void', place: placeOf(BEATRIZ, null), refund: false, words }, at)
}

/** Nobody redeems a voucher they issued to themselves: she tries, and Marta does it for her. */
function tryOwn(story: Story): void {
  const { at } = visit(story, 1, { store: CAMPO })
  const use = useOf(story, CAMPO, at)
  story.life.happen({ kind: 'redeem', place: placeOf(BEATRIZ, CAMPO), ...use }, at)
  redeem(story, visit(story, 1, { store: CAMPO }))
}
