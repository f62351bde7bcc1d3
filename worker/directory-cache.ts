import type { Directory } from '../src/directory.ts'
import type { Env } from './env.ts'
import { directoryStub } from './stubs.ts'

/** Fresh for a minute; if its object cannot be reached, yesterday's directory still opens the shops. */
const FRESH_MS = 60_000
const STALE_MS = 86_400_000

let cached: { readonly directory: Directory; readonly at: number } | null = null

/** The brand, its stores and partners. Warm: no call. Throws only when it was never read and cannot be. */
export async function directoryFor(env: Env, now: number): Promise<Directory> {
  // Before anybody has set it up, what another isolate has just learnt must be seen at once.
  if (cached !== null && cached.directory.version > 0 && now - cached.at < FRESH_MS) return cached.directory
  try {
    return keep(await directoryStub(env).read(), now)
  } catch (outage) {
    if (cached !== null && now - cached.at < STALE_MS) return cached.directory
    throw outage
  }
}

/** Remembers a directory this isolate has just read or written. */
export function keep(directory: Directory, now: number): Directory {
  cached = { directory, at: now }
  return directory
}
