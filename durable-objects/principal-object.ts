import { DurableObject } from 'cloudflare:workers'
import {
  enrolled,
  holderOf,
  invited,
  isInvited,
  joined,
  type Principal,
  type PrincipalRecord,
  signedIn,
  signedOut,
} from '../src/principal.ts'
import type { Restoring } from './ledger-copy.ts'
import { StoredDocument } from './stored-document.ts'

/** One staff member, device, customer or API key: who they are and which secrets speak for them. Hashes are SHA-256, hex. */
export class PrincipalObject extends DurableObject {
  readonly #document = new StoredDocument<PrincipalRecord>(this.ctx.storage.kv, 'record')

  /** Makes or updates who this is; sessions stay. */
  enrol(principal: Principal, keyHash: string | null): void {
    this.#change((record) => ({
      ...(record ?? enrolled(principal)),
      principal,
      key: keyHash === null ? null : { hash: keyHash },
    }))
  }

  /** Lets whoever holds the link join once. */
  invite(linkHash: string): void {
    this.#change((record) => record && invited(record, linkHash, Date.now()))
  }

  /** Who the link would sign in, without using it; null when it is spent or late. */
  invitee(linkHash: string): Principal | null {
    const record = this.#record()
    return record !== null && isInvited(record, linkHash, Date.now()) ? record.principal : null
  }

  /** Uses the link up and opens a session; null when it is spent or late. */
  join(linkHash: string, sessionHash: string): Principal | null {
    return this.#change((record) => record && joined(record, linkHash, sessionHash, Date.now()))
  }

  /** Opens a session without a link: for doors that have already proved who it is. */
  signIn(sessionHash: string): Principal | null {
    return this.#change((record) => record && signedIn(record, sessionHash, Date.now()))
  }

  signOut(sessionHash: string): void {
    this.#change((record) => record && signedOut(record, sessionHash))
  }

  /** Who this secret belongs to right now, or null. */
  holder(hash: string): Principal | null {
    const record = this.#record()
    return record === null ? null : holderOf(record, hash, Date.now())
  }

  /** The name people read; null for nobody. */
  label(): string | null {
    return this.#record()?.principal.name ?? null
  }

  /** Everything it holds, for a backup: hashes of secrets, never a secret. */
  copy(): PrincipalRecord | null {
    return this.#record()
  }

  /** Takes a copy of its own record over where nothing is yet; a record that is there already is kept. */
  restore(copy: PrincipalRecord): Restoring {
    return this.ctx.storage.transactionSync((): Restoring => {
      const { id } = copy.principal
      // Woken by its number it does not know its name; then it was the name in the copy that led here.
      if ((this.ctx.id.name ?? id) !== id) return 'flawed'
      const present = this.#record()
      if (present !== null) return JSON.stringify(present) === JSON.stringify(copy) ? 'same' : 'different'
      this.#document.write(copy)
      return 'restored'
    })
  }

  /** Writes what `next` makes of the record, or nothing where it makes null. */
  #change(next: (record: PrincipalRecord | null) => PrincipalRecord | null): Principal | null {
    return this.ctx.storage.transactionSync(() => {
      const record = next(this.#record())
      if (record !== null) this.#document.write(record)
      return record?.principal ?? null
    })
  }

  #record(): PrincipalRecord | null {
    return this.#document.read()
  }
}
