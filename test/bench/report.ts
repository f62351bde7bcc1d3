import type { AtRest } from './at-rest.ts'
import { ASSUMED, costPerMillion } from './counts.ts'
import type { Page } from './page.ts'
import { type Measured, median, type Round, TURNS } from './redeeming.ts'
import type { Scanner } from './scanner.ts'
import type { Strangers } from './strangers.ts'
import type { Tally } from './tally.ts'
import { CONNECTIONS, OBJECTS, SIDES } from './work.ts'

/** Everything measured in one run. */
export interface Findings {
  readonly machine: readonly string[]
  readonly rounds: readonly Round[]
  readonly tally: Tally
  readonly atRest: AtRest
  readonly page: Page
  readonly strangers: Strangers
  readonly scanner: Scanner
  readonly seconds: number
  readonly wrong: readonly string[]
}

/** One line of the table: what was found, and whether that is within its budget; null has none. */
type Line = {
  readonly what: string
  readonly budget: string
  readonly found: string
  readonly holds: boolean | null
}

/** Numbers of one measure over all rounds. */
type Spread = { readonly least: number; readonly middle: number; readonly most: number }

/** The page test/bench/results.md. */
export function report(findings: Findings): string {
  const { machine, wrong, seconds } = findings
  return [
    '# Results of `npm run bench`',
    '',
    ...machine.map((line) => `- ${line}`),
    `- took ${seconds.toFixed(0)} s; every answer was checked: ${wrong.length === 0 ? 'all right' : `${wrong.length} wrong`}`,
    '',
    '## Budgets',
    '',
    ...table(['what', 'budget', 'measured', ''], findingsAsLines(findings).map(row)),
    '',
    ...sidesSection(findings.rounds),
    ...countsSection(findings.tally),
    ...strangersSection(findings.strangers),
    ...METHOD,
  ].join('\n')
}

function row({ what, budget, found, holds }: Line): string[] {
  return [what, budget, found, holds === null ? '' : holds ? 'pass' : '**miss**']
}

function findingsAsLines({ rounds, tally, atRest, page, scanner }: Findings): Line[] {
  return [
    ...ratioLines(rounds),
    ...countLines(tally),
    atMost('voucher at rest, plain: issued and redeemed', null, atRest.plain, kilobytes),
    atMost('voucher at rest, texts at their limits, 5 refusals', 12 * 1024, atRest.fiveRefusals, kilobytes),
    atMost('voucher at rest, texts at their limits, 40 refusals', 20 * 1024, atRest.fortyRefusals, kilobytes),
    atMost('voucher page, texts at their limits: HTML, gzip', 12 * 1024, page.compressed, kilobytes),
    atMost('voucher page, plain: HTML, gzip', 12 * 1024, page.plainCompressed, kilobytes),
    atMost('voucher page: D1 statements', 0, page.d1Statements, String),
    atMost('voucher page: its one script, as built', 1024, page.script, kilobytes),
    atMost('voucher page: its one script, gzip', null, page.scriptCompressed, kilobytes),
    {
      what: 'voucher page: files beside the HTML',
      budget: '',
      found: page.files.map((file) => `\`${short(file)}\``).join(', '),
      holds: null,
    },
    atMost('scanner: from the tap to a code being read', 700, scanner.cameraToDecoded, milliseconds),
    atMost('scanner: from there to the verdict, painted', 300, scanner.decodedToVerdict, milliseconds),
  ]
}

/** A side against another, in both measures: the redemption is judged, what its projection costs beside it is told. */
function ratioLines(rounds: readonly Round[]): Line[] {
  const lines = (what: string, side: keyof Round, to: keyof Round, judged: boolean): Line[] => {
    const throughput = ratios(rounds, side, to, ({ perSecond }) => perSecond)
    const latency = ratios(rounds, side, to, (measured) => measured.median)
    return [
      {
        what: `${what}: throughput`,
        budget: judged ? '≥ 0.80 ×' : '',
        found: spread(throughput),
        holds: judged ? throughput.middle >= 0.8 : null,
      },
      {
        what: `${what}: median latency`,
        budget: judged ? '≤ 1.25 ×' : '',
        found: spread(latency),
        holds: judged ? latency.middle <= 1.25 : null,
      },
    ]
  }
  return [
    ...lines('redeem, projection paused (no alarm) ÷ floor', 'unarmed', 'floor', true),
    ...lines(
      'redeem, projection paused (its alarm does nothing) ÷ floor with such an alarm',
      'paused',
      'outbox',
      true,
    ),
    ...lines('redeem, projection paused (its alarm does nothing) ÷ floor', 'paused', 'floor', false),
    ...lines('floor with an alarm that does nothing ÷ floor', 'outbox', 'floor', false),
    ...lines('redeem, projection running ÷ floor', 'running', 'floor', false),
  ]
}

function countLines(tally: Tally): Line[] {
  const { path, projection } = tally
  const { total } = costPerMillion(tally)
  return [
    atMost('redeem: calls of objects', 1, tally.objectCalls, String),
    atMost('redeem: D1 statements on its path', 0, path.d1Statements, String),
    atMost('redeem: SQL statements in the object', 3, path.sqlStatements, String),
    atMost(
      'redeem: rows written in the object, alarm included',
      2,
      path.rowsWritten + path.alarmsSet,
      String,
    ),
    atMost('redeem: D1 rows written by its projection', null, projection.d1RowsWritten, String),
    atMost('redeem: a million at list price (stretch: $7)', 9, total, (usd) => `$${usd.toFixed(2)}`),
  ]
}

