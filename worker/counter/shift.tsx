import { type Context, Hono } from 'hono'
import { storeOf } from '../../src/directory.ts'
import { isPrincipalId } from '../../src/id.ts'
import { addDays, instantOf, isLocalTime, localDateOf, startOfDay } from '../../src/local-time.ts'
import { may } from '../../src/permission.ts'
import { latestOf, shiftOf, shiftStart } from '../../src/shift.ts'
import type { Place } from '../../src/voucher.ts'
import { ShiftPage } from '../../views/counter/shift-page.tsx'
import { allow } from '../allow.ts'
import type { AppEnv } from '../env.ts'
import { frameFor } from '../frame.ts'
import { countedLines, countedPurchases } from '../library/shift.ts'
import { nameOf } from '../people.ts'
import { placeOf } from '../place.ts'
import { refusePage } from '../refuse.tsx'
import { placesOf, storeIn } from './answering.tsx'

/** /scan/shift: what a till is closed with, for whoever may look into what it did. */
export const counterShift = new Hono<AppEnv>()

counterShift.get('/', allow('redemptions:undo'), async (c) => {
  const place = placeOf(c, storeIn(c.req.query('store')))
  if (place === null) return refusePage(c, 403)
  if (place.store === null && placesOf(c).length > 0) return c.redirect('/scan', 303)
  const { now, principal, directory, device } = c.var
  const own = c.req.query('all') !== '1'
  const { from, since, signedInAt } = beginning(c, place)
  const span = { store: place.store, device: own ? device : null, from, to: now + 1 }
  const records = may(principal, 'purchases:create')
  const [lines, purchases] = await Promise.all([
    countedLines(c.env.DB, span),
    records ? countedPurchases(c.env.DB, span) : null,
  ])
  const shift = shiftOf(lines.tallies)
  const names = await Promise.all(
    shift.people.map(async ({ by }) => [by, isPrincipalId(by) ? await nameOf(c.env, by, now) : by] as const),
  )
  const view = {
    placeName: storeOf(directory, place.store)?.name ?? null,
    storeId: place.store,
    zone: place.zone,
    own,
    from,
    to: now,
    since,
    signedInAt,
    shift,
    names: new Map(names),
    purchases: purchases?.tallies ?? null,
    countedSince: Math.max(lines.since, purchases?.since ?? 0),
  }
  return c.html(<ShiftPage frame={frameFor(c, principal)} view={view} />)
})

/** When the shift began: with the sign-in, unless another moment is asked for. */
function beginning(c: Context<AppEnv>, { zone }: Place) {
  const now = c.get('now')
  const today = localDateOf(now, zone)
  const midnight = startOfDay(today, zone)
  const signedIn = c.get('session')?.startedAt ?? null
  const start = shiftStart(signedIn, midnight, now)
  const signedInAt = start === signedIn ? signedIn : null
  const asked = c.req.query('from') ?? ''
  if (isLocalTime(asked)) {
    const at = (day: string) => instantOf(day, asked, zone)
    return { from: latestOf(at(today), at(addDays(today, -1)), now), since: asked, signedInAt }
  }
  if (asked === 'today' || signedInAt === null) return { from: midnight, since: 'today', signedInAt }
  return { from: signedInAt, since: 'signed_in', signedInAt }
}
