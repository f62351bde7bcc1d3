/** D1 takes no text longer than two million bytes; a row of ours has some hundreds, with a title in it at most a thousand. */
const ROWS_AT_ONCE = 1500

/** The rows as JSON texts, each of them one parameter: a ledger of any length is a few statements of one batch. */
export function inParts(rows: readonly object[]): readonly string[] {
  const parts = Array.from({ length: Math.ceil(rows.length / ROWS_AT_ONCE) }, (_, n) =>
    rows.slice(n * ROWS_AT_ONCE, (n + 1) * ROWS_AT_ONCE),
  )
  return parts.map((part) => JSON.stringify(part))
}
