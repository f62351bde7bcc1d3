import { beforeAll, describe, expect, it } from 'vitest'
import { BUDGETS, callerName } from '../../src/limiter.ts'
import { everyMinute } from '../../worker/cron.ts'
import type { Env } from '../../worker/env.ts'
import { limiterStub } from '../../worker/stubs.ts'
import { browserOf, enrol, issued, openLume, world } from './cast.ts'
import { customerAt, letterDesk } from './letter-desk.ts'
import { leadsTo, textOf } from './pages.ts'

const { ask, letters, mailer } = letterDesk()
const MINUTE_MS = 60_000
const DAY_MS = 24 * 60 * MINUTE_MS

let cookie = ''
beforeAll(async () => {
  await openLume()
  cookie = (await browserOf(await enrol({ role: 'admin' }))).cookie
})

let made = 0
/** A voucher of a customer with an address: its pages, and how its letters are asked for. */
async function voucher() {
  made += 1
  const { id, shop } = await customerAt(`lia${made}@example.com`)
  const { id: voucher } = await issued(shop, { customer_id: id })
  const path = `/admin/vouchers/${voucher}`
  return {
    id: voucher,
    handover: async () => textOf(await (await ask(`${path}/handover`, { cookie })).text()),
    send: (key: string, env: Env = world) =>
      ask(`${path}/letters`, { form: { idempotency_key: key }, cookie, env }),
  }
}

/** The library, closed for statements that match. */
function closedFor(pattern: RegExp): Env {
  const DB = new Proxy(world.DB, {
    get(of, property) {
      const found = Reflect.get(of, property)
      if (property !== 'prepare') return typeof found === 'function' ? found.bind(of) : found
      return (text: string) => {
        if (pattern.test(text)) throw new Error('D1_ERROR: closed')
        return of.prepare(text)
      }
    },
  })
  return { ...world, DB }
}

const earlier = (id: string, ms: number) =>
  world.DB.prepare('UPDATE letters SET at = at - ?2 WHERE voucher_id = ?1').bind(id, ms).run()

describe('A letter about a voucher is said to be sent', () => {
  it('only once it was taken: cut off before, the page says that it may not have gone', async () => {
    const { id, handover, send } = await voucher()
    mailer.send = async () => {
      throw new Error('cut off')
    }
    // Whoever is cut off does not tidy up either.
    await send('a', closedFor(/delete from "letters"/i))
    mailer.send = async () => undefined
    expect(await handover()).not.toContain('Last sent')
    await earlier(id, MINUTE_MS)
    expect(await handover()).toContain('may not have gone out')
    expect(leadsTo(await send('b'))).toBe(`/admin/vouchers/${id}/handover`)
    expect(await handover()).toContain('Last sent')
    expect(await handover()).not.toContain('may not have gone out')
  })

  it('and not where nobody could write down that it was', async () => {
    const { id, handover, send } = await voucher()
    expect((await send('a', closedFor(/update "letters"/i))).status).toBe(503)
    await earlier(id, MINUTE_MS)
    expect(await handover()).not.toContain('Last sent')
    expect(await handover()).toContain('may not have gone out')
  })

  it('once per key: not again while it is on its way, again under the same key where it was lost', async () => {
    const { id, send } = await voucher()
    await send('a', closedFor(/update "letters"/i))
    const before = letters.length
    await send('a')
    expect(letters.length).toBe(before)
    await earlier(id, MINUTE_MS)
    await send('a')
    await earlier(id, MINUTE_MS)
    await send('a')
    expect(letters.length).toBe(before + 1)
  })
})

it('nobody sends letters without end, and what others send is not counted for it', async () => {
  const { send } = await voucher()
  const principal = /usr_[^.]+/.exec(cookie)?.[0] ?? ''
  const caller = { budget: 'letter', who: principal } as const
  const counter = limiterStub(world, callerName(caller))
  const before = letters.length
  for (let n = 0; n < BUDGETS.letter.most; n += 1) await counter.spend(caller)
  const refused = await send('much')
  expect(refused.status).toBe(429)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(letters.length).toBe(before)
  await counter.pardon()
  expect((await send('more')).status).toBe(303)
})

it('the clock forgets after 90 days which letters were sent, and nothing younger', async () => {
  const [old, young] = [await voucher(), await voucher()]
  for (const one of [old, young]) await one.send('a')
  const hour = Math.ceil(Date.now() / (60 * MINUTE_MS)) * 60 * MINUTE_MS
  await earlier(old.id, 90 * DAY_MS)
  await earlier(young.id, 89 * DAY_MS)
  await everyMinute(world, hour)
  const kept = await world.DB.prepare('SELECT voucher_id FROM letters').all<{ voucher_id: string }>()
  const ids = kept.results.map(({ voucher_id }) => voucher_id)
  expect(ids).toContain(young.id)
  expect(ids).not.toContain(old.id)
})
