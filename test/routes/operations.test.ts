import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { buildApp } from '../../worker/app.ts'
import { everyMinute, troublesOf } from '../../worker/cron.ts'
import type { Env } from '../../worker/env.ts'
import { systemStub } from '../../worker/stubs.ts'
import { anyId } from '../objects/living-voucher.ts'
import { browserOf, enrol, issued, ORIGIN, openLume, shopSystem, world } from './cast.ts'
import { send, soon, stranger, textOf } from './pages.ts'

beforeAll(openLume)
beforeEach(async () => {
  for (const trouble of await troublesOf(world)) await systemStub(world).clear(trouble)
})

const noD1 = { ...world, DB: brokenD1() } as Env

function brokenD1(): D1Database {
  const fails = () => Promise.reject(new Error('D1_ERROR: Network connection lost.'))
  const statement = { bind: () => statement, first: fails, all: fails, run: fails }
  return { prepare: () => statement, batch: fails } as unknown as D1Database
}

describe('A known path with a method it does not take', () => {
  it.each([
    ['PUT', '/admin', 'GET, HEAD'],
    ['POST', '/admin', 'GET, HEAD'],
    ['DELETE', '/admin/vouchers', 'GET, HEAD'],
    ['GET', '/signout', 'POST'],
    ['HEAD', '/signout', 'POST'],
    ['OPTIONS', '/healthz', 'GET, HEAD'],
    ['POST', '/v/7Q4K9XW2MTR2', 'GET, HEAD'],
  ])('%s %s answers 405 with Allow', async (method, path, allow) => {
    const response = await send(method, path)
    expect([response.status, response.headers.get('allow')]).toEqual([405, allow])
    expect(response.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    if (method !== 'HEAD')
      expect(await response.text()).toContain(response.headers.get('x-request-id') ?? 'none')
  })

  it('is a problem document in the API', async () => {
    const response = await send('PUT', '/api/v1/vouchers')
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST'])
    expect(response.headers.get('content-type')).toBe('application/problem+json')
    expect(await response.json()).toMatchObject({ reason: 'method_not_allowed', status: 405 })
  })

  it('is nothing where nothing is, and forged changes of what is there stay forbidden', async () => {
    expect((await send('PUT', '/nothing')).status).toBe(404)
    expect((await send('POST', '/signout', { headers: { 'sec-fetch-site': 'cross-site' } })).status).toBe(403)
  })

  it('HEAD is GET without its body', async () => {
    for (const path of ['/', '/signin', '/healthz', '/api/v1/openapi.json']) {
      const response = await send('HEAD', path)
      expect([path, response.status, await response.text()]).toEqual([path, 200, ''])
    }
  })
})

describe('GET /healthz', () => {
  const ask = (env: Env) => buildApp().request(`${ORIGIN}/healthz`, {}, env)

  it('is 200 while everything answers, says nothing secret, and tries each part once in five seconds', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 })
    const response = await ask(world)
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({
      status: 'ok',
      objects: 'ok',
      database: 'ok',
      images: 'ok',
      oldest_unprojected_seconds: 0,
    })
    expect((await ask(noD1)).status).toBe(200)
    vi.setSystemTime(Date.now() + 5_000)
    const later = await ask(noD1)
    expect(later.status).toBe(503)
    expect(await later.json()).toMatchObject({
      status: 'failing',
      objects: 'ok',
      database: 'failing',
      images: 'ok',
    })
    vi.useRealTimers()
  })

  it('is 503 when a voucher has been missing in the lists for a quarter of an hour', async () => {
    const now = Date.now() + 7_200_000
    vi.useFakeTimers({ toFake: ['Date'], now })
    await systemStub(world).note({
      kind: 'projection',
      subject: anyId(),
      since: now - 960_000,
      error: 'overloaded',
    })
    const response = await ask(world)
    expect(response.status).toBe(503)
    expect(await response.json()).toMatchObject({ database: 'ok', oldest_unprojected_seconds: 960 })
    vi.useRealTimers()
  })

  it('answers while the directory cannot be read', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10_800_000 })
    const noDirectory = {
      ...world,
      DIRECTORY: {
        idFromName: () => {
          throw new Error('gone')
        },
      },
    } as unknown as Env
    expect((await ask(noDirectory)).status).toBe(200)
    vi.useRealTimers()
  })
})