function atMost(what: string, budget: number | null, found: number, say: (value: number) => string): Line {
  const limit = budget === null ? '' : `≤ ${say(budget).replace('.00', '').replace('.0 ', ' ')}`
  return { what, budget: limit, found: say(found), holds: budget === null ? null : found <= budget }
}

/** What each side did by itself: it says something about this machine only. */
function sidesSection(rounds: readonly Round[]): string[] {
  const over = (side: keyof Round, of: (measured: Measured) => number) =>
    spread(spreadOf(rounds.map((round) => of(round[side]))), 1)
  const cells = SIDES.map((side) => [
    side,
    over(side, ({ perSecond }) => perSecond),
    over(side, (measured) => measured.median),
    over(side, ({ cpu }) => cpu ?? Number.NaN),
  ])
  return [
    `## Each side, over ${rounds.length} rounds: median (least to most)`,
    '',
    ...table(['side', 'requests/s', 'median latency, ms', "runtime's processor time a request, ms"], cells),
    '',
  ]
}

function countsSection(tally: Tally): string[] {
  const { parts, total } = costPerMillion(tally)
  const { path, projection } = tally
  const counted = (Object.keys(path) as (keyof typeof path)[]).map((name) => [
    name,
    String(path[name]),
    String(projection[name]),
  ])
  return [
    '## One redemption, counted',
    '',
    `${tally.objectCalls} call of an object, ${tally.alarmRuns} alarm run.`,
    '',
    ...table(['', 'on its path', 'in its projection'], counted),
    '',
    `A million at list price, USD ${total.toFixed(2)} (processor time ${ASSUMED.cpuMs} ms and object time ${ASSUMED.activeMs} ms are assumed, all else is counted):`,
    '',
    ...table(
      ['part', 'USD'],
      Object.entries(parts).map(([part, usd]) => [part, usd.toFixed(2)]),
    ),
    '',
  ]
}

/** What is no live code is told apart by nothing, not by time either. */
function strangersSection(strangers: Strangers): string[] {
  const { known: _, ...misses } = strangers
  const fastest = Math.min(...Object.values(misses))
  const cells = Object.entries(strangers).map(([kind, ms]) => [
    kind,
    ms.toFixed(1),
    (ms / fastest).toFixed(3),
  ])
  return [
    '## A code shown to somebody without a session',
    '',
    'In one run, one of each kind at the same moment; what is no live code is answered 400 ms after it came.',
    '',
    ...table(['code', 'median answer, ms', '÷ fastest that is no live code'], cells),
    '',
  ]
}

const METHOD = [
  '## How',
  '',
  '`npm run bench` (`node scripts/bench.ts [FOLDER]`: the folder that is to hold the state while it runs) bundles',
  '`test/bench/entry.ts` as the product is bundled and serves it from Miniflare with state on disk. The product, unchanged,',
  'and the floor are in that one Worker; the same load generator, a process of its own, sends to all sides.',
  '',
  `- *floor*: a bare Hono route that reads the same request's body and writes it as one row into a bare Durable Object.`,
  '- *unarmed*: as deployed, but no alarm is armed: the redemption alone.',
  '- *paused*: as deployed, but the alarm, which is armed, stored and run, does nothing.',
  '- *running*: as deployed; D1 is in the same process here and takes from the same core.',
  '- *outbox*: the floor, which arms an alarm that does nothing with every row. The local runtime keeps alarms in a database of',
  '  its own on the same thread: a write makes 1 durable commit, with an alarm armed 2, with the alarm run 4. Deployed, the',
  '  alarm is kept elsewhere and runs after the answer.',
  `- A round is, on each side, ${OBJECTS} redemptions of ${OBJECTS} distinct vouchers, issued through the API just before, or as many`,
  `  writes into as many objects, each written once before; ${CONNECTIONS} connections, each sending as soon as it is answered. Within a`,
  `  round the sides take turns, ${TURNS} each, and every round starts with another one. A ratio is taken within a round; the table`,
  '  gives the median of all rounds. Objects stay in memory through their round and leave it after.',
  '- The scanner is the scanning page in Chromium, one browser and one new voucher a round: a QR code before its fake camera,',
  '  which is allowed without asking; the reader has been fetched before the tap, as after signing in. Medians.',
  '- Nobody logs requests here; deployed, the product logs a line for each.',
  '- Statements and rows are those of a voucher that had left memory and must be read: found there, two statements less.',
  '- Rows are counted by the runtime (`rowsWritten` of every cursor, `meta` of every D1 result), each alarm set as one more.',
  '',
]

function ratios(
  rounds: readonly Round[],
  side: keyof Round,
  to: keyof Round,
  of: (measured: Measured) => number,
): Spread {
  return spreadOf(rounds.map((round) => of(round[side]) / of(round[to])))
}

function spreadOf(values: readonly number[]): Spread {
  return { least: Math.min(...values), middle: median(values), most: Math.max(...values) }
}

function spread({ least, middle, most }: Spread, digits = 2): string {
  if (Number.isNaN(middle)) return 'unknown'
  return `${middle.toFixed(digits)} (${least.toFixed(digits)} to ${most.toFixed(digits)})`
}

function milliseconds(ms: number): string {
  return `${ms.toFixed(0)} ms`
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1024).toFixed(1)} KB`
}

/** Hashed names change with every build. */
function short(file: string): string {
  return file.replace(/\.[0-9a-f]{10}\./, '.').replace(/\/[0-9a-f]{64}\./, '/….')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)]
}
