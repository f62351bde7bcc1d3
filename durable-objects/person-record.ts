import { sessionNoted } from '../src/access/sessions.ts'
import { type Presence, type PrincipalRecord, presenceOf, seen } from '../src/principal.ts'
import { kindOf } from '../src/staffing.ts'
import { type StoredRecord, upToDate } from '../src/stored-record.ts'
import { type BudgetCopy, restoreBudget } from './goodwill-ledger.ts'
import type { Restoring } from './ledger-copy.ts'
import { essence } from './person-reading.ts'
import { StoredDocument } from './stored-document.ts'

/** What a backup carries of a principal: who they are, and what counts against their budget. */
export interface PrincipalCopy {
  readonly record: PrincipalRecord
  readonly budget: BudgetCopy
}

/** The record of one principal as its object stores it. */
export class PersonRecord {
  readonly #storage: DurableObjectStorage
  readonly #document: StoredDocument<StoredRecord>

  constructor(storage: DurableObjectStorage) {
    this.#storage = storage
    this.#document = new StoredDocument<StoredRecord>(storage.kv, 'record')
  }

  /** The record in today's shape, or null for nobody. */
  read(): PrincipalRecord | null {
    const stored = this.#document.read()
    return stored === null ? null : upToDate(stored)
  }

  /** Writes what `next` makes of the record, or nothing where it makes null. */
  change(next: (record: PrincipalRecord | null) => PrincipalRecord): PrincipalRecord
  change(next: (record: PrincipalRecord | null) => PrincipalRecord | null): PrincipalRecord | null
  change(next: (record: PrincipalRecord | null) => PrincipalRecord | null): PrincipalRecord | null {
    return this.#storage.transactionSync(() => {
      const record = next(this.read())
      return record && this.write(record)
    })
  }

  /** In a transaction: the alarm exists exactly if the change does, and a pending alarm is the outbox. */
  write(record: PrincipalRecord): PrincipalRecord {
    const next = { ...record, seq: record.seq + 1 }
    this.#document.write(next)
    if (kindOf(record.principal) !== null) void this.#storage.setAlarm(Date.now())
    return next
  }

  /** Writes what no list shows: nobody has to hear of it. */
  keep(record: PrincipalRecord): void {
    this.#document.write(record)
  }

  /** Whom this secret speaks for at `now`, or null; notes now and then that they were here. */
  presence(hash: string, now: number): Presence | null {
    const record = this.read()
    const presence = record && presenceOf(record, hash, now)
    if (presence !== null) this.#note(hash, now)
    return presence
  }

  /** Notes, now and then, that they were here, and that this session was used. */
  #note(hash: string, now: number): void {
    this.#storage.transactionSync(() => {
      const record = this.read()
      if (record === null) return
      const noted = sessionNoted(record, hash, now) ?? record
      const next = kindOf(record.principal) === null ? null : seen(noted, now)
      if (next !== null) this.write(next)
      else if (noted !== record) this.keep(noted)
    })
  }

  /** Takes a copy over where nothing is yet; lists and the roster of admins hear of it as of anybody. */
  restore(copy: StoredRecord, budget: BudgetCopy): Restoring {
    return this.#storage.transactionSync((): Restoring => {
      const present = this.read()
      if (present !== null) return essence(present) === essence(upToDate(copy)) ? 'same' : 'different'
      this.#document.write({ ...copy, leaving: null })
      restoreBudget(this.#storage, budget)
      if (kindOf(copy.principal) !== null) void this.#storage.setAlarm(Date.now())
      return 'restored'
    })
  }
}
