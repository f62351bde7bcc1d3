import type { Price } from '../../src/account/claim.ts'
import type { Frame } from '../frame.ts'
import { CustomerPage } from '../layout.tsx'
import { Note } from '../note.tsx'

/** How far giving a voucher back has come. `asked`: what would come back, under a key of its own. */
export type Returning =
  | { readonly kind: 'asked'; readonly price: Price | null; readonly commandKey: string }
  | { readonly kind: 'done' | 'underway' }
  | { readonly kind: 'refused'; readonly why: string }

interface ReturningProps {
  readonly frame: Frame
  readonly voucher: string
  readonly title: string
  readonly returning: Returning
}

/** `/wallet/returns/{voucher}`: giving a claimed voucher back, which says first what comes back. */
export function ReturningPage({ frame, voucher, title, returning }: ReturningProps) {
  const said = frame.words.wallet.returning
  return (
    <CustomerPage frame={frame} title={said.act}>
      <div class="stack narrow">
        {returning.kind === 'asked' ? (
          <>
            <h1>{said.title(title)}</h1>
            <p class="lead">{paidSaid(frame, returning.price)}</p>
            <p>{said.gone}</p>
            <form class="actions" method="post" action={`/wallet/returns/${voucher}`}>
              <input type="hidden" name="idempotency_key" value={returning.commandKey} />
              <button class="button button--primary" type="submit">
                {said.act}
              </button>
              <a class="button" href="/wallet">
                {said.keep}
              </a>
            </form>
          </>
        ) : (
          <>
            <h1>{title}</h1>
            <Outcome frame={frame} returning={returning} />
            <p>
              <a class="button" href="/wallet">
                {said.back}
              </a>
            </p>
          </>
        )}
      </div>
    </CustomerPage>
  )
}

function Outcome({ frame, returning }: { frame: Frame; returning: Exclude<Returning, { kind: 'asked' }> }) {
  const said = frame.words.wallet.returning
  switch (returning.kind) {
    case 'done':
      return (
        <Note icon="tick" role="status">
          <b>{said.done}</b>
          <p>{said.doneText}</p>
        </Note>
      )
    case 'underway':
      return <Note role="status">{said.underway}</Note>
    case 'refused':
      return (
        <Note tone="warn" role="alert">
          <b>{said.refused}</b>
          <p>{returning.why}</p>
        </Note>
      )
  }
}

function paidSaid({ words, display, brand }: Frame, price: Price | null): string {
  const said = words.wallet.returning
  if (price === null) return said.nothing
  const { unit, amount } = price
  return said[unit](unit === 'points' ? display.number(amount) : display.price(amount, brand.currency))
}
