import type { Client } from './client.ts'
import type { Run } from './load.ts'
import { CONNECTIONS, type Measurable, OBJECTS, SIDES, type Work, workFor } from './work.ts'

/** One side in one round: requests a second, median latency in ms, the runtime's own time per request in ms. */
export interface Measured {
  readonly perSecond: number
  readonly median: number
  readonly cpu: number | null
}

/** All sides of one round. */
export type Round = Readonly<Record<Measurable, Measured>>

/** Whom to ask, how much time the runtime has used (ms, null where the system does not say), whom to tell what is wrong. */
interface Bench {
  readonly client: Client
  readonly cpuOfRuntime: () => number | null
  readonly wrong: (what: string) => void
}

/** In a round every side makes its requests in so many turns, so that what passes meets all. */
export const TURNS = 2
/**
 * Code that has run only a few times is slow, and the longer it is, the later it is fast: over 36 rounds of these two sides
 * alone the product did 0.81, 0.83, 0.88 and 0.86 of the floor's requests, nine rounds at a time (26 Nov 2026).
 */
const ROUNDS_UNCOUNTED = 8
const ROUNDS_LEAST = 5
const MEASURING_MS = 180_000

/**
 * Redeems distinct vouchers, and writes on the floors, in turn, for as many rounds as fit. Every answer is checked, and
 * what is late in the projection is waited for: no side pays for another.
 */
export async function measureRedeeming(bench: Bench): Promise<Round[]> {
  const { client } = bench
  const end = Date.now() + MEASURING_MS
  const late = await latenessOf(client)
  const rounds: Round[] = []
  for (let n = 0; n < ROUNDS_UNCOUNTED + ROUNDS_LEAST || Date.now() < end; n += 1) {
    const works: Work[] = []
    for (const side of SIDES) works.push(await workFor(client, side))
    await late.waitFor(OBJECTS)
    const round = await measureRound({ ...bench, late }, works, n)
    if (n >= ROUNDS_UNCOUNTED) rounds.push(round)
    for (const { leaving } of works) await client.leave(leaving)
  }
  return rounds
}

async function measureRound(bench: Following, works: readonly Work[], n: number): Promise<Round> {
  const turns = new Map<Measurable, Turn[]>(SIDES.map((side) => [side, []]))
  for (let turn = 0; turn < TURNS; turn += 1) {
    const first = (n + turn) % works.length
    for (const work of [...works.slice(first), ...works.slice(0, first)])
      turns.get(work.side)?.push(await takeTurn(bench, work, turn))
  }
  return Object.fromEntries([...turns].map(([side, taken]) => [side, sumOf(taken)])) as unknown as Round
}

interface Following extends Bench {
  readonly late: { waitFor(lines: number): Promise<void> }
}

/** Knows how many ledger lines the projection must have, and waits for so many more. */
async function latenessOf(client: Client): Promise<Following['late']> {
  let known = await client.projectedLines()
  return {
    waitFor: async (lines) => {
      known += lines
      await client.projected(known)
    },
  }
}

interface Turn {
  readonly run: Run
  readonly cpu: number | null
}

async function takeTurn(
  { client, late, cpuOfRuntime, wrong }: Following,
  work: Work,
  turn: number,
): Promise<Turn> {
  const { side, sendings, check } = work
  const size = OBJECTS / TURNS
  const from = turn * size
  const before = cpuOfRuntime()
  const run = await client.all(sendings.slice(from, from + size), CONNECTIONS)
  if (side === 'running') await late.waitFor(size)
  const after = cpuOfRuntime()
  for (const [at, { status, body }] of run.answers.entries()) {
    const found = check(from + at, status, body)
    if (found !== null) wrong(`${side}: ${found}`)
  }
  return { run, cpu: before === null || after === null ? null : after - before }
}

function sumOf(turns: readonly Turn[]): Measured {
  const answers = turns.flatMap(({ run }) => run.answers)
  const ms = turns.reduce((total, { run }) => total + run.ms, 0)
  const used = turns.flatMap(({ cpu }) => cpu ?? [])
  const cpu = used.reduce((total, time) => total + time, 0) / answers.length
  return {
    perSecond: (answers.length / ms) * 1000,
    median: median(answers.map((answer) => answer.ms)),
    cpu: used.length < turns.length ? null : cpu,
  }
}

/** The middle value; of an even number the upper of the two. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
