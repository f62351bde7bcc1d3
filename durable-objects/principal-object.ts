import { DurableObject } from 'cloudflare:workers'
import { nextWake } from '../src/agenda.ts'
import type { Taken } from '../src/goodwill.ts'
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
  type StoredRecord,
  seen,
  signedIn,
  signedOut,
} from '../src/principal.ts'
import { acted, type Change, changed, isActiveAdmin, kindOf, standingOf } from '../src/staffing.ts'
import {
  type BudgetCopy,
  copyBudget,
  type GoodwillCommand,
  giveBack,
  monthIn,
  type Reservation,
  reserve,
} from './goodwill-ledger.ts'
import { sayLate } from './late.ts'
import type { Restoring } from './ledger-copy.ts'
import { projectPerson } from './people-projection.ts'
import {
  type ChangeOutcome,
  type Enrolment,
  type InvitationOutcome,
  madeBefore,
  type PersonReading,
  readingOf,
} from './person-reading.ts'
import { PersonRecord, type PrincipalCopy } from './person-record.ts'
import { type PrincipalEnv, RosterNames, rosterOf } from './roster-names.ts'

/** An admin who is being taken out of the roster is looked after again so much later, should this object die meanwhile. */
const LEAVING_MS = 30_000
/** One staff member, device, customer or API key: who they are and which secrets speak for them. Hashes are SHA-256, hex. */
export class PrincipalObject extends DurableObject<PrincipalEnv> {
  readonly #record = new PersonRecord(this.ctx.storage)
  readonly #names = new RosterNames(this.ctx.storage.kv)
  /** Paces retries only; forgotten on eviction, which at worst retries sooner. */
  #failures = 0

