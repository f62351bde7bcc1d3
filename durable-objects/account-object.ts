import { DurableObject } from 'cloudflare:workers'
import { type Account, claimIn, type Fact, type Purchase } from '../src/account/account.ts'
import type { Balances } from '../src/account/balance.ts'
import type { AccountClaim } from '../src/account/claim.ts'
import type { AccountCommand, CancelClaim, Claim } from '../src/account/command.ts'
import { type AccountOutcome, accountTime, ownEntry, settleAccount } from '../src/account/ledger.ts'
import {
  agendaOf,
  type ClaimStanding,
  cancelling,
  claimStandingIn,
  closing,
  delivered,
  type Errand,
  errandOf,
  errandsOf,
  expiring,
  fulfilling,
  handingOver,
  keeping,
  refusing,
} from '../src/account/saga.ts'
import { nextAccountWake } from '../src/agenda.ts'
import { assert } from '../src/assert.ts'
import type { Instant } from '../src/local-time.ts'
import type { Refusal } from '../src/refusal.ts'
import type { Place } from '../src/voucher.ts'
import {
  type AccountAnswer,
  type AccountTelling,
  answerOf,
  balancesOf,
  type ClaimAnswer,
  claimAnswerOf,
  latestPurchasesOf,
  type Prospects,
  prospectsOf,
  purchaseAnswerOf,
  reasonsOf,
  type StatementPage,
  statementPageOf,
  tellingBehind,
} from './account-answers.ts'
import { AccountBook } from './account-book.ts'
import { AccountListing } from './account-listing.ts'
import { projectWholeAccount } from './account-projection.ts'
import { deliver, type ErrandEnv, giveBack, hopeless, obtain, takeVoucherBack } from './claim-errands.ts'
import { sayLate } from './late.ts'
import type { LedgerCopy, Restoring } from './ledger-copy.ts'
import type { SystemObject } from './system-object.ts'

/** What an account needs from its surroundings. */
interface AccountEnv extends ErrandEnv {
  readonly DB: D1Database
  readonly SYSTEM?: DurableObjectNamespace<SystemObject>
}

/**
 * One customer's account: a transaction around `settleAccount`, and the one who finishes its claims. Its name is the
 * customer's id.
 *
 * A claim goes through these steps; each is safe to do again, and what it leaves when everything dies behind it:
 *   1. `claim_opened`, the price reserved.           Nobody else knows of it: the alarm goes on with 2.
 *   2. the budget's object takes the money.          Taken under the claim's id: asked again, it is the same take.
 *   3. the stock's object takes one.  THE PIVOT      Before it every refusal undoes all; behind it, it only goes on.
 *   4. the voucher's object issues the voucher.      Under candidates written in 1: asked again, the same voucher answers.
 *   5. `claimed`, the price spent.                   Done.
 * A refusal at 2 or 3 writes `claim_refused` and releases the price; only then is what was taken given back and
 * `claim_closed` written, so that no late gift takes anything from a claim that could still succeed. A voucher that can
 * never be issued (its last day passed during an outage, all its codes taken) ends the same way.
 *
 * A cancellation: 1. `cancel_opened`. 2. the voucher's object voids it: THE PIVOT; it refuses while a use stands.
 * 3. `claim_cancelled`, the price refunded once. 4. stock and budget take theirs back, and `claim_closed` is written.
 *
 * A transfer to the record that stays: 1. `merged_out`. 2. the other account writes `merged_in`, once. 3. `transfer_closed`.
 */
export class AccountObject extends DurableObject<AccountEnv> {
  readonly #book = new AccountBook(this.ctx.storage)
  /** Claims that are being carried on: whoever comes meanwhile waits for the same. */
  readonly #running = new Map<number, Promise<void>>()
  readonly #listing = new AccountListing(this.env, this.#book)
  /** Paces retries only; forgotten on eviction, which at worst retries sooner. */
  #errandFailures = 0

