import { type Account, apply, EMPTY_ACCOUNT, type Entry, fold } from '../src/account/account.ts'
import type { AccountClaim } from '../src/account/claim.ts'
import { type AccountAttempt, type AccountLedger, withAttempt } from '../src/account/ledger.ts'
import { assert } from '../src/assert.ts'
import type { Words } from '../src/command.ts'
import type { CustomerId } from '../src/id.ts'
import type { Instant } from '../src/local-time.ts'
import type { Place } from '../src/voucher.ts'
import { isWhole, type LedgerCopy, type Restoring } from './ledger-copy.ts'
import { type LedgerLine, LedgerTable } from './ledger-table.ts'

/** An account's whole record: the pure ledger, and what only storage knows. */
export interface AccountRecord extends AccountLedger {
  readonly lines: readonly LedgerLine<Entry>[]
}

/** Set once the customer is erased. */
const ERASED = 'erased'
/** Before the ids of commands that are not decided here. */
const FORGONE = 'forgone '
/** No request is under way for longer. */
const UNDER_WAY_MS = 60 * 60 * 1000

const EMPTY: AccountRecord = { account: EMPTY_ACCOUNT, entries: [], attempts: [], lines: [] }

/** What one account keeps. Nothing is created before the first accepted command. */
export class AccountBook {
  readonly #table: LedgerTable<Entry>
  readonly #kv: SyncKvStorage
  /** What is stored, as long as nothing was written since it was kept. */
  #kept: AccountRecord | null = null

  constructor({ sql, kv }: DurableObjectStorage) {
    this.#table = new LedgerTable(sql, [])
    this.#kv = kv
  }

  /** Whose account would be late, and since when. */
  lateness(): { readonly subject: CustomerId; readonly since: number } {
    return { subject: this.owner(), since: this.read().entries.at(-1)?.at ?? 0 }
  }

  /** Whose account it is, of one that began. */
  owner(): CustomerId {
    const [first] = this.read().entries
    assert(first !== undefined, 'only an account that began has claims')
    return first.customer
  }

  /** From where the purchase was taken back that a claim was made for; null where none was. */
  reversalPlace({ because }: AccountClaim): Place | null {
    const { account, entries } = this.read()
    const by = account.purchases.find(({ seq }) => seq === because)?.reversedBy ?? null
    return by === null ? null : (entries[by - 1]?.place ?? null)
  }

  /** What people said with that line. */
  wordsOf(seq: number): Words {
    return this.read().lines[seq - 1]?.words ?? {}
  }

  /** Everything: from memory if it was kept, else as it is stored. */
  read(): AccountRecord {
    return this.#kept ?? this.#load()
  }

  /** Keeps a record in memory. Only after its transaction: what was rolled back must be read again. */
  keep(record: AccountRecord): void {
    this.#kept = record
  }

  /** Adds an entry to the chain and gives the record with it. Must run inside the transaction that read `record`. */
  append(record: AccountRecord, entry: Entry, words: Words): AccountRecord {
    this.#kept = null
    const kept = this.#kv.get(ERASED) === true ? {} : words
    const line = this.#table.append(record.lines.at(-1), entry, kept)
    return {
      ...record,
      account: apply(record.account, entry),
      entries: [...record.entries, entry],
      lines: [...record.lines, line],
    }
  }

  /** Records a refused attempt; of the oldest nothing is kept. Gives the record with it. */
  remember(record: AccountRecord, attempt: AccountAttempt): AccountRecord {
    this.#kept = null
    const attempts = withAttempt(record.attempts, attempt)
    this.#table.writeRefused(JSON.stringify({ attempts }))
    return { ...record, attempts }
  }

  /** Takes out every word people typed, and keeps none from now on: a command may have been on its way. Must run inside a transaction. */
  eraseWords(): void {
    this.#kept = null
    this.#kv.put(ERASED, true)
    this.#table.eraseWords()
  }

  /**
   * Leaves a command it does not know to the record that stays, which is about to decide it. A request that still takes this
   * one for a customer of its own may come later; long after the merge none does, and nothing is noted.
   */
  forgo(command: string, now: Instant): void {
    const { account, entries } = this.read()
    const merged = entries[(account.merged?.seq ?? 0) - 1]?.at ?? now
    if (now - merged < UNDER_WAY_MS) this.#kv.put(FORGONE + command, true)
  }

  /** Whether a command was left to the record that stays. */
  hasForgone(command: string): boolean {
    return this.#kv.get(FORGONE + command) === true
  }

  /** Every line as it is stored, unpacked; empty for an account that never began. */
  copy(): LedgerCopy {
    return this.#table.copy()
  }

  /** Writes a copied ledger of that customer's (null: of any) where there is none. Must run inside a transaction. */
  restore(copy: LedgerCopy, customer: string | null): Restoring {
    const present = this.copy()
    if (present.length > 0) return JSON.stringify(present) === JSON.stringify(copy) ? 'same' : 'different'
    if (!isWholeAccount(copy, customer)) return 'flawed'
    this.#kept = null
    this.#table.restore(copy)
    return 'restored'
  }

  #load(): AccountRecord {
    const stored = this.#table.read()
    if (stored === null) return EMPTY
    const { lines, refused } = stored
    const entries = lines.map(({ entry }) => entry)
    return { account: fold(entries), entries, attempts: attemptsIn(refused), lines }
  }
}

/** Whether this is the whole, unaltered ledger of that customer's account (null: of any). */
function isWholeAccount(copy: LedgerCopy, customer: string | null): boolean {
  return isWhole(copy, customer, (all) => {
    const entries = all as readonly Entry[]
    const account: Account = fold(entries)
    const [first] = entries
    if (first === undefined || account.head === 0) return null
    return entries.every((entry) => entry.customer === first.customer) ? first.customer : null
  })
}

function attemptsIn(text: string | null): readonly AccountAttempt[] {
  return text === null ? [] : (JSON.parse(text) as { attempts: readonly AccountAttempt[] }).attempts
}
