import type { AccountBook } from './account-book.ts'
import { projectAccount } from './account-projection.ts'
import { sayLate, TOLD_AFTER, tellLate } from './late.ts'

type ListingEnv = Parameters<typeof tellLate>[0] & { readonly DB: D1Database }

/** Brings the lists up to an account's ledger, and says so where that keeps failing. */
export class AccountListing {
  readonly #env: ListingEnv
  readonly #book: AccountBook
  /** Paces retries only; forgotten on eviction, which at worst retries sooner. */
  failures = 0

  constructor(env: ListingEnv, book: AccountBook) {
    this.#env = env
    this.#book = book
  }

  /** Gives the last line D1 has. */
  async bringUp(name: string | undefined): Promise<number> {
    try {
      const projected = await projectAccount(this.#env.DB, this.#book.read().entries)
      if (this.failures >= TOLD_AFTER) await tellLate(this.#env, this.#book.lateness(), null)
      this.failures = 0
      return projected
    } catch (failure) {
      this.failures += 1
      const said = sayLate(name, this.failures, failure)
      if (this.failures === TOLD_AFTER) await tellLate(this.#env, this.#book.lateness(), said)
      return 0
    }
  }
}
