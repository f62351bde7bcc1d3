import { Fact } from '../fact.tsx'
import type { Frame } from '../frame.ts'
import { Icon } from '../icon.tsx'
import { CounterBar } from './counter-bar.tsx'
import { counterHref } from './counter-nav.tsx'
import { RedeemForm } from './redeem-form.tsx'
import { scanHref } from './scan-href.ts'
import { TakeOverForm } from './take-over-form.tsx'
import { UndoForm } from './undo-form.tsx'
import { VerdictShape } from './verdict-shape.tsx'
import type { VerdictView } from './verdict-view.ts'
import type { VisitLine } from './visit-line.ts'

interface VerdictProps {
  readonly frame: Frame
  readonly view: VerdictView
}

/**
 * The answer, readable from one metre: the word, what to give, what to check, facts, one huge button, one quiet way
 * out. It is the whole answer to an htmx request and the body of the page without a script.
 */
export function Verdict({ frame, view }: VerdictProps) {
  return (
    <div class="counter verdict" data-verdict={view.verdict} data-word={view.word}>
      <CounterBar frame={frame} placeName={view.placeName}>
        <time>{frame.display.time(view.now, view.zone)}</time>
      </CounterBar>
      <div class="verdict-main">
        <VerdictHead frame={frame} view={view} />
        <div class="verdict-more">
          {!showsTitleAbove(view) && view.title !== null && <p class="promise">{view.title}</p>}
          {view.checks.length > 0 && <Checks frame={frame} checks={view.checks} />}
          <OtherReasons frame={frame} view={view} />
          {view.facts.length > 0 && (
            <dl class="facts facts--two">
              {view.facts.map(({ label, value, small = null }) => (
                <Fact name={label} value={value} more={small} />
              ))}
            </dl>
          )}
          {view.redeem === null ? (
            <WaysOn frame={frame} view={view} />
          ) : (
            <RedeemForm frame={frame} redeem={view.redeem} />
          )}
        </div>
      </div>
      <template data-visit={visitLine(frame, view)}></template>
    </div>
  )
}

/** What the list of this visit keeps of it. */
function visitLine({ words, display }: Frame, view: VerdictView): string {
  const { verdict, word, title, about, undo, now, zone } = view
  const line: VisitLine = {
    ...{ verdict, word, title },
    said: words.counter.verdict[word],
    codeLast4: about?.codeLast4 ?? null,
    sum: about?.sum ?? null,
    redemption: about?.redemption ?? undo?.redemption ?? null,
    time: display.time(now, zone),
    undo: undo && { until: undo.until, said: words.counter.undo(display.time(undo.until, zone)) },
  }
  return JSON.stringify(line)
}

/** Shape and word, then what to give; a refusal says why first. Good news waits its turn, bad news interrupts. */
function VerdictHead({ frame, view }: VerdictProps) {
  const words = frame.words.counter
  const word = words.verdict[view.word]
  const calm = view.verdict === 'valid' || view.verdict === 'done'
  return (
    <div class="verdict-word" role={calm ? 'status' : 'alert'}>
      <VerdictShape word={view.word} />
      <h1 class={isLong(word) ? 'long' : undefined} tabindex={-1}>
        {word}
      </h1>
      {showsTitleAbove(view) && view.title !== null && <p class="promise">{view.title}</p>}
      {view.ownRepeat !== null && <p class="say">{words.byYou(view.ownRepeat)}</p>}
      {view.say !== null && <p class="say">{view.say}</p>}
    </div>
  )
}

function showsTitleAbove({ verdict }: VerdictView): boolean {
  return verdict === 'valid' || verdict === 'done'
}

function Checks({ frame, checks }: { frame: Frame; checks: readonly string[] }) {
  return (
    <ul class="checks" aria-label={frame.words.counter.checksLabel}>
      {checks.map((check) => (
        <li>
          <Icon name="eye" />
          {check}
        </li>
      ))}
    </ul>
  )
}

function OtherReasons({ frame, view }: VerdictProps) {
  const others = view.reasons.filter((reason) => reason !== view.say)
  if (others.length === 0) return null
  return (
    <div>
      <p>{frame.words.counter.also}</p>
      <ul class="reasons">
        {others.map((reason) => (
          <li>{reason}</li>
        ))}
      </ul>
    </div>
  )
}

/** What comes after an answer: the next scan, or asking again while the answer is open. */
function WaysOn({ frame, view }: VerdictProps) {
  const words = frame.words.counter
  const next = scanHref(view.storeId)
  return (
    <div class="stack stack--tight">
      {view.outcomeHref !== null && (
        <a class="button button--primary button--huge button--wide" href={view.outcomeHref}>
          {words.askAgain}
        </a>
      )}
      <a
        class={
          view.outcomeHref === null
            ? 'button button--primary button--huge button--wide'
            : 'button button--plain button--wide'
        }
        href={next}
        data-next
      >
        {words.scanNext}
      </a>
      {view.verdict === 'done' && <div class="until-next" aria-hidden="true"></div>}
      {view.takeOver !== null && <TakeOverForm frame={frame} view={view} takeOver={view.takeOver} />}
      {view.undo !== null && <UndoForm frame={frame} view={view} undo={view.undo} />}
      {view.word === 'undone' && (
        <a class="button button--plain button--wide" href={counterHref('history', view.storeId)}>
          {frame.words.counterHistory.nav.history}
        </a>
      )}
      {typeof view.overrideHref === 'string' && (
        <a class="button button--plain button--wide" href={view.overrideHref}>
          {frame.words.overrides.offer}
        </a>
      )}
      {typeof view.historyHref === 'string' && (
        <a class="button button--plain button--wide" href={view.historyHref}>
          {words.history}
        </a>
      )}
    </div>
  )
}

/** Words of six letters and more are set smaller, so that they stay on their line. */
function isLong(word: string): boolean {
  return [...word].length >= 6
}
