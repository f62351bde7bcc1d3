import { DurableObject } from 'cloudflare:workers'
import type { Rule } from '../src/access/decided.ts'
import { decideEmailCode, type EmailCodeCommand, type EmailCodeOutcome } from '../src/access/email-codes.ts'
import { erased, isErased } from '../src/access/erasing.ts'
import {
  decideKey,
  type KeyCommand,
  type KeyMaking,
  type KeyOutcome,
  keyEndedAt,
  type NewKey,
} from '../src/access/keys.ts'
import {
  decidePasskey,
  type NewPasskey,
  type PasskeyCommand,
  type PasskeyOutcome,
  themselves,
} from '../src/access/passkeys.ts'
import { decidePin, type PinCommand, type PinOutcome } from '../src/access/pins.ts'
import { decideSession, type SessionCommand, type SessionOutcome } from '../src/access/sessions.ts'
import {
  decideWalletLink,
  type WalletLinkCommand,
  type WalletLinkOutcome,
} from '../src/access/wallet-links.ts'
import { nextWake } from '../src/agenda.ts'
import type { Actor } from '../src/audit.ts'
import type { Taken } from '../src/goodwill.ts'
import type { CommandId, PrincipalId } from '../src/id.ts'
import {
  type Contact,
  enrolled,
  invited,
  isInvited,
  joined,
  type Presence,
  type Principal,
} from '../src/principal.ts'
import type { Opening } from '../src/session.ts'
import { acted, type Change, isActiveAdmin, kindOf } from '../src/staffing.ts'
import type { StoredRecord } from '../src/stored-record.ts'
import { beginWith, createWith, inviteWith, makeKeyWith, type Sent } from './enrolling.ts'
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
import { PersonChanging } from './person-changing.ts'
import {
  type ChangeOutcome,
  type Enrolment,
  type InvitationOutcome,
  type PersonReading,
  readingOf,
} from './person-reading.ts'
import { PersonRecord, type PrincipalCopy } from './person-record.ts'
import { type PrincipalEnv, RosterNames, rosterOf } from './roster-names.ts'

/** What lists and the log tell of somebody: when it changes, they hear of it. */
const LISTED = ['acts', 'principal', 'joinedAt', 'lastSeenAt'] as const

/** One staff member, device, customer or API key: who they are and which secrets speak for them. Hashes are SHA-256, hex. */
export class PrincipalObject extends DurableObject<PrincipalEnv> {
  readonly #record = new PersonRecord(this.ctx.storage)
  readonly #changing = new PersonChanging(this.ctx.storage, this.#record)
  readonly #names = new RosterNames(this.ctx.storage.kv)
  /** Paces retries only; forgotten on eviction, which at worst retries sooner. */
  #failures = 0

