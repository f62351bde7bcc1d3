/** A command that was sent and not answered yet. It is kept so that a reload can ask again under the same key. */
export interface Pending {
  readonly key: string
  readonly action: string
  readonly fields: readonly (readonly [name: string, value: string])[]
  /** When it was sent first, epoch ms. */
  readonly at: number
  /** Who sent it: another person's key would be another command. */
  readonly by: string
  /** What was to be given, to say it while the answer is missing. */
  readonly promise: string
}

/** Where it is kept: the browser's localStorage. */
export interface Keep {
  readonly length: number
  key(index: number): string | null
  getItem(name: string): string | null
  setItem(name: string, text: string): void
  removeItem(name: string): void
}

const PREFIX = 'vale.pending.'
// As long as it could be undone; after that the shop has moved on, and a new scan tells what became of it.
const WORTH_ASKING_MS = 15 * 60_000
const PAUSES_MS = [1000, 2000, 4000, 8000, 15_000, 30_000]

/** The pause before asking again, in ms, after so many tries without an answer; null when it is time to stop. */
export function pauseAfter(tries: number): number | null {
  return PAUSES_MS[tries - 1] ?? null
}

/** Keeps it until it is answered. A browser that keeps nothing loses only the second chance after a reload. */
export function remember(pending: Pending, store: Keep): void {
  try {
    store.setItem(PREFIX + pending.key, JSON.stringify(pending))
  } catch {
    // Full or forbidden.
  }
}

/** It has been answered. */
export function forget(key: string, store: Keep): void {
  store.removeItem(PREFIX + key)
}

/** The oldest command of this person that still waits for its answer; older ones than are worth asking are dropped. */
export function oldestPending(by: string, now: number, store: Keep): Pending | null {
  const all = kept(store)
  const late = ({ at }: Pending) => now - at > WORTH_ASKING_MS
  for (const { key } of all.filter(late)) forget(key, store)
  const waiting = all.filter((pending) => !late(pending) && pending.by === by)
  return waiting.sort((a, b) => a.at - b.at)[0] ?? null
}

function kept(store: Keep): Pending[] {
  return Array.from({ length: store.length }, (_, index) => store.key(index)).flatMap((name) => {
    const text = name?.startsWith(PREFIX) ? store.getItem(name) : null
    // Only `remember` writes under this name, and only whole.
    return typeof text === 'string' ? [JSON.parse(text) as Pending] : []
  })
}
