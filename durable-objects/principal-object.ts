import { DurableObject } from 'cloudflare:workers'
import { nextWake } from '../src/agenda.ts'
import type { CommandId, PrincipalId } from '../src/id.ts'
import {
  type Contact,
  enrolled,
  holderOf,
  INVITATION_MS,
  invited,
  isInvited,
  joined,
  type Principal,
  type PrincipalRecord,
  type StoredRecord,
  seen,
  signedIn,
  signedOut,
  upToDate,
} from '../src/principal.ts'
import { entered, left, type Roster } from '../src/roster.ts'
import { acted, type Change, changed, isActiveAdmin, kindOf, standingOf } from '../src/staffing.ts'
import { projectPerson } from './people-projection.ts'
import {
  type ChangeOutcome,
  type Enrolment,
  type InvitationOutcome,
  madeBefore,
  type PersonReading,
  readingOf,
} from './person-reading.ts'

/** What a principal's object needs from its surroundings. */
export interface PrincipalEnv {
  readonly DB: D1Database
  readonly PRINCIPALS: DurableObjectNamespace<PrincipalObject>
  readonly JURISDICTION: string
}

/** An admin who is being taken out of the roster is looked after again so much later, should this object die meanwhile. */
const LEAVING_MS = 30_000
/** The one object of this class that is nobody: it keeps the roster of admins (src/roster.ts). */
const ROSTER = 'roster'

/** One staff member, device, customer or API key: who they are and which secrets speak for them. Hashes are SHA-256, hex. */
export class PrincipalObject extends DurableObject<PrincipalEnv> {
  /** Paces retries only; forgotten on eviction, which at worst retries sooner. */
  #failures = 0

