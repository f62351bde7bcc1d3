import { addDays, type Instant, localDateOf } from '../../src/local-time.ts'
import { isSpent } from '../../src/voucher.ts'
import { CHIADO, MAR, MERIDIANO, PONTA } from './brand.ts'
import type { Regular } from './customers.ts'
import { momentIn, momentOnline } from './opening-hours.ts'
import { counterOf, managerOf, placeOf, WEB_SHOP } from './staff.ts'
import { otherThan, redeem, type Story, useOf, type Visit, visit } from './story.ts'

const MINUTE = 60_000

/** How a voucher for one use ends. Each fate plays until the told time is over. */
export const FATES = {
  /** Nobody ever comes; in time it ends by itself. */
  forgotten: () => {},
  used,
  usedAndShownAgain,
  wrongTurnFirst,
  undone,
  reversed,
  voided,
  blocked,
  tooLate,
  extendedInTime,
} as const
export type Fate = keyof typeof FATES

/** How often each fate befalls a voucher. */
export const FATE_WEIGHTS: readonly (readonly [Fate, number])[] = [
  ['forgotten', 20],
  ['used', 46],
  ['usedAndShownAgain', 8],
  ['wrongTurnFirst', 8],
  ['undone', 4],
  ['reversed', 3],
  ['voided', 3],
  ['blocked', 3],
  ['tooLate', 6],
  ['extendedInTime', 3],
]

/** Comes after a while; who comes after the end is told so, and mostly nobody does. */
function used(story: Story): void {
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

function usedAndShownAgain(story: Story): void {
  used(story)
  const { chance, life } = story
  if (!isSpent(life.voucher())) return
  // A friend got the same picture, or a colleague scans it once more before the next guest.
  const soon = chance.hit(0.4)
  redeem(story, soon ? shortlyAfter(story, chance.between(1, 9)) : visit(story, chance.between(0, 5)))
}

/** The first attempt fails for a reason somebody can act on; most then do it right. */
function wrongTurnFirst(story: Story, regulars: readonly Regular[]): void {
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

/** The wrong voucher was taken: whoever stands there takes it back at once, and it is used later. */
function undone(story: Story): void {
  const { chance, life } = story
  const coming = visit(story, chance.wait(story.promised.patience))
  const done = redeem(story, coming)
  if (done?.kind !== 'accepted') return
  const mayUndo = coming.who.role === 'operator' || coming.who.role === 'partner'
  const who = mayUndo ? coming.who : managerOf(coming.store)
  const at = coming.at + chance.between(1, 12) * MINUTE
  const words = {
    reason: chance.pick(['Scanned by mistake', 'Guest took something else', 'Wrong voucher of the two']),
  }
  const place = placeOf(who, mayUndo ? coming.store : null)
  const authority = mayUndo ? 'undo' : 'reversal'
  life.happen({ kind: 'roll_back', place, redemption: done.entry.seq, amount: null, authority, words }, at)
  if (chance.hit(0.75)) used(story)
}

/** A day later somebody complains, and a manager gives the use back. */
function reversed(story: Story): void {
  const { chance, life } = story
  const coming = visit(story, chance.wait(story.promised.patience))
  const done = redeem(story, coming)
  const at = inOffice(story, chance.between(1, 2))
  if (done?.kind !== 'accepted' || at === null) return
  const reason = chance.pick(['Never got it, says the till roll', 'Counted twice', 'Dish was sent back'])
  const place = placeOf(managerOf(coming.store), null)
  const words = { reason }
  life.happen(
    { kind: 'roll_back', place, redemption: done.entry.seq, amount: null, authority: 'reversal', words },
    at,
  )
  if (chance.hit(0.6)) used(story)
}

function voided(story: Story): void {
  const { chance, life, issuer } = story
  const at = inOffice(story, chance.between(0, 3))
  const reason = chance.pick([
    'Issued twice by mistake',
    'Went to the wrong person',
    'Settled with a refund at the till',
  ])
  if (at === null) return
  life.happen({ kind: 'void', place: placeOf(issuer, null), refund: false, words: { reason } }, at)
  if (chance.hit(0.4)) redeem(story, visit(story, chance.wait(4)))
}

function blocked(story: Story): void {
  const { chance, life, issuer } = story
  const place = placeOf(issuer, null)
  const at = inOffice(story, chance.between(0, 3))
  const reason = chance.pick([
    'Picture of the code was in a group chat',
    'Phone was stolen',
    'Name does not match',
  ])
  if (at === null) return
  life.happen({ kind: 'block', place, words: { reason } }, at)
  if (chance.hit(0.5)) redeem(story, visit(story, chance.wait(2)))
  if (chance.hit(0.4)) return
  const again = inOffice(story, chance.between(1, 3))
  if (again === null) return
  life.happen({ kind: 'unblock', place, words: { reason: 'Called: it is them' } }, again)
  used(story)
}

/** Comes a few days after the end. Some are sent away, some get more time, for some a manager makes an exception. */
function tooLate(story: Story): void {
  const { chance, life, home } = story
  const { closesAt, issuedAt } = life.voucher()
  if (closesAt === null) return
  const coming = visit(story, (closesAt - issuedAt) / 86_400_000 + chance.between(0, 4))
  if (redeem(story, coming)?.kind !== 'refused' || chance.hit(0.35)) return
  const reason = chance.pick([
    'Was in hospital',
    'Ended yesterday, comes every day',
    'Shop was closed for works',
  ])
  const at = inOffice(story, 1)
  if (chance.hit(0.5)) {
    makeException(story, coming, reason)
    return
  }
  if (at === null) return
  life.happen(
    {
      kind: 'extend',
      place: placeOf(managerOf(home), null),
      validity: { kind: 'days', count: 14 },
      words: { reason },
    },
    at,
  )
  used(story)
}

function makeException(story: Story, { store }: Visit, reason: string): void {
  // The partner's counter has no manager of ours.
  if (store === MAR) return
  const { at } = shortlyAfter(story, 3)
  const place = placeOf(managerOf(store), store)
  story.life.happen({ kind: 'override', place, ...useOf(story, store, at), words: { reason } }, at)
}

function extendedInTime(story: Story): void {
  const { chance, life, issuer } = story
  const at = inOffice(story, chance.between(2, 5))
  const words = {
    reason: chance.pick(['Travels for work until next month', 'Newborn at home', 'Asked for more time']),
  }
  if (at === null) return
  life.happen(
    { kind: 'extend', place: placeOf(issuer, null), validity: { kind: 'months', count: 2 }, words },
    at,
  )
  if (chance.hit(0.7)) used(story)
}

/** The same counter some minutes after the last redemption, whoever stands there. */
function shortlyAfter({ life, chance, home }: Story, minutes: number): Visit {
  const store = life.voucher().redemptions.at(-1)?.place.store ?? home
  const at = life.last + minutes * MINUTE + chance.between(0, 59_999)
  return { at, store, who: chance.weighted(counterOf(store)) }
}

/** When a manager next has time for it; null on the rare day they do not. */
function inOffice({ life, chance, issuer }: Story, afterDays: number): Instant | null {
  const shop = issuer.stores[0] ?? CHIADO
  const zone = shop === PONTA ? 'Atlantic/Azores' : MERIDIANO.brand.zone
  const today = localDateOf(life.last, zone)
  const moments = [0, 1].map((later) => momentIn(shop, addDays(today, afterDays + later), zone, chance))
  return moments.find((at) => at !== null && at > life.last) ?? null
}
