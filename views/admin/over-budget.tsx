import type { Frame } from '../frame.ts'
import { Note } from '../note.tsx'

/** What is left of a month's budget; null where that kind has no limit. */
export interface BudgetLeft {
  readonly vouchers: number | null
  readonly money: { readonly amount: number; readonly currency: string } | null
}

/** That this voucher is above the viewer's budget, what is left of it, and what they can do: ask for it here, or as `how` says. */
export function OverBudget({ frame, left, how }: { frame: Frame; left: BudgetLeft; how?: string }) {
  const words = frame.words.admin.goodwill
  return (
    <div class="problems" tabindex={-1} autofocus>
      <Note tone="warn" role="alert">
        <b>{words.over}</b>
        <p>
          {leftSaid(frame, left)} {how ?? words.overHow}
        </p>
      </Note>
    </div>
  )
}

/** 'This month 2 vouchers and €3.00 are left.' */
function leftSaid({ display, words }: Frame, { vouchers, money }: BudgetLeft): string {
  const said = words.admin.goodwill
  const parts = [
    ...(vouchers === null ? [] : [said.vouchers(vouchers)]),
    ...(money === null ? [] : [display.money(money.amount, money.currency)]),
  ]
  return said.left(display.list(parts))
}