  /** Makes or updates who this is; sessions stay. */
  enrol(principal: Principal, keyHash: string | null): void {
    this.#change((record) => {
      const { version, ...rest } = record ?? enrolled(principal)
      return { ...rest, version: version + 1, principal, key: keyHash === null ? null : { hash: keyHash } }
    })
  }

  /** Makes somebody with their first invitation, once: a repeat of the command is answered as then. */
  create(
    principal: Principal,
    contact: Contact,
    linkHash: string,
    sent: { readonly command: CommandId; readonly digest: string },
    by: PrincipalId,
  ): Enrolment {
    const known = this.#record()
    if (known !== null) return madeBefore(known, sent, Date.now())
    const now = Date.now()
    const record = this.#change(() => {
      const made = { ...enrolled(principal), contact, made: sent, version: 1 }
      return acted(invited(made, linkHash, now, sent.command), 'person_created', by, now)
    })
    return { kind: 'created', person: readingOf(record, now), endsAt: now + INVITATION_MS }
  }

  /** Lets whoever holds the link join once. */
  invite(linkHash: string): void {
    this.#change((record) => record && invited(record, linkHash, Date.now()))
  }

  /** The same on somebody's behalf, once per command, and on record. */
  sendInvitation(command: CommandId, linkHash: string, by: PrincipalId): InvitationOutcome {
    const record = this.#record()
    if (record === null) return { kind: 'nobody' }
    const earlier = record.sent.find((sent) => sent.command === command)
    if (earlier !== undefined) return { kind: 'replayed', endsAt: earlier.endsAt }
    const standing = standingOf(record)
    if (standing === 'archived') return { kind: 'refused', reason: 'person_archived' }
    if (standing === 'suspended') return { kind: 'refused', reason: 'person_suspended' }
    const now = Date.now()
    this.#change((known) => known && acted(invited(known, linkHash, now, command), 'person_invited', by, now))
    return { kind: 'sent', endsAt: now + INVITATION_MS }
  }

  /** Who the link would sign in, without using it; null when it is spent or late. */
  invitee(linkHash: string): Principal | null {
    const record = this.#record()
    return record !== null && isInvited(record, linkHash, Date.now()) ? record.principal : null
  }

  /** Uses the link up and opens a session; null when it is spent or late. */
  join(linkHash: string, sessionHash: string): Principal | null {
    const now = Date.now()
    const record = this.#change((known) => {
      const inside = known && joined(known, linkHash, sessionHash, now)
      return inside && acted(inside, 'person_joined', inside.principal.id, now)
    })
    return record?.principal ?? null
  }

  /** Opens a session without a link: for doors that have already proved who it is. */
  signIn(sessionHash: string): Principal | null {
    return this.#change((record) => record && signedIn(record, sessionHash, Date.now()))?.principal ?? null
  }

  signOut(sessionHash: string): void {
    this.ctx.storage.transactionSync(() => {
      const record = this.#record()
      // No list shows how many browsers somebody has.
      if (record !== null) this.ctx.storage.kv.put('record', signedOut(record, sessionHash))
    })
  }

  /** Who this secret belongs to right now, or null; notes once an hour that they were here. */
  holder(hash: string): Principal | null {
    const record = this.#record()
    const now = Date.now()
    const principal = record && holderOf(record, hash, now)
    if (record === null || principal === null) return null
    if (kindOf(principal) !== null && seen(record, now) !== null)
      this.#change((known) => known && seen(known, now))
    return principal
  }

  /** The name people read; null for nobody. */
  label(): string | null {
    return this.#record()?.principal.name ?? null
  }

  /** How somebody stands, or null for nobody. */
  read(): PersonReading | null {
    const record = this.#record()
    return record && readingOf(record, Date.now())
  }

  /**
   * Changes somebody, of the version given or (null) whatever stands. Two steps around a question, when an admin ceases
   * to be one: (1) write `leaving` and an alarm; (2) leave the roster, which refuses the last; (3) commit, if nothing
   * happened meanwhile, else begin again. A crash after (1) changes nothing. After (2) they are an admin of whom the
   * roster does not know: the alarm gives the record a new `seq` and enters them again.
   */
  async change(change: Change, version: number | null, by: PrincipalId): Promise<ChangeOutcome> {
    for (;;) {
      const step = this.ctx.storage.transactionSync(() => this.#begin(change, version, by))
      if (step.kind !== 'leaving') return step.outcome
      const mayLeave = await this.#roster().leaveRoster(step.id, step.seq)
      const done = this.ctx.storage.transactionSync(() =>
        this.#finish(change, version, by, step.seq, mayLeave),
      )
      if (done !== null) return done
    }
  }

  /** Projects what D1 does not have yet and enters the roster; on an outage tries again, slower and slower, for ever. */
  override async alarm(): Promise<void> {
    this.ctx.storage.transactionSync(() => {
      const record = this.#record()
      if (record !== null && record.leaving !== null) this.#write({ ...record, leaving: null })
    })
    let projected = 0
    try {
      projected = await this.reproject()
      this.#failures = 0
    } catch (failure) {
      // The record is the truth and keeps it; only the list is late.
      this.#failures += 1
      const { name, message } = failure instanceof Error ? failure : new Error(String(failure))
      const projecting = this.ctx.id.name
      console.warn(
        JSON.stringify({ level: 'warn', projecting, failures: this.#failures, error: name, message }),
      )
    }
    this.ctx.storage.transactionSync(() => {
      const head = this.#record()?.seq ?? 0
      const wake = nextWake({ head, projected, failures: this.#failures }, Date.now())
      if (wake !== null) void this.ctx.storage.setAlarm(wake)
    })
  }

  /** Writes the whole record to D1 again, whatever it has. Gives the change projected; 0 for nobody, and for customers. */
  async reproject(): Promise<number> {
    const record = this.#record()
    if (record === null || kindOf(record.principal) === null) return 0
    if (isActiveAdmin(record)) await this.#roster().enterRoster(record.principal.id, record.seq)
    const projected = await projectPerson(this.env.DB, record)
    const last = record.acts.at(-1)?.at ?? 0
    this.ctx.storage.transactionSync(() => {
      const now = this.#record()
      if (now === null || last === 0) return
      this.ctx.storage.kv.put('record', { ...now, acts: now.acts.filter(({ at }) => at > last) })
    })
    return projected
  }

  /** Of the roster's object: somebody is an active admin since their change `seq`. */
  enterRoster(id: PrincipalId, seq: number): void {
    this.ctx.storage.transactionSync(() => {
      this.ctx.storage.kv.put('roster', entered(this.#names(), id, seq))
    })
  }

  /** Of the roster's object: whether somebody may cease to be an admin at their change `seq`. */
  leaveRoster(id: PrincipalId, seq: number): boolean {
    return this.ctx.storage.transactionSync(() => {
      const roster = left(this.#names(), id, seq)
      if (roster !== null) this.ctx.storage.kv.put('roster', roster)
      return roster !== null
    })
  }

  #begin(change: Change, version: number | null, by: PrincipalId): Step {
    const now = Date.now()
    const record = this.#record()
    if (record === null) return { kind: 'over', outcome: { kind: 'nobody' } }
    const next = changed(record, change, version, by, now)
    if (typeof next === 'string') {
      return { kind: 'over', outcome: { kind: 'refused', reason: next, person: readingOf(record, now) } }
    }
    if (isActiveAdmin(record) && !isActiveAdmin(next)) {
      const seq = record.seq + 1
      this.ctx.storage.kv.put('record', { ...record, seq, leaving: seq })
      void this.ctx.storage.setAlarm(now + LEAVING_MS)
      return { kind: 'leaving', id: record.principal.id, seq }
    }
    const person = next === record ? record : this.#write(next)
    return { kind: 'over', outcome: { kind: 'changed', person: readingOf(person, now) } }
  }

  /** Null where something happened since `seq`: then everything is decided anew. */
  #finish(
    change: Change,
    version: number | null,
    by: PrincipalId,
    seq: number,
    mayLeave: boolean,
  ): ChangeOutcome | null {
    const now = Date.now()
    const record = this.#record()
    if (record === null || record.seq !== seq || record.leaving !== seq) return null
    if (!mayLeave) {
      const person = readingOf(this.#write({ ...record, leaving: null }), now)
      return { kind: 'refused', reason: 'last_admin', person }
    }
    const next = changed(record, change, version, by, now)
    if (typeof next === 'string') return null
    return { kind: 'changed', person: readingOf(this.#write({ ...next, leaving: null }), now) }
  }

  /** Writes what `next` makes of the record, or nothing where it makes null. */
  #change(next: (record: PrincipalRecord | null) => PrincipalRecord): PrincipalRecord
  #change(next: (record: PrincipalRecord | null) => PrincipalRecord | null): PrincipalRecord | null
  #change(next: (record: PrincipalRecord | null) => PrincipalRecord | null): PrincipalRecord | null {
    return this.ctx.storage.transactionSync(() => {
      const record = next(this.#record())
      return record && this.#write(record)
    })
  }

  /** In a transaction: the alarm exists exactly if the change does, and a pending alarm is the outbox. */
  #write(record: PrincipalRecord): PrincipalRecord {
    const next = { ...record, seq: record.seq + 1 }
    this.ctx.storage.kv.put('record', next)
    if (kindOf(record.principal) !== null) void this.ctx.storage.setAlarm(Date.now())
    return next
  }

  #record(): PrincipalRecord | null {
    const stored = this.ctx.storage.kv.get<StoredRecord>('record')
    return stored === undefined ? null : upToDate(stored)
  }

  #names(): Roster {
    return this.ctx.storage.kv.get<Roster>('roster') ?? {}
  }

  #roster(): DurableObjectStub<PrincipalObject> {
    const { PRINCIPALS, JURISDICTION } = this.env
    const namespace =
      JURISDICTION === '' ? PRINCIPALS : PRINCIPALS.jurisdiction(JURISDICTION as DurableObjectJurisdiction)
    return namespace.get(namespace.idFromName(ROSTER))
  }
}

type Step =
  | { readonly kind: 'over'; readonly outcome: ChangeOutcome }
  | { readonly kind: 'leaving'; readonly id: PrincipalId; readonly seq: number }
