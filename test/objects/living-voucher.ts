import { runInDurableObject } from 'cloudflare:test'
import { createHash, randomBytes } from 'node:crypto'
import type { VoucherObject } from '../../durable-objects/voucher-object.ts'
import { assert } from '../../src/assert.ts'
import type { Command } from '../../src/command.ts'
import { type VoucherId, voucherIdOf } from '../../src/id.ts'
import type { Outcome } from '../../src/ledger.ts'
import type { VoucherCalls } from '../../worker/stubs.ts'
import { world } from '../routes/cast.ts'
import { issue, type Wish } from '../unit/a-voucher.ts'
import { reasonsOf } from '../unit/answers.ts'

/** A voucher id nobody has used yet. */
export function anyId(): VoucherId {
  return voucherIdOf(randomBytes(16))
}

/** The command as the front door sends it: under an id of its own, with a digest of what it asks for. */
export function sent<C extends Command>(command: C, id = randomBytes(32).toString('hex')): C {
  const content = JSON.stringify({ ...command, id: null, digest: null })
  return { ...command, id, digest: createHash('sha256').update(content).digest('hex').slice(0, 32) }
}

/** The command that issues this voucher. */
export function issuing(id: VoucherId, wish: Wish = {}) {
  return sent(issue(wish, { voucher: id }))
}

/** Issues a voucher and gives its id. */
export async function issued(wish: Wish = {}): Promise<VoucherId> {
  const id = anyId()
  await accepted(id, issuing(id, wish))
  return id
}

/** The object as it is: nothing is sent twice, and what it throws comes through. */
export function object(id: VoucherId): VoucherCalls {
  return stubOf(id) as unknown as VoucherCalls
}

/** A fresh stub, as the runtime's own tools want it. */
export function stubOf(id: VoucherId): DurableObjectStub<VoucherObject> {
  return world.VOUCHERS.get(world.VOUCHERS.idFromName(id))
}

/** Sends a command under an id of its own and gives the outcome. */
export async function send(id: VoucherId, command: Command): Promise<Outcome> {
  return (await object(id).execute(sent(command))).outcome
}

/** Sends a command as it is; fails the test when it is refused. */
export async function accepted(
  id: VoucherId,
  command: Command,
): Promise<Extract<Outcome, { kind: 'accepted' }>> {
  const { outcome } = await object(id).execute(command)
  assert(outcome.kind === 'accepted', `accepted, not refused with ${reasonsOf(outcome).join()}`)
  return outcome
}

/** Looks into the running object. */
export function inside<R>(
  id: VoucherId,
  look: (instance: VoucherObject, state: DurableObjectState) => R | Promise<R>,
): Promise<R> {
  return runInDurableObject(stubOf(id), look)
}
