import { addDays, type Instant, localDateOf } from '../../src/local-time.ts'
import { CHIADO, MAR, MERIDIANO, PONTA } from './brand.ts'
import { momentIn } from './opening-hours.ts'
import { managerOf, placeOf } from './staff.ts'
import { redeem, type Story, useOf, type Visit, visit } from './story.ts'
import { shortlyAfter, used } from './using.ts'

/** The wrong voucher was taken: whoever stands there takes it back at once, and it is used later. */
export function undone(story: Story): void {
  const { chance, life } = story
  const coming = visit(story, chance.wait(story.promised.patience))
  const done = redeem(story, coming)
  if (done?.kind !== 'accepted') return
  const mayUndo = coming.who.role === 'operator' || coming.who.role === 'partner'
  const who = mayUndo ? coming.who : managerOf(coming.store)
  const at = coming.at + chance.between(1, 12) * 60_000
  const words = {
    reason: chance.pick(['Scanned by mistake', 'Guest took something else', 'Wrong voucher of the two']),
  }
  const place = placeOf(who, mayUndo ? coming.store : null)
  const authority = mayUndo ? 'undo' : 'reversal'
  life.happen({ kind: 'roll_back', place, redemption: done.entry.seq, amount: null, authority, words }, at)
  if (chance.hit(0.75)) used(story)
}

/** A day later somebody complains, and a manager gives the use back. */
export function reversed(story: Story): void {
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

/** Whoever issued it ends it within days; somebody may still come with it. */
export function voided(story: Story): void {
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

/** Whoever issued it stops it for now; most are set free again. */
export function blocked(story: Story): void {
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
export function tooLate(story: Story): void {
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

/** Somebody asks for more time before it ends. */
export function extendedInTime(story: Story): void {
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

/** When a manager next has time for it; null on the rare day they do not. */
function inOffice({ life, chance, issuer }: Story, afterDays: number): Instant | null {
  const shop = issuer.stores[0] ?? CHIADO
  const zone = shop === PONTA ? 'Atlantic/Azores' : MERIDIANO.brand.zone
  const today = localDateOf(life.last, zone)
  const moments = [0, 1].map((later) => momentIn(shop, addDays(today, afterDays + later), zone, chance))
  return moments.find((at) => at !== null && at > life.last) ?? null
}
