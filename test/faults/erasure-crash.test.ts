import { runDurableObjectAlarm } from 'cloudflare:test'
import { beforeAll, describe, expect, it } from 'vitest'
import type { VoucherId } from '../../src/id.ts'
import { everyMinute } from '../../worker/cron.ts'
import { localMailer } from '../../worker/demo/mailbox.ts'
import type { Env } from '../../worker/env.ts'
import { eraseCustomer } from '../../worker/erasing.ts'
import { customerById } from '../../worker/library/customers.ts'
import { erasureOf } from '../../worker/library/erasures.ts'
import { brokenLinks, chainOf } from '../objects/chain.ts'
import { enrol, issued, openLume, shopSystem, world } from '../routes/cast.ts'
import { soon } from '../routes/pages.ts'
import { everythingKept, remains } from '../routes/remains.ts'
import { actorNamed } from '../unit/an-actor.ts'
import { dyingAt } from './dying-world.ts'

let shop: Awaited<ReturnType<typeof shopSystem>>
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
})

const NOW = Date.parse('2026-11-25T12:00:00Z')
const strings: string[] = []
let made = 0

/** Somebody with two vouchers, a wallet and a letter. */
async function somebody() {
  made += 1
  const word = (what: string) => `Xq${what}zz${String(made).padStart(2, '0')}`
  const email = `${word('mail').toLowerCase()}@example.com`
  const { id } = await (await shop.post('/customers', { name: word('Name'), email })).json<{ id: string }>()
  const vouchers: VoucherId[] = []
  for (const what of ['one', 'two'])
    vouchers.push((await issued(shop, { customer_id: id, note: word(what) })).id as VoucherId)
  await enrol({ role: 'customer', name: word('Name'), id: `cus_${id.slice(4)}` })
  await localMailer(world).send({ to: email, subject: '', text: word('letter'), html: '' })
  await soon(async () => {
    const query = world.DB.prepare('SELECT count(*) AS n FROM vouchers WHERE customer_id = ?').bind(id)
    expect(await query.first('n')).toBe(2)
  })
  strings.push(...['mail', 'Name', 'one', 'two', 'letter'].map(word))
  return { id, vouchers }
}

const eraserOf = (env: Env) => ({ env, mailer: localMailer(env), now: NOW })

/** The saga takes about this many steps; beyond them nothing dies. */
const STEPS = 40

describe.each(['before', 'after'] as const)('an erasure that dies %s its', (when) => {
  it.each(Array.from({ length: STEPS }, (_, index) => index + 1))(
    'step %i has done nothing or is finished by the clock, with every ledger whole',
    async (n) => {
      const { id, vouchers } = await somebody()
      const dying = dyingAt(n, when)
      const died = await eraseCustomer(eraserOf(dying), id, actorNamed('usr_rui')).then(
        () => false,
        () => true,
      )
      // Every step has had its turn.
      if (n === STEPS) expect(died).toBe(false)
      const cut = await customerById(world.DB, id)
      // Either nothing at all happened, or they are nobody from now on, without anybody's further doing.
      if (cut === null) await everyMinute(world, NOW, localMailer(world))
      else {
        expect(cut).toMatchObject({ version: 1, name: expect.stringContaining('Name') })
        await eraseCustomer(eraserOf(world), id, actorNamed('usr_rui'))
      }
      expect(await erasureOf(world.DB, id)).toMatchObject({ step: null, clues: null, finishedAt: NOW })
      for (const voucher of vouchers) {
        await runDurableObjectAlarm(world.VOUCHERS.get(world.VOUCHERS.idFromName(voucher)))
        const chain = await chainOf(voucher)
        expect(chain.map(({ words }) => words)).toEqual([null])
        expect(brokenLinks(chain)).toEqual([])
      }
    },
  )
})

describe('after all of these', () => {
  it('nothing of anybody is left anywhere', async () => {
    expect(strings.length).toBeGreaterThan(STEPS)
    expect(remains(await everythingKept(), strings)).toEqual([])
  }, 120_000)
})
