import { type Context, Hono } from 'hono'
import { callersOfGuesses, sumOfGuesses, type Tried } from '../../src/guess-counts.ts'
import { isCustomerId, isPrincipalId } from '../../src/id.ts'
import { type Caller, callerName, readCaller } from '../../src/limiter.ts'
import { addDays, isLocalDate, type LocalDate, localDateOf, startOfDay } from '../../src/local-time.ts'
import { may } from '../../src/permission.ts'
import { type CallerView, GuessesPage, type HeldUp } from '../../views/admin/guesses-page.tsx'
import { actorOf } from '../actor.ts'
import { allow } from '../allow.ts'
import type { AppEnv } from '../env.ts'
import { readForm } from '../form.ts'
import { frameFor } from '../frame.ts'
import { audit } from '../library/audit.ts'
import { guessesBetween, newestGuesses, recentGuesses } from '../library/guesses.ts'
import { letIn, verdictNow } from '../limiter.ts'
import { coarser } from '../network.ts'
import { nameOf } from '../people.ts'
import { refusePage } from '../refuse.tsx'

/** /admin/system/guesses: what was tried that nobody issued, by whom, and who is held up for it. */
export const guessPages = new Hono<AppEnv>()

const PATH = '/admin/system/guesses'
/** Tries are kept for so many days. */
const DAYS_KEPT = 30
const HOURS_SHOWN = 8
const CALLERS_SHOWN = 12
/** Of those signed in, and of strangers, so many are asked about: each is a call of its own. */
const ASKED_ABOUT = 12

guessPages.get('/', allow('system:read'), async (c) => {
  const [now, principal] = [c.get('now'), c.get('principal')]
  const { zone } = c.get('directory').brand
  const day = dayOf(c)
  const [from, to] = [startOfDay(day, zone), startOfDay(addDays(day, 1), zone)]
  const [counts, newest, held] = await Promise.all([
    guessesBetween(c.env.DB, from, to),
    newestGuesses(c.env.DB, from, to),
    heldUp(c),
  ])
  const { callers, hours, ...sums } = sumOfGuesses(counts.rows)
  const most = callers.slice(0, CALLERS_SHOWN)
  const views = new Map<string, CallerView>()
  for (const name of new Set([...most.map(({ of }) => of), ...newest.map(({ caller }) => caller)]))
    views.set(name, await viewOf(c, name))
  const seen = (name: string) => views.get(name) ?? { name, label: name, href: null, budget: null }
  return c.html(
    <GuessesPage
      frame={frameFor(c, principal)}
      day={from}
      older={day <= oldest(c) ? null : `${PATH}?day=${addDays(day, -1)}`}
      newer={day >= localDateOf(now, zone) ? null : `${PATH}?day=${addDays(day, 1)}`}
      all={counts.all}
      {...sums}
      hours={hours.slice(0, HOURS_SHOWN)}
      callers={most.map(({ of, tries }) => ({ of: seen(of), tries }))}
      newest={newest.map(({ at, caller, hash, reason }) => ({ at, caller: seen(caller), hash, reason }))}
      held={held}
      mayLetIn={may(principal, 'settings:write')}
      letIn={c.req.query('done') === '1'}
    />,
  )
})

// Somebody who is held up no more is let in once: sent twice, it is done and written down once.
guessPages.post('/pardons', allow('settings:write'), async (c) => {
  const caller = readCaller((await readForm(c))?.text('caller') ?? '')
  if (caller === null) return refusePage(c, 400)
  if ((await verdictNow(c.env, caller)).kind !== 'pass') {
    // On record before it is done: nobody is let in that the log does not tell of.
    const subject = subjectOf(caller)
    await audit(c.env.DB, { ...actorOf(c), at: c.get('now'), action: 'caller_let_in', subject })
    await letIn(c.env, caller)
  }
  return c.redirect(`${PATH}?done=1`, 303)
})

/** Whoever is slowed or refused now, of those who tried most lately; their own objects say so. */
async function heldUp(c: Context<AppEnv>): Promise<readonly HeldUp[]> {
  const { known, strange } = await recentGuesses(c.env.DB, c.get('now'))
  const asked = [known, strange].flatMap((rows) => callersOfGuesses(rows).slice(0, ASKED_ABOUT))
  const found = await Promise.all(asked.map((one) => heldUpOf(c, one)))
  return found.flatMap((one) => (one === null ? [] : [one]))
}

async function heldUpOf(c: Context<AppEnv>, { of, tries }: Tried<string>): Promise<HeldUp | null> {
  const caller = readCaller(of)
  if (caller === null) return null
  const verdict = await verdictNow(c.env, caller)
  if (verdict.kind === 'pass') return null
  const until = verdict.kind === 'refuse' ? c.get('now') + verdict.seconds * 1000 : null
  return { of: await viewOf(c, of), tries, until }
}

/** A caller as people know them: by name where they have one, with the way to their page. */
async function viewOf(c: Context<AppEnv>, name: string): Promise<CallerView> {
  const caller = readCaller(name)
  if (caller === null) return { name, label: name, href: null, budget: null }
  const { budget, who } = caller
  if (!isPrincipalId(who)) return { name, label: who, href: null, budget }
  return { name, label: await nameOf(c.env, who, c.get('now')), href: hrefOf(who), budget }
}

function hrefOf(id: string): string | null {
  if (isCustomerId(id)) return `/admin/customers/${id}`
  if (id.startsWith('usr_')) return `/admin/settings/staff/${id}`
  if (id.startsWith('dev_')) return `/admin/settings/devices/${id}`
  return id.startsWith('key_') ? `/admin/settings/keys/${id}` : null
}

/** As the log names them, which outlives these counts: people by id, a network by the wider one it lies in. */
function subjectOf({ budget, who }: Caller): string {
  return isPrincipalId(who) || /^[a-z]+_/.test(who) ? who : callerName({ budget, who: coarser(who) })
}

function dayOf(c: Context<AppEnv>): LocalDate {
  const today = localDateOf(c.get('now'), c.get('directory').brand.zone)
  const asked = c.req.query('day') ?? ''
  return isLocalDate(asked) && asked <= today && asked >= oldest(c) ? asked : today
}

function oldest(c: Context<AppEnv>): LocalDate {
  return addDays(localDateOf(c.get('now'), c.get('directory').brand.zone), -DAYS_KEPT)
}
