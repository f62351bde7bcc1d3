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

/** The oldest command of this person that still waits for its answer, and is worth asking about. */
export function oldestPending(by: string, now: number, store: Keep): Pending | null {
  const waiting = kept(store).filter((pending) => !isLate(pending, now) && pending.by === by)
  return waiting.sort((a, b) => a.at - b.at)[0] ?? null
}

/** Drops what is older than is worth asking, whoever sent it, and gives it: what became of it is still to be found out. */
export function dropLate(now: number, store: Keep): readonly Pending[] {
  const late = kept(store).filter((pending) => isLate(pending, now))
  for (const { key } of late) forget(key, store)
  return late
}

/** What a redemption was about: the code that was scanned, else the voucher's id; '' for any other command. */
export function codeIn({ action, fields }: Pending): string {
  if (action !== '/scan/redemptions') return ''
  const said = new Map(fields)
  return said.get('code') || said.get('voucher') || ''
}

function isLate({ at }: Pending, now: number): boolean {
  return now - at > WORTH_ASKING_MS
}

function kept(store: Keep): Pending[] {
  return Array.from({ length: store.length }, (_, index) => store.key(index)).flatMap((name) => {
    const text = name?.startsWith(PREFIX) ? store.getItem(name) : null
    // Only `remember` writes under this name, and only whole.
    return typeof text === 'string' ? [JSON.parse(text) as Pending] : []
  })
}