describe('The line of a request', () => {
  /** Every line that requests write meanwhile. */
  async function lines(
    requests: readonly (readonly [string, string])[],
    headers: HeadersInit = {},
  ): Promise<string[]> {
    const written: string[] = []
    const spy = vi.spyOn(console, 'info').mockImplementation((line: string) => void written.push(line))
    const others = (['log', 'warn', 'error'] as const).map((name) =>
      vi.spyOn(console, name).mockImplementation((line: string) => void written.push(line)),
    )
    const app = buildApp()
    for (const [method, path] of requests)
      await app.request(`${ORIGIN}${path}`, { method, headers }, { ...world, LOG_LEVEL: 'info' })
    for (const one of [spy, ...others]) one.mockRestore()
    return written
  }

  it('names the route, how it ended and how long it took, and nothing of the address', async () => {
    const [line] = await lines([['GET', '/v/7Q4K9XW2MTR2?from=Joana']])
    expect(JSON.parse(line ?? '')).toEqual({
      level: 'info',
      world: 'test',
      request: expect.stringMatching(/^[0-9a-f-]{36}$/),
      method: 'GET',
      route: '/v/:code',
      status: 404,
      ms: expect.any(Number),
    })
  })

  it('never holds a code, a name or an address, whatever is asked for', async () => {
    const secrets = [
      '7Q4K9XW2MTR2',
      '7q4k-9xw2-mtr2',
      'joana@example.com',
      '+351912345412',
      'Joana%20Martins',
      'usr_rui.SECRETLINK',
    ]
    const paths = secrets.flatMap((secret) => [
      `/v/${secret}`,
      `/${secret}`,
      `/admin/vouchers/${secret}`,
      `/admin/search?q=${secret}`,
      `/join/${secret}`,
      `/scan?code=${secret}`,
      `/images/${secret}`,
      `/api/v1/vouchers/${secret}`,
      `/api/v1/customers?q=${secret}`,
      `/api/v1/${secret}`,
    ])
    const requests = paths.flatMap(
      (path) =>
        [
          ['GET', path],
          ['POST', path],
          ['PUT', path],
        ] as const,
    )
    const written = await lines(requests, {
      'x-joana': 'joana@example.com',
      referer: `${ORIGIN}/v/7Q4K9XW2MTR2`,
    })
    expect(written.length).toBeGreaterThanOrEqual(requests.length)
    for (const line of written)
      for (const secret of [...secrets, 'Joana', 'Martins'])
        expect(line.toLowerCase()).not.toContain(secret.toLowerCase())
  })

  it('is written only where it is wanted', async () => {
    const spy = vi.spyOn(console, 'info').mockImplementation(() => {})
    await buildApp().request(`${ORIGIN}/signin`, {}, { ...world, LOG_LEVEL: 'warn' })
    expect(spy).not.toHaveBeenCalled()
    spy.mockRestore()
  })
})