  /** Decides a command exactly once and answers every repeat as then. Claims have ways of their own. */
  execute(command: Exclude<AccountCommand, Claim | CancelClaim>): AccountAnswer {
    const now = Date.now()
    return answerOf(this.#settle(command, now), this.#book.read(), now)
  }

  /** Claims; the same command is the same claim and the same voucher, however often it is sent. */
  async claim(command: Claim): Promise<ClaimAnswer> {
    const now = Date.now()
    const { outcome } = settleAccount(this.#book.read(), command, now)
    // Asked before anything is written, and only where the claim would be opened now.
    const begins = outcome.kind === 'accepted' && !outcome.replayed
    const elsewhere = begins ? await hopeless(this.env, command) : []
    return this.#carriedOn(this.#settle(command, now, elsewhere))
  }

  /** Takes a claim back while no use of its voucher stands. */
  async cancelClaim(command: CancelClaim): Promise<ClaimAnswer> {
    return this.#carriedOn(this.#settle(command, Date.now()))
  }

  /** For the objects that count: whether a claim has what it took, may still need it, or came to nothing. */
  claimStands(seq: number): ClaimStanding {
    return claimStandingIn(this.#book.read().account, seq)
  }

  /** What the customer has now. */
  balances(): Balances {
    const record = this.#book.read()
    return balancesOf(record.account, accountTime(record, Date.now()))
  }

  /** What decides which offers are for them now. */
  prospects(): Prospects {
    const record = this.#book.read()
    return prospectsOf(record.account, accountTime(record, Date.now()))
  }

  /** The claim of that line, or null. */
  readClaim(seq: number): AccountClaim | null {
    return this.#book.read().account.claims.find((one) => one.seq === seq) ?? null
  }

  /** The purchase of that line as it was answered when it was recorded, or null. */
  readPurchase(seq: number): AccountAnswer | null {
    return purchaseAnswerOf(this.#book.read(), seq, Date.now())
  }

  /** The latest purchases that were not taken back, newest first. */
  latestPurchases(most: number): readonly Purchase[] {
    return latestPurchasesOf(this.#book.read().account, most)
  }

  /** A page of everything that happened, newest first. */
  statement(before: number | null, limit: number): StatementPage {
    return statementPageOf(this.#book.read(), before, limit)
  }

  /** What the lists, which know it up to that line, may not have of it yet. */
  tellingBehind(seq: number): AccountTelling {
    const record = this.#book.read()
    return tellingBehind(record, seq, accountTime(record, Date.now()))
  }

  /** What people typed as a reason, by line. */
  reasons(seqs: readonly number[]): Readonly<Record<number, string>> {
    return reasonsOf(this.#book.read(), seqs)
  }

  /** Takes every word people typed out of the ledger, and keeps none from now on; facts and chain stay whole. Rule R65. */
  eraseWords(): void {
    this.ctx.storage.transactionSync(() => this.#book.eraseWords())
  }

  /** The ledger as it is stored, for a backup; empty for an account that never began. */
  copy(): LedgerCopy {
    return this.#book.copy()
  }

  /** Takes a copy of its own ledger over, byte for byte, where nothing is yet. */
  restore(copy: LedgerCopy): Restoring {
    return this.ctx.storage.transactionSync((): Restoring => {
      const restoring = this.#book.restore(copy, this.ctx.id.name ?? null)
      if (restoring === 'restored') void this.ctx.storage.setAlarm(Date.now())
      return restoring
    })
  }

  /** Writes the whole ledger to D1 again, whatever it has. Gives the last line, 0 where there is none. */
  async reproject(): Promise<number> {
    return projectWholeAccount(this.env.DB, this.#book.read().entries)
  }

  /** Writes down what ended, brings D1 up to date and finishes what was begun; what fails is tried again for ever. */
  override async alarm(): Promise<void> {
    if (this.#book.read().entries.length === 0) return
    this.#state(expiring)
    this.#state(handingOver)
    const projected = await this.#listing.bringUp(this.ctx.id.name)
    const failed = await this.#runErrands()
    this.#errandFailures = failed ? this.#errandFailures + 1 : 0
    const now = Date.now()
    this.ctx.storage.transactionSync(() => {
      const paces = { projected, failures: this.#listing.failures, errandFailures: this.#errandFailures }
      const wake = nextAccountWake({ ...agendaOf(this.#book.read().account), ...paces }, now)
      if (wake !== null) void this.ctx.storage.setAlarm(wake)
    })
  }

  #settle(command: AccountCommand, now: Instant, elsewhere: readonly Refusal[] = []) {
    const { record, settlement } = this.ctx.storage.transactionSync(() => {
      const record = this.#book.read()
      const settlement = settleAccount(record, command, now, elsewhere)
      const { write } = settlement
      if (write === null) return { record, settlement }
      if ('attempt' in write) return { record: this.#book.remember(record, write.attempt), settlement }
      // In the transaction: the alarm exists exactly if the line does.
      void this.ctx.storage.setAlarm(now)
      return { record: this.#book.append(record, write.entry, write.words), settlement }
    })
    this.#book.keep(record)
    return settlement.outcome
  }

  /** Writes a fact the account states by itself, if there still is one to state. */
  #state(fact: (account: Account, now: Instant) => Fact | null, place: Place | null = null): void {
    const clock = Date.now()
    const record = this.ctx.storage.transactionSync(() => {
      const record = this.#book.read()
      const stated = fact(record.account, accountTime(record, clock))
      if (stated === null) return record
      void this.ctx.storage.setAlarm(clock)
      return this.#book.append(record, ownEntry(record, stated, place, clock), {})
    })
    this.#book.keep(record)
  }

  /** Carries on the claim that a command opened or cancels, and says how it stands then. */
  async #carriedOn(outcome: AccountOutcome): Promise<ClaimAnswer> {
    if (outcome.kind === 'refused') return outcome
    const { entry, replayed } = outcome
    const seq = entry.kind === 'cancel_opened' ? entry.claim : entry.seq
    assert(entry.kind === 'cancel_opened' || entry.kind === 'claim_opened', 'a command keeps its kind')
    try {
      await this.#finish(seq)
    } catch (failure) {
      // The alarm goes on; the caller asks again with the same command.
      sayLate(this.ctx.id.name, 1, failure)
    }
    return claimAnswerOf(this.#book.read(), entry, seq, replayed)
  }

  #finish(seq: number): Promise<void> {
    const running = this.#running.get(seq) ?? this.#steps(seq).finally(() => this.#running.delete(seq))
    this.#running.set(seq, running)
    return running
  }

  async #steps(seq: number): Promise<void> {
    for (;;) {
      const claim = claimIn(this.#book.read().account, seq)
      const held = { customer: this.#book.owner(), claim }
      switch (errandOf(claim)) {
        case 'obtain': {
          const obtained = await obtain(this.env, held)
          if ('voucher' in obtained) {
            this.#state((account) => fulfilling(account, seq, obtained.voucher), claim.place)
          } else this.#state((account, now) => refusing(account, seq, obtained.refusal, now), claim.place)
          break
        }
        case 'void': {
          const refusal = await takeVoucherBack(this.env, held)
          const wish = claim.cancel?.place ?? null
          if (refusal === null) this.#state((account, now) => cancelling(account, seq, now), wish)
          else this.#state((account) => keeping(account, seq, refusal), wish)
          break
        }
        case 'give_back':
          await giveBack(this.env, held)
          this.#state((account) => closing(account, seq), claim.place)
          break
        case null:
          return
      }
    }
  }

  /** Whether one of them failed. */
  async #runErrands(): Promise<boolean> {
    let failed = false
    for (const errand of errandsOf(this.#book.read().account)) {
      try {
        await this.#run(errand)
      } catch (failure) {
        failed = true
        sayLate(this.ctx.id.name, this.#errandFailures + 1, failure)
      }
    }
    return failed
  }

  async #run(errand: Errand): Promise<void> {
    // Whoever waits for it now carries it on.
    if (errand.kind !== 'deliver')
      return this.#running.has(errand.claim) ? undefined : this.#finish(errand.claim)
    const { account, entries } = this.#book.read()
    const entry = account.underway.find(({ seq }) => seq === errand.transfer)
    const place = entries[(account.merged?.seq ?? 0) - 1]?.place
    assert(entry !== undefined && place != null, 'what is underway was decided by somebody')
    await deliver(this.env, entry, place)
    this.#state((then) => delivered(then, errand.transfer), place)
  }
}
