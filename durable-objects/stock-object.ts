import { DurableObject } from 'cloudflare:workers'
import { assert } from '../src/assert.ts'
import { isVoucherId, readClaimId } from '../src/id.ts'
import type { Instant } from '../src/local-time.ts'
import type { AccountObject } from './account-object.ts'
import { beside } from './beside.ts'
import { sayLate } from './late.ts'
import type { Restoring } from './ledger-copy.ts'
import {
  ASK,
  askIn,
  askKey,
  claimIn,
  type StoredTake,
  stored,
  TAKE,
  type Take,
  type Taker,
  takeIn,
  takeKey,
} from './stock-keys.ts'
import type { VoucherObject } from './voucher-object.ts'

/** What a stock object needs from its surroundings. */
interface StockEnv {
  readonly ACCOUNTS: DurableObjectNamespace<AccountObject>
  readonly VOUCHERS: DurableObjectNamespace<VoucherObject>
  readonly JURISDICTION?: string
}

/** What is counted: `used` of `limit`, null where there is none. Pieces of an offer, or minor units of a budget. */
export interface StockReading {
  readonly limit: number | null
  readonly used: number
  /** Null where there is no limit. */
  readonly left: number | null
}

/** What came of asking for some. */
export type Taking = { readonly kind: 'taken' | 'refused'; readonly left: number | null }

/** All that is counted, as a backup carries it. */
export interface StockCopy {
  readonly name: string
  readonly limit: number | null
  /** What was taken before it counted, of a count that began with a bare number; absent for nothing. */
  readonly before?: number
  /** What each taker has of it; and for money, as of which line of its voucher's ledger. */
  readonly takes: readonly (readonly [Taker, number] | readonly [Taker, number, number])[]
}

interface Counts {
  /** An object woken by its number does not know its name. */
  readonly name: string
  readonly limit: number | null
  readonly used: number
  /** How much of `used` belongs to nobody that is known, and never comes back. */
  readonly before?: number
  /** Of the offer or campaign that says the limit; absent before it was counted. */
  readonly version?: number
}

/** So long a claim may take to be settled by itself; then its account is asked. */
export const ASK_AFTER_MS = 60 * 60_000
const ASKED_AT_ONCE = 50
/** After an outage accounts are asked again this much later. */
const ASK_AGAIN_MS = 5 * 60_000

/**
 * Counts what can be given out: the stock of one offer, or the money of one campaign. What a claim has taken is its own
 * until it gives it back: nothing runs out by time. An account may die between taking and settling, so a take nobody has
 * answered for is looked into after an hour, and freed only if the account itself says that the claim came to nothing. A
 * voucher issued to nobody takes for itself, and answers for itself.
 *
 * Callers know a name and a claim, and nothing more: whether something is left is answered by `take` alone, and `left` is
 * said as a courtesy, true at that moment in the object that was asked. So lots of a stock can be handed to regional
 * objects later: `take` of such an object answers from its lot and fetches the next one when that is gone; `giveBack` and
 * `settle` go to whichever object took, which the claim's id leads to as it led there the first time; and `read` of the
 * first object adds up what it has lent out.
 */
