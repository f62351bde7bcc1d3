import { COUNTED_TABLES, PROJECTED_TABLES } from '../../migrations/projected.ts'

type ProjectedTable = (typeof PROJECTED_TABLES)[number]

/** Rows of the projected tables. */
type Counts = { readonly [T in ProjectedTable]: number }

/** Where ledgers and lists lie, and who brings one from the other. */
export interface Ledgers {
  /** Hex ids of every object that may hold a voucher, in pages of any size. */
  objects(): AsyncIterable<readonly string[]>
  /** Has these objects project themselves again, whatever the lists have; gives how many of them are vouchers. */
  project(ids: readonly string[]): Promise<number>
  /** Runs one SQL statement on D1 and gives its rows. */
  sql(statement: string): Promise<readonly Readonly<Record<string, unknown>>[]>
}

/** Empties the lists and fills them from the ledgers. Gives the rows before and after, which are equal unless lists were wrong. */
export async function rebuild(
  ledgers: Ledgers,
  say: (line: string) => void,
): Promise<{ readonly before: Counts; readonly after: Counts }> {
  const before = await countsOf(ledgers)
  say(`The lists have ${inWords(before)}.`)
  for (const table of [...PROJECTED_TABLES, ...COUNTED_TABLES]) await ledgers.sql(`DELETE FROM ${table}`)
  let projected = 0
  for await (const ids of ledgers.objects()) {
    projected += await ledgers.project(ids)
    say(`${projected} vouchers read from their ledgers.`)
  }
  const after = await countsOf(ledgers)
  say(`The lists have ${inWords(after)} now.`)
  say('The figures of days are counted again within a minute of Vale running.')
  return { before, after }
}

/** Half of what one request takes (worker/api/projections.ts): progress is seen, and none comes near a limit. */
const PER_REQUEST = 50

/** Has the Worker at `url` project objects, some per request; the key needs the scope vouchers:change. */
export function projectingAt(url: string, apiKey: string): Ledgers['project'] {
  const headers = { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' }
  return async (ids) => {
    let projected = 0
    for (let from = 0; from < ids.length; from += PER_REQUEST) {
      const body = JSON.stringify({ ids: ids.slice(from, from + PER_REQUEST) })
      const answer = await fetch(`${url}/api/v1/projections`, { method: 'POST', headers, body })
      if (!answer.ok) throw new Error(`The Worker did not project: ${answer.status} ${await answer.text()}`)
      projected += ((await answer.json()) as { readonly projected: number }).projected
    }
    return projected
  }
}

async function countsOf({ sql }: Ledgers): Promise<Counts> {
  const columns = PROJECTED_TABLES.map((table) => `(SELECT count(*) FROM ${table}) AS ${table}`)
  const [row] = await sql(`SELECT ${columns.join(', ')}`)
  const count = (table: ProjectedTable) => Number(row?.[table])
  return { vouchers: count('vouchers'), entries: count('entries'), voucher_terms: count('voucher_terms') }
}

function inWords({ vouchers, entries, voucher_terms }: Counts): string {
  return `${vouchers} vouchers, ${entries} ledger entries and ${voucher_terms} search terms`
}
