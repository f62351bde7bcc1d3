import { BY_RULE, type PrincipalId } from '../src/id.ts'
import { en } from '../views/words/en.ts'
import type { Env } from './env.ts'
import { principalStub } from './stubs.ts'

/** A name an isolate has read stays for ten minutes: people rarely change theirs. */
const KEPT_MS = 600_000
const NAMES_MOST = 2_000

const names = new Map<PrincipalId, { readonly name: string; readonly until: number }>()

/** The name of whoever acted; ledgers know people by id only. An id nobody answers to is shown as it is. */
export async function nameOf(env: Env, id: PrincipalId, now: number): Promise<string> {
  if (id === BY_RULE) return en.people.byRule
  const kept = names.get(id)
  if (kept !== undefined && kept.until > now) return kept.name
  const name = (await principalStub(env, id).label()) ?? id
  if (names.size >= NAMES_MOST) names.clear()
  names.set(id, { name, until: now + KEPT_MS })
  return name
}
