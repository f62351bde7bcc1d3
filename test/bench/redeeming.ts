import type { Client, Issued } from './client.ts'
import type { Run, Sending } from './load.ts'
import type { Side } from './side.ts'

/** One side in one round: requests a second, median latency in ms, the runtime's own time per request in ms. */
export interface Measured {
  readonly perSecond: number
  readonly median: number
  readonly cpu: number | null
}

/** What is held against the floor, and beside it the floor with an alarm. */
export const MEASURED = ['unarmed', 'paused', 'running', 'outbox'] as const satisfies readonly Side[]
type Redeeming = Exclude<(typeof MEASURED)[number], 'outbox'>
/** All sides of one round. */
export type Round = Readonly<Record<(typeof MEASURED)[number] | 'floor', Measured>>

export const CONNECTIONS = 16
/** So few that all of a round's objects are still in memory when it ends. */
export const OBJECTS = 160
/** The runtime lets go of an idle object after 10 s, which costs time of its own: not while something is measured. */
const REST_MS = 10_500
const ROUNDS_LEAST = 5
const MEASURING_MS = 90_000

/** The least anybody issues. */
export const COFFEE = {
  title: 'Sorry your order arrived cold',
  benefit: { kind: 'item', item: 'Coffee' },
  validity: { kind: 'days', count: 30 },
} as const

/**
 * Redeems distinct vouchers on every side, and writes on the floor, in turn, for as many rounds as fit. Every answer is
 * checked; what is wrong with one goes to `wrong`.
 * @param cpuOfRuntime ms of processor time the runtime has used, or null where the system does not say
 */
export async function measureRedeeming(
  client: Client,
  cpuOfRuntime: () => number | null,
  wrong: (what: string) => void,
): Promise<Round[]> {
  const sides = ['floor', ...MEASURED] as const
  const measure = await measuring(client, cpuOfRuntime, wrong)
  const end = Date.now() + MEASURING_MS
  // Code that has run only a few times is slow everywhere.
  for (const side of [...sides, ...sides]) await measure(side)
  const rounds: Round[] = []
  while (rounds.length < ROUNDS_LEAST || Date.now() < end) {
    await new Promise((resume) => setTimeout(resume, REST_MS))
    const round = new Map<string, Measured>()
    const from = rounds.length % sides.length
    for (const side of [...sides.slice(from), ...sides.slice(0, from)]) round.set(side, await measure(side))
    rounds.push(Object.fromEntries(round) as unknown as Round)
  }
  return rounds
}

async function measuring(
  client: Client,
  cpuOfRuntime: () => number | null,
  wrong: (what: string) => void,
): Promise<(side: keyof Round) => Promise<Measured>> {
  let lines = await client.projectedLines()
  const settled = async (side: Side) => {
    if (side === 'running') lines += OBJECTS
    await client.projected(lines)
  }
  return async (side) => {
    const onFloor = side === 'floor' || side === 'outbox'
    const { sendings, check } = onFloor ? await touched(client, side) : await issued(client, side)
    await settled(side)
    const before = cpuOfRuntime()
    const run = await client.all(sendings, CONNECTIONS)
    await settled(side)
    const after = cpuOfRuntime()
    for (const [at, answer] of run.answers.entries()) {
      const found = check(at, answer.status, answer.body)
      if (found !== null) wrong(`${side}: ${found}`)
    }
    return measured(run, before === null || after === null ? null : after - before)
  }
}

type Work = {
  readonly sendings: Sending[]
  /** What is wrong with the answer to the request at that place, or null. */
  readonly check: (at: number, status: number, body: string) => string | null
}

async function issued(client: Client, side: Redeeming): Promise<Work> {
  const wishes = Array.from({ length: OBJECTS }, () => client.post(side, '/api/v1/vouchers', COFFEE))
  const { answers } = await client.all(wishes, CONNECTIONS)
  const vouchers = answers.map(({ body }) => JSON.parse(body) as Issued)
  const receipts = new Set<string>()
  return {
    sendings: vouchers.map((voucher) => client.redemption(side, voucher)),
    check: (at, status, body) => {
      const answer = JSON.parse(body) as Record<string, unknown>
      const { voucher_id, uses_left, receipt } = answer
      const right = status === 201 && answer.status === 'redeemed' && uses_left === 0
      if (!right || voucher_id !== vouchers[at]?.id) return `answered ${status} ${body}`
      if (receipts.has(`${receipt}`)) return 'two redemptions have one receipt'
      receipts.add(`${receipt}`)
      return null
    },
  }
}

let objects = 0

async function touched(client: Client, side: 'floor' | 'outbox'): Promise<Work> {
  const names = Array.from({ length: OBJECTS }, () => `floor-${objects++}`)
  const writes = () => names.map((name) => client.post(side, `/${side}/${name}`, { store_id: 'sto_chiado' }))
  await client.all(writes(), CONNECTIONS)
  const check: Work['check'] = (_, status, body) =>
    status === 201 && body === '{"seq":2}' ? null : `answered ${status} ${body}`
  return { sendings: writes(), check }
}

function measured({ ms, answers }: Run, cpu: number | null): Measured {
  return {
    perSecond: (answers.length / ms) * 1000,
    median: median(answers.map((answer) => answer.ms)),
    cpu: cpu === null ? null : cpu / answers.length,
  }
}

/** The middle value; of an even number the upper of the two. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
