import type { Context } from 'hono'
import type { HtmlEscapedString } from 'hono/utils/html'
import { browserName } from '../../src/browser-name.ts'
import { type Directory, type Store, storeOf } from '../../src/directory.ts'
import type { Principal } from '../../src/principal.ts'
import { findStores } from '../../src/store-search.ts'
import type { Place } from '../../src/voucher.ts'
import { ScanPage, type ScanProps } from '../../views/counter/scan-page.tsx'
import { Verdict } from '../../views/counter/verdict.tsx'
import type { VerdictView } from '../../views/counter/verdict-view.ts'
import type { AppEnv } from '../env.ts'
import { frameFor } from '../frame.ts'
import { countsMisses } from '../guarded.ts'
import { noteMiss } from '../miss.ts'
import { placeOf } from '../place.ts'
import type { statusOfRefusal } from '../refusal-status.ts'
import { wantsFragment } from '../refuse.tsx'
import { tooMany, tooManyCodes } from '../too-many.ts'
import { rulingOnScan } from './ruling.ts'

/** Whoever scans too much that nobody issued is told on the spot where the verdict would stand. */
export const counted = countsMisses(stopped)

/** How long to wait, in place of the verdict; without scripts, as a page. */
async function stopped(c: Context<AppEnv>, seconds: number): Promise<Response> {
  const place = placeOf(c, null)
  if (place === null || !wantsFragment(c)) return tooMany(c, seconds)
  const refused = { valid: false, refusals: [{ reason: 'rate_limited' }] } as const
  const view = await rulingOnScan(c, place, '', { validation: refused, reading: null })
  const say = tooManyCodes(c, seconds)
  c.header('Retry-After', String(seconds))
  return answer(c, place, { ...view, say, reasons: [say] }, 429)
}

/** What a component makes. */
type Markup = HtmlEscapedString | Promise<HtmlEscapedString>

/** What answers at the counter are sent with. */
export type Status = 200 | ReturnType<typeof statusOfRefusal>

/** A verdict: the fragment, or the page around it. */
export function answer(
  c: Context<AppEnv>,
  place: Place,
  view: VerdictView,
  status: Status = 200,
): Response | Promise<Response> {
  const frame = frameFor(c, c.get('principal'))
  return wantsFragment(c)
    ? c.html(<Verdict frame={frame} view={view} />, status)
    : scanPage(c, place, { code: '', view }, status)
}

/** A card of nobody; whoever tries many is counted. */
export async function unknownCard(c: Context<AppEnv>, place: Place, text: string): Promise<VerdictView> {
  noteMiss(c, { reason: 'voucher_not_found' }, text)
  const view = await nothingFound(c, place)
  return { ...view, say: frameFor(c, null).words.counter.card.unknown, reasons: [] }
}

/** Nothing is known of what was shown. */
export function nothingFound(c: Context<AppEnv>, place: Place): Promise<VerdictView> {
  const refused = { valid: false, refusals: [{ reason: 'voucher_not_found' }] } as const
  return rulingOnScan(c, place, '', { validation: refused, reading: null })
}

/** An answer that is no verdict: the fragment, or the page around it. */
export function told(
  c: Context<AppEnv>,
  place: Place,
  said: Markup,
  status: Status = 200,
): Response | Promise<Response> {
  return wantsFragment(c) ? c.html(said, status) : scanPage(c, place, { code: '', view: null, said }, status)
}

/** The counter's page, with an answer where it was asked for one. */
export function scanPage(
  c: Context<AppEnv>,
  place: Place,
  shown: { code: string; word?: string; view: VerdictView | null; said?: Markup },
  status: Status = 200,
) {
  const store = storeOf(c.get('directory'), place.store)
  return c.html(
    <ScanPage
      frame={frameFor(c, c.get('principal'))}
      place={store && { storeId: store.id, name: store.name }}
      {...placesToChoose(c)}
      code={shown.code}
      word={shown.word ?? ''}
      codeError={null}
      verdict={shown.view}
      redeemingKey={store?.scanRedeems === true ? crypto.randomUUID() : null}
      said={shown.said ?? null}
      browser={browserName(c.req.header('User-Agent') ?? '')}
    />,
    status,
  )
}

/** So many shops are a list to choose from; more are searched, so that the page stays as light as with two. */
const LISTED_MOST = 30
const FOUND_MOST = 12

/** Shops this person may validate in: all of them, or of many the first that fit what was searched for. */
function placesToChoose(c: Context<AppEnv>): Pick<ScanProps, 'places' | 'search'> {
  const open = placesOf(c)
  const view = ({ id, name, city }: Store) => ({ storeId: id, name, town: city })
  if (open.length <= LISTED_MOST) return { places: open.map(view), search: null }
  const q = (c.req.query('find') ?? '').slice(0, 120).toWellFormed()
  const found = findStores(open, q)
  return { places: found.slice(0, FOUND_MOST).map(view), search: { q, found: found.length } }
}

/** The open shops they may stand in. */
export function placesOf(c: Context<AppEnv>): readonly Store[] {
  return openStores(c.get('directory'), c.get('principal'))
}

function openStores({ stores }: Directory, principal: Principal) {
  return stores.filter(
    ({ id, state }) => state === 'open' && (principal.stores.length === 0 || principal.stores.includes(id)),
  )
}

/** An empty field asks for no store in particular. */
export function storeIn(text: string | undefined): string | null {
  return text === undefined || text === '' ? null : text
}
