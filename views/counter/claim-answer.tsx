import type { PropsWithChildren } from 'hono/jsx'
import type { Hindrance } from '../../src/offer-eligibility.ts'
import { Fact } from '../fact.tsx'
import { Field } from '../field.tsx'
import type { Frame } from '../frame.ts'
import { hindranceSaidAtTill } from '../hindrance.ts'
import { Icon } from '../icon.tsx'
import { gift, offerSentences } from '../offer-needs.ts'
import { AnswerForm } from './answer-form.tsx'
import type { ClaimView, WordView } from './claim-view.ts'
import { CounterBar } from './counter-bar.tsx'
import { scanHref } from './scan-href.ts'

/** The answer to a claim word: what it gives, and the way to the customer's card. */
export function WordAnswer({ frame, view }: { frame: Frame; view: WordView }) {
  const words = frame.words.till.claim
  const { word, offer, storeId } = view
  return (
    <Answer frame={frame} view={view} say={words.lead(word)} waiting>
      <p>{words.customersRead}</p>
      <ul class="checks">
        {offerSentences(frame, offer).map(({ icon, text }) => (
          <li>
            <Icon name={icon} />
            {text}
          </li>
        ))}
      </ul>
      <AnswerForm action="/scan/validations" hidden={{ word, store_id: storeId }} class="stack stack--tight">
        <Field
          id="card"
          name="code"
          label={words.card}
          hint={words.cardHint}
          attributes={{ autocomplete: 'off', autocapitalize: 'none', spellcheck: 'false', required: true }}
        />
        <button class="button button--primary button--wide" type="submit">
          {words.goOn}
        </button>
      </AnswerForm>
      <a class="button button--wide" href={scanHref(storeId, word)} data-next>
        {words.scanCard}
      </a>
    </Answer>
  )
}

/** The answer to the card behind the word: the button that gives it, or why not yet. */
export function ClaimAnswer({ frame, view }: { frame: Frame; view: ClaimView }) {
  const words = frame.words.till.claim
  const { word, card, firstName, offer, storeId, standing } = view
  return (
    <Answer frame={frame} view={view} say={words.to(firstName)}>
      <dl class="facts facts--two">
        {gift(frame, offer) !== '' && <Fact name={frame.words.rulings.gives} value={gift(frame, offer)} />}
        <Fact name={words.costs} value={priceSaid(frame, view)} />
      </dl>
      {standing.kind === 'may' ? (
        <AnswerForm
          action="/scan/claims"
          hidden={{ word, card, store_id: storeId, idempotency_key: standing.commandKey }}
        >
          <button class="button button--primary button--huge button--wide" type="submit">
            {words.act}
          </button>
        </AnswerForm>
      ) : (
        <NotYet frame={frame} view={view} reasons={standing.reasons} />
      )}
    </Answer>
  )
}

type AnswerProps = PropsWithChildren<{
  readonly frame: Frame
  readonly view: WordView
  readonly say: string
  /** What is scanned next is the card for it. */
  readonly waiting?: boolean
}>

/** On the ground of cards, since nothing is valid yet. */
function Answer({ frame, view, say, waiting = false, children }: AnswerProps) {
  return (
    <div
      class="counter verdict card-answer"
      data-verdict="card"
      data-word="claim"
      data-claim-word={waiting ? view.word : undefined}
    >
      <CounterBar frame={frame} placeName={view.placeName}>
        <time>{frame.display.time(view.now, view.zone)}</time>
      </CounterBar>
      <div class="verdict-main">
        <div class="verdict-word" role="status">
          <h1 class="long named" tabindex={-1}>
            {view.offer.name}
          </h1>
          <p class="say">{say}</p>
        </div>
        <div class="verdict-more">
          {children}
          <a class="button button--plain button--wide" href={scanHref(view.storeId)} data-next>
            {frame.words.counter.scanNext}
          </a>
        </div>
      </div>
    </div>
  )
}

function NotYet({ frame, view, reasons }: { frame: Frame; view: ClaimView; reasons: readonly Hindrance[] }) {
  return (
    <section aria-labelledby="not-yet">
      <h2 id="not-yet" class="legend">
        {frame.words.till.claim.notYet}
      </h2>
      <ul class="checks">
        {reasons.map((reason) => (
          <li>
            <Icon name="clock" />
            {hindranceSaidAtTill(frame, view.offer, view.zone, reason)}
          </li>
        ))}
      </ul>
    </section>
  )
}

function priceSaid({ words, display }: Frame, { offer }: ClaimView): string {
  const { cost } = offer.requirements
  if (cost.kind === 'nothing') return words.till.claim.costsNothing
  if (cost.kind === 'points') return words.offers.points(display.number(cost.points))
  const sum = display.price(cost.sum.amount, cost.sum.currency)
  return cost.kind === 'cashback' ? words.till.ofCashback(sum) : words.till.ofBalance(sum)
}
