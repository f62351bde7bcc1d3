import { runDurableObjectAlarm } from 'cloudflare:test'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { GuessReason } from '../../src/guess.ts'
import { BUDGETS, type Caller, callerName } from '../../src/limiter.ts'
import { guessesBetween, newestGuesses, recentGuesses } from '../../worker/library/guesses.ts'
import { limiterStub } from '../../worker/stubs.ts'
import { browserOf, enrol, openLume, shopSystem, world } from './cast.ts'
import { planOf, recorded } from './d1-recorder.ts'
import { formIn, leadsTo, textOf } from './pages.ts'

const PAGE = '/admin/system/guesses'
const PARDONS = `${PAGE}/pardons`
const HOUR_MS = 3_600_000
const NOON = Date.UTC(2027, 2, 1, 12)

let rui: Awaited<ReturnType<typeof browserOf>>
beforeAll(async () => {
  // No hour and no day ends in the middle of a test.
  vi.useFakeTimers({ toFake: ['Date'], now: NOON })
  await openLume()
  rui = await browserOf(await enrol({ role: 'admin', name: 'Rui' }))
})
afterAll(() => {
  vi.useRealTimers()
})
beforeEach(() => world.DB.exec('DELETE FROM guess_hours; DELETE FROM guesses'))

/** Somebody who tried so often, written into the library by their limiter's own alarm. */
async function tried(caller: Caller, times: number, reason: GuessReason = 'unknown_code'): Promise<void> {
  const stub = () => limiterStub(world, callerName(caller))
  for (let n = 0; n < times; n += 1) await stub().miss(caller, { reason, hash: `hash-${n}-of-it` })
  await runDurableObjectAlarm(stub())
}

const page = async (query = '') => (await rui.get(PAGE + query)).text()
const verdict = (caller: Caller) => limiterStub(world, callerName(caller)).verdict(caller)
const linesOf = async (subject: string) =>
  (await world.DB.prepare('SELECT * FROM audits WHERE subject = ?').bind(subject).all()).results

let made = 0
function somewhere(budget: Caller['budget'] = 'stranger'): Caller {
  made += 1
  return { budget, who: `192.0.2.${made}` }
}

describe('The page of codes nobody issued', () => {
  it('says so where nothing was tried and nobody is held up', async () => {
    const text = textOf(await page())
    expect(text).toContain('Nothing was tried on this day')
    expect(text).toContain('Held up now Nobody.')
    expect(textOf(await (await rui.get('/admin/system')).text())).toContain('See what was tried')
  })

  it('tells what was tried today, by reason, hour and caller, by name, and never twice', async () => {
    const olive = await enrol({ role: 'operator', name: 'Olive', stores: ['sto_chiado'] })
    const sweeper = somewhere()
    await tried(sweeper, 7)
    await tried(sweeper, 2, 'unknown_link')
    await tried({ budget: 'person', who: olive.id }, 3)
    await tried({ budget: 'device', who: 'ses_olive' }, 3)
    const html = await page()
    const text = textOf(html)
    expect(text).toContain('Code of no voucher 10')
    expect(text).toContain('Link of nobody 2')
    expect(text).toContain(
      `Who Tries ${sweeper.who} Nobody signed in, by network 9 Olive Somebody signed in 3`,
    )
    expect(html).toContain(`href="/admin/settings/staff/${olive.id}"`)
    expect(text).toContain('Hours with most tries Hour Tries 12:00 12')
    // Marks tell texts apart; what stands in the library is no more than a part of it here.
    expect(text).toContain('hash-6-o')
    expect(html).not.toContain('hash-6-of-it')
  })

  it('leads to days before as long as they are kept, and shows today for what is no day', async () => {
    const old = NOON - 3 * 24 * HOUR_MS
    await world.DB.prepare("INSERT INTO guess_hours VALUES (?, 'key:key_till', 'unknown_code', 41)")
      .bind(old)
      .run()
    const date = (days: number) => new Date(NOON - days * 24 * HOUR_MS).toISOString().slice(0, 10)
    expect(textOf(await page())).not.toContain('41')
    expect(textOf(await page(`?day=${date(3)}`))).toContain('key_till API key 41')
    expect(await page()).toContain('rel="prev"')
    expect(await page()).not.toContain('rel="next"')
    expect(await page(`?day=${date(30)}`)).not.toContain('rel="prev"')
    for (const odd of ['2999-01-01', '1999-01-01', 'x', '2027-02-30', '<b>'])
      expect(textOf(await page(`?day=${encodeURIComponent(odd)}`)), odd).toContain('Nothing was tried')
  })

  it('says so when a day has more callers than it counts', async () => {
    const flood = `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
      INSERT INTO guess_hours SELECT ?, 'stranger:10.0.' || (i / 256) || '.' || (i % 256), 'unknown_code', 1 FROM n`
    await world.DB.prepare(flood).bind(NOON).run()
    expect(textOf(await page())).toContain('only its latest hours are counted')
  })

  it('shows as text whatever stands in the library', async () => {
    const insert = "INSERT INTO guess_hours VALUES (?, 'stranger:<img src=x onerror=alert(1)>', '<b>', 5)"
    await world.DB.prepare(insert).bind(NOON).run()
    await world.DB.prepare("INSERT INTO guesses VALUES (?, ?, 'x:<img src=x>', '<i>', '<b>')")
      .bind('2027-03-01', NOON)
      .run()
    await tried(somewhere(), 1)
    expect(await page()).not.toMatch(/<img|<i>|<b><b>/)
  })
})

