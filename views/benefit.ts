import type { Benefit } from '../src/benefit.ts'
import type { Frame } from './frame.ts'

/** What a voucher gives, in one line: '15 % off, up to €20', 'Lunch for €9'. A cap is in `currency`, else the brand's. */
export function benefitLine(
  frame: Pick<Frame, 'words' | 'display' | 'brand'>,
  benefit: Benefit,
  currency?: string | null,
): string {
  const { display, brand } = frame
  const words = frame.words.ticket.benefit
  switch (benefit.kind) {
    case 'percent': {
      const percent = display.percent(benefit.percent)
      if (benefit.max_amount === undefined) return words.percent(percent)
      return words.percentUpTo(percent, display.price(benefit.max_amount, currency ?? brand.currency))
    }
    case 'amount':
      return words.amount(display.price(benefit.amount, benefit.currency))
    case 'item':
      return words.item(benefit.item)
    case 'fixed_price':
      return words.fixedPrice(benefit.item, display.price(benefit.amount, benefit.currency))
    case 'value':
      return words.value(display.price(benefit.amount, benefit.currency))
    case 'custom':
      return benefit.text
  }
}

/** The same where it adds something to the voucher's title; null where the title already says it. */
export function giftBeside(
  frame: Pick<Frame, 'words' | 'display' | 'brand'>,
  { title, benefit, currency }: { title: string; benefit: Benefit; currency: string | null },
): string | null {
  const line = benefitLine(frame, benefit, currency)
  // A form left the item to the title: saying it twice would promise an apology, free.
  const said = benefit.kind === 'item' ? [line, benefit.item] : [line]
  return said.some((text) => text.trim().toLowerCase() === title.trim().toLowerCase()) ? null : line
}
