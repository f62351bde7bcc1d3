import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { VoucherId } from '../../src/id.ts'
import type { Principal } from '../../src/principal.ts'
import { seal } from '../../worker/code-vault.ts'
import { newSecret, secretHash } from '../../worker/secrets.ts'
import { principalStub } from '../../worker/stubs.ts'
import { browserOf, enrol, issued, openLume, shopSystem, world } from './cast.ts'
import { leadsTo, send, soon, stranger, textOf } from './pages.ts'

let shop: Awaited<ReturnType<typeof shopSystem>>
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A customer the brand knows, signed in. */
async function customer(name: string) {
  const { id } = await (await shop.post('/customers', { name })).json<{ id: `cus_${string}` }>()
  const principal: Principal = {
    id,
    role: 'customer',
    name,
    stores: [],
    partner: null,
    scopes: [],
    self: null,
  }
  await principalStub(world, id).enrol(principal, null)
  return { id, browser: await browserOf(principal) }
}

const walletOf = async ({ browser }: Awaited<ReturnType<typeof customer>>) =>
  (await browser.get('/wallet')).text()

describe('a wallet', () => {
  it('says so while it is empty', async () => {
    expect(textOf(await walletOf(await customer('Nuno')))).toContain('No vouchers yet')
  })

  it('has a voucher within two seconds of its issue, and nobody else’s ever', async () => {
    const ana = await customer('Ana Reis')
    const bea = await customer('Bea')
    const hers = await issued(shop, {
      customer_id: ana.id,
      title: 'Coffee for Ana',
      note: 'Not for her eyes',
    })
    await issued(shop, { customer_id: bea.id, title: 'Cake for Bea' })
    await issued(shop, { title: 'Tea for anyone' })
    await soon(async () => expect(await walletOf(ana)).toContain('Coffee for Ana'))
    await soon(async () => expect(await walletOf(bea)).toContain('Cake for Bea'))
    const html = await walletOf(ana)
    expect(textOf(html)).toMatch(/Your wallet, Ana One voucher is ready\. The next one ends on /)
    expect(html).toContain(`href="/v/${hers.code}"`)
    for (const foreign of ['Cake for Bea', 'Tea for anyone', 'Not for her eyes'])
      expect(html).not.toContain(foreign)
  })

  it('keeps what can be used in sight, however many newer ones were used since', async () => {
    const ana = await customer('Ana Reis')
    const kept = await issued(shop, { customer_id: ana.id, title: 'Kept for a rainy day' })
    await soon(async () => expect(await walletOf(ana)).toContain('Kept for a rainy day'))
    const newer = Array.from({ length: 250 }, (_, n) => {
      const id = `${kept.id.slice(0, -3)}${String(n).padStart(3, '0')}` as VoucherId
      return { id, n: n + 1, sealed: seal(world, id, 'USEDLONGAGO9') }
    })
    const columns = await world.DB.prepare('SELECT * FROM vouchers WHERE id = ?').bind(kept.id).first()
    const own = ['id', 'sealed_code', 'state', 'issued_at']
    const alike = Object.keys(columns ?? {}).filter((name) => !own.includes(name))
    await world.DB.prepare(
      `INSERT INTO vouchers (${own.join(', ')}, ${alike.join(', ')})
       SELECT n.value ->> 'id', n.value ->> 'sealed', 'redeemed', v.issued_at + (n.value ->> 'n'), ${alike.map((name) => `v.${name}`).join(', ')}
       FROM json_each(?2) AS n, vouchers AS v WHERE v.id = ?1`,
    )
      .bind(kept.id, JSON.stringify(newer))
      .run()
    const html = await walletOf(ana)
    expect(html).toContain(`href="/v/${kept.code}"`)
    expect(textOf(html)).toContain('before these are in your statement')
  })

  it('puts the one that ends first on top, and what is used below', async () => {
    const ana = await customer('Ana')
    const ends = (title: string, date: string) =>
      issued(shop, { customer_id: ana.id, title, validity: { kind: 'fixed_date', date } })
    await ends('Long after', '2099-12-31')
    const used = await ends('Used up', '2098-01-01')
    await ends('Sooner', '2099-01-01')
    await issued(shop, { customer_id: ana.id, title: 'Without an end', validity: { kind: 'unlimited' } })
    await shop.post(`/vouchers/${used.code}/redemptions`, { store_id: 'sto_chiado' })
    await soon(async () => {
      const text = textOf(await walletOf(ana))
      expect(text).toMatch(/Ready to use .*Sooner.*Long after.*Without an end.* Used .*Used up/)
      expect(text).toContain('3 vouchers are ready.')
    })
  })

  it('puts apart what opens later, with when, the next first, and what ended', async () => {
    const ana = await customer('Ana')
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-25T10:00:00Z') })
    const on = (title: string, days: string[], from: string, more = {}) =>
      issued(shop, { customer_id: ana.id, title, windows: [{ days, from, to: '23:00' }], ...more })
    await on('Friday drinks', ['friday'], '17:00')
    await on('Tonight', ['wednesday'], '18:00')
    await on('All Wednesday', ['wednesday'], '00:00')
    await on('Never again', ['monday'], '10:00', { validity: { kind: 'days', count: 2 } })
    const gone = await issued(shop, { customer_id: ana.id, title: 'Taken back' })
    await shop.post(`/vouchers/${gone.code}/voids`, { reason: 'asked' })
    vi.useRealTimers()
    await soon(async () => expect((await walletOf(ana)).match(/slip--past/g)).not.toBeNull())
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-25T12:00:00Z') })
    const text = textOf(await walletOf(ana))
    expect(text).toMatch(
      /Ready to use .*All Wednesday.* Later .*Tonight.*From Wed Nov 25, 18:00.*Friday drinks.*From Fri Nov 27, 17:00.*Never again.* Ended Taken back Not used/,
    )
    expect(text).toContain('One voucher is ready.')
  })

  it('shows no code where the holder only gives their name', async () => {
    const ana = await customer('Ana')
    const { code } = await issued(shop, { customer_id: ana.id, code: null, title: 'Under my name' })
    await soon(async () => expect(await walletOf(ana)).toContain('Under my name'))
    const html = await walletOf(ana)
    expect(textOf(html)).toContain('Give your name')
    expect(html).not.toContain(code)
  })

  it('[R6] ends by the clock alone', async () => {
    const ana = await customer('Ana')
    await issued(shop, { customer_id: ana.id, title: 'Only today', validity: { kind: 'days', count: 1 } })
    await soon(async () => expect(textOf(await walletOf(ana))).toContain('One voucher is ready'))
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * 86_400_000 })
    expect(textOf(await walletOf(ana))).toContain('No voucher is ready right now.')
  })

  it('is for customers only', async () => {
    expect(leadsTo(await stranger.get('/wallet'))).toBe('/signin?then=/wallet')
    for (const role of ['admin', 'manager', 'operator', 'partner', 'kiosk'] as const) {
      const staff = await browserOf(await enrol({ role, stores: ['sto_chiado'] }))
      expect((await staff.get('/wallet')).status).toBe(403)
    }
  })
})