describe('Somebody who is held up', () => {
  it('is listed with how long, slowed or refused, and let in again on record, once', async () => {
    const [sweeper, slow] = [somewhere(), somewhere()]
    await tried(sweeper, BUDGETS.stranger.most)
    await tried(slow, BUDGETS.stranger.free + 2)
    const html = await page()
    expect(textOf(html)).toContain(
      `${sweeper.who} Nobody signed in, by network Refused, may try again in 1 minute · 30 tries lately`,
    )
    expect(textOf(html)).toContain('Answered slowly · 12 tries lately')
    const form = await formIn(html, PARDONS)
    const named = { ...form, caller: callerName(sweeper) }
    const answer = await rui.post(PARDONS, named, { 'cf-connecting-ip': '198.51.100.7' })
    expect([answer.status, leadsTo(answer)]).toEqual([303, `${PAGE}?done=1`])
    expect(await verdict(sweeper)).toEqual({ kind: 'pass' })
    expect((await verdict(slow)).kind).toBe('slow')
    await rui.post(PARDONS, named)
    const after = await page('?done=1')
    expect(textOf(after)).toContain('They may try again now')
    expect(textOf(after)).not.toContain('30 tries lately')
    // The log outlives these counts by years: it names the wider network only.
    expect(await linesOf('stranger:192.0.2.0/24')).toMatchObject([
      { action: 'caller_let_in', by: rui.principal.id, role: 'admin', came_from: '198.51.100.0/24' },
    ])
    expect(await linesOf(callerName(sweeper))).toEqual([])
  })

  it('is found as person and as session, though a thousand strangers tried after them', async () => {
    const olive = await enrol({ role: 'operator', name: 'Olive', stores: ['sto_chiado'] })
    await tried({ budget: 'person', who: olive.id }, BUDGETS.person.most)
    await tried({ budget: 'device', who: 'ses_olive' }, BUDGETS.device.most)
    const flood = `WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 999)
      INSERT INTO guess_hours SELECT ?, 'stranger:10.0.' || (i / 256) || '.' || (i % 256), 'unknown_code', 900 FROM n`
    await world.DB.prepare(flood).bind(NOON).run()
    const text = textOf(await page())
    expect(text).toContain('Olive Somebody signed in Refused')
    expect(text).toContain('ses_olive Session or tablet Refused')
    await rui.post(PARDONS, { caller: `person:${olive.id}` })
    expect(await linesOf(olive.id)).toMatchObject([{ action: 'caller_let_in' }])
  })

  it('is nobody for a caller that is none, and nothing is written down', async () => {
    for (const caller of ['', 'x', '__proto__:x', 'stranger:', `stranger:${'1'.repeat(81)}`, 'person:<b>'])
      expect((await rui.post(PARDONS, { caller })).status, caller).toBe(400)
    expect((await rui.post(PARDONS, { caller: 'stranger:203.0.113.9' })).status).toBe(303)
    expect(await linesOf('stranger:203.0.113.0/24')).toEqual([])
  })

  it('is let in by nobody but admins', async () => {
    const guesser = somewhere('stranger')
    await tried(guesser, BUDGETS.stranger.most)
    for (const role of ['manager', 'operator', 'customer', 'partner'] as const) {
      const somebody = await browserOf(
        await enrol({ role, stores: role === 'operator' ? ['sto_chiado'] : [] }),
      )
      expect((await somebody.get(PAGE)).status, role).toBe(403)
      expect((await somebody.post(PARDONS, { caller: callerName(guesser) })).status, role).toBe(403)
    }
    const forged = await rui.post(
      PARDONS,
      { caller: callerName(guesser) },
      { 'sec-fetch-site': 'cross-site' },
    )
    expect(forged.status).toBe(403)
    expect((await verdict(guesser)).kind).toBe('refuse')
  })
})

it('reads along the keys of its tables, never a whole one', async () => {
  const sent = await recorded(world.DB, async (db) => {
    await guessesBetween(db, NOON - 24 * HOUR_MS, NOON)
    await newestGuesses(db, NOON - 24 * HOUR_MS, NOON)
    await recentGuesses(db, NOON)
  })
  expect(sent).toHaveLength(4)
  const plans = (await Promise.all(sent.map((one) => planOf(world.DB, one)))).flat()
  for (const plan of plans) expect(plan).toMatch(/^SEARCH \w+ USING PRIMARY KEY/)
})

it('is counted for a whole shop: a key by its name', async () => {
  const shop = await shopSystem()
  await tried({ budget: 'key', who: shop.principal.id }, BUDGETS.key.free + 1)
  expect(textOf(await page())).toContain('API key Answered slowly')
})
