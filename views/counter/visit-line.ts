/** A verdict as the list of a visit is told it. */
export interface VisitLine {
  readonly verdict: string
  readonly word: string
  /** What the word is called. */
  readonly said: string
  readonly title: string | null
  readonly codeLast4: string | null
  /** What was taken or given: '€12.50'. */
  readonly sum: string | null
  readonly redemption: string | null
  readonly time: string
  /** Until when (epoch ms) this device may undo it, and how that is said; null where it may not. */
  readonly undo: { readonly until: number; readonly said: string } | null
}