export class StockObject extends DurableObject<StockEnv> {
  /**
   * Those who took one while nothing counted: they have it, as if they had taken it here. Once it counts it knows better than
   * whoever comes late with a list; each is asked after, as the list may have been late as well. Rule R97.
   */
  enter(takers: readonly Taker[]): void {
    const now = Date.now()
    this.ctx.storage.transactionSync(() => {
      if (this.#counts() !== null) return
      for (const taker of takers) {
        this.ctx.storage.kv.put(takeKey(taker), 1)
        this.ctx.storage.kv.put(askKey(now + ASK_AFTER_MS, taker), true)
      }
      this.#arm()
    })
  }

  /**
   * Sets how much there is, as of that version of what says so: an older one comes too late. Where more is taken already,
   * nothing is left until some comes back. An object nobody configured gives nothing. Whoever has still to `enter` those
   * before asks for no beginning, and is told whether there was one. Rule R97.
   */
  configure(limit: number | null, version = 0, begins = true): boolean {
    return this.ctx.storage.transactionSync(() => {
      const counts = this.#counts()
      if (counts !== null) {
        if (version >= (counts.version ?? 0)) this.#count({ ...counts, limit, version })
        return true
      }
      if (!begins) return false
      const used = this.#takes().reduce((sum, [, { quantity }]) => sum + quantity, 0)
      this.#count({ name: this.ctx.id.name ?? '', limit, used, version })
      return true
    })
  }

  /** Takes so much for a claim if it is there; a claim that has taken has taken once, however often it asks. */
  take(claim: Taker, quantity: number): Taking {
    assert(Number.isSafeInteger(quantity) && quantity > 0, 'something is taken')
    const now = Date.now()
    return this.ctx.storage.transactionSync((): Taking => {
      const counts = this.#counts()
      if (counts === null) return { kind: 'refused', left: 0 }
      if (this.#taken(claim) !== null) return { kind: 'taken', left: leftOf(counts) }
      const left = leftOf(counts)
      if (left !== null && left < quantity) return { kind: 'refused', left }
      this.#askLater(claim, now + ASK_AFTER_MS)
      return { kind: 'taken', left: leftOf(this.#take(claim, { quantity, seq: 0 })) }
    })
  }

  /** Gives back what a claim took, once; nothing where it took nothing. */
  giveBack(claim: Taker): void {
    this.ctx.storage.transactionSync(() => this.#giveBack(claim))
  }

  /**
   * Keeps for a claim what its voucher has cost and can still cost, as of line `seq` of the voucher's ledger; what an older
   * line said comes too late. For money: a voucher seldom costs its most. A use rolled back or an end moved costs again,
   * over the limit if need be: it was promised. What was given back stays so. Rule R87.
   */
  settle(claim: Taker, quantity: number, seq: number): void {
    assert(Number.isSafeInteger(quantity) && quantity >= 0, 'what it costs is a whole amount')
    this.ctx.storage.transactionSync(() => {
      const taken = this.#taken(claim)
      if (taken !== null && taken.seq <= seq) this.#take(claim, { quantity, seq })
    })
  }

  /** What there is; null where nobody has configured anything. */
  read(): StockReading | null {
    const counts = this.#counts()
    return counts && { limit: counts.limit, used: counts.used, left: leftOf(counts) }
  }

  /** Everything, for a backup; null where there is nothing. */
  copy(): StockCopy | null {
    const counts = this.#counts()
    if (counts === null) return null
    const { name, limit, before } = counts
    return {
      name,
      limit,
      ...(before !== undefined && { before }),
      takes: this.#takes().map(([taker, { quantity, seq }]) =>
        seq === 0 ? [taker, quantity] : [taker, quantity, seq],
      ),
    }
  }

  /**
   * Takes a copy of its own over where nothing is yet. Every take is looked into again: the accounts in the same backup
   * may be a little older than the stock.
   */
  restore(copy: StockCopy): Restoring {
    const now = Date.now()
    return this.ctx.storage.transactionSync((): Restoring => {
      const present = this.copy()
      if (present !== null) return JSON.stringify(present) === JSON.stringify(copy) ? 'same' : 'different'
      if (copy.name !== (this.ctx.id.name ?? copy.name)) return 'flawed'
      for (const [claim, quantity, seq = 0] of copy.takes) {
        this.ctx.storage.kv.put(takeKey(claim), stored({ quantity, seq }))
        this.#askLater(claim, now + ASK_AFTER_MS)
      }
      const { takes, ...rest } = copy
      const used = takes.reduce((sum, [, quantity]) => sum + quantity, copy.before ?? 0)
      this.#count({ ...rest, used })
      return 'restored'
    })
  }

  /** Asks the accounts of takes that nobody has answered for; what came to nothing is free again. */
  override async alarm(): Promise<void> {
    const now = Date.now()
    const due = [...this.ctx.storage.kv.list({ prefix: ASK, limit: ASKED_AT_ONCE })]
      .map(([key]) => askIn(key))
      .filter(({ at }) => at <= now)
    const answers = await Promise.all(due.map(({ claim }) => this.#stands(claim)))
    this.ctx.storage.transactionSync(() => {
      for (const [index, { at, claim }] of due.entries()) {
        const answer = answers[index]
        this.ctx.storage.kv.delete(askKey(at, claim))
        if (answer === 'gone') this.#giveBack(claim)
        if (answer === 'open') this.#askLater(claim, now + ASK_AFTER_MS)
        if (answer === 'unheard') this.#askLater(claim, now + ASK_AGAIN_MS)
      }
      this.#arm()
    })
  }

  async #stands(claim: Taker): Promise<'standing' | 'open' | 'gone' | 'unheard'> {
    try {
      if (isVoucherId(claim)) {
        const voucher = await beside(this.env.VOUCHERS, claim, this.env.JURISDICTION).read()
        return voucher === null ? 'gone' : 'standing'
      }
      const named = readClaimId(claim)
      if (named === null) return 'gone'
      return await beside(this.env.ACCOUNTS, named.customer, this.env.JURISDICTION).claimStands(named.seq)
    } catch (failure) {
      sayLate(this.ctx.id.name, 1, failure)
      return 'unheard'
    }
  }

  #giveBack(claim: Taker): void {
    if (this.#taken(claim) === null) return
    if (this.#counts() !== null) this.#take(claim, { quantity: 0, seq: 0 })
    this.ctx.storage.kv.delete(takeKey(claim))
  }

  /** Writes down what a claim has, instead of what it had. */
  #take(claim: Taker, take: Take): Counts {
    const counts = this.#counts()
    assert(counts !== null, 'only what is counted is taken')
    const before = this.#taken(claim)?.quantity ?? 0
    this.ctx.storage.kv.put(takeKey(claim), stored(take))
    return this.#count({ ...counts, used: counts.used - before + take.quantity })
  }

  #askLater(claim: Taker, at: Instant): void {
    this.ctx.storage.kv.put(askKey(at, claim), true)
    this.#arm()
  }

  /** Wakes for the first take that is to be looked into. */
  #arm(): void {
    const [first] = this.ctx.storage.kv.list({ prefix: ASK, limit: 1 })
    if (first !== undefined) void this.ctx.storage.setAlarm(askIn(first[0]).at)
  }

  #taken(claim: Taker): Take | null {
    const found = this.ctx.storage.kv.get<StoredTake>(takeKey(claim))
    if (found === undefined) return null
    return takeIn(found)
  }

  /** Who has what. */
  #takes(): readonly (readonly [Taker, Take])[] {
    return [...this.ctx.storage.kv.list<StoredTake>({ prefix: TAKE })].map(([key, stored]) => {
      return [claimIn(key.slice(TAKE.length)), takeIn(stored)]
    })
  }

  #counts(): Counts | null {
    return this.ctx.storage.kv.get<Counts>('counts') ?? null
  }

  #count(counts: Counts): Counts {
    this.ctx.storage.kv.put('counts', counts)
    return counts
  }
}

function leftOf({ limit, used }: Counts): number | null {
  return limit === null ? null : Math.max(0, limit - used)
}
