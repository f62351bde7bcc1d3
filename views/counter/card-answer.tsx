import { Fact } from '../fact.tsx'
import type { Frame } from '../frame.ts'
import { AnswerForm } from './answer-form.tsx'
import type { CardRefusal, CardView, CardVoucher } from './card-view.ts'
import { CounterBar } from './counter-bar.tsx'
import { LatestPurchases, RecordPurchase } from './purchase-form.tsx'
import type { CardBalances } from './purchase-view.ts'
import { scanHref } from './scan-href.ts'

/**
 * The answer to a customer's card: their vouchers, each a button where it can be used here and now. On a ground of its own,
 * since nothing is valid yet.
 */
export function CardAnswer({ frame, view }: { frame: Frame; view: CardView }) {
  const words = frame.words.counter
  return (
    <div class="counter verdict card-answer" data-verdict="card" data-word="card">
      <CounterBar frame={frame} placeName={view.placeName}>
        <time>{frame.display.time(view.now, view.zone)}</time>
      </CounterBar>
      <div class="verdict-main">
        <div class="verdict-word" role="status">
          <h1 class="long" tabindex={-1}>
            <bdi>{view.name ?? words.card.title}</bdi>
          </h1>
          {view.plan !== null && <p class="promise">{words.card.plan(view.plan)}</p>}
          <p class="say">{words.card.usable(view.usable.length)}</p>
        </div>
        <div class="verdict-more">
          {view.balances !== null && <Balances frame={frame} balances={view.balances} />}
          <ul class="card-vouchers">
            {view.usable.map((voucher) => (
              <li class="card-line">
                <Usable frame={frame} voucher={voucher} storeId={view.storeId} />
              </li>
            ))}
          </ul>
          {view.others.length > 0 && <NotNow frame={frame} others={view.others} />}
          {view.more > 0 && <p>{words.card.more(view.more)}</p>}
          {view.purchase !== null && (
            <RecordPurchase frame={frame} purchase={view.purchase} storeId={view.storeId} />
          )}
          {view.latest.length > 0 && <LatestPurchases frame={frame} {...view} />}
          <a class="button button--plain button--wide" href={scanHref(view.storeId)} data-next>
            {words.scanNext}
          </a>
        </div>
      </div>
    </div>
  )
}

/** Points always, so that nobody wonders; money where there is any. */
function Balances({ frame, balances }: { frame: Frame; balances: CardBalances }) {
  const { display, brand, words } = frame
  const { points, cashback, balance, owed } = balances
  const money = (amount: number) => display.money(amount, brand.currency)
  const owes = (amount: number, said: (amount: number) => string) =>
    amount === 0 ? null : words.till.owes(said(amount))
  return (
    <dl class="facts facts--two">
      <Fact
        name={words.till.points}
        value={display.number(points)}
        more={owes(owed.points, display.number)}
      />
      {cashback + owed.cashback > 0 && (
        <Fact name={words.till.cashback} value={money(cashback)} more={owes(owed.cashback, money)} />
      )}
      {balance + owed.balance > 0 && (
        <Fact name={words.till.balance} value={money(balance)} more={owes(owed.balance, money)} />
      )}
    </dl>
  )
}

interface UsableProps {
  readonly frame: Frame
  readonly voucher: CardVoucher
  readonly storeId: string | null
}

/** What it is, which leads to the voucher itself; beside it the tap that redeems it, where nothing has to come before. */
function Usable({ frame, voucher: { id, title, gist, commandKey }, storeId }: UsableProps) {
  return (
    <>
      <AnswerForm action="/scan/validations" hidden={{ code: id, store_id: storeId }}>
        <button class="button button--wide card-voucher" type="submit">
          <b>{title}</b>
          <span>{gist}</span>
        </button>
      </AnswerForm>
      {commandKey !== null && (
        <AnswerForm
          action="/scan/redemptions"
          promise={title}
          hidden={{ voucher: id, code: '', store_id: storeId, idempotency_key: commandKey }}
        >
          <button class="button card-redeem" type="submit">
            {frame.words.counter.redeem}
            <span class="sr"> {title}</span>
          </button>
        </AnswerForm>
      )}
    </>
  )
}

function NotNow({ frame, others }: { frame: Frame; others: readonly CardRefusal[] }) {
  return (
    <details class="fold">
      <summary>{frame.words.counter.card.notNow(others.length)}</summary>
      <ul class="card-others">
        {others.map(({ title, why }) => (
          <li>
            <b>{title}</b> {why}
          </li>
        ))}
      </ul>
    </details>
  )
}
