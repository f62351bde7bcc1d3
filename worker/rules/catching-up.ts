import { addDays, type Instant, type LocalDate, localDateOf, startOfDay } from '../../src/local-time.ts'
import { OCCASION_DAYS } from '../../src/offer-automatic.ts'
import type { Surroundings } from '../claiming.ts'
import { directoryFor } from '../directory-cache.ts'
import type { Env } from '../env.ts'
import {
  type DueHappening,
  dueHappenings,
  forgetHappenings,
  postponeHappening,
} from '../library/happenings.ts'
import { automaticOffers, type KnownOffer } from '../library/offers.ts'
import { type Sweep, sweepAbsences, sweepBirthdays, sweepsOf } from '../library/sweeps.ts'
import { answer } from './answering.ts'

/** So much in one run of the clock; what is left is for the next, a minute later. */
const STEPS_PER_RUN = 20
const ANSWERED_PER_RUN = 200

const SECOND_MS = 1_000
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/**
 * Gives what offers give by themselves and nobody has given yet: first the calendar is looked through, day by day, then
 * everything that was noted is answered. What fails is tried again later and later, and lets the rest go on.
 */
export async function catchUp(env: Env, now: Instant): Promise<void> {
  const offers = offersNow(env, now)
  const surroundings = { env, directory: await directoryFor(env, now), now }
  const failures: unknown[] = []
  const noted = (failure: unknown) => void failures.push(failure)
  await sweep(surroundings, await offers()).catch(noted)
  const due = await dueHappenings(env.DB, now, ANSWERED_PER_RUN)
  const done: DueHappening[] = []
  for (const happening of due) {
    try {
      if (happening.customer !== null)
        await answer(surroundings, await offers(), happening.customer, happening.noted)
      done.push(happening)
    } catch (failure) {
      noted(failure)
      const later = now + Math.min(HOUR_MS, MINUTE_MS * 2 ** happening.tries)
      await postponeHappening(env.DB, happening, later).catch(noted)
    }
  }
  await forgetHappenings(env.DB, done)
  if (failures.length > 0) throw failures[0]
}

/**
 * What gives itself, as it was at most a second ago: a run may be long, and what is changed or begins to be counted in the
 * middle of it is given as it is then. Rule R97.
 */
function offersNow(env: Env, now: Instant): () => Promise<readonly KnownOffer[]> {
  let [known, readAt]: [readonly KnownOffer[] | null, Instant] = [null, 0]
  return async () => {
    if (known !== null && Date.now() - readAt < SECOND_MS) return known
    known = await automaticOffers(env.DB, now)
    readAt = Date.now()
    return known
  }
}

/** Looks through the days that have begun since the last time, for each offer that waits for one. Rule R102. */
async function sweep({ env, directory, now }: Surroundings, offers: readonly KnownOffer[]): Promise<void> {
  const waiting = offers.filter(({ facts }) => SWEPT.includes(facts.automatic?.on ?? ''))
  const { zone } = directory.brand
  const today = localDateOf(now, zone)
  const sweeps = await sweepsOf(
    env.DB,
    waiting.map(({ id }) => id),
  )
  let steps = STEPS_PER_RUN
  for (const { id, facts } of waiting) {
    let next: Sweep = begun({ offer: id, ...(sweeps.get(id) ?? { day: today, after: '' }) }, today)
    for (; next.day <= today && steps > 0; steps -= 1) {
      const moment = { at: startOfDay(next.day, zone), now }
      next =
        facts.automatic?.on === 'absence'
          ? await sweepAbsences(env.DB, next, addDays(next.day, -facts.automatic.days), moment)
          : await sweepBirthdays(env.DB, next, moment)
    }
  }
}

const SWEPT: readonly string[] = ['birthday', 'absence']

/** What lies too far back is no occasion any more. */
function begun(sweep: Sweep, today: LocalDate): Sweep {
  const earliest = addDays(today, 1 - OCCASION_DAYS)
  return sweep.day < earliest ? { ...sweep, day: earliest, after: '' } : sweep
}
