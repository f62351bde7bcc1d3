import { DurableObject } from 'cloudflare:workers'
import { assert } from '../src/assert.ts'
import { afterWriting, type Guess, type HourOfGuesses, hourEnd, withGuess } from '../src/guess.ts'
import {
  atOnce,
  BUDGETS,
  type Caller,
  callerName,
  forgottenAt,
  type Misses,
  missed,
  NO_MISSES,
  SPEAKERS,
  type Verdict,
  verdictOn,
} from '../src/limiter.ts'
import type { Instant } from '../src/local-time.ts'
import { writeGuesses } from './guess-projection.ts'
import { sayLate } from './late.ts'

/** What lies in storage; nothing at all for a caller who got nothing wrong. */
interface Memory {
  /** An alarm does not know the name of its object. */
  readonly caller: Caller
  readonly misses: Misses
  readonly hours: readonly HourOfGuesses[]
  /** Whether `hours` holds something that is not in the library yet. */
  readonly unwritten: boolean
}

/** The library is written to at most once in so long. */
const BATCH_MS = 20_000
/** After an outage it is tried again this late at the latest. */
const RETRY_MOST_MS = 5 * 60_000
/** What has not been settled by then never will be: whoever asked has been cut off. It counts as a miss. */
const IN_HAND_MS = 60_000

/** Counts what one caller gets wrong: a network, a device, a principal. It forgets everything in the end, itself too. */
export class LimiterObject extends DurableObject<{ readonly DB: D1Database }> {
  /** When each of those began that are being answered now. In memory: a hit costs no write. */
  readonly #inHand = new Map<number, Instant>()
  #tickets = 0
  #failures = 0

  /** What the caller may do now. */
  verdict(caller: Caller): Verdict {
    return verdictOn(this.#misses(), BUDGETS[caller.budget], Date.now())
  }

  /**
   * Takes one try in hand before it is answered, to be settled after: null where the caller is refused, or has too many
   * in hand already. Those count as no misses yet.
   */
  take(caller: Caller): { readonly verdict: Verdict; readonly ticket: number | null } {
    const now = Date.now()
    this.#settleLate(caller, now)
    const verdict = this.verdict(caller)
    if (verdict.kind === 'refuse') return { verdict, ticket: null }
    if (this.#inHand.size >= atOnce(this.#misses(), BUDGETS[caller.budget], now))
      return { verdict, ticket: null }
    this.#tickets += 1
    this.#inHand.set(this.#tickets, now)
    return { verdict, ticket: this.#tickets }
  }

  /** How a try in hand came out: null for a hit, which leaves no trace. */
  settle(caller: Caller, ticket: number, guess: Guess | null): Verdict {
    this.#inHand.delete(ticket)
    return guess === null ? this.verdict(caller) : this.miss(caller, guess)
  }

  /** Counts a miss after its answer, and gives what the caller may do from now on. */
  miss(caller: Caller, guess: Guess): Verdict {
    return this.#count(caller, Date.now(), 1, guess)
  }

  /** Counts something that is rationed whatever comes of it, unless the caller has had too much of it. */
  spend(caller: Caller): Verdict {
    const verdict = this.verdict(caller)
    if (verdict.kind !== 'refuse') this.#count(caller, Date.now(), 1, null)
    return verdict
  }

  /** Lets the caller in again: nothing weighs any more. What was tried stays on record. */
  pardon(): void {
    const memory = this.#memory()
    if (memory !== undefined) this.ctx.storage.kv.put('memory', { ...memory, misses: NO_MISSES })
  }

  /** Writes what was tried into the library; forgets everything once nothing weighs. */
  override async alarm(): Promise<void> {
    const memory = this.#memory()
    if (memory === undefined) return
    let written = false
    try {
      // Numbers are written as they stand and tries under their own key: doing it twice changes nothing.
      if (memory.unwritten) await writeGuesses(this.env.DB, callerName(memory.caller), memory.hours)
      written = true
      this.#failures = 0
    } catch (failure) {
      this.#failures += 1
      sayLate('guesses', this.#failures, failure)
    }
    // Whoever has nothing left to remember leaves nothing behind, not even an empty table.
    if (this.#rest(memory, written) === 'over') await this.ctx.storage.deleteAll()
  }

  /** After the alarm: what came meanwhile is still to be written, what is over is forgotten. */
  #rest(before: Memory, written: boolean): 'over' | 'more' {
    return this.ctx.storage.transactionSync(() => {
      const now = Date.now()
      const memory = this.#memory()
      assert(memory !== undefined, 'only the alarm forgets')
      const same = JSON.stringify(memory.hours) === JSON.stringify(before.hours)
      const rest = written && same ? { hours: afterWriting(memory.hours, now), unwritten: false } : {}
      const after = { ...memory, ...rest }
      const over = forgottenAt(after.misses, BUDGETS[after.caller.budget])
      if (!after.unwritten && after.hours.length === 0 && over <= now) return 'over'
      this.ctx.storage.kv.put('memory', after)
      const retry = Math.min(BATCH_MS * 2 ** this.#failures, RETRY_MOST_MS)
      const quiet = Math.max(over, after.hours.length === 0 ? 0 : hourEnd(now))
      void this.ctx.storage.setAlarm(after.unwritten ? now + retry : Math.max(quiet, now + 1))
      return 'more'
    })
  }

  #count(caller: Caller, now: Instant, count: number, guess: Guess | null): Verdict {
    const budget = BUDGETS[caller.budget]
    const memory = this.#memory()
    const misses = missed(memory?.misses ?? NO_MISSES, budget, now, count)
    const hours = memory?.hours ?? []
    const next: Memory = {
      caller,
      misses,
      hours: guess === null ? hours : withGuess(hours, guess, now, SPEAKERS.includes(caller.budget)),
      unwritten: guess !== null || (memory?.unwritten ?? false),
    }
    this.ctx.storage.transactionSync(() => {
      this.ctx.storage.kv.put('memory', next)
      if (next.unwritten && memory?.unwritten !== true) void this.ctx.storage.setAlarm(now + BATCH_MS)
      // What is only counted sets its alarm once: it comes too early, looks, and sleeps on.
      else if (memory === undefined) void this.ctx.storage.setAlarm(forgottenAt(misses, budget))
    })
    return verdictOn(misses, budget, now)
  }

  #settleLate(caller: Caller, now: Instant): void {
    const late = [...this.#inHand].filter(([, begun]) => now - begun > IN_HAND_MS)
    for (const [ticket] of late) this.#inHand.delete(ticket)
    if (late.length > 0) this.#count(caller, now, late.length, null)
  }

  #misses(): Misses {
    return this.#memory()?.misses ?? NO_MISSES
  }

  #memory(): Memory | undefined {
    return this.ctx.storage.kv.get<Memory>('memory')
  }
}
