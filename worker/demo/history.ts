import { assert } from '../../src/assert.ts'
import { addDays, type LocalDate, weekdayOf } from '../../src/local-time.ts'
import { chanceOf } from './chance.ts'
import { customersOn, type Regular } from './customers.ts'
import { FATE_WEIGHTS, FATES } from './fates.ts'
import { GOODWILL } from './goodwill.ts'
import { INVITING } from './inviting.ts'
import { begin, type Issuing, type World } from './issue.ts'
import type { Past } from './life.ts'
import type { Promised } from './promises.ts'
import { SHOWCASE } from './showcase.ts'
import { giftVoucher, NOTICES, TEN_COFFEES } from './sold.ts'
import { passAround, punch, spendInParts } from './spending.ts'
import type { Story } from './story.ts'

/** Everything that has happened at Meridiano: customers, and vouchers whose ledgers the product could have written. */
export interface History {
  readonly customers: readonly Regular[]
  readonly pasts: readonly Past[]
}

/** The year is told from this many days ago until last night. */
const DAYS_TOLD = 364
/** Meridiano began to use vouchers in earnest this many days ago. */
const DAYS_DENSE = 60

/** Twelve months as of a day, up to the last closing before it. The same day and world give the same history. */
export function historyOf(today: LocalDate, world: World): History {
  const regulars = customersOn(today)
  const tell = (issuing: Issuing, play: (story: Story) => void): Past[] => {
    const story = begin(issuing, regulars, today, world)
    if (story === null) return []
    play(story)
    return [story.life.past()]
  }
  const shown = SHOWCASE.flatMap(({ daysAgo, promised, holder, issuer, play }, index) => {
    const date = addDays(today, -daysAgo)
    const name = `showcase ${index}`
    return tell(
      { name, date, promised, holder: regularNamed(holder, regulars), ...(issuer && { issuer }) },
      play,
    )
  })
  const noticed = NOTICES.flatMap(({ code, daysAgo, promised }) =>
    tell({ name: code, date: addDays(today, -daysAgo), promised, holder: null, code }, passAround),
  )
  const everyday = daysOf(today).flatMap(({ date, daysAgo }) =>
    Array.from({ length: issuedOn(date, daysAgo) }).flatMap((_, nth) => {
      const name = `day ${daysAgo} voucher ${nth}`
      const promised = somethingPromised(name)
      return tell({ name, date, promised, holder: 'anybody' }, (story) => playOut(story, regulars))
    }),
  )
  return { customers: regulars, pasts: [...everyday, ...noticed, ...shown] }
}

function daysOf(today: LocalDate): readonly { readonly date: LocalDate; readonly daysAgo: number }[] {
  return Array.from({ length: DAYS_TOLD }, (_, index) => {
    const daysAgo = DAYS_TOLD - index
    return { date: addDays(today, -daysAgo), daysAgo }
  })
}

/** One a day at first, then more with every month, many at last; more on Saturdays, when more goes wrong. */
function issuedOn(date: LocalDate, daysAgo: number): number {
  const rate = daysAgo <= DAYS_DENSE ? 6 : 0.55 + (DAYS_TOLD - daysAgo) / (DAYS_TOLD - DAYS_DENSE)
  const busy = { saturday: 1.4, sunday: 0.9, monday: 0.75 }[weekdayOf(date) as 'saturday'] ?? 1
  return Math.floor(rate * busy + chanceOf(`day ${daysAgo}`).between(0, 99) / 100)
}

function somethingPromised(name: string): Promised {
  const chance = chanceOf(`${name} promise`)
  const gift = giftVoucher(
    chance.weighted([
      [2000, 4],
      [2500, 3],
      [5000, 4],
      [10000, 1],
    ]),
  )
  return chance.weighted<Promised>([...GOODWILL, ...INVITING, [gift, 12], [TEN_COFFEES, 7]])
}

/** Stored value is spent, a card is punched, and one use meets its fate. */
function playOut(story: Story, regulars: readonly Regular[]): void {
  const { benefit, uses } = story.promised
  if (benefit.kind === 'value') spendInParts(story)
  else if (uses === 1) FATES[story.chance.weighted(FATE_WEIGHTS)](story, regulars)
  else punch(story)
}

function regularNamed(name: string, regulars: readonly Regular[]): Regular {
  const found = regulars.find((regular) => regular.name === name)
  assert(found !== undefined, `${name} is a customer`)
  return found
}
