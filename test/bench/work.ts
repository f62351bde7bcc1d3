import type { Client, Issued } from './client.ts'
import type { Leaving } from './controls.ts'
import type { Sending } from './load.ts'

/** What is measured: redeeming in three ways, and two floors under it. */
export const SIDES = ['floor', 'unarmed', 'paused', 'running', 'outbox'] as const
export type Measurable = (typeof SIDES)[number]

export const CONNECTIONS = 16
/** Requests of a side in a round, each to an object of its own. */
export const OBJECTS = 300

/** The least anybody issues. */
export const COFFEE = {
  title: 'Sorry your order arrived cold',
  benefit: { kind: 'item', item: 'Coffee' },
  validity: { kind: 'days', count: 30 },
} as const

/** One side's part of a round, made ready: its objects have all been touched. */
export interface Work {
  readonly side: Measurable
  readonly sendings: readonly Sending[]
  /** What is wrong with the answer to the request at that place, or null. */
  readonly check: (at: number, status: number, body: string) => string | null
  /** Its objects, to be let go when the round is over. */
  readonly leaving: Leaving
}

/** Issues a round's vouchers through the API, or writes a first row into a round's floor objects. */
export function workFor(client: Client, side: Measurable): Promise<Work> {
  return side === 'floor' || side === 'outbox' ? writing(client, side) : redeeming(client, side)
}

async function redeeming(client: Client, side: 'running' | 'paused' | 'unarmed'): Promise<Work> {
  const wishes = Array.from({ length: OBJECTS }, () => client.post(side, '/api/v1/vouchers', COFFEE))
  const { answers } = await client.all(wishes, CONNECTIONS)
  const vouchers = answers.map(({ body }) => JSON.parse(body) as Issued)
  const receipts = new Set<unknown>()
  return {
    side,
    sendings: vouchers.map((voucher) => client.redemption(side, voucher)),
    leaving: { side, names: vouchers.map(({ id }) => id) },
    check: (at, status, body) => {
      const { voucher_id, uses_left, receipt, ...answer } = JSON.parse(body) as Record<string, unknown>
      const redeemed = status === 201 && answer.status === 'redeemed' && uses_left === 0
      if (!redeemed || voucher_id !== vouchers[at]?.id) return `answered ${status} ${body}`
      if (receipts.has(receipt)) return 'two redemptions have one receipt'
      receipts.add(receipt)
      return null
    },
  }
}

let objects = 0

async function writing(client: Client, side: 'floor' | 'outbox'): Promise<Work> {
  const names = Array.from({ length: OBJECTS }, () => `floor-${objects++}`)
  const writes = () => names.map((name) => client.post(side, `/${side}/${name}`, { store_id: 'sto_chiado' }))
  await client.all(writes(), CONNECTIONS)
  return {
    side,
    sendings: writes(),
    leaving: { side: 'floor', names },
    check: (_, status, body) =>
      status === 201 && body === '{"seq":2}' ? null : `answered ${status} ${body}`,
  }
}
