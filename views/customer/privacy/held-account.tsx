import type { Frame } from '../../frame.ts'
import type { HeldMove } from './held-data.ts'

/** A line of somebody's account in words: what happened, how much, when, where, and what was typed. */
export function moveText(frame: Frame, move: HeldMove, when: (text: string) => string) {
  const { lines, left } = frame.words.statement
  const { kind, amount, balance, at, store, reason } = move
  const said: Readonly<Record<string, string>> = lines
  const sum = amount === null ? [] : amountText(frame, move, amount)
  const then = balance === null ? [] : left(amountText(frame, move, balance))
  return {
    title: [said[kind] ?? frame.words.privacy.otherAction(kind), sum].flat().join(', '),
    more: [when(at), then, store ?? [], reason === null ? [] : frame.words.privacy.said(reason)]
      .flat()
      .join(' · '),
  }
}

function amountText({ words, display }: Frame, { currency }: HeldMove, amount: number): string {
  return currency === null ? words.statement.points(amount) : display.money(amount, currency)
}