describe('an invitation', () => {
  /** Somebody invited, the way in, and what a browser gets by pressing the button. */
  async function invited(role: 'operator' | 'admin' | 'customer' = 'operator') {
    const principal = await enrol({ role, name: 'Olive', stores: role === 'operator' ? ['sto_chiado'] : [] })
    const link = async () => {
      const secret = newSecret()
      await principalStub(world, principal.id).invite(secretHash(secret))
      return `/join/${principal.id}.${secret}`
    }
    return { principal, path: await link(), link }
  }
  const cookieOf = (response: Response) => response.headers.get('set-cookie') ?? ''
  const as = (response: Response) => ({ cookie: cookieOf(response).split(';')[0] ?? '' })

  it('can be looked at as often as mail programs like; it lets somebody in once', async () => {
    const { path } = await invited()
    for (let look = 0; look < 3; look += 1) {
      const response = await stranger.get(path)
      expect(response.status).toBe(200)
      expect(textOf(await response.text())).toMatch(
        /Name Olive Role Operator Where Chiado .*Create a passkey and join.*Join without a passkey/,
      )
      expect(cookieOf(response)).toBe('')
    }
    const joined = await stranger.post(path, {})
    expect([joined.status, leadsTo(joined)]).toEqual([303, '/scan'])
    expect((await stranger.get('/scan', as(joined))).status).toBe(200)
    for (const late of [await stranger.post(path, {}), await stranger.get(path)]) {
      expect(late.status).toBe(410)
      expect(textOf(await late.text())).toContain('This link has ended')
      expect(cookieOf(late)).toBe('')
    }
    expect((await stranger.get('/scan', as(joined))).status).toBe(200)
  })

  it('lets one of two in who press at once', async () => {
    const { path } = await invited()
    const both = await Promise.all([stranger.post(path, {}), stranger.post(path, {})])
    expect(both.map(({ status }) => status).toSorted()).toEqual([303, 410])
  })

  it.each([
    ['admin', '/admin'],
    ['customer', '/wallet'],
  ] as const)('leads a new %s to where they start', async (role, home) => {
    const { path } = await invited(role)
    expect(leadsTo(await stranger.post(path, {}))).toBe(home)
  })

  it('[R36] ends when a newer one is made, and after a week', async () => {
    const { path, link } = await invited()
    const newer = await link()
    expect((await stranger.get(path)).status).toBe(410)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 7 * 86_400_000 })
    expect((await stranger.post(newer, {})).status).toBe(410)
  })

  it.each(['x', 'usr_nobody.x', `usr_nobody.${'x'.repeat(43)}`, '%00', 'x'.repeat(3000), 'usr_a.b.c'])(
    'is none: %s',
    async (token) => {
      expect((await stranger.get(`/join/${token}`)).status).toBe(410)
      expect((await stranger.post(`/join/${token}`, {})).status).toBe(410)
    },
  )

  it('keeps the session in a cookie no script reads and no other site sends', async () => {
    const { path, principal } = await invited()
    const joined = await stranger.post(path, {})
    expect(cookieOf(joined)).toMatch(
      new RegExp(
        `^__Host-vale=${principal.id}\\.[\\w-]{43}; Max-Age=43200; Path=/; HttpOnly; Secure; SameSite=Lax$`,
      ),
    )
    const out = await stranger.post('/signout', {}, as(joined))
    expect([out.status, leadsTo(out)]).toEqual([303, '/'])
    expect(cookieOf(out)).toMatch(/^__Host-vale=; Max-Age=0; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
    expect((await stranger.get('/scan', as(joined))).status).toBe(303)
  })

  it('[R37] lasts a working day for somebody at work who joins without a passkey', async () => {
    const { path } = await invited()
    const joined = await stranger.post(path, {})
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 12 * 3_600_000 - 1000 })
    expect((await stranger.get('/scan', as(joined))).status).toBe(200)
    vi.setSystemTime(Date.now() + 120_000)
    expect((await stranger.get('/scan', as(joined))).status).toBe(303)
  })
})

