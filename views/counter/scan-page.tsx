import type { Child } from 'hono/jsx'
import type { Frame, Viewer } from '../frame.ts'
import { Document } from '../layout.tsx'
import { VERDICT_REGION } from './answer-form.tsx'
import { CounterBar } from './counter-bar.tsx'
import { CounterNav } from './counter-nav.tsx'
import { Lens } from './lens.tsx'
import { type Place, PlaceChoice, type PlaceSearch } from './place-choice.tsx'
import { SwitchPerson } from './switch-person.tsx'
import { TypedCode } from './typed-code.tsx'
import { Unanswered } from './unanswered.tsx'
import { UncheckedCodes } from './unchecked.tsx'
import { Verdict } from './verdict.tsx'
import type { VerdictView } from './verdict-view.ts'
import { Visit } from './visit.tsx'

export interface ScanProps {
  readonly frame: Frame
  /** Where the viewer stands; null while that is to be chosen, or where the brand has no shop. */
  readonly place: Place | null
  /** The shops they choose from; with one or none there is nothing to choose. */
  readonly places: readonly Place[]
  /** Where they are too many to print: what was searched for; `places` are then the first that fit. */
  readonly search?: PlaceSearch | null
  /** What the field holds: `?code=`, or what was typed; usually ''. */
  readonly code: string
  /** The claim word that waits for a customer's card; usually ''. */
  readonly word?: string
  /** What is wrong with it. */
  readonly codeError: string | null
  /** The answer, where the page was asked for one: without a script, or by `?code=`. */
  readonly verdict: VerdictView | null
  /** The same, where what was shown is no voucher. */
  readonly said?: Child | null
  /** Where a good scan redeems at once: a fresh key for the next one. */
  readonly redeemingKey?: string | null
  /** Which browser this is, to say where it keeps the permission for the camera. */
  readonly browser?: string
}

/** The counter's page: camera, typed code, and the region its answers fill. */
export function ScanPage(props: ScanProps) {
  const { frame, place, places, search = null, verdict, codeError, said = null } = props
  const words = frame.words.counter
  const choosing =
    place === null && (places.length > 1 || search !== null) && verdict === null && said === null
  const title = verdict === null ? words.title : words.verdict[verdict.word]
  return (
    <Document
      frame={frame}
      title={codeError === null ? title : words.errorTitle(title)}
      htmx
      scripts={[frame.assets['scan.js']]}
    >
      <main
        id="main"
        class="till"
        data-viewer={frame.viewer?.id ?? frame.viewer?.name ?? ''}
        data-title={`${words.title} · ${frame.brand.name}`}
      >
        {choosing ? <ChoosePlace {...props} /> : <Scanner {...props} />}
      </main>
    </Document>
  )
}

function ChoosePlace({ frame, places, search = null, code }: ScanProps) {
  return (
    <div class="counter">
      <CounterBar frame={frame} placeName={null}>
        <ViewerLink frame={frame} />
      </CounterBar>
      <PlaceChoice frame={frame} places={places} search={search} code={code} />
    </div>
  )
}

function Scanner(props: ScanProps) {
  const { frame, place, places, search = null, code, word = '', codeError, verdict, said = null } = props
  const { redeemingKey = null } = props
  const words = frame.words.counter
  return (
    <>
      <div class="counter" id="scanner" hidden={verdict !== null || said !== null}>
        <CounterBar frame={frame} placeName={place?.name ?? null}>
          {(places.length > 1 || search !== null) && <a href="/scan">{words.changeShop}</a>}
          <span class="line" data-online={words.online} data-offline={words.offline}>
            <span class="live"></span>
            <span role="status">{words.online}</span>
          </span>
          {redeemingKey !== null && <span>{words.redeemsAtOnce}</span>}
          {looksBack(frame) && <CounterNav frame={frame} storeId={place?.storeId ?? null} current="scan" />}
          {frame.viewer?.issues && <a href="/admin/issue">{frame.words.common.nav.issue}</a>}
          <ViewerLink frame={frame} />
        </CounterBar>
        <div class="scan">
          <h1 class="sr" tabindex={-1}>
            {words.heading}
          </h1>
          <Lens frame={frame} browser={props.browser ?? ''} />
          <TypedCode
            frame={frame}
            code={code}
            word={word}
            error={codeError}
            storeId={place?.storeId ?? null}
            redeemingKey={redeemingKey}
          />
          {looksBack(frame) && <UncheckedCodes frame={frame} storeId={place?.storeId ?? null} />}
          {looksBack(frame) && <Visit frame={frame} storeId={place?.storeId ?? null} />}
        </div>
      </div>
      <div id={VERDICT_REGION}>
        {verdict !== null && <Verdict frame={frame} view={verdict} />}
        {said}
      </div>
      <Unanswered frame={frame} place={place} />
    </>
  )
}

/** A kiosk is nobody's to look into. */
function looksBack({ viewer }: Frame): boolean {
  return viewer !== null && viewer.role !== 'kiosk'
}

const HAVE_A_DESK: readonly Viewer['role'][] = ['admin', 'manager']

/** Who is at the counter; it leads those with a desk there, and others who have an account to that. */
function ViewerLink({ frame: { viewer, words } }: { frame: Frame }) {
  if (viewer === null) return null
  if (viewer.atTablet) return <SwitchPerson name={viewer.name} label={words.tablet.switchPerson} />
  const desk = HAVE_A_DESK.includes(viewer.role)
  if (!desk && viewer.account !== true) return <span>{viewer.name}</span>
  return (
    <a href={desk ? '/admin/vouchers' : '/account'}>
      {viewer.name}
      <span class="sr">{desk ? words.counter.toDesk : words.account.toAccount}</span>
    </a>
  )
}
