import { DurableObject } from 'cloudflare:workers'
import type { Purchase } from '../src/account/account.ts'
import type { Balances } from '../src/account/balance.ts'
import type { AccountClaim } from '../src/account/claim.ts'
import type { AccountCommand, CancelClaim, Claim, ReversePurchase, Sent } from '../src/account/command.ts'
import { type AccountOutcome, accountTime, ownEntry, recalled, settleAccount } from '../src/account/ledger.ts'
import {
  agendaOf,
  type ClaimStanding,
  claimStandingIn,
  expiring,
  givenFor,
  handingOver,
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
  giftsOf,
  latestPurchasesOf,
  type Prospects,
  prospectsOf,
  purchaseAnswerOf,
  type ReversalAnswer,
  reasonsOf,
  recalledAnswerOf,
  type StatementPage,
  statementPageOf,
  tellingBehind,
} from './account-answers.ts'
import { AccountBook } from './account-book.ts'
import { AccountErrands, type Stating } from './account-errands.ts'
import { projectAccount, projectWholeAccount } from './account-projection.ts'
import { type ErrandEnv, hopeless } from './claim-errands.ts'
import { Pace, sayLate, tellLate } from './late.ts'
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
 * A claim whose purchase was taken back is cancelled the same way; that it was not yet is plain from the ledger itself.
 *
 * A transfer to the record that stays: 1. `merged_out`. 2. the other account writes `merged_in`, once. 3. `transfer_closed`.
 */
export class AccountObject extends DurableObject<AccountEnv> {
  readonly #book = new AccountBook(this.ctx.storage)
  readonly #errands = new AccountErrands(
    () => this.env,
    this.#book,
    (fact, place) => this.#state(fact, place),
  )
  readonly #pace = new Pace()
  /** Paces retries only, as the above. */
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

  /**
   * The answer this account gave to a claim under that command, which it goes on with. Null where it was never sent here: the
   * record that stays decides it, and if it is still on its way here it comes to nothing. Rules R4 and R99.
   */
  async recallClaim(sent: Sent): Promise<ClaimAnswer | null> {
    const now = Date.now()
    const outcome = recalled(this.#book.read(), sent, now)
    if (outcome === null) this.#book.forgo(sent.id, now)
    return outcome && this.#carriedOn(outcome)
  }

  /** The same for any other command. */
  recall(sent: Sent): AccountAnswer | null {
    const now = Date.now()
    const answer = recalledAnswerOf(this.#book.read(), sent, now)
    if (answer === null) this.#book.forgo(sent.id, now)
    return answer
  }

  /** Takes a claim back while no use of its voucher stands. */
  async cancelClaim(command: CancelClaim): Promise<ClaimAnswer> {
    return this.#carriedOn(this.#settle(command, Date.now()))
  }

  /** Takes a purchase back, and the vouchers it was the reason for; what cannot be reached now, the alarm takes back. */
  async reversePurchase(command: ReversePurchase): Promise<ReversalAnswer> {
    const answer = this.execute(command)
    if (answer.kind === 'refused') return answer
    const { purchase } = command
    for (const { seq } of givenFor(this.#book.read().account, purchase))
      await this.#errands.finish(seq).catch((failure) => void sayLate(this.ctx.id.name, 1, failure))
    return { ...answer, gifts: giftsOf(this.#book.read().account, purchase) }
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
    const project = () => projectAccount(this.env.DB, this.#book.read().entries)
    const { projected, news } = await this.#pace.attempt(this.ctx.id.name, project)
    const failed = await this.#errands.run(this.#errandFailures + 1)
    this.#errandFailures = failed ? this.#errandFailures + 1 : 0
    const now = Date.now()
    this.ctx.storage.transactionSync(() => {
      const paces = { projected, failures: this.#pace.failures, errandFailures: this.#errandFailures }
      const wake = nextAccountWake({ ...agendaOf(this.#book.read().account), ...paces }, now)
      if (wake !== null) void this.ctx.storage.setAlarm(wake)
    })
    // Armed by now: whatever comes of telling, everything goes on.
    if (news !== null) await tellLate(this.env, this.#book.lateness(), news.error)
  }

  #settle(command: AccountCommand, now: Instant, elsewhere: readonly Refusal[] = []) {
    const { record, settlement } = this.ctx.storage.transactionSync(() => {
      const record = this.#book.read()
      // Sent once more it reaches the record that stays, and its answer.
      if (this.#book.hasForgone(command.id)) throw new Error('the record that stays decides this')
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
  #state(fact: Stating, place: Place | null = null): void {
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
      await this.#errands.finish(seq)
    } catch (failure) {
      // The alarm goes on; the caller asks again with the same command.
      sayLate(this.ctx.id.name, 1, failure)
    }
    return claimAnswerOf(this.#book.read(), entry, seq, replayed)
  }
}