describe('the open doors', () => {
  it.each([
    ['/', 'Café Lume'],
    ['/signin', 'You work here'],
  ])('%s is for everyone', async (path, words) => {
    const response = await stranger.get(path)
    expect(response.status).toBe(200)
    const html = await response.text()
    expect(textOf(html)).toContain(words)
    expect(html).not.toContain('elsewhere.example')
    expect(html).not.toContain('Continue as')
  })

  it('begin with the wallet for whoever wanted theirs, with the passkey for everybody else', async () => {
    const order = async (path: string) => {
      const html = await (await stranger.get(path)).text()
      return [html.includes('name="then"'), html.indexOf('id="by-email"') < html.indexOf('id="staff"')]
    }
    expect(await order(leadsTo(await stranger.get('/wallet/devices')))).toEqual([false, true])
    expect(await order('/signin')).toEqual([false, false])
    expect(await order('/signin?then=/account')).toEqual([true, false])
  })

  it.each(['/nowhere', '/admin/nowhere', '/v/x/y', '/scan/x', '/.env', '/%00'])(
    '%s is a page that says so',
    async (path) => {
      const response = await stranger.get(path)
      expect(response.status).toBe(404)
      expect(textOf(await response.text())).toContain('There is nothing here')
    },
  )

  it('signing out without a session is fine', async () => {
    expect((await stranger.post('/signout', {}, { cookie: '__Host-vale=usr_x.y' })).status).toBe(303)
    expect((await send('GET', '/signout')).status).toBe(405)
  })
})
