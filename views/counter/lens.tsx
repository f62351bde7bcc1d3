import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { type LensState, TROUBLES } from './lens-state.ts'

interface LensProps {
  readonly frame: Frame
  /** Which browser this is, as `browserName` says it; ''. */
  readonly browser: string
}

/**
 * The camera's half of the page. The server draws it off: the script starts it on a tap and shows the part whose
 * `data-when` names its state. It lies outside the verdict region, so that one stream serves a whole visit.
 */
export function Lens({ frame, browser }: LensProps) {
  const { assets, words } = frame
  return (
    <section
      class="lens"
      id="lens"
      aria-label={words.counter.camera}
      data-state="unscripted"
      data-decoder={assets['decoder.js']}
      data-wasm={assets['zxing_reader.wasm']}
    >
      <video class="view" playsinline muted hidden></video>
      <Aim />
      <Said frame={frame} />
      <Troubles frame={frame} browser={browser} />
      <LensTools frame={frame} />
    </section>
  )
}

function Aim() {
  const corners = 'M2 22V2h20M78 2h20v20M98 78v20H78M22 98H2V78'
  // Square codes between the corners; bars are read along the line, wherever they cross it.
  const line = 'M14 50h72'
  return (
    <svg class="aim" viewBox="0 0 100 100" aria-hidden="true" data-when="looking foreign checking" hidden>
      <path class="under" vector-effect="non-scaling-stroke" d={corners} />
      <path vector-effect="non-scaling-stroke" d={corners} />
      <path class="under line" vector-effect="non-scaling-stroke" d={line} />
      <path class="line" vector-effect="non-scaling-stroke" d={line} />
    </svg>
  )
}

/** One line about what goes on, heard as it changes. */
function Said({ frame }: { frame: Frame }) {
  const words = frame.words.counter
  const lines: readonly (readonly [states: LensState, line: string])[] = [
    ['starting', words.starting],
    ['looking', words.aim],
    ['foreign', words.foreign],
    ['checking', words.checking],
    ['unread_photo', words.unreadPhoto],
  ]
  return (
    <p class="say" role="status">
      {lines.map(([state, line]) => (
        <span data-when={state} hidden>
          {line}
        </span>
      ))}
      <noscript>
        <span>{words.noScript}</span>
      </noscript>
    </p>
  )
}

function Troubles({ frame, browser }: LensProps) {
  const words = frame.words.counter
  return (
    <div class="lens-stage">
      {/* The region stands before its words come, so that a failure is heard. */}
      <div role="alert">
        {TROUBLES.map((trouble) => (
          <div data-when={trouble} hidden>
            <h2>{words.trouble[trouble].title}</h2>
            <p>
              {trouble === 'denied'
                ? words.trouble.denied.text(howToAllow(browser, words.allowing))
                : words.trouble[trouble].text}
            </p>
          </div>
        ))}
      </div>
      <button
        class="button button--primary button--huge"
        type="button"
        data-act="start"
        data-when="off unread_photo"
        hidden
      >
        <Icon name="lens" />
        {words.start}
      </button>
      <button
        class="button button--primary"
        type="button"
        data-act="start"
        data-when="denied none busy"
        hidden
      >
        {words.startAgain}
      </button>
      <button
        class="button button--primary button--huge"
        type="button"
        data-act="start"
        data-when="paused"
        hidden
      >
        {words.resume}
      </button>
      <button class="button button--primary" type="button" data-act="keep-looking" data-when="slow" hidden>
        {words.keepLooking}
      </button>
      <button class="button" type="button" data-act="photo" data-when="slow denied none busy insecure" hidden>
        <Icon name="image" />
        {words.takePhoto}
      </button>
    </div>
  )
}

/** Where a browser keeps the permission for the camera. */
function howToAllow(browser: string, words: Frame['words']['counter']['allowing']): string {
  if (/iPhone|iPad/.test(browser)) return words.iphone
  if (browser.startsWith('Safari')) return words.safari
  if (browser.startsWith('Firefox')) return words.firefox
  return browser.endsWith('Android') ? words.android : words.other
}

/** Light, zoom and lens appear only where the camera has them; a photo is always possible. */
function LensTools({ frame }: { frame: Frame }) {
  const words = frame.words.counter
  return (
    <div class="lens-tools">
      <button type="button" data-act="light" aria-pressed="false" hidden>
        <Icon name="torch" />
        {words.light}
      </button>
      <button type="button" data-act="zoom" aria-pressed="false" hidden>
        <Icon name="search" />
        {words.zoom}
      </button>
      <button type="button" data-act="lens" aria-expanded="false" aria-controls="lenses" hidden>
        <Icon name="lens" />
        {words.lens}
      </button>
      <fieldset
        id="lenses"
        class="lenses"
        aria-label={words.lenses}
        data-lenses
        data-back={words.lensNames.back}
        data-front={words.lensNames.front}
        data-plain={words.lensNames.plain}
        hidden
      ></fieldset>
      <button type="button" data-act="photo" data-when="off looking foreign paused unread_photo" hidden>
        <Icon name="image" />
        {words.photo}
      </button>
      <input type="file" accept="image/*" capture="environment" data-photo hidden />
    </div>
  )
}
