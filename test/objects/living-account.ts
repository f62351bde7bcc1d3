import { runInDurableObject } from 'cloudflare:test'
import { createHash, randomBytes } from 'node:crypto'
import type { AccountObject } from '../../durable-objects/account-object.ts'
import type { StockObject } from '../../durable-objects/stock-object.ts'
import type { AccountClaim } from '../../src/account/claim.ts'
import type { AccountCommand, Claim } from '../../src/account/command.ts'
import { assert } from '../../src/assert.ts'
import { type CustomerId, idSymbols, voucherIdOf } from '../../src/id.ts'
import type { AccountCalls } from '../../worker/stubs.ts'
import { world } from '../routes/cast.ts'
import { adjust, claim } from '../unit/an-account.ts'

/** A customer nobody has dealt with yet. */
export function anyone(): CustomerId {
  return `cus_${idSymbols(randomBytes(16))}`
}

/** An offer nobody has counted yet. */
export function anyOffer(): `ofr_${string}` {
  return `ofr_${idSymbols(randomBytes(16))}`
}

/** A campaign nobody has counted yet. */
export function anyCampaign(): `cmp_${string}` {
  return `cmp_${idSymbols(randomBytes(16))}`
}

/** The command as the front door sends it: under an id of its own, with a digest of what it asks for. */
export function sentTo<C extends AccountCommand>(customer: CustomerId, command: C): C {
  const id = randomBytes(32).toString('hex')
  const digest = createHash('sha256')
    .update(JSON.stringify({ ...command, id: null }))
    .digest('hex')
  return { ...command, id, digest: digest.slice(0, 32), customer }
}

/** A claim of that customer, with vouchers nobody has yet. */
export function claiming(customer: CustomerId, points: number, more: Partial<Claim> = {}): Claim {
  const candidates = Array.from({ length: 4 }, () => ({
    voucher: voucherIdOf(randomBytes(16)),
    sealedCode: 'sealed',
    codeLast4: '2MTR',
  }))
  return sentTo(customer, claim(points, { candidates, ...more }))
}

/** The object as it is: nothing is sent twice, and what it throws comes through. */
export function account(customer: CustomerId): AccountCalls {
  return accountStubOf(customer) as unknown as AccountCalls
}

/** A fresh stub, as the runtime's own tools want it. */
export function accountStubOf(customer: CustomerId): DurableObjectStub<AccountObject> {
  return world.ACCOUNTS.get(world.ACCOUNTS.idFromName(customer))
}

/** What counts an offer's stock or a campaign's money. */
export function stock(name: string): DurableObjectStub<StockObject> {
  return world.STOCK.get(world.STOCK.idFromName(name))
}

/** A customer with that many points. */
export async function withPoints(points: number): Promise<CustomerId> {
  const customer = anyone()
  const { kind } = await account(customer).execute(sentTo(customer, adjust(points)))
  assert(kind === 'accepted', 'points are given')
  return customer
}

/** Claims; fails the test when the claim is refused. */
export async function claimed(command: Claim): Promise<AccountClaim> {
  const answer = await account(command.customer).claim(command)
  assert(answer.kind === 'accepted', `claimed, not ${JSON.stringify(answer)}`)
  return answer.claim
}

/** Looks into the running object. */
export function insideAccount<R>(
  customer: CustomerId,
  look: (instance: AccountObject, state: DurableObjectState) => R | Promise<R>,
): Promise<R> {
  return runInDurableObject(accountStubOf(customer), look)
}
