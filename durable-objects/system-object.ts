import { DurableObject } from 'cloudflare:workers'
import type { Instant } from '../src/local-time.ts'
import { cleared, noted, type Trouble } from '../src/trouble.ts'
import { beside } from './beside.ts'

/** What operating Vale has to know about itself, apart from D1 so that it stands while D1 is down. Nothing depends on it. */
export class SystemObject extends DurableObject {
  /** A small write, to know that objects can be written. */
  beat(now: Instant): void {
    this.ctx.storage.kv.put('beat', now)
  }

  /** The clock has done its round. */
  tick(now: Instant): void {
    this.ctx.storage.kv.put('tick', now)
  }

  /** When the clock last did, or null before it ever did. */
  lastTick(): Instant | null {
    return this.ctx.storage.kv.get<Instant>('tick') ?? null
  }

  /** Remembers something that goes on failing. */
  note(trouble: Trouble): void {
    this.#change((troubles) => noted(troubles, trouble))
  }

  /** It works again. */
  clear(over: Pick<Trouble, 'kind' | 'subject'>): void {
    this.#change((troubles) => cleared(troubles, over))
  }

  /** What is failing now, as far as it was told; oldest first. */
  troubles(): readonly Trouble[] {
    return this.ctx.storage.kv.get<readonly Trouble[]>('troubles') ?? []
  }

  #change(next: (troubles: readonly Trouble[]) => readonly Trouble[]): void {
    this.ctx.storage.transactionSync(() => {
      const before = this.troubles()
      const after = next(before)
      if (after.length !== before.length || after.some((one, index) => one.error !== before[index]?.error))
        this.ctx.storage.kv.put('troubles', after)
    })
  }
}

/** The system object as another object reaches it, in the deployment's jurisdiction; none where vouchers run alone. */
export function systemBeside(env: {
  readonly SYSTEM?: DurableObjectNamespace<SystemObject>
  readonly JURISDICTION?: string
}): DurableObjectStub<SystemObject> | null {
  const { SYSTEM: namespace, JURISDICTION: jurisdiction } = env
  return namespace === undefined ? null : beside(namespace, 'system', jurisdiction)
}
