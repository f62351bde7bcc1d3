import { runDurableObjectAlarm } from 'cloudflare:test'
import type { AccountObject } from '../../durable-objects/account-object.ts'
import { type Entry, fold } from '../../src/account/account.ts'
import { errandsOf } from '../../src/account/saga.ts'
import type { CustomerId } from '../../src/id.ts'
import { accountStubOf, insideAccount } from '../objects/living-account.ts'

/** When the n-th step of an account dies. A step is a transaction of its own, or a call of another object. */
export interface Death {
  readonly n: number
  readonly when: 'before' | 'after'
}

/** What other objects would say, where a test wants them to be wrong by the time they are acted on. */
export interface Lies {
  /** `left` that a stock says when it is only asked. */
  readonly left?: number
}

type Call = (...values: unknown[]) => unknown

/** Lets the account act until it dies, which takes all that was in memory with it; whether it died. */
export async function dying(
  customer: CustomerId,
  { n, when }: Death,
  act: (account: AccountObject) => unknown,
  lies: Lies = {},
): Promise<boolean> {
  let steps = 0
  let died = false
  const before = () => {
    steps += 1
    if (died || (steps === n && when === 'before')) {
      died = true
      throw new Error('power cut')
    }
  }
  const after = (step: number) => {
    if (died || (step === n && when === 'after')) {
      died = true
      throw new Error('power cut')
    }
  }
  const asked = insideAccount(customer, async (account, state) => {
    const { storage } = state
    const honest = storage.transactionSync
    const inTransaction: typeof honest = (closure) => {
      before()
      const step = steps
      const result = honest.call(storage, closure)
      after(step)
      return result as ReturnType<typeof closure>
    }
    storage.transactionSync = inTransaction
    const env = Reflect.get(account, 'env') as Record<string, unknown>
    const remote = async (call: () => unknown) => {
      before()
      const step = steps
      const result = await call()
      after(step)
      return result
    }
    const worlds = ['STOCK', 'VOUCHERS', 'ACCOUNTS'].map((name) => [name, calling(env[name], remote, lies)])
    Reflect.set(account, 'env', { ...env, ...Object.fromEntries(worlds) })
    try {
      await act(account)
    } catch {
      // It died; what it would have said is lost.
    } finally {
      storage.transactionSync = honest
      // What was committed is committed: only what was in memory is gone.
      await storage.sync()
      state.abort('power cut')
    }
  })
  await asked.catch(() => null)
  return died
}

function calling(namespace: unknown, remote: (call: () => unknown) => Promise<unknown>, lies: Lies): object {
  return new Proxy(namespace as object, {
    get(target, name) {
      const own = Reflect.get(target, name) as unknown
      if (typeof own !== 'function') return own
      if (name !== 'get') return own.bind(target)
      return (id: DurableObjectId) => {
        const stub = (own as Call).call(target, id) as Record<string, Call>
        return new Proxy(stub, {
          get:
            (_, method) =>
            (...values: unknown[]) =>
              remote(() =>
                method === 'read' && lies.left !== undefined
                  ? { limit: null, used: 0, left: lies.left }
                  : stub[String(method)]?.(...values),
              ),
        })
      }
    },
  })
}

/** The entries an account has on record. */
export async function entriesOf(customer: CustomerId): Promise<readonly Entry[]> {
  const copy = await insideAccount(customer, (account) => account.copy())
  return copy.filter(({ seq }) => seq > 0).map(({ facts }) => JSON.parse(facts) as Entry)
}

/** Lets the clock finish what was begun; fails when it does not come to an end. */
export async function finished(customer: CustomerId): Promise<readonly Entry[]> {
  for (let rounds = 0; rounds < 6; rounds += 1) {
    const entries = await entriesOf(customer)
    if (errandsOf(fold(entries)).length === 0 && rounds > 0) return entries
    await runDurableObjectAlarm(accountStubOf(customer))
  }
  throw new Error('an account does not come to an end')
}