  /** Makes or updates who this is; sessions stay. A customer who was erased is never made again. */
  enrol(principal: Principal, keyHash: string | null): void {
    this.#record.change((record) => {
      if (record !== null && isErased(record)) return null
      const { version, ...rest } = record ?? enrolled(principal)
      const key = keyHash === null ? null : { hash: keyHash, endsAt: null }
      return { ...rest, version: version + 1, principal, key }
    })
  }

  /** Makes somebody with their first invitation, once: a repeat of the command is answered as then. */
  create(principal: Principal, contact: Contact, linkHash: string, sent: Sent, by: Actor): Enrolment {
    return createWith(this.#record, { principal, contact, linkHash, sent, by }, Date.now())
  }

  /** Makes somebody who was nobody, with their first passkey if they made one, and opens their first session; false where somebody is. */
  begin(principal: Principal, opening: Opening, passkey: NewPasskey | null = null): boolean {
    return beginWith(this.#record, principal, opening, passkey, Date.now())
  }

  /** Lets whoever holds the link join once. */
  invite(linkHash: string): void {
    this.#record.change((record) => record && invited(record, linkHash, Date.now()))
  }

  /** The same on somebody's behalf, once per command, and on record. */
  sendInvitation(command: CommandId, linkHash: string, by: Actor): InvitationOutcome {
    return inviteWith(this.#record, command, linkHash, by, Date.now())
  }

  /** Who the link would sign in, without using it; null when it is spent or late. */
  invitee(linkHash: string): Principal | null {
    const record = this.#record.read()
    return record !== null && isInvited(record, linkHash, Date.now()) ? record.principal : null
  }

  /** Uses the link up and opens a session; null when it is spent or late. */
  join(linkHash: string, opening: Opening): Principal | null {
    const now = Date.now()
    const record = this.#record.change((known) => {
      const inside = known && joined(known, linkHash, opening, now)
      return inside && acted(inside, 'person_joined', themselves(inside, opening), now)
    })
    return record?.principal ?? null
  }

  /** Opens and ends signed-in browsers; `open` is for doors that have already proved who it is. */
  sessions(command: SessionCommand): SessionOutcome {
    return this.#decide(decideSession, command) ?? 'nothing'
  }

  /** Adds, renames and removes passkeys, and opens sessions by those that were verified; null for nobody. */
  passkeys(command: PasskeyCommand): PasskeyOutcome | null {
    return this.#decide(decidePasskey, command)
  }

  /** The public half of one of their passkeys, to verify by; null where they have no such one. */
  passkey(id: string): { readonly publicKey: string } | null {
    const found = this.#record.read()?.passkeys.find((passkey) => passkey.id === id)
    return found === undefined ? null : { publicKey: found.publicKey }
  }

  /** Sets, tries, unlocks and takes away their PIN; null for nobody. */
  pin(command: PinCommand): PinOutcome | null {
    return this.#decide(decidePin, command)
  }

  /** The code and the link of a letter; null for nobody. */
  emailCode(command: EmailCodeCommand): EmailCodeOutcome | null {
    return this.#decide(decideEmailCode, command)
  }

  /** The link that opens a customer's wallet; null for nobody. */
  walletLink(command: WalletLinkCommand): WalletLinkOutcome | null {
    return this.#decide(decideWalletLink, command)
  }

  /** Of a customer: takes out all that is theirs, for good; also where nothing was, so that nothing begins afterwards. */
  erase(customer: Principal): void {
    this.#record.change((record) => erased(record ?? enrolled(customer)))
  }

  /** Whom this secret speaks for right now, or null; notes now and then that they were here. */
  presence(hash: string): Presence | null {
    return this.#record.presence(hash, Date.now())
  }

  /** Makes an API key, once: a repeat of the command is answered as then. */
  makeKey(key: NewKey): KeyMaking {
    return makeKeyWith(this.#record, key, Date.now())
  }

  /** Changes, rotates or revokes an API key; null for nobody. */
  key(command: KeyCommand): KeyOutcome | null {
    return this.#decide(decideKey, command)
  }

  /** When the key with this secret ended by itself; null for any that did not. */
  keyEnded(hash: string): number | null {
    const record = this.#record.read()
    return record && keyEndedAt(record, hash, Date.now())
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
  async change(change: Change, version: number | null, actor: Actor): Promise<ChangeOutcome> {
    for (;;) {
      const step = this.ctx.storage.transactionSync(() => this.#changing.begin(change, version, actor))
      if (step.kind !== 'leaving') return step.outcome
      const mayLeave = await rosterOf(this.env).leaveRoster(step.id, step.seq)
      const done = this.ctx.storage.transactionSync(() =>
        this.#changing.finish(change, version, actor, step.seq, mayLeave),
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

  /** One transaction around a rule over their ways in; null for nobody. Lists hear of what is on record or changes them. */
  #decide<Command, Outcome>(rule: Rule<Command, Outcome>, command: Command): Outcome | null {
    return this.ctx.storage.transactionSync(() => {
      const record = this.#record.read()
      if (record === null) return null
      const { record: next, outcome } = rule(record, command, Date.now())
      if (next !== null && LISTED.some((fact) => next[fact] !== record[fact])) this.#record.write(next)
      else if (next !== null) this.#record.keep(next)
      return outcome
    })
  }
}