describe('/admin/system', () => {
  it('is for admins', async () => {
    const manager = await browserOf(await enrol({ role: 'manager' }))
    expect((await manager.get('/admin/system')).status).toBe(403)
    expect((await manager.post('/admin/system/retries', { subject: anyId() })).status).toBe(403)
    expect((await stranger.get('/admin/system')).status).toBe(303)
  })

  it('shows versions, migrations and when the clock last ran', async () => {
    await everyMinute(world, Date.now())
    const rui = await browserOf(await enrol({ role: 'admin' }))
    await (await shopSystem()).get('/vouchers')
    await soon(async () => expect(await pageOf(rui)).toMatch(/API keys Rui Last used: today/))
    const text = await pageOf(rui)
    expect(text).toMatch(/Clock last ran Today, \d\d:\d\d/)
    expect(text).toContain('2026-10-23')
    expect(text).toMatch(/Last migration of the lists 00\d\d_/)
    expect(text).toContain('Everything has arrived, as far as we were told')
  })

  it('lists a voucher that is stuck, brings it back at the press of a button, and then no longer does', async () => {
    const rui = await browserOf(await enrol({ role: 'admin' }))
    const { id } = await issued(await shopSystem())
    await soon(async () => {
      expect(await world.DB.prepare('SELECT seq FROM vouchers WHERE id = ?').bind(id).first('seq')).toBe(1)
    })
    await world.DB.prepare('DELETE FROM vouchers WHERE id = ?').bind(id).run()
    await systemStub(world).note({
      kind: 'projection',
      subject: id,
      since: Date.now() - 60_000,
      error: 'D1_ERROR: overloaded',
    })
    const before = await (await rui.get('/admin/system')).text()
    expect(before).toContain(id)
    expect(textOf(before)).toContain('D1_ERROR: overloaded')
    expect(textOf(await (await rui.get('/admin')).text())).toContain(
      'One thing keeps failing in the background',
    )
    const tried = await rui.post('/admin/system/retries', { subject: id })
    expect(tried.headers.get('location')).toBe('/admin/system?retried=1')
    expect(await (await rui.get('/admin/system')).text()).not.toContain(id)
    expect(await world.DB.prepare('SELECT seq FROM vouchers WHERE id = ?').bind(id).first('seq')).toBe(1)
  })

  it('does the same for an account, and leads to whose it is', async () => {
    const rui = await browserOf(await enrol({ role: 'admin' }))
    const shop = await shopSystem()
    const { id } = await (await shop.post('/customers', { name: 'Ana' })).json<{ id: string }>()
    await shop.post(`/customers/${id}/adjustments`, { unit: 'points', amount: 5, reason: 'Sorry' })
    const rows = () =>
      world.DB.prepare('SELECT count(*) AS n FROM account_entries WHERE customer_id = ?').bind(id).first('n')
    await soon(async () => expect(await rows()).toBe(1))
    await world.DB.prepare('DELETE FROM account_entries WHERE customer_id = ?').bind(id).run()
    await systemStub(world).note({ kind: 'projection', subject: id, since: 1, error: 'lost' })
    expect(await (await rui.get('/admin/system')).text()).toContain(`href="/admin/customers/${id}"`)
    expect((await rui.post('/admin/system/retries', { subject: id })).status).toBe(303)
    expect([await rows(), await (await rui.get('/admin/system')).text()]).toEqual([
      1,
      expect.not.stringContaining(id),
    ])
  })

  it.each(['', 'vch_nonsense', 'usr_joana', '<b>'])('takes no %j for a voucher', async (voucher) => {
    const rui = await browserOf(await enrol({ role: 'admin' }))
    expect((await rui.post('/admin/system/retries', { subject: voucher })).status).toBe(400)
  })
})

describe('The clock', () => {
  it('notes what fails while D1 is down, and forgets it when it works again', async () => {
    const spy = vi.spyOn(console, 'error').mockImplementation(() => {})
    // On the hour, when everything is due.
    await everyMinute(noD1, Math.ceil(Date.now() / 3_600_000) * 3_600_000)
    spy.mockRestore()
    expect(await troublesOf(world)).toMatchObject([
      { kind: 'job', subject: 'figures', error: 'D1_ERROR: Network connection lost.' },
      { kind: 'job', subject: 'retention' },
      { kind: 'job', subject: 'import_files', error: 'D1_ERROR: Network connection lost.' },
      { kind: 'job', subject: 'guesses', error: 'D1_ERROR: Network connection lost.' },
      { kind: 'job', subject: 'letters', error: 'D1_ERROR: Network connection lost.' },
      { kind: 'job', subject: 'erasures' },
      { kind: 'job', subject: 'rules' },
      { kind: 'job', subject: 'plans' },
    ])
    await everyMinute(world, Date.now())
    expect(await troublesOf(world)).toEqual([])
  })

  it('brings back what is stuck, and forgets what is none', async () => {
    const { id } = await issued(await shopSystem())
    await soon(async () => {
      expect(await world.DB.prepare('SELECT seq FROM vouchers WHERE id = ?').bind(id).first('seq')).toBe(1)
    })
    await world.DB.prepare('DELETE FROM vouchers WHERE id = ?').bind(id).run()
    for (const subject of [id, anyId()])
      await systemStub(world).note({ kind: 'projection', subject, since: 1, error: 'lost' })
    await everyMinute(world, Date.now())
    expect(await troublesOf(world)).toEqual([])
    expect(await world.DB.prepare('SELECT seq FROM vouchers WHERE id = ?').bind(id).first('seq')).toBe(1)
  })
})

async function pageOf(rui: Awaited<ReturnType<typeof browserOf>>): Promise<string> {
  return textOf(await (await rui.get('/admin/system')).text())
}
