/** Logs that a projection failed, for the n-th time in a row: the object is the truth and keeps it; only the list is late. Gives what it said. */
export function sayLate(projecting: string | undefined, failures: number, failure: unknown): string {
  const { name, message } = failure instanceof Error ? failure : new Error(String(failure))
  console.warn(JSON.stringify({ level: 'warn', projecting, failures, error: name, message }))
  return message
}
