import { Fact } from '../fact.tsx'
import type { Frame } from '../frame.ts'
import { amountsLine } from './amounts.ts'
import { CounterBar } from './counter-bar.tsx'
import { PURCHASE_REASONS, type PurchaseTakeBack, type PurchaseView } from './purchase-view.ts'
import { scanHref } from './scan-href.ts'
import { TakeBackForm } from './take-back-form.tsx'
import { VerdictShape } from './verdict-shape.tsx'

interface PurchaseProps {
  readonly frame: Frame
  readonly view: PurchaseView
}

/** The answer to a purchase, readable from one metre: that it is recorded, what it earned, and what they have now. */
export function PurchaseAnswer({ frame, view }: PurchaseProps) {
  const words = frame.words.till.purchase
  const { display } = frame
  const word = view.reversal === null ? 'recorded' : 'undone'
  const verdict = view.reversal !== null ? 'unknown' : view.known ? 'used' : 'done'
  return (
    <div class="counter verdict" data-verdict={verdict} data-word={word}>
      <CounterBar frame={frame} placeName={view.placeName}>
        <time>{display.time(view.now, view.zone)}</time>
      </CounterBar>
      <div class="verdict-main">
        <div class="verdict-word" role="status">
          <VerdictShape word={word} />
          <h1 class="long" tabindex={-1}>
            {frame.words.counter.verdict[word]}
          </h1>
          <p class="promise">{words.of(display.money(view.total, view.currency), view.firstName)}</p>
          <Said frame={frame} view={view} />
        </div>
        <div class="verdict-more">
          <dl class="facts facts--two">
            {view.reversal === null ? (
              <Gains frame={frame} view={view} />
            ) : (
              <Losses frame={frame} view={view} />
            )}
          </dl>
          <div class="stack stack--tight">
            <a
              class="button button--primary button--huge button--wide"
              href={scanHref(view.storeId)}
              data-next
            >
              {frame.words.counter.scanNext}
            </a>
            {verdict === 'done' && <div class="until-next" aria-hidden="true"></div>}
            {view.takeBack !== null && <TakeBack frame={frame} view={view} takeBack={view.takeBack} />}
          </div>
        </div>
      </div>
    </div>
  )
}

function Said({ frame, view }: PurchaseProps) {
  const words = frame.words.till.purchase
  const moment = (at: number) => frame.display.momentWithin(at, view.now, view.zone)
  if (view.reversal !== null) return <p class="say">{words.takenBack(moment(view.reversal.at))}</p>
  return view.known ? <p class="say">{words.known(moment(view.at))}</p> : null
}

function Gains({ frame, view }: PurchaseProps) {
  const words = frame.words.till.purchase
  const repaid = amountsLine(frame, view.repaid)
  return (
    <>
      <Fact
        name={words.earned}
        value={amountsLine(frame, view.earned) || words.nothing}
        more={repaid === '' ? null : words.repaid(repaid)}
      />
      <Fact name={words.has} value={amountsLine(frame, view.balances) || words.nothing} />
      {view.order !== null && <Fact name={words.receipt} value={view.order} />}
    </>
  )
}

/** What was taken, and what was spent already and is owed. */
function Losses({ frame, view }: PurchaseProps) {
  const words = frame.words.till.purchase
  const amounts = view.reversal?.amounts ?? null
  const owed = amounts === null ? '' : amountsLine(frame, amounts.owed)
  return (
    <>
      {amounts !== null && (
        <Fact name={words.taken} value={amountsLine(frame, amounts.taken) || words.nothing} />
      )}
      {owed !== '' && <Fact name={words.owed} value={owed} more={words.owedHow} />}
      {view.reversal?.gifts.map(({ title, fate }) => (
        <Fact name={words.gift} value={title} more={words.gifts[fate]} />
      ))}
      <Fact name={words.has} value={amountsLine(frame, view.balances) || words.nothing} />
    </>
  )
}

function TakeBack({ frame, view, takeBack }: PurchaseProps & { takeBack: PurchaseTakeBack }) {
  const words = frame.words.till.purchase
  const { purchase, until, commandKey } = takeBack
  return (
    <TakeBackForm
      frame={frame}
      action="/scan/purchases/reversals"
      hidden={{ purchase, store_id: view.storeId, idempotency_key: commandKey }}
      title={until === null ? words.takeBack : words.takeBackUntil(frame.display.time(until, view.zone))}
      why={words.takeBackWhy}
      reasons={PURCHASE_REASONS.map((reason) => [reason, words.reasons[reason]])}
      act={words.takeBackNow}
    />
  )
}
