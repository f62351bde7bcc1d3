import type { Frame } from '../frame.ts'
import { AnswerForm, COMMANDS } from './answer-form.tsx'
import { CounterBar } from './counter-bar.tsx'
import type { Place } from './place-choice.tsx'
import { scanHref } from './scan-href.ts'
import { VerdictShape } from './verdict-shape.tsx'

interface UnansweredProps {
  readonly frame: Frame
  readonly place: Place | null
}

/**
 * What the script shows while an answer is missing, and the forms with which it asks again: the same request under the
 * same key, so that nothing happens twice.
 */
export function Unanswered({ frame, place }: UnansweredProps) {
  return (
    <>
      <template id="unanswered-validation">
        <OpenVerdict frame={frame} place={place} of="validation" />
      </template>
      <template id="unanswered-command">
        <OpenVerdict frame={frame} place={place} of="command" />
      </template>
      {COMMANDS.map((action) => (
        <AnswerForm action={action} id={`resend${action.replaceAll('/', '-')}`} unseen />
      ))}
    </>
  )
}

function OpenVerdict({ frame, place, of }: UnansweredProps & { of: 'validation' | 'command' }) {
  const words = frame.words.counter
  const word = of === 'validation' ? 'cannot_confirm' : 'not_confirmed'
  return (
    <div class="counter verdict" data-verdict="unknown" data-word={word}>
      <CounterBar frame={frame} placeName={place?.name ?? null}>
        <span>{words.offline}</span>
      </CounterBar>
      <div class="verdict-main">
        <div class="verdict-word" role="alert">
          <VerdictShape word={word} />
          <h1 class="long" tabindex={-1}>
            {words.verdict[word]}
          </h1>
          <p class="say" data-while="asking">
            {words.unanswered[of]}
          </p>
          <p class="say" data-while="given-up" hidden>
            {words.unanswered.givenUp}
          </p>
        </div>
        <div class="verdict-more">
          <p class="promise" data-promise></p>
          <p class="asking" data-while="asking">
            {words.unanswered.asking}
          </p>
          <div class="stack stack--tight">
            <button class="button button--primary button--huge button--wide" type="button" data-act="ask">
              {words.unanswered.askNow}
            </button>
            {/* A scan costs nothing and may be left at once; a redemption only after we have tried our best. */}
            <a
              class="button button--plain button--wide"
              href={scanHref(place?.storeId ?? null)}
              data-next
              data-while={of === 'validation' ? undefined : 'given-up'}
              hidden={of === 'command'}
            >
              {words.scanNext}
            </a>
          </div>
        </div>
      </div>
    </div>
  )
}
