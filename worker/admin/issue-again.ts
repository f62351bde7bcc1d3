import type { Words } from '../../src/command.ts'
import { currencyOfTerms, type Terms } from '../../src/terms.ts'
import type { Voucher } from '../../src/voucher.ts'
import { ISSUE_DEFAULTS, type IssueValues } from '../../views/admin/issue-values.ts'
import { amountText } from '../money-text.ts'

/** The issue form filled in like an earlier voucher; whom it was for and its code are left out. */
export function valuesLike({ terms }: Voucher, words: Words): IssueValues {
  const { validity, minimum_spend } = terms
  return {
    ...ISSUE_DEFAULTS,
    title: terms.title,
    description: terms.description,
    image_url: terms.image_url ?? '',
    image_alt: terms.image_alt ?? '',
    image_focus: terms.image_focus ?? '',
    ...benefitValues(terms),
    validity_kind: validity.kind,
    ...(validity.kind === 'days' && { days: String(validity.count) }),
    ...(validity.kind === 'months' && { months: String(validity.count) }),
    ...(validity.kind === 'fixed_date' && { date: validity.date }),
    ...('time' in validity && validity.time !== undefined && { time: validity.time }),
    store_ids: terms.store_ids,
    uses: String(terms.uses ?? 1),
    windows: terms.windows,
    minimum_spend: minimum_spend === null ? '' : amountText(minimum_spend.amount, minimum_spend.currency),
    reason: words.reason ?? '',
  }
}

function benefitValues(terms: Terms): Partial<IssueValues> {
  const { benefit } = terms
  const currency = currencyOfTerms(terms)
  const money = (amount: number | undefined) =>
    amount === undefined || currency === null ? '' : amountText(amount, currency)
  switch (benefit.kind) {
    case 'percent':
      return {
        benefit_kind: 'percent',
        percent: String(benefit.percent),
        max_amount: money(benefit.max_amount),
      }
    case 'amount':
    case 'value':
      return { benefit_kind: benefit.kind, amount: money(benefit.amount) }
    case 'item':
      return { benefit_kind: 'item', item: benefit.item }
    case 'fixed_price':
      return { benefit_kind: 'fixed_price', amount: money(benefit.amount), item: benefit.item }
    case 'custom':
      return { benefit_kind: 'custom', text: benefit.text }
  }
}
