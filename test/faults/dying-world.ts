import type { Env } from '../../worker/env.ts'
import { world } from '../routes/cast.ts'

/**
 * A world that ends at its n-th step: every batch, statement, call of a voucher, account or customer and every touch of the bucket
 * counts, and it may end after acting. Once it has ended, nothing acts any more.
 */
export function dyingAt(n: number, when: 'before' | 'after'): Env {
  let steps = 0
  const step = async <T>(act: () => Promise<T>): Promise<T> => {
    steps += 1
    if (steps > n || (steps === n && when === 'before')) throw new Error('the process ended')
    const result = await act()
    if (steps >= n) throw new Error('the process ended')
    return result
  }
  return {
    ...world,
    DB: dyingLibrary(step),
    VOUCHERS: dyingObjects(world.VOUCHERS, ['execute', 'eraseWords'], step),
    ACCOUNTS: dyingObjects(world.ACCOUNTS, ['execute', 'claim', 'eraseWords'], step),
    PRINCIPALS: dyingObjects(world.PRINCIPALS, ['erase'], step),
    IMAGES: dyingCalls(world.IMAGES, ['get', 'delete', 'list'], step),
  }
}

type Step = <T>(act: () => Promise<T>) => Promise<T>
type Call = (...values: unknown[]) => Promise<unknown>

function dyingLibrary(step: Step): D1Database {
  const statement = (real: D1PreparedStatement): D1PreparedStatement =>
    new Proxy(real, {
      get(target, name) {
        if (name === 'bind') return (...values: unknown[]) => statement(target.bind(...values))
        if (['all', 'first', 'run', 'raw'].includes(String(name)))
          return (...values: unknown[]) =>
            step(() => (Reflect.get(target, name) as Call).apply(target, values))
        if (name === 'real') return target
        return Reflect.get(target, name)
      },
    })
  return new Proxy(world.DB, {
    get(target, name) {
      if (name === 'prepare') return (sql: string) => statement(target.prepare(sql))
      if (name === 'batch')
        return (all: D1PreparedStatement[]) =>
          step(() => target.batch(all.map((one) => Reflect.get(one, 'real') as D1PreparedStatement)))
      return Reflect.get(target, name)
    },
  })
}

function dyingObjects<N extends object>(namespace: N, calls: readonly string[], step: Step): N {
  return new Proxy(namespace, {
    get(target, name) {
      const own: unknown = Reflect.get(target, name)
      if (typeof own !== 'function') return own
      if (name !== 'get') return own.bind(target)
      return (id: DurableObjectId) => {
        const stub = own.call(target, id)
        return Object.fromEntries(
          calls.map((call) => [call, (...values: unknown[]) => step(() => stub[call](...values))]),
        )
      }
    },
  })
}

function dyingCalls<B extends object>(binding: B, calls: readonly string[], step: Step): B {
  return new Proxy(binding, {
    get(target, name) {
      const own: unknown = Reflect.get(target, name)
      if (typeof own !== 'function') return own
      return calls.includes(String(name))
        ? (...values: unknown[]) => step(() => own.apply(target, values))
        : own.bind(target)
    },
  })
}