  /** Makes or updates who this is; sessions stay. */
  enrol(principal: Principal, keyHash: string | null): void {
    this.#record.change((record) => {
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
    const known = this.#record.read()
    if (known !== null) return madeBefore(known, sent, Date.now())
    const now = Date.now()
    const record = this.#record.change(() => {
      const made = { ...enrolled(principal), contact, made: sent, version: 1 }
      return acted(invited(made, linkHash, now, sent.command), 'person_created', by, now)
    })
    return { kind: 'created', person: readingOf(record, now), endsAt: now + INVITATION_MS }
  }

  /** Makes somebody who was nobody and opens their first session; false where somebody is here already. */
  begin(principal: Principal, sessionHash: string): boolean {
    const made = this.#record.change((record) =>
      record === null ? signedIn(enrolled(principal), sessionHash, Date.now()) : null,
    )
    return made !== null
  }

  /** Lets whoever holds the link join once. */
  invite(linkHash: string): void {
    this.#record.change((record) => record && invited(record, linkHash, Date.now()))
  }

  /** The same on somebody's behalf, once per command, and on record. */
  sendInvitation(command: CommandId, linkHash: string, by: PrincipalId): InvitationOutcome {
    const record = this.#record.read()
    if (record === null) return { kind: 'nobody' }
    const earlier = record.sent.find((sent) => sent.command === command)
    if (earlier !== undefined) return { kind: 'replayed', endsAt: earlier.endsAt }
    const standing = standingOf(record)
    if (standing === 'archived') return { kind: 'refused', reason: 'person_archived' }
    if (standing === 'suspended') return { kind: 'refused', reason: 'person_suspended' }
    const now = Date.now()
    this.#record.change(
      (known) => known && acted(invited(known, linkHash, now, command), 'person_invited', by, now),
    )
    return { kind: 'sent', endsAt: now + INVITATION_MS }
  }

  /** Who the link would sign in, without using it; null when it is spent or late. */
  invitee(linkHash: string): Principal | null {
    const record = this.#record.read()
    return record !== null && isInvited(record, linkHash, Date.now()) ? record.principal : null
  }

  /** Uses the link up and opens a session; null when it is spent or late. */
  join(linkHash: string, sessionHash: string): Principal | null {
    const now = Date.now()
    const record = this.#record.change((known) => {
      const inside = known && joined(known, linkHash, sessionHash, now)
      return inside && acted(inside, 'person_joined', inside.principal.id, now)
    })
    return record?.principal ?? null
  }

  /** Opens a session without a link: for doors that have already proved who it is. */
  signIn(sessionHash: string): Principal | null {
    return (
      this.#record.change((record) => record && signedIn(record, sessionHash, Date.now()))?.principal ?? null
    )
  }

  signOut(sessionHash: string): void {
    this.ctx.storage.transactionSync(() => {
      const record = this.#record.read()
      // No list shows how many browsers somebody has.
      if (record !== null) this.#record.keep(signedOut(record, sessionHash))
    })
  }

  /** Who this secret belongs to right now, or null; notes once an hour that they were here. */
  holder(hash: string): Principal | null {
    const record = this.#record.read()
    const now = Date.now()
    const principal = record && holderOf(record, hash, now)
    if (record === null || principal === null) return null
    if (kindOf(principal) !== null && seen(record, now) !== null)
      this.#record.change((known) => known && seen(known, now))
    return principal
  }

  /** The name people read; null for nobody. */
  label(): string | null {
    return this.#record.read()?.principal.name ?? null
  }

  /** Counts a voucher by hand into their monthly budget, or says what is left of it. */
  reserveGoodwill(command: GoodwillCommand): Reservation {
    return reserve(this.ctx.storage, command)
  }

  /** Gives back what a command took that came to nothing. */
  giveBackGoodwill(id: string): void {
    giveBack(this.ctx.storage, id)
  }

  /** What they issued by hand in a month under a budget. */
  goodwillTaken(month: string): Taken {
    return monthIn(this.ctx.storage, month)
  }

  /** Everything it holds, for a backup: hashes of secrets, never a secret. */
  copy(): PrincipalCopy | null {
    const record = this.#record.read()
    return record && { record, budget: copyBudget(this.ctx.storage) }
  }

  /** Takes a copy of its own record over where nothing is yet; a record that is there already is kept. */
  restore(copy: StoredRecord, budget: BudgetCopy): Restoring {
    const { id } = copy.principal
    // Woken by its number it does not know its name; then it was the name in the copy that led here.
    return (this.ctx.id.name ?? id) === id ? this.#record.restore(copy, budget) : 'flawed'
  }

  /** How somebody stands, or null for nobody. */
  read(): PersonReading | null {
    const record = this.#record.read()
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
      const mayLeave = await rosterOf(this.env).leaveRoster(step.id, step.seq)
      const done = this.ctx.storage.transactionSync(() =>
        this.#finish(change, version, by, step.seq, mayLeave),
      )
      if (done !== null) return done
    }
  }

  /** Projects what D1 does not have yet and enters the roster; on an outage tries again, slower and slower, for ever. */
  override async alarm(): Promise<void> {
    this.ctx.storage.transactionSync(() => {
      const record = this.#record.read()
      if (record !== null && record.leaving !== null) this.#record.write({ ...record, leaving: null })
    })
    let projected = 0
    try {
      projected = await this.reproject()
      this.#failures = 0
    } catch (failure) {
      this.#failures += 1
      sayLate(this.ctx.id.name, this.#failures, failure)
    }
    this.ctx.storage.transactionSync(() => {
      const head = this.#record.read()?.seq ?? 0
      const wake = nextWake({ head, projected, failures: this.#failures }, Date.now())
      if (wake !== null) void this.ctx.storage.setAlarm(wake)
    })
  }

  /** Writes the whole record to D1 again, whatever it has. Gives the change projected; 0 for nobody, and for customers. */
  async reproject(): Promise<number> {
    const record = this.#record.read()
    if (record === null || kindOf(record.principal) === null) return 0
    if (isActiveAdmin(record)) await rosterOf(this.env).enterRoster(record.principal.id, record.seq)
    const projected = await projectPerson(this.env.DB, record)
    const last = record.acts.at(-1)?.at ?? 0
    this.ctx.storage.transactionSync(() => {
      const now = this.#record.read()
      if (now === null || last === 0) return
      this.#record.keep({ ...now, acts: now.acts.filter(({ at }) => at > last) })
    })
    return projected
  }

  /** Of the roster's object: somebody is an active admin since their change `seq`. */
  enterRoster(id: PrincipalId, seq: number): void {
    this.ctx.storage.transactionSync(() => this.#names.enter(id, seq))
  }

  /** Of the roster's object: whether somebody may cease to be an admin at their change `seq`. */
  leaveRoster(id: PrincipalId, seq: number): boolean {
    return this.ctx.storage.transactionSync(() => this.#names.leave(id, seq))
  }

  #begin(change: Change, version: number | null, by: PrincipalId): Step {
    const now = Date.now()
    const record = this.#record.read()
    if (record === null) return { kind: 'over', outcome: { kind: 'nobody' } }
    const next = changed(record, change, version, by, now)
    if (typeof next === 'string') {
      return { kind: 'over', outcome: { kind: 'refused', reason: next, person: readingOf(record, now) } }
    }
    if (isActiveAdmin(record) && !isActiveAdmin(next)) {
      const seq = record.seq + 1
      this.#record.keep({ ...record, seq, leaving: seq })
      void this.ctx.storage.setAlarm(now + LEAVING_MS)
      return { kind: 'leaving', id: record.principal.id, seq }
    }
    const person = next === record ? record : this.#record.write(next)
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
    const record = this.#record.read()
    if (record === null || record.seq !== seq || record.leaving !== seq) return null
    if (!mayLeave) {
      const person = readingOf(this.#record.write({ ...record, leaving: null }), now)
      return { kind: 'refused', reason: 'last_admin', person }
    }
    const next = changed(record, change, version, by, now)
    if (typeof next === 'string') return null
    return { kind: 'changed', person: readingOf(this.#record.write({ ...next, leaving: null }), now) }
  }
}

type Step =
  | { readonly kind: 'over'; readonly outcome: ChangeOutcome }
  | { readonly kind: 'leaving'; readonly id: PrincipalId; readonly seq: number }
