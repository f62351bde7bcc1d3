import type { AccountObject } from '../durable-objects/account-object.ts'
import type { VoucherObject } from '../durable-objects/voucher-object.ts'
import type { CustomerId, PrincipalId, VoucherId } from '../src/id.ts'
import type { Env } from './env.ts'

/** Nearest place of a Durable Object to a zone; a hint is honoured only when the object is born. */
const HINTS: readonly (readonly [RegExp, DurableObjectLocationHint])[] = [
  [/^America\/(Sao_Paulo|Argentina|Bogota|Lima|Santiago|Montevideo|La_Paz|Asuncion|Caracas)/, 'sam'],
  [/^America\/(Los_Angeles|Vancouver|Denver|Phoenix|Tijuana|Edmonton|Boise)/, 'wnam'],
  [/^America\//, 'enam'],
  [
    /^Europe\/(Athens|Bucharest|Helsinki|Kiev|Kyiv|Sofia|Warsaw|Vilnius|Riga|Tallinn|Istanbul|Moscow)/,
    'eeur',
  ],
  [/^(Europe|Atlantic)\//, 'weur'],
  [/^Africa\//, 'afr'],
  [/^(Australia|Pacific)\//, 'oc'],
  [/^Asia\/(Dubai|Riyadh|Jerusalem|Baghdad|Tehran|Qatar|Kuwait|Beirut|Amman)/, 'me'],
  [/^Asia\//, 'apac'],
]

/** What can be asked of a voucher's object, as it answers. */
export type VoucherCalls = {
  readonly [M in
    | 'execute'
    | 'recall'
    | 'validate'
    | 'read'
    | 'history'
    | 'reproject'
    | 'restore'
    | 'eraseWords']: (...args: Parameters<VoucherObject[M]>) => Promise<Awaited<ReturnType<VoucherObject[M]>>>
}

/**
 * The voucher's object, through a fresh stub for every attempt: after an exception a stub is broken. A call that a
 * restart cut off is sent once more; that is safe because every command carries its id. `bornIn` (IANA zone of its
 * store, else the brand's) matters only on the issuing call.
 */
export function voucherStub(env: Env, id: VoucherId, bornIn?: string): VoucherCalls {
  const namespace = located(env, env.VOUCHERS)
  // Structured clone keeps what the mapped types of RPC forget: that a refusal has at least one reason.
  const stub = () => namespace.get(namespace.idFromName(id), hint(bornIn)) as unknown as VoucherCalls
  return {
    execute: (command) => twice(() => stub().execute(command)),
    recall: (id) => twice(() => stub().recall(id)),
    validate: (use) => twice(() => stub().validate(use)),
    read: () => twice(() => stub().read()),
    history: () => twice(() => stub().history()),
    reproject: () => twice(() => stub().reproject()),
    restore: (copy) => twice(() => stub().restore(copy)),
    eraseWords: (holders) => twice(() => stub().eraseWords(holders)),
  }
}

/** What can be asked of a customer's account, as it answers. */
export type AccountCalls = {
  readonly [M in
    | 'execute'
    | 'claim'
    | 'cancelClaim'
    | 'recall'
    | 'recallClaim'
    | 'reversePurchase'
    | 'balances'
    | 'prospects'
    | 'readClaim'
    | 'readPurchase'
    | 'latestPurchases'
    | 'statement'
    | 'tellingBehind'
    | 'reasons'
    | 'restore'
    | 'reproject'
    | 'eraseWords']: (...args: Parameters<AccountObject[M]>) => Promise<Awaited<ReturnType<AccountObject[M]>>>
}

/** The customer's account, as `voucherStub` gives a voucher: a call that was cut off is sent once more. `bornIn`: the brand's zone. */
export function accountStub(env: Env, customer: CustomerId, bornIn?: string): AccountCalls {
  const namespace = located(env, env.ACCOUNTS)
  const stub = () => namespace.get(namespace.idFromName(customer), hint(bornIn)) as unknown as AccountCalls
  return {
    execute: (command) => twice(() => stub().execute(command)),
    claim: (command) => twice(() => stub().claim(command)),
    cancelClaim: (command) => twice(() => stub().cancelClaim(command)),
    recall: (sent) => twice(() => stub().recall(sent)),
    recallClaim: (sent) => twice(() => stub().recallClaim(sent)),
    reversePurchase: (command) => twice(() => stub().reversePurchase(command)),
    balances: () => twice(() => stub().balances()),
    prospects: () => twice(() => stub().prospects()),
    readClaim: (seq) => twice(() => stub().readClaim(seq)),
    readPurchase: (seq) => twice(() => stub().readPurchase(seq)),
    latestPurchases: (most) => twice(() => stub().latestPurchases(most)),
    statement: (before, limit) => twice(() => stub().statement(before, limit)),
    tellingBehind: (seq) => twice(() => stub().tellingBehind(seq)),
    reasons: (seqs) => twice(() => stub().reasons(seqs)),
    restore: (copy) => twice(() => stub().restore(copy)),
    reproject: () => twice(() => stub().reproject()),
    eraseWords: () => twice(() => stub().eraseWords()),
  }
}

async function twice<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (failure) {
    if (!isPassing(failure)) throw failure
    return call()
  }
}

/** A restart or a lost connection passes; overload does not get better by asking again. */
function isPassing(failure: unknown): boolean {
  if (!(failure instanceof Error) || 'overloaded' in failure) return false
  return 'retryable' in failure || 'durableObjectReset' in failure
}

/** The object of a staff member, device, customer or API key. */
export function principalStub(env: Env, id: PrincipalId | CustomerId) {
  const namespace = located(env, env.PRINCIPALS)
  return namespace.get(namespace.idFromName(id))
}

/** What counts the stock of an offer or the budget of a campaign, by that one's id. */
export function stockStub(env: Env, name: string, bornIn?: string) {
  const namespace = located(env, env.STOCK)
  return namespace.get(namespace.idFromName(name), hint(bornIn))
}

/** The one directory of this world. */
export function directoryStub(env: Env) {
  const namespace = located(env, env.DIRECTORY)
  return namespace.get(namespace.idFromName('directory'))
}

/** The one object that knows how this world is doing. */
export function systemStub(env: Env) {
  const namespace = located(env, env.SYSTEM)
  return namespace.get(namespace.idFromName('system'))
}

/** What counts one caller's misses: a network, a device or a principal. */
export function limiterStub(env: Env, caller: string) {
  const namespace = located(env, env.LIMITER)
  return namespace.get(namespace.idFromName(caller))
}

// A deployment keeps its data in one jurisdiction from the first object on. Not implemented locally, where it throws.
function located<T extends Rpc.DurableObjectBranded>(
  env: Env,
  namespace: DurableObjectNamespace<T>,
): DurableObjectNamespace<T> {
  return env.JURISDICTION === ''
    ? namespace
    : namespace.jurisdiction(env.JURISDICTION as DurableObjectJurisdiction)
}

function hint(zone: string | undefined): DurableObjectNamespaceGetDurableObjectOptions {
  const found = zone === undefined ? undefined : HINTS.find(([zones]) => zones.test(zone))
  return found === undefined ? {} : { locationHint: found[1] }
}
