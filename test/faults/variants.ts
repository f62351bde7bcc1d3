import type { VoucherLedger } from '../../durable-objects/voucher-ledger.ts'
import { type Answer, VoucherObject } from '../../durable-objects/voucher-object.ts'
import type { Command } from '../../src/command.ts'
import { headOf, type Ledger, type Settlement, settle } from '../../src/ledger.ts'
import { fold } from '../../src/voucher.ts'

/** What a voucher's object works with. */
interface Parts {
  readonly ledger: VoucherLedger
  readonly ctx: DurableObjectState
  readonly env: { readonly DB: D1Database }
}

/** A way of executing commands; `honestly` is the object's own. */
export type Way = (parts: Parts, command: Command, honestly: () => Answer) => Answer | Promise<Answer>

/** While it acts, every voucher's object executes commands this way; afterwards as ever. */
export async function executing<T>(way: Way, act: () => Promise<T>): Promise<T> {
  const honest = VoucherObject.prototype.execute
  function execute(this: VoucherObject, command: Command) {
    // The parts are the object's own: seen from outside they are protected.
    return way(this as unknown as Parts, command, () => honest.call(this, command))
  }
  VoucherObject.prototype.execute = execute as typeof honest
  try {
    return await act()
  } finally {
    VoucherObject.prototype.execute = honest
  }
}

/** The right way, put together from the same parts as the wrong ones: what they are measured against. */
export const rightly: Way = (parts, command) => {
  const now = Date.now()
  return parts.ctx.storage.transactionSync(() => {
    const record = parts.ledger.read()
    return written(parts, record, settle(record, command, now), now)
  })
}

/** Lets others in between reading and writing: what was decided no longer holds when it is written. */
export const waitingBeforeWriting: Way = async (parts, command) => {
  const now = Date.now()
  const settled = settle(parts.ledger.read(), command, now)
  await parts.env.DB.prepare('SELECT 1').first()
  return parts.ctx.storage.transactionSync(() => {
    const record = parts.ledger.read()
    return written(parts, record, changed(settled, { seq: headOf(record) + 1 }), now)
  })
}

/** Does not look whether it has seen the command before. */
export const withoutMemory: Way = (parts, command) => {
  const now = Date.now()
  return parts.ctx.storage.transactionSync(() => {
    const record = parts.ledger.read()
    return written(parts, record, settle(forgetful(record), command, now), now)
  })
}

/** Does not look whether the command asks for what it asked for the first time. */
export const withoutDigests: Way = (parts, command) => {
  const now = Date.now()
  return parts.ctx.storage.transactionSync(() => {
    const record = parts.ledger.read()
    const { digest } = command
    const same: Ledger = {
      entries: record.entries.map((entry) => ({ ...entry, digest })),
      attempts: record.attempts.map((attempt) => ({ ...attempt, digest })),
    }
    return written(parts, record, settle(same, command, now), now)
  })
}

/** Writes each row by itself: what fails between two leaves one behind. */
export const withoutTransaction: Way = (parts, command) => {
  const now = Date.now()
  const record = parts.ledger.read()
  return written(parts, record, settle(record, command, now), now)
}

/** Counts the end of validity as still inside: `<=` where `<` is meant. */
export const throughTheEnd: Way = (parts, command) => {
  const now = Date.now()
  return parts.ctx.storage.transactionSync(() => {
    const record = parts.ledger.read()
    const atTheEnd = fold(record.entries)?.closesAt === now
    const settled = settle(record, command, atTheEnd ? now - 1 : now)
    return written(parts, record, atTheEnd ? changed(settled, { at: now }) : settled, now)
  })
}

function written(
  { ledger, ctx }: Parts,
  record: ReturnType<VoucherLedger['read']>,
  settled: Settlement,
  now: number,
): Answer {
  const { write, outcome } = settled
  if (write !== null) {
    void ctx.storage.setAlarm(now)
    if ('entry' in write) ledger.append(record, write.entry, write.words)
    else ledger.remember(record, write.attempt)
  }
  return { outcome, words: {}, receipt: null }
}

function forgetful({ entries, attempts }: Ledger): Ledger {
  const command = 'forgotten'
  return {
    entries: entries.map((entry) => ({ ...entry, command })),
    attempts: attempts.map((attempt) => ({ ...attempt, command })),
  }
}

function changed(
  { write, outcome }: Settlement,
  by: { readonly seq: number } | { readonly at: number },
): Settlement {
  if (write === null) return { write, outcome }
  if (!('entry' in write)) return { write: { attempt: { ...write.attempt, ...by } }, outcome }
  const entry = { ...write.entry, ...by }
  return {
    write: { ...write, entry },
    outcome: outcome.kind === 'accepted' ? { ...outcome, entry } : outcome,
  }
}
