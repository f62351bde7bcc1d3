import type { BalancesShown } from '../../src/account/balance.ts'
import { Empty } from '../empty.tsx'
import type { Frame } from '../frame.ts'
import { CustomerPage } from '../layout.tsx'
import { BalanceFacts } from '../told-lines.tsx'
import { type StatementView, ToldSection } from '../told-section.tsx'

interface StatementProps {
  readonly frame: Frame
  readonly balances: BalancesShown
  readonly statement: StatementView
}

/** `/wallet/statement`: what a customer has, and every line of how it came to be. */
export function StatementPage({ frame, balances, statement }: StatementProps) {
  const words = frame.words.told
  return (
    <CustomerPage frame={frame} title={words.title}>
      <div>
        <h1>{words.title}</h1>
        <p class="lead">{words.lead}</p>
      </div>
      <BalanceFacts frame={frame} balances={balances} />
      {statement.months.length > 0 ? (
        <ToldSection frame={frame} path="/wallet/statement" statement={statement} file />
      ) : (
        <Empty title={words.none}>
          <p class="quiet">{words.noneHow}</p>
        </Empty>
      )}
      <p>
        <a class="reach" href="/wallet">
          {frame.words.wallet.card.back}
        </a>
      </p>
    </CustomerPage>
  )
}
