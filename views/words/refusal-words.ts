import type { Refusal, RefusalReason } from '../../src/refusal.ts'

/** The refusal with that reason and its facts. */
export type RefusalOf<R extends RefusalReason> = Extract<Refusal, { readonly reason: R }>

/** A sentence for every reason, made from its facts; a language that misses one does not compile. */
export type RefusalWords = {
  readonly [R in RefusalReason]: (refusal: RefusalOf<R>, terms: RefusalTerms) => string
}

/** How the facts of a refusal are said to one reader: names where the reader may know them, moments on the reader's clock. */
export interface RefusalTerms {
  /** '8 minutes ago'. */
  ago(at: number): string
  /** 'today, 08:00', on the reader's clock unless a zone is named. */
  moment(at: number, zone?: string): string
  /** 'Thu 17 Dec 2026, 23:59, Lisbon time' of an exclusive end; on the reader's clock where the zone is null. */
  until(closesAt: number, zone: string | null): string
  money(amount: number, currency: string): string
  list(items: readonly string[]): string
  /** Null where the reader may not know it. */
  storeName(id: string): string | null
}
