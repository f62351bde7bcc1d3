import { env } from 'cloudflare:workers'
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { codeFromBytes } from '../../src/code.ts'
import { BUDGETS, type Caller, callerName } from '../../src/limiter.ts'
import { apiKey } from '../../worker/credential.ts'
import { answeredAt } from '../../worker/fixed-time.ts'
import { newSecret } from '../../worker/secrets.ts'
import { limiterStub } from '../../worker/stubs.ts'
import { browserOf, callsWith, enrol, issued, openLume, shopSystem, world } from './cast.ts'
import { formIn, PARTIAL, send, textOf } from './pages.ts'

/** Names of objects that were called, in order. */
const calls: string[] = []

beforeAll(async () => {
  await openLume()
  for (const name of ['LIMITER', 'VOUCHERS', 'PRINCIPALS'] as const) {
    const namespace = env[name]
    const honest = namespace.idFromName.bind(namespace)
    vi.spyOn(namespace, 'idFromName').mockImplementation((of) => {
      calls.push(`${name} ${of}`)
      return honest(of)
    })
  }
})
beforeEach(() => {
  calls.length = 0
})
afterEach(() => {
  vi.useRealTimers()
})

let network = 0
/** Somebody who is not signed in, on a network of their own. */
function passerBy() {
  network += 1
  const address = `198.51.100.${network}`
  const from = (method: string, path: string, headers: HeadersInit = {}) =>
    send(method, path, {
      headers: { 'cf-connecting-ip': address, ...Object.fromEntries(new Headers(headers)) },
    })
  return { address, get: (path: string, headers: HeadersInit = {}) => from('GET', path, headers), from }
}

/** A code with a right check symbol that nobody issued. */
function anyCode(): string {
  return codeFromBytes(crypto.getRandomValues(new Uint8Array(8)))
}

const limiterCalls = () => calls.filter((call) => call.startsWith('LIMITER'))
/** What is done after an answer is done by now. */
const settled = (count: number) => vi.waitFor(() => expect(limiterCalls()).toHaveLength(count))
/** The Worker has heard what this caller's misses led to: answers of one object come in order. */
const heard = (caller: Caller) => limiterStub(world, callerName(caller)).verdict(caller)

