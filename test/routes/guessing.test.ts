import { describe, expect, it, vi } from 'vitest'
import { BUDGETS } from '../../src/limiter.ts'
import { answeredAt } from '../../worker/fixed-time.ts'
import { newSecret } from '../../worker/secrets.ts'
import { issued, shopSystem } from './cast.ts'
import { anyCode, calls, limiterCalls, passerBy, settled, watchCalls } from './guess-desk.ts'
import { send, textOf } from './pages.ts'

watchCalls()

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
