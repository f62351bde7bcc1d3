import type { Client, Issued } from './client.ts'
import type { Tally } from './tally.ts'
import { COFFEE } from './work.ts'

const REDEMPTIONS = 20

/**
 * What one redemption of a voucher that had left memory asks of objects and of D1, with its projection: the same for each,
 * or it says so.
 */
export async function countRedemption(client: Client, wrong: (what: string) => void): Promise<Tally> {
  const issue = () => client.one<Issued>(client.post('counted', '/api/v1/vouchers', COFFEE), 201)
  const vouchers: Issued[] = []
  for (let n = 0; n < REDEMPTIONS; n += 1) vouchers.push(await issue())
  const tallies: Tally[] = []
  for (const voucher of vouchers) {
    await client.atRest(voucher)
    await client.leave({ side: 'counted', names: [voucher.id] })
    const tally = await client.counting(async () => {
      await client.one(client.redemption('counted', voucher), 201)
      await client.atRest(voucher)
    })
    tallies.push(tally)
  }
  const [first] = tallies
  if (first === undefined) throw new Error('Nothing was counted.')
  if (tallies.some((tally) => JSON.stringify(tally) !== JSON.stringify(first)))
    wrong(`redemptions differ in what they cost: ${tallies.map((tally) => JSON.stringify(tally)).join(' ')}`)
  return first
}

/** Not counted but taken from the reference: the runtime's time for a request, and an object's for its call and alarm. */
export const ASSUMED = { cpuMs: 2, activeMs: 50 } as const

/** USD for a million redemptions at list price, part by part: reference/reliability.md §4.4. */
export function costPerMillion({ objectCalls, alarmRuns, path, projection }: Tally) {
  const both = [path, projection]
  const sum = (count: (asked: Tally['path']) => number) =>
    both.reduce((total, asked) => total + count(asked), 0)
  const parts = {
    requests: 0.3,
    processor: 0.02 * ASSUMED.cpuMs,
    objectRequests: 0.15 * (objectCalls + alarmRuns),
    objectTime: 0.0016 * ASSUMED.activeMs,
    objectRowsWritten: sum(({ rowsWritten, alarmsSet }) => rowsWritten + alarmsSet),
    d1RowsWritten: sum(({ d1RowsWritten }) => d1RowsWritten),
    rowsRead: 0.001 * sum(({ rowsRead, d1RowsRead }) => rowsRead + d1RowsRead),
  }
  return { parts, total: Object.values(parts).reduce((total, part) => total + part, 0) }
}
