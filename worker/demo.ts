import { AccountBook } from '../durable-objects/account-book.ts'
import { AccountObject as DeployedAccountObject } from '../durable-objects/account-object.ts'
import { PrincipalObject as DeployedPrincipalObject } from '../durable-objects/principal-object.ts'
import { VoucherObject as DeployedVoucherObject } from '../durable-objects/voucher-object.ts'
import { assert } from '../src/assert.ts'
import { ATTEMPTS_KEPT, type Attempt } from '../src/ledger.ts'
import { enrolled, type Principal, type PrincipalRecord } from '../src/principal.ts'
import { apply, type Voucher } from '../src/voucher.ts'
import { buildApp } from './app.ts'
import { everyMinute } from './cron.ts'
import type { AccountPast } from './demo/accounts.ts'
import { routes, signinDoors } from './demo/doors.ts'
import type { Past, PastLine } from './demo/life.ts'
import { localMailer } from './demo/mailbox.ts'
import type { Tenure } from './demo/tenure.ts'
import type { Env } from './env.ts'

export { DirectoryObject } from '../durable-objects/directory-object.ts'
export { LimiterObject } from '../durable-objects/limiter-object.ts'
export { StockObject } from '../durable-objects/stock-object.ts'
export { SystemObject } from '../durable-objects/system-object.ts'

/** Somebody of a local start: they can also have been here for a while. */
export class PrincipalObject extends DeployedPrincipalObject {
  /** Enrols somebody who came before today, and projects them; whoever is known already has been here since then. */
  async settle(principal: Principal, since: Tenure & Pick<PrincipalRecord, 'pin'>): Promise<void> {
    this.ctx.storage.transactionSync(() => {
      if (this.read() === null) this.ctx.storage.kv.put('record', { ...enrolled(principal), ...since })
      this.enrol(principal, null)
    })
    await this.reproject()
  }
}

/** A voucher of a local start: it can also take over a finished past. */
export class VoucherObject extends DeployedVoucherObject {
  /**
   * Writes a ledger that was folded elsewhere, in one transaction and checked line by line with `apply`, then projects
   * it. A voucher that has a ledger keeps it. No alarm is armed: a load that was cut off is taken up by its caller.
   */
  async adopt({ lines, attempts }: Past): Promise<void> {
    this.ctx.storage.transactionSync(() => {
      let record = this.ledger.read()
      if (record.entries.length > 0) return
      let voucher: Voucher | null = null
      for (const line of inOrder(lines, attempts)) {
        if ('entry' in line) {
          const { entry, words } = line
          voucher = apply(voucher, entry)
          record = this.ledger.append(record, entry, words)
        } else {
          assert(voucher !== null, 'nothing is attempted before the issue')
          record = this.ledger.remember(record, line)
        }
      }
    })
    await this.reproject()
  }
}

/** A customer's account of a local start: it can also take over a finished past. */
export class AccountObject extends DeployedAccountObject {
  /** Writes a ledger that was folded elsewhere, in one transaction, then projects it. An account that began keeps its own. */
  async adopt({ lines }: AccountPast): Promise<void> {
    const book = new AccountBook(this.ctx.storage)
    this.ctx.storage.transactionSync(() => {
      let record = book.read()
      if (record.entries.length > 0) return
      for (const { entry, words } of lines) record = book.append(record, entry, words)
    })
    await this.reproject()
  }
}

/** Entries and attempts as they followed each other; every line has its own place. */
function inOrder(lines: readonly PastLine[], attempts: readonly Attempt[]): readonly (PastLine | Attempt)[] {
  assert(attempts.length <= ATTEMPTS_KEPT, 'an adopted ledger keeps every attempt')
  const placed = [
    ...lines.map((line) => ({ seq: line.entry.seq, line })),
    ...attempts.map((line) => ({ seq: line.seq, line })),
  ].toSorted((a, b) => a.seq - b.seq)
  assert(
    placed.every(({ seq }, index) => seq === index + 1),
    'lines are numbered from 1 without a gap',
  )
  return placed.map(({ line }) => line)
}

/** The local Worker: the deployed one, and doors into its demo. */
export default {
  fetch: buildApp({ routes, signinDoors, mailer: localMailer }).fetch,
  scheduled: ({ scheduledTime }, env) => everyMinute(env, scheduledTime, localMailer(env)),
} satisfies ExportedHandler<Env>
