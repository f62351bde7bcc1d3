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

const PREFIX = 'vale.pending.'
// Beyond this the shop has moved on; a new scan tells what became of it.
const WORTH_ASKING_MS = 15 * 60_000
const PAUSES_MS = [1000, 2000, 4000, 8000, 15_000, 30_000]

/** The pause before asking again, in ms, after so many tries without an answer; null when it is time to stop. */
export function pauseAfter(tries: number): number | null {
  return PAUSES_MS[tries - 1] ?? null
}

/** Keeps it until it is answered. A browser that keeps nothing loses only the second chance after a reload. */
export function remember(pending: Pending, store: Storage): void {
  try {
    store.setItem(PREFIX + pending.key, JSON.stringify(pending))
  } catch {
    // Full or forbidden.
  }
}

/** It has been answered. */
export function forget(key: string, store: Storage): void {
  store.removeItem(PREFIX + key)
}

/** The oldest command of this person that still waits for its answer; older ones than are worth asking are dropped. */
export function oldestPending(by: string, now: number, store: Storage): Pending | null {
  const all = Object.keys(store)
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => readPending(store.getItem(name)))
  const waiting: Pending[] = []
  for (const pending of all) {
    if (pending === null) continue
    if (now - pending.at > WORTH_ASKING_MS) forget(pending.key, store)
    else if (pending.by === by) waiting.push(pending)
  }
  return waiting.toSorted((a, b) => a.at - b.at)[0] ?? null
}

function readPending(text: string | null): Pending | null {
  // Only `remember` writes here, and only whole.
  return text === null ? null : (JSON.parse(text) as Pending)
}
