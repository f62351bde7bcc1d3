import { describe, expect, it, vi } from 'vitest'
import { BUDGETS, callerName } from '../../src/limiter.ts'
import { apiKey } from '../../worker/credential.ts'
import { newSecret } from '../../worker/secrets.ts'
import { limiterStub } from '../../worker/stubs.ts'
import { browserOf, callsWith, enrol, issued, shopSystem, world } from './cast.ts'
import { anyCode, calls, heard, limiterCalls, settled, watchCalls } from './guess-desk.ts'
import { formIn, PARTIAL, textOf } from './pages.ts'

watchCalls()

describe('a member of staff', () => {
  it('is refused after thirty misses, with how long to wait, and their neighbour is not', async () => {
    const shop = await shopSystem()
    const [first, second] = [await issued(shop), await issued(shop)]
    const olive = await browserOf(await enrol({ role: 'operator', stores: ['sto_chiado'] }))
    const other = await browserOf(await enrol({ role: 'operator', stores: ['sto_chiado'] }))
    calls.length = 0
    await Promise.all(
      Array.from({ length: BUDGETS.person.most }, () => olive.post('/scan/validations', { code: anyCode() })),
    )
    await settled(3 * BUDGETS.person.most)
    await heard({ budget: 'person', who: olive.principal.id })
    const fragment = await olive.post('/scan/validations', { code: first.code }, PARTIAL)
    expect(fragment.status).toBe(429)
    expect(Number(fragment.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(textOf(await fragment.text())).toContain('You can try again in')
    const page = await olive.get(`/scan?code=${first.code}`)
    expect(page.status).toBe(429)
    expect(textOf(await page.text())).toContain('You can try again in')
    const scanned = await (await other.post('/scan/validations', { code: second.code })).text()
    const redeemed = await other.post('/scan/redemptions', await formIn(scanned, '/scan/redemptions'))
    expect(redeemed.status).toBe(303)
  })

  it('is no stranger on a page of a voucher: what they get wrong there is theirs', async () => {
    const rui = await browserOf(await enrol({ role: 'admin' }))
    calls.length = 0
    expect((await rui.get(`/v/${anyCode()}`)).status).toBe(404)
    await settled(3)
    expect(limiterCalls()[0]).toBe(`LIMITER person:${rui.principal.id}`)
  })

  it('is kept waiting by no customer who guesses on the network of the shop', async () => {
    const { code } = await issued(await shopSystem())
    const ida = await browserOf(await enrol({ role: 'customer' }))
    calls.length = 0
    expect((await ida.get(`/v/${anyCode()}`)).status).toBe(404)
    await settled(3)
    const counted = limiterCalls()
    calls.length = 0
    const olive = await browserOf(await enrol({ role: 'operator', stores: ['sto_chiado'] }))
    await olive.post('/scan/validations', { code: anyCode() })
    await settled(3)
    expect(limiterCalls().filter((call) => counted.includes(call))).toEqual([])
    expect((await olive.post('/scan/validations', { code })).status).toBe(200)
  })

  it.each([
    ['the one search field', '/admin/search?q='],
    ['the list of vouchers', '/admin/vouchers?q='],
  ])('is counted for codes tried in %s, whole or chosen, and for no name that is found', async (_, path) => {
    const rui = await browserOf(await enrol({ role: 'admin' }))
    const shop = await shopSystem()
    const { id } = await issued(shop, { title: 'Marzipan' })
    const row = world.DB.prepare('SELECT count(*) AS n FROM vouchers WHERE id = ?').bind(id)
    await vi.waitFor(async () => expect(await row.first('n')).toBe(1))
    calls.length = 0
    expect((await rui.get(`${path}marzipan`)).status).toBe(200)
    expect(limiterCalls()).toEqual([])
    for (const typed of [anyCode(), 'NOSUCHWORD7']) {
      calls.length = 0
      expect((await rui.get(path + typed)).status).toBe(200)
      await settled(3)
      expect(limiterCalls()[0]).toBe(`LIMITER person:${rui.principal.id}`)
    }
  })

  it('costs a limiter nothing with what is good, or has a wrong check symbol (R66)', async () => {
    const { code } = await issued(await shopSystem())
    const olive = await browserOf(await enrol({ role: 'operator', stores: ['sto_chiado'] }))
    calls.length = 0
    const wrong = `${code.slice(0, 11)}${code.endsWith('0') ? '1' : '0'}`
    await olive.post('/scan/validations', { code: wrong })
    const scanned = await (await olive.post('/scan/validations', { code })).text()
    await olive.post('/scan/redemptions', await formIn(scanned, '/scan/redemptions'))
    expect(limiterCalls()).toEqual([])
  })

  it('is asked about again after ten seconds, not before', async () => {
    const { code } = await issued(await shopSystem())
    const olive = await browserOf(await enrol({ role: 'operator', stores: ['sto_chiado'] }))
    const caller = { budget: 'person', who: olive.principal.id } as const
    calls.length = 0
    await Promise.all(
      Array.from({ length: BUDGETS.person.most }, () => olive.post('/scan/validations', { code: anyCode() })),
    )
    await settled(3 * BUDGETS.person.most)
    await heard(caller)
    const scan = () => olive.post('/scan/validations', { code })
    expect((await scan()).status).toBe(429)
    for (const one of limiterCalls().slice(0, 3))
      await limiterStub(world, one.slice('LIMITER '.length)).pardon()
    expect((await scan()).status).toBe(429)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10_001 })
    expect((await scan()).status).toBe(200)
    calls.length = 0
    expect((await scan()).status).toBe(200)
    expect(calls).not.toContain(`LIMITER ${callerName(caller)}`)
  })
})

describe('a key', () => {
  it('is told 429 as a problem, with Retry-After', async () => {
    const shop = await shopSystem()
    const good = await shopSystem()
    const voucher = await issued(good)
    calls.length = 0
    const most = BUDGETS.key.most
    await Promise.all(Array.from({ length: most }, () => shop.post(`/vouchers/${anyCode()}/validations`, {})))
    await settled(most)
    await heard({ budget: 'key', who: shop.principal.id })
    const refused = await shop.post(`/vouchers/${voucher.code}/redemptions`, {})
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await refused.json()).toMatchObject({ reason: 'rate_limited', retryable: true })
    calls.length = 0
    expect((await good.post(`/vouchers/${voucher.code}/redemptions`, {})).status).toBe(201)
    expect(limiterCalls()).toEqual([])
  })

  it('of nobody is counted against its network; what is no key wakes nobody', async () => {
    const good = await shopSystem()
    const wrong = () => callsWith(apiKey('test', 'key_nobody', newSecret()))
    await callsWith(`${apiKey('test', 'key_nobody', newSecret()).slice(0, -1)}x`).get('/vouchers')
    await callsWith(null).get('/vouchers')
    expect(limiterCalls()).toEqual([])
    await Promise.all(Array.from({ length: BUDGETS.wrong_key.most }, () => wrong().get('/vouchers')))
    await settled(BUDGETS.wrong_key.most)
    await heard({ budget: 'wrong_key', who: 'local' })
    expect((await wrong().get('/vouchers')).status).toBe(429)
    expect((await good.get('/vouchers')).status).toBe(200)
  })
})
