import { type Account, claimIn, type Fact } from '../src/account/account.ts'
import {
  cancelling,
  closing,
  delivered,
  type Errand,
  errandOf,
  errandsOf,
  fulfilling,
  keeping,
  refusing,
  withdrawing,
} from '../src/account/saga.ts'
import { assert } from '../src/assert.ts'
import type { Instant } from '../src/local-time.ts'
import type { Place } from '../src/voucher.ts'
import type { AccountBook } from './account-book.ts'
import { deliver, type ErrandEnv, giveBack, obtain, takeVoucherBack } from './claim-errands.ts'
import { sayLate } from './late.ts'

/** A fact an account states by itself; null where there is none to state. */
export type Stating = (account: Account, now: Instant) => Fact | null

/** What an account has begun in other objects, carried on step by step: each is written before the next is tried. */
export class AccountErrands {
  readonly #env: () => ErrandEnv
  readonly #book: AccountBook
  readonly #state: (fact: Stating, place: Place | null) => void
  /** Claims that are being carried on. */
  readonly #running = new Map<number, Promise<void>>()

  constructor(env: () => ErrandEnv, book: AccountBook, state: (fact: Stating, place: Place | null) => void) {
    this.#env = env
    this.#book = book
    this.#state = state
  }

  /** Carries a claim on to its end; whoever comes meanwhile waits for the same. */
  finish(seq: number): Promise<void> {
    const running = this.#running.get(seq) ?? this.#steps(seq).finally(() => this.#running.delete(seq))
    this.#running.set(seq, running)
    return running
  }

  async #steps(seq: number): Promise<void> {
    for (;;) {
      const claim = claimIn(this.#book.read().account, seq)
      const held = { customer: this.#book.owner(), claim }
      switch (errandOf(this.#book.read().account, claim)) {
        case 'obtain': {
          const obtained = await obtain(this.#env(), held)
          if ('voucher' in obtained) {
            this.#state((account) => fulfilling(account, seq, obtained.voucher), claim.place)
          } else this.#state((account, now) => refusing(account, seq, obtained.refusal, now), claim.place)
          break
        }
        case 'withdraw':
          this.#state((account) => withdrawing(account, seq), this.#book.reversalPlace(claim))
          break
        case 'void': {
          const refusal = await takeVoucherBack(this.#env(), held, this.#book.wordsOf(claim.cancel?.seq ?? 0))
          const wish = claim.cancel?.place ?? null
          if (refusal === null) this.#state((account, now) => cancelling(account, seq, now), wish)
          else this.#state((account) => keeping(account, seq, refusal), wish)
          break
        }
        case 'give_back':
          await giveBack(this.#env(), held)
          this.#state((account) => closing(account, seq), claim.place)
          break
        case null:
          return
      }
    }
  }

  /** Does everything that was begun, for the n-th time after failures; gives whether one of them failed again. */
  async run(tries: number): Promise<boolean> {
    let [failed, undelivered] = [false, false]
    for (const errand of errandsOf(this.#book.read().account)) {
      // Transfers arrive in their order: what a debt is asked for came before it.
      if (errand.kind === 'deliver' && undelivered) continue
      try {
        await this.#run(errand)
      } catch (failure) {
        failed = true
        undelivered ||= errand.kind === 'deliver'
        sayLate(this.#book.owner(), tries, failure)
      }
    }
    return failed
  }

  async #run(errand: Errand): Promise<void> {
    // Whoever waits for it now carries it on.
    if (errand.kind !== 'deliver')
      return this.#running.has(errand.claim) ? undefined : this.finish(errand.claim)
    const { account, entries } = this.#book.read()
    const entry = account.underway.find(({ seq }) => seq === errand.transfer)
    const place = entries[(account.merged?.seq ?? 0) - 1]?.place
    assert(entry !== undefined && place != null, 'what is underway was decided by somebody')
    await deliver(this.#env(), entry, place)
    this.#state((then) => delivered(then, errand.transfer), place)
  }
}
