import type { Actor } from '../src/audit.ts'
import type { PrincipalId } from '../src/id.ts'
import { type Change, changed, isActiveAdmin } from '../src/staffing.ts'
import { type ChangeOutcome, readingOf } from './person-reading.ts'
import type { PersonRecord } from './person-record.ts'

/** An admin who is being taken out of the roster is looked after again so much later, should their object die meanwhile. */
const LEAVING_MS = 30_000

/** How far a change has come: over, or waiting for the roster to let an admin go. */
export type Step =
  | { readonly kind: 'over'; readonly outcome: ChangeOutcome }
  | { readonly kind: 'leaving'; readonly id: PrincipalId; readonly seq: number }

/** The two steps of changing somebody around the question whether they may cease to be an admin; each within a transaction. */
export class PersonChanging {
  readonly #storage: DurableObjectStorage
  readonly #record: PersonRecord

  constructor(storage: DurableObjectStorage, record: PersonRecord) {
    this.#storage = storage
    this.#record = record
  }

  /** Changes whatever needs no roster, or notes that somebody is leaving it. */
  begin(change: Change, version: number | null, actor: Actor): Step {
    const now = Date.now()
    const record = this.#record.read()
    if (record === null) return { kind: 'over', outcome: { kind: 'nobody' } }
    const next = changed(record, change, version, actor, now)
    if (typeof next === 'string') {
      return { kind: 'over', outcome: { kind: 'refused', reason: next, person: readingOf(record, now) } }
    }
    if (isActiveAdmin(record) && !isActiveAdmin(next)) {
      const seq = record.seq + 1
      this.#record.keep({ ...record, seq, leaving: seq })
      void this.#storage.setAlarm(now + LEAVING_MS)
      return { kind: 'leaving', id: record.principal.id, seq }
    }
    const person = next === record ? record : this.#record.write(next)
    return { kind: 'over', outcome: { kind: 'changed', person: readingOf(person, now) } }
  }

  /** What the roster said, acted on; null where something happened since `seq`: then everything is decided anew. */
  finish(
    change: Change,
    version: number | null,
    actor: Actor,
    seq: number,
    mayLeave: boolean,
  ): ChangeOutcome | null {
    const now = Date.now()
    const record = this.#record.read()
    if (record === null || record.seq !== seq || record.leaving !== seq) return null
    if (!mayLeave) {
      const person = readingOf(this.#record.write({ ...record, leaving: null }), now)
      return { kind: 'refused', reason: 'last_admin', person }
    }
    const next = changed(record, change, version, actor, now)
    if (typeof next === 'string') return null
    return { kind: 'changed', person: readingOf(this.#record.write({ ...next, leaving: null }), now) }
  }
}
