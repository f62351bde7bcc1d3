/** Rows of the projected tables. */
export type Counts = { readonly [T in ProjectedTable]: number }

/** Filled from ledgers alone, never written by anything else. */
export const PROJECTED_TABLES = ['vouchers', 'entries', 'voucher_terms'] as const
type ProjectedTable = (typeof PROJECTED_TABLES)[number]

/** Where ledgers and lists lie. */
export interface Ledgers {
  /** The running Worker, and a key of it with the scope vouchers:change. */
  readonly url: string
  readonly apiKey: string
  /** Hex ids of every object that may hold a voucher, in pages of any size. */
  objects(): AsyncIterable<readonly string[]>
  /** Runs one SQL statement on D1 and gives its rows. */
  sql(statement: string): Promise<readonly Readonly<Record<string, unknown>>[]>
}

/** As many as one request takes; see worker/api/projections.ts. */
const PER_REQUEST = 50

/** Empties the lists and fills them by asking every object to project itself again. Gives the rows before and after. */
export async function rebuild(
  ledgers: Ledgers,
  say: (line: string) => void,
): Promise<{ readonly before: Counts; readonly after: Counts }> {
  const before = await countsOf(ledgers)
  say(`The lists have ${inWords(before)}.`)
  for (const table of PROJECTED_TABLES) await ledgers.sql(`DELETE FROM ${table}`)
  let projected = 0
  for await (const page of ledgers.objects()) {
    for (let from = 0; from < page.length; from += PER_REQUEST) {
      projected += await project(ledgers, page.slice(from, from + PER_REQUEST))
    }
    say(`${projected} vouchers read from their ledgers.`)
  }
  const after = await countsOf(ledgers)
  say(`The lists have ${inWords(after)} now.`)
  return { before, after }
}

/** The voucher lists' rows in words. */
function inWords({ vouchers, entries, voucher_terms }: Counts): string {
  return `${vouchers} vouchers, ${entries} ledger entries and ${voucher_terms} search terms`
}

async function countsOf({ sql }: Ledgers): Promise<Counts> {
  const columns = PROJECTED_TABLES.map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`)
  const [row] = await sql(`SELECT ${columns.join(', ')}`)
  const count = (table: ProjectedTable) => Number(row?.[table])
  return { vouchers: count('vouchers'), entries: count('entries'), voucher_terms: count('voucher_terms') }
}

async function project({ url, apiKey }: Ledgers, ids: readonly string[]): Promise<number> {
  const answer = await fetch(`${url}/api/v1/projections`, {
    method: 'POST',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ ids }),
  })
  if (!answer.ok) throw new Error(`The Worker did not project: ${answer.status} ${await answer.text()}`)
  const { projected } = (await answer.json()) as { readonly projected: number }
  return projected
}
