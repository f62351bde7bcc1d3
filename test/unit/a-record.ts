import {
  attemptsToDrop,
  countAttempts,
  type Ledger,
  type RefusalCounts,
  type Settlement,
} from '../../src/ledger.ts'

/** What a voucher's object keeps, in memory: the ledger, and the refusals it no longer keeps whole. */
export interface ARecord extends Ledger {
  readonly counts: RefusalCounts
}

export const EMPTY_RECORD: ARecord = { entries: [], attempts: [], counts: {} }

/** Writes what was settled, as the object does. */
export function recorded(record: ARecord, { write }: Settlement): ARecord {
  if (write === null) return record
  if ('entry' in write) return { ...record, entries: [...record.entries, write.entry] }
  const attempts = [...record.attempts, write.attempt]
  const dropped = attemptsToDrop(attempts)
  return {
    ...record,
    attempts: attempts.slice(dropped.length),
    counts: countAttempts(record.counts, dropped),
  }
}
