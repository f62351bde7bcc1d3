import { DrizzleQueryError } from 'drizzle-orm/errors'

/** What may be logged of something thrown. A failed query carries its parameters in its message, which may be people's; what caused it names columns at most. */
export function plainFailure(thrown: unknown): Error {
  if (thrown instanceof DrizzleQueryError) return thrown.cause ?? UNEXPLAINED
  return thrown instanceof Error ? thrown : new Error(String(thrown))
}

const UNEXPLAINED = new Error('a query failed')
