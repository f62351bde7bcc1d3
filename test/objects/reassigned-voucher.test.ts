import { describe, expect, it } from 'vitest'
import { project } from '../../durable-objects/projection.ts'
import type { History } from '../../durable-objects/voucher-object.ts'
import { world } from '../routes/cast.ts'
import { reassign, redeem, voidIt } from '../unit/a-command.ts'
import { reasonsOf } from '../unit/answers.ts'
import { LENA, MARKET, OTTO } from '../unit/cast.ts'
import { brokenLinks, chainOf } from './chain.ts'
import { shelved } from './library.ts'
import { issued, object, send } from './living-voucher.ts'

/** Everything recorded about it now. */
async function historyOf(id: Awaited<ReturnType<typeof issued>>): Promise<History> {
  const history = await object(id).history()
  if (history === null) throw new Error('an issued voucher')
  return history
}

describe('A voucher that moved to another record of its holder', () => {
  it('keeps its chain whole, and the list finds it under the record that stays (R46)', async () => {
    const id = await issued({ holder: LENA, uses: 2 })
    await send(id, redeem({ customer: LENA }))
    await send(id, reassign(LENA, OTTO))
    await send(id, redeem({ customer: OTTO }))
    const chain = await chainOf(id)
    expect(chain.map(({ facts }) => JSON.parse(facts).kind)).toEqual([
      'issued',
      'redeemed',
      'reassigned',
      'redeemed',
    ])
    expect(brokenLinks(chain)).toEqual([])
    const { vouchers, entries } = await shelved(id)
    expect(vouchers).toMatchObject([{ id, customer_id: OTTO, uses_left: 0, seq: 4 }])
    expect(entries[2]).toMatchObject({ seq: 3, kind: 'reassigned', outcome: 'accepted' })
  })

  it('is not moved back by an older state that arrives late (R25)', async () => {
    const id = await issued({ holder: LENA })
    await send(id, reassign(LENA, OTTO))
    const early = await historyOf(id)
    await send(id, reassign(OTTO, LENA))
    await project(world.DB, await historyOf(id))
    await project(world.DB, early)
    expect((await shelved(id)).vouchers).toMatchObject([{ customer_id: LENA, seq: 3 }])
    expect((await shelved(id)).statement_lines).toMatchObject([{ customer_id: LENA, event: 'issued' }, {}])
  })

  it('takes everything that was told of it along, and its end (R46)', async () => {
    const id = await issued({ holder: LENA, uses: 2 })
    await send(id, redeem({ customer: LENA }))
    await shelved(id)
    await send(id, reassign(LENA, OTTO))
    await send(id, redeem({ customer: OTTO }))
    expect((await shelved(id)).statement_lines).toMatchObject([
      { customer_id: OTTO, event: 'issued' },
      { customer_id: OTTO, event: 'redeemed', store_id: MARKET },
      { customer_id: OTTO, event: 'redeemed' },
    ])
  })

  it('is the one use it always was, whoever asks meanwhile (R46)', async () => {
    const id = await issued({ holder: LENA })
    const answers = await Promise.all([
      send(id, redeem({ customer: LENA })),
      send(id, reassign(LENA, OTTO)),
      send(id, redeem({ customer: OTTO })),
      send(id, voidIt()),
    ])
    const uses = [answers[0], answers[2]].filter((outcome) => outcome?.kind === 'accepted')
    expect(uses).toHaveLength(1)
    const last = answers[2]
    if (last?.kind === 'refused') expect(reasonsOf(last)[0]).toMatch(/already_redeemed|voucher_void/)
  })
})
