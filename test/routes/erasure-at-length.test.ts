import { beforeAll, describe, expect, it } from 'vitest'
import { localMailer } from '../../worker/demo/mailbox.ts'
import type { Env } from '../../worker/env.ts'
import { eraseCustomer, finishErasures } from '../../worker/erasing.ts'
import { decideErasure, erasureOf } from '../../worker/library/erasures.ts'
import { actorNamed } from '../unit/an-actor.ts'
import { issued, openLume, shopSystem, world } from './cast.ts'
import { soon } from './pages.ts'
import { everythingKept, remains } from './remains.ts'

let shop: Awaited<ReturnType<typeof shopSystem>>
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
})

const mailer = localMailer(world)
const RUI = actorNamed('usr_rui')

async function customer(facts: object): Promise<string> {
  return (await (await shop.post('/customers', facts)).json<{ id: string }>()).id
}

/** `count` rows numbered from 1, as the beginning of a statement. */
const numbered = (count: number) =>
  `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})`

describe('Erasing somebody of whom there is more than one run gets through', () => {
  it('reads every file that waits, also behind hundreds of others', async () => {
    const id = await customer({ name: 'Xqfarzz', email: 'xqfar@example.com' })
    const now = Date.now()
    const began = now - 86_400_000
    await world.DB.exec(
      `INSERT INTO customer_imports (id, at, by, file_name, digest, lines) ${numbered(650)}
       SELECT 'imp_' || printf('%04d', i), ${began} + i / 3, 'usr_rui', 'file', '', 1 FROM n`.replaceAll(
        '\n',
        '',
      ),
    )
    await world.IMAGES.put('imports/imp_0002', 'name,email\r\nSomebody,some@example.com')
    for (const file of ['imp_0001', 'imp_0201', 'imp_0650'])
      await world.IMAGES.put(`imports/${file}`, 'name,email\r\nXqfarzz,xqfar@example.com')
    await eraseCustomer({ env: world, mailer, now }, id, RUI)
    // What one request does not get through, the clock does.
    for (let minute = 1; minute < 5; minute += 1) await finishErasures(world, mailer, now + minute * 60_000)
    expect(await erasureOf(world.DB, id)).toMatchObject({ step: null, clues: null })
    expect(remains(await everythingKept(), ['Xqfarzz', 'xqfar@example.com'])).toEqual([])
    expect(await world.IMAGES.head('imports/imp_0002')).not.toBeNull()
    await world.DB.exec('DELETE FROM customer_imports')
  })

  it('empties every record that was merged into theirs, with the vouchers of each', async () => {
    const id = await customer({ name: 'Xqmanyzz' })
    await world.DB.exec(
      `INSERT INTO customers (id, name, card_token, tags, marketing, merged_into, created_at, command, digest) ${numbered(130)}
       SELECT 'cus_many' || i, 'Xqmanyzz ' || i, 'xqcard' || i, '[]', 0, '${id}', 1, 'many ' || i, '' FROM n`.replaceAll(
        '\n',
        '',
      ),
    )
    const last = await customer({ name: 'Xqmanyzz last' })
    const voucher = await issued(shop, { customer_id: last, note: 'Xqmanyzz note' })
    await soon(async () => {
      const listed = world.DB.prepare('SELECT count(*) AS n FROM vouchers WHERE id = ?').bind(voucher.id)
      expect(await listed.first('n')).toBe(1)
    })
    await world.DB.prepare('UPDATE customers SET merged_into = ? WHERE id = ?').bind(id, last).run()
    const now = Date.now()
    await eraseCustomer({ env: world, mailer, now }, id, RUI)
    await finishErasures(world, mailer, now + 60_000)
    expect(await erasureOf(world.DB, id)).toMatchObject({ step: null, clues: null })
    expect((await erasureOf(world.DB, id))?.records).toHaveLength(132)
    await soon(async () => expect(remains(await everythingKept(), ['Xqmanyzz', 'xqcard'])).toEqual([]))
  })
})

describe('Erasures that fail again and again', () => {
  it('let those behind them go first', async () => {
    const ids: string[] = []
    for (let n = 1; n <= 7; n += 1) ids.push(await customer({ name: `Xqqueue ${n}` }))
    for (const [n, id] of ids.entries()) {
      const decided = {
        customer: id,
        records: [],
        ids: [id],
        clues: '{"names":[],"emails":[],"phones":[],"cards":[]}',
      }
      expect(await decideErasure(world.DB, decided, { ...RUI, at: 1000 + n })).toBe(true)
    }
    const well = ids.slice(5)
    const ill: Env = {
      ...world,
      PRINCIPALS: new Proxy(world.PRINCIPALS, {
        get: (target, name) => {
          const own: unknown = Reflect.get(target, name)
          if (typeof own !== 'function') return own
          return (...values: unknown[]) => {
            if (name === 'idFromName' && !well.includes(String(values[0])))
              throw new Error('cannot be reached')
            return own.apply(target, values)
          }
        },
      }),
    }
    const now = Date.now()
    const run = (minute: number) => finishErasures(ill, mailer, now + minute * 60_000)
    await expect(run(1)).rejects.toThrow('cannot be reached')
    await expect(run(2)).rejects.toThrow('cannot be reached')
    for (const id of well) expect(await erasureOf(world.DB, id)).toMatchObject({ step: null })
    // Those that failed have their turn as soon as they can be reached.
    await finishErasures(world, mailer, now + 3 * 60_000)
    for (const id of ids) expect(await erasureOf(world.DB, id)).toMatchObject({ step: null })
  })
})
