import type { Context } from 'hono'
import type { AppEnv } from './env.ts'
import { requestProblem } from './problem.ts'

/** The version as an entity tag: `"7"`. */
export function etagOf(version: number): string {
  return `"${version}"`
}

/** The version a PATCH is meant for, from `If-Match`; or the answer to a request without a usable one (428). */
export function versionMeant(c: Context<AppEnv>): number | Response {
  const [, digits] = /^(?:W\/)?"(\d{1,9})"$/.exec(c.req.header('if-match') ?? '') ?? []
  return digits === undefined ? requestProblem(c, 'version_required') : Number(digits)
}

/** 412: somebody else changed it first. `current` is what stands now, so that the caller can see both. */
export function versionConflict(c: Context<AppEnv>, version: number, current: object): Response {
  c.header('ETag', etagOf(version))
  return requestProblem(c, 'version_conflict', { current })
}
