import type { PropsWithChildren } from 'hono/jsx'
import type { Frame } from '../frame.ts'
import { Document } from '../layout.tsx'
import { Note } from '../note.tsx'
import { Barcode, QrCode } from '../symbols.tsx'
import { CounterBar } from './counter-bar.tsx'
import type { Place } from './place-choice.tsx'
import { scanHref } from './scan-href.ts'
import { TEST_TEXT } from './test-symbol.ts'

interface ScannerPageProps {
  readonly frame: Frame
  readonly place: Place | null
}

/** `/scan/scanner`: a hand scanner shows by one scan how it types. The script shows the part that `data-when` names. */
export function ScannerPage({ frame, place }: ScannerPageProps) {
  const words = frame.words.scanner
  const back = scanHref(place?.storeId ?? null)
  return (
    <Document frame={frame} title={words.title} scripts={[frame.assets['scanner.js']]}>
      <div class="tablet">
        <CounterBar frame={frame} placeName={place?.name ?? null}>
          <a href={back}>{words.back}</a>
        </CounterBar>
        <main id="main" class="wrap page learning">
          <div>
            <h1>{words.title}</h1>
            <p class="lead">{words.lead}</p>
          </div>
          <noscript>
            <Note tone="warn">
              <p>{words.noScript}</p>
            </Note>
          </noscript>
          <figure class="test-symbols" aria-label={words.symbols}>
            <QrCode text={TEST_TEXT} level="Q" label={words.qr} />
            <Barcode text={TEST_TEXT} label={words.bars} />
          </figure>
          <Lesson frame={frame} back={back} />
        </main>
      </div>
    </Document>
  )
}

function Lesson({ frame, back }: { frame: Frame; back: string }) {
  const words = frame.words.scanner
  return (
    <div class="stack" id="lesson" hidden>
      <div role="status">
        <Said when="waiting" {...words.waiting} />
        <Said when="known" {...words.known} />
        <Said when="other" {...words.other} />
        <Said when="slow" {...words.slow} />
        <div data-when="learned" class="stack" hidden>
          <h2>{words.learned.title}</h2>
          <Learned frame={frame} />
          <p class="quiet">
            <span data-is="kept">{words.learned.kept}</span>
            <span data-is="unkept">{words.learned.unkept}</span>
          </p>
        </div>
      </div>
      <div class="actions">
        <a class="button button--primary" href={back} data-when="learned" hidden>
          {words.start}
        </a>
        <button type="button" class="button" data-act="forget" data-when="learned known" hidden>
          {words.forget}
        </button>
      </div>
      <details class="fold" data-when="waiting other slow">
        <summary>{words.help}</summary>
        <ul class="stack stack--tight">
          {words.helpSteps.map((step) => (
            <li>{step}</li>
          ))}
        </ul>
      </details>
    </div>
  )
}

function Said({ when, title, text }: { when: string; title: string; text: string }) {
  return (
    <div data-when={when} hidden>
      <h2>{title}</h2>
      <p>{text}</p>
    </div>
  )
}

/** Facts the script chooses from and fills in: '****' stands for what it learned. */
function Learned({ frame }: { frame: Frame }) {
  const { facts } = frame.words.scanner
  return (
    <dl class="facts">
      <Choice name={facts.spelling} of={facts.spellings} />
      <Choice name={facts.ending} of={facts.endings} />
      <Filled name={facts.pace} is="pace">
        {facts.paceMs('****')}
      </Filled>
      <Filled name={facts.around} is="around">
        {facts.taken('****')}
      </Filled>
      <Filled name={facts.twice} is="twice">
        {facts.twiceText}
      </Filled>
    </dl>
  )
}

function Choice({ name, of }: { name: string; of: Readonly<Record<string, string>> }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {Object.entries(of).map(([is, text]) => (
          <span data-is={is}>{text}</span>
        ))}
      </dd>
    </div>
  )
}

function Filled({ name, is, children }: PropsWithChildren<{ name: string; is: string }>) {
  return (
    <div data-is={is}>
      <dt>{name}</dt>
      <dd data-template={children}>{children}</dd>
    </div>
  )
}
