import {
  COUNTED_TABLES,
  PROJECTED_TABLES as LEDGER_TABLES,
  PEOPLE_TABLES,
} from '../../migrations/projected.ts'

/** Filled from objects alone, never written by anything else. */
const PROJECTED_TABLES = [...LEDGER_TABLES, ...PEOPLE_TABLES] as const
type ProjectedTable = (typeof PROJECTED_TABLES)[number]

/** Rows of the projected tables. */
type Counts = { readonly [T in Exclude<ProjectedTable, 'people_terms'>]: number }

/** Where ledgers and lists lie, and who brings one from the other. */
export interface Ledgers {
  /** Hex ids of every object that may hold a voucher, an account or somebody at work, in pages of any size. */
  objects(): AsyncIterable<readonly string[]>
  /** Has these objects project themselves again, whatever the lists have; gives how many of them are in one now. */
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
    say(`${projected} vouchers, accounts and people read from their objects.`)
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
  // Not keys: the rebuild itself speaks with one, which comes and goes.
  const [row] = await sql(
    `SELECT (SELECT count(*) FROM vouchers) AS vouchers, (SELECT count(*) FROM entries) AS entries,
       (SELECT count(*) FROM voucher_terms) AS voucher_terms,
       (SELECT count(*) FROM account_entries) AS account_entries, (SELECT count(*) FROM visit_days) AS visit_days,
       (SELECT count(*) FROM statement_lines) AS statement_lines,
       (SELECT count(*) FROM people WHERE kind <> 'key') AS people`,
  )
  const count = (table: keyof Counts) => Number(row?.[table])
  return {
    vouchers: count('vouchers'),
    entries: count('entries'),
    voucher_terms: count('voucher_terms'),
    account_entries: count('account_entries'),
    visit_days: count('visit_days'),
    statement_lines: count('statement_lines'),
    people: count('people'),
  }
}

function inWords(counts: Counts): string {
  const { vouchers, entries, voucher_terms, account_entries, visit_days, statement_lines, people } = counts
  return `${vouchers} vouchers, ${entries} ledger entries, ${voucher_terms} search terms, ${account_entries} lines of accounts, ${visit_days} days of visits, ${statement_lines} lines of statements and ${people} people and devices`
}
