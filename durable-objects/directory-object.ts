import { DurableObject } from 'cloudflare:workers'
import { nextWake } from '../src/agenda.ts'
import type { Actor, Difference } from '../src/audit.ts'
import { type Directory, type DirectoryDocument, directoryOf, UNNAMED } from '../src/directory.ts'
import { type Changed, type DirectoryChange, fits, withChange } from '../src/directory-change.ts'
import type { PrincipalId } from '../src/id.ts'
import { sayLate } from './late.ts'
import type { Restoring } from './ledger-copy.ts'
import { StoredDocument } from './stored-document.ts'

/** Who sends a change, and, for what creates something, the command it answers to for ever. */
export interface Sender {
  readonly actor: Actor
  readonly command?: { readonly id: string; readonly digest: string }
}

/** What came of a change; `replayed` says that this command had been obeyed before, with the directory as it is now. */
export type Answered = Changed | { readonly kind: 'replayed' | 'key_reused'; readonly directory: Directory }

/** A row the library does not have yet. No two share a moment, so that each is written once. */
interface AuditFact extends Partial<Actor>, Partial<Difference> {
  readonly at: number
  readonly by: PrincipalId
  readonly action: string
  readonly subject: string
}

/** The brand, its stores and partners: one document, one version, one owner. Its changes and their record are one act. */
export class DirectoryObject extends DurableObject<{ readonly DB: D1Database }> {
  readonly #document = new StoredDocument<DirectoryDocument>(this.ctx.storage.kv, 'directory')
  #failures = 0

  read(): Directory {
    const document = this.#document.read()
    return document === null ? UNNAMED : directoryOf(document)
  }

  /** Makes the change if its author has seen what it changes, and notes who did; the library hears of it by the alarm. */
  change(change: DirectoryChange, { actor, command }: Sender): Answered {
    const now = Date.now()
    return this.ctx.storage.transactionSync(() => {
      const directory = this.read()
      const earlier = command && this.ctx.storage.kv.get<string>(`command:${command.id}`)
      if (earlier !== undefined && command !== undefined) {
        return { kind: earlier === command.digest ? 'replayed' : 'key_reused', directory }
      }
      const changed = withChange(directory, change)
      if (changed.kind !== 'changed') return changed
      this.#document.write(changed.directory)
      if (command !== undefined) this.ctx.storage.kv.put(`command:${command.id}`, command.digest)
      this.#note({ at: now, ...actor, ...changed.audit })
      return changed
    })
  }

  /**
   * Replaces the whole document, for what loads a brand at once: gives the new one, or null where somebody changed it
   * since `version` or where it would outgrow what everybody reads.
   */
  replace(version: number, document: DirectoryDocument): Directory | null {
    return this.ctx.storage.transactionSync(() => {
      const next = directoryOf({ ...document, version: version + 1 })
      if (this.read().version !== version || !fits(next)) return null
      this.#document.write(next)
      return next
    })
  }

  /** Takes a copied document over, with its version, where nobody has set anything up yet. */
  restore(copy: DirectoryDocument): Restoring {
    return this.ctx.storage.transactionSync((): Restoring => {
      const present = this.#document.read()
      if (present !== null) return JSON.stringify(present) === JSON.stringify(copy) ? 'same' : 'different'
      this.#document.write(copy)
      return 'restored'
    })
  }

  /** Writes what the library does not have yet; on an outage tries again, slower and slower, for ever. */
  override async alarm(): Promise<void> {
    const waiting = this.#outbox().slice(0, ROWS_PER_BATCH)
    let done = 0
    try {
      if (waiting.length > 0) await this.env.DB.batch(waiting.map((fact) => auditRow(this.env.DB, fact)))
      done = waiting.length
      this.#failures = 0
    } catch (failure) {
      this.#failures += 1
      sayLate('directory', this.#failures, failure)
    }
    const now = Date.now()
    this.ctx.storage.transactionSync(() => {
      const left = this.#outbox().slice(done)
      this.ctx.storage.kv.put('outbox', left)
      const wake = nextWake({ head: left.length, projected: 0, failures: this.#failures }, now)
      if (wake !== null) void this.ctx.storage.setAlarm(wake)
    })
  }

  #note(fact: AuditFact): void {
    const last = this.ctx.storage.kv.get<number>('noted') ?? 0
    const at = Math.max(fact.at, last + 1)
    this.ctx.storage.kv.put('noted', at)
    this.ctx.storage.kv.put('outbox', [...this.#outbox(), { ...fact, at }].slice(-WAITING_MOST))
    void this.ctx.storage.setAlarm(fact.at)
  }

  #outbox(): readonly AuditFact[] {
    return this.ctx.storage.kv.get<readonly AuditFact[]>('outbox') ?? []
  }
}

/** More changes than anybody makes while the library is closed; beyond it the oldest rows are given up, not the change. */
const WAITING_MOST = 5_000
/** One request may ask the library a thousand things on Cloudflare's paid plan, and fifty on the free one. */
const ROWS_PER_BATCH = 40

/** Once, however often it is sent: a subject has one change at a moment. */
function auditRow(db: D1Database, fact: AuditFact): D1PreparedStatement {
  const {
    at,
    by,
    action,
    subject,
    role = null,
    device = null,
    from = null,
    before = null,
    after = null,
  } = fact
  return db
    .prepare(
      `INSERT INTO audits (at, by, action, subject, role, device, came_from, before, after)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9
       WHERE NOT EXISTS (SELECT 1 FROM audits WHERE subject = ?4 AND at = ?1)`,
    )
    .bind(
      at,
      by,
      action,
      subject,
      role,
      device,
      from,
      before && JSON.stringify(before),
      after && JSON.stringify(after),
    )
}
