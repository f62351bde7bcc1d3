import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, beforeEach, expect, vi } from 'vitest'
import { codeFromBytes } from '../../src/code.ts'
import { type Caller, callerName } from '../../src/limiter.ts'
import { limiterStub } from '../../worker/stubs.ts'
import { openLume, world } from './cast.ts'
import { send } from './pages.ts'

/** Names of objects that were called, in order. */
export const calls: string[] = []

/** Notes every call of an object in this file's tests, from the first test on. */
export function watchCalls(): void {
  beforeAll(async () => {
    await openLume()
    for (const name of ['LIMITER', 'VOUCHERS', 'PRINCIPALS'] as const) {
      const namespace = env[name]
      const honest = namespace.idFromName.bind(namespace)
      vi.spyOn(namespace, 'idFromName').mockImplementation((of) => {
        calls.push(`${name} ${of}`)
        return honest(of)
      })
    }
  })
  beforeEach(() => {
    calls.length = 0
  })
  afterEach(() => {
    vi.useRealTimers()
  })
}

let network = 0
/** Somebody who is not signed in, on a network of their own. */
export function passerBy() {
  network += 1
  const address = `198.51.100.${network}`
  const from = (method: string, path: string, headers: HeadersInit = {}) =>
    send(method, path, {
      headers: { 'cf-connecting-ip': address, ...Object.fromEntries(new Headers(headers)) },
    })
  return { address, get: (path: string, headers: HeadersInit = {}) => from('GET', path, headers), from }
}

/** A code with a right check symbol that nobody issued. */
export function anyCode(): string {
  return codeFromBytes(crypto.getRandomValues(new Uint8Array(8)))
}

/** Calls of limiters among them. */
export const limiterCalls = () => calls.filter((call) => call.startsWith('LIMITER'))
/** What is done after an answer is done by now. */
export const settled = (count: number) => vi.waitFor(() => expect(limiterCalls()).toHaveLength(count))
/** The Worker has heard what this caller's misses led to: answers of one object come in order. */
export const heard = (caller: Caller) => limiterStub(world, callerName(caller)).verdict(caller)