describe('a stranger', () => {
  it('is refused after thirty misses, while others go on', async () => {
    const voucher = await issued(await shopSystem())
    const guesser = passerBy()
    calls.length = 0
    const sweep = await Promise.all(Array.from({ length: 30 }, () => guesser.get(`/v/${anyCode()}`)))
    expect(sweep.map(({ status }) => status)).toEqual(Array(30).fill(404))
    await settled(60)
    const refused = await guesser.get(`/v/${anyCode()}`)
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(textOf(await refused.text())).toContain('Too many tries You can try again in')
    // Not even a good code tells them anything now; everybody else sees it.
    expect((await guesser.get(`/v/${voucher.code}`)).status).toBe(429)
    expect((await passerBy().get(`/v/${voucher.code}`)).status).toBe(200)
  })

  it('is counted by what Cloudflare says, whatever they say themselves (R67)', async () => {
    const guesser = passerBy()
    const spoofed = (n: number) => ({ 'x-forwarded-for': `203.0.113.${n}`, 'x-real-ip': `203.0.113.${n}` })
    await Promise.all(
      Array.from({ length: BUDGETS.stranger.most }, (_, n) => guesser.get(`/v/${anyCode()}`, spoofed(n))),
    )
    await settled(2 * BUDGETS.stranger.most)
    expect((await guesser.get(`/v/${anyCode()}`, spoofed(99))).status).toBe(429)
  })

  it('is one caller with all addresses of one IPv6 connection', async () => {
    const most = BUDGETS.stranger.most
    const from = (n: number) => ({ 'cf-connecting-ip': `2001:db8:7:8:${n.toString(16)}::1` })
    await Promise.all(
      Array.from({ length: most }, (_, n) => send('GET', `/v/${anyCode()}`, { headers: from(n) })),
    )
    await settled(2 * most)
    expect((await send('GET', `/v/${anyCode()}`, { headers: from(4711) })).status).toBe(429)
    const neighbour = { 'cf-connecting-ip': '2001:db8:7:9::1' }
    expect((await send('GET', `/v/${anyCode()}`, { headers: neighbour })).status).toBe(404)
  })

  it('never is for a voucher they know, however often their page asks', async () => {
    const { code } = await issued(await shopSystem())
    const customer = passerBy()
    calls.length = 0
    const answers: number[] = []
    for (let n = 0; n < 60; n += 1) answers.push((await customer.get(`/v/${code}`)).status)
    expect(new Set(answers)).toEqual(new Set([200]))
    await settled(2)
  })

  it('never is for having many neighbours who open their own', async () => {
    const shop = await shopSystem()
    const vouchers = await Promise.all(Array.from({ length: 40 }, () => issued(shop)))
    const wifi = passerBy()
    const opened = await Promise.all(vouchers.map(({ code }) => wifi.get(`/v/${code}`)))
    expect(opened.map(({ status }) => status)).toEqual(Array(40).fill(200))
  })

  it('wakes nobody with what is no code', async () => {
    const guesser = passerBy()
    const { code } = await issued(await shopSystem())
    calls.length = 0
    const wrong = `${code.slice(0, 11)}${code.endsWith('0') ? '1' : '0'}`
    for (const typed of [
      wrong,
      'x',
      encodeURIComponent('<script>'),
      '__proto__',
      'vch_00000000000000000000000000',
    ])
      expect((await guesser.get(`/v/${typed}`)).status).toBe(404)
    expect((await guesser.get('/join/usr_x.short')).status).toBe(410)
    expect(calls.filter((call) => !call.startsWith('PRINCIPALS key_'))).toEqual([])
  })

  it('reads the same page, after the same time, for everything that is no live code', async () => {
    const { code, id } = await issued(await shopSystem())
    const wrong = `${code.slice(0, 11)}${code.endsWith('0') ? '1' : '0'}`
    const guesser = passerBy()
    const answers = await Promise.all(
      [anyCode(), wrong, id, 'WELCOME10'].map(async (typed) => {
        const begun = Date.now()
        const answer = await guesser.get(`/v/${typed}`)
        const page = (await answer.text()).replaceAll(typed, '')
        return { status: answer.status, page, early: Date.now() - begun < 400 }
      }),
    )
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    expect(answers[0]).toMatchObject({ status: 404, early: false })
  })

  it('is counted for every code of a letter, also after a body that is none', async () => {
    const guesser = passerBy()
    const post = (body: BodyInit, type: string) =>
      send('POST', '/signin/code', {
        body,
        headers: {
          'cf-connecting-ip': guesser.address,
          'sec-fetch-site': 'same-origin',
          'content-type': type,
        },
      })
    expect((await post('x', 'text/plain')).status).toBe(400)
    calls.length = 0
    const form = new URLSearchParams({ email: 'nobody@example.com', code: '0000-0000' })
    await post(form.toString(), 'application/x-www-form-urlencoded')
    expect(limiterCalls()).not.toEqual([])
  })

  it('who is slowed still waits the same for every answer', async () => {
    const context = new Map<string, number>([
      ['now', Date.now() - 4000],
      ['answerFrom', Date.now()],
    ])
    const since = Date.now()
    const waits: number[] = []
    const wait = vi.spyOn(scheduler, 'wait').mockImplementation(async (ms) => void waits.push(ms))
    await answeredAt({ get: (name: string) => context.get(name) } as never, 400, async () => new Response())
    wait.mockRestore()
    expect(waits[0]).toBeGreaterThan(400 - (Date.now() - since) - 1)
  })

  it('is counted for links too', async () => {
    const guesser = passerBy()
    const link = () => `/join/usr_nobody.${newSecret()}`
    await Promise.all(Array.from({ length: BUDGETS.stranger.most }, () => guesser.get(link())))
    await settled(2 * BUDGETS.stranger.most)
    expect((await guesser.get(link())).status).toBe(429)
  })
})

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
