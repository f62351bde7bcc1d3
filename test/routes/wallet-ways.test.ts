import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { Hono } from 'hono'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Principal } from '../../src/principal.ts'
import { buildApp } from '../../worker/app.ts'
import type { AppEnv, Env } from '../../worker/env.ts'
import { askAgain } from '../../worker/identity.ts'
import type { Letter } from '../../worker/mail.ts'
import { newSecret, secretHash } from '../../worker/secrets.ts'
import { principalStub } from '../../worker/stubs.ts'
import { anOpening } from '../unit/an-opening.ts'
import { enrol, issued, ORIGIN, openLume, shopSystem, world } from './cast.ts'

const letters: Letter[] = []
let taken = true
const app = buildApp({
  routes: new Hono<AppEnv>(),
  signinDoors: () => [],
  mailer: () => ({
    send: async (letter) => {
      if (!taken) throw new Error('not taken')
      letters.push(letter)
    },
  }),
})

interface Asked {
  readonly form?: Record<string, string>
  readonly cookie?: string
  readonly env?: Env
  /** Called when the answer is there, before what goes on after it. */
  readonly answered?: () => void
}

async function ask(path: string, { form, cookie, env = world, answered }: Asked = {}): Promise<Response> {
  const ctx = createExecutionContext()
  const headers = new Headers({ 'sec-fetch-site': 'same-origin', ...(cookie !== undefined && { cookie }) })
  const init = form === undefined ? {} : { method: 'POST', body: new URLSearchParams(form) }
  const request = new Request(`${ORIGIN}${path}`, { ...init, headers, redirect: 'manual' })
  const response = await app.fetch(request, env, ctx)
  answered?.()
  await waitOnExecutionContext(ctx)
  return response
}

/** The world, with every statement and every object call counted. */
function counted() {
  const calls: string[] = []
  const watching = <T extends object>(target: T, name: string): T =>
    new Proxy(target, {
      get(of, property) {
        const found = Reflect.get(of, property)
        if (typeof found !== 'function') return found
        return (...given: unknown[]) => {
          calls.push(`${name}.${String(property)}`)
          return Reflect.apply(found, of, given)
        }
      },
    })
  const env: Env = {
    ...world,
    DB: watching(world.DB, 'DB'),
    PRINCIPALS: watching(world.PRINCIPALS, 'PRINCIPALS'),
  }
  return { env, calls }
}

let made = 0
async function customer() {
  made += 1
  const email = `bea${made}@example.com`
  const shop = await shopSystem()
  const answer = await shop.post('/customers', { name: 'Bea', email })
  const { id, card_token } = await answer.json<{ id: `cus_${string}`; card_token: string }>()
  return { id, email, card: card_token, shop }
}

/** A browser of somebody who signed in by a letter. */
async function signedIn(email: string, cookie?: string): Promise<string> {
  await ask('/signin/email', { form: { email } })
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(letters.at(-1)?.text ?? '')?.[0] ?? ''
  const answer = await ask('/signin/code', { form: { email, code }, ...(cookie !== undefined && { cookie }) })
  return answer.headers.get('set-cookie')?.split(';')[0] ?? ''
}

beforeAll(openLume)

describe('asking for a letter', () => {
  it('costs the same before the answer, whether the address is known or not', async () => {
    const { email } = await customer()
    const costs = []
    await ask('/signin/email', { form: { email: 'warm@example.com' } })
    for (const address of [email, 'nobody@example.com']) {
      const { env, calls } = counted()
      let before: string[] = []
      const answered = () => {
        before = [...calls]
      }
      await ask('/signin/email', { form: { email: address }, env, answered })
      costs.push(before)
    }
    expect(costs[0]).toEqual(costs[1])
    expect(costs[0]?.filter((call) => call.startsWith('PRINCIPALS'))).toEqual([])
  })
})

describe('a session', () => {
  it('is always a new one: a cookie that was planted before is worth nothing after', async () => {
    const { id, email } = await customer()
    const planted = `__Host-vale=${id}.${'A'.repeat(43)}`
    const own = await signedIn(email, planted)
    expect(own).not.toBe(planted)
    expect((await ask('/wallet', { cookie: own })).status).toBe(200)
    expect((await ask('/wallet', { cookie: planted })).status).not.toBe(200)
  })

  it('opens even where its line of the log cannot be written', async () => {
    const { email } = await customer()
    await ask('/signin/email', { form: { email } })
    const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(letters.at(-1)?.text ?? '')?.[0] ?? ''
    const DB = new Proxy(world.DB, {
      get(of, property) {
        const found = Reflect.get(of, property)
        if (property !== 'prepare') return typeof found === 'function' ? found.bind(of) : found
        return (text: string) => {
          if (/insert into "audits"/i.test(text)) throw new Error('D1_ERROR: closed')
          return of.prepare(text)
        }
      },
    })
    expect((await ask('/signin/code', { form: { email, code }, env: { ...world, DB } })).status).toBe(303)
  })

  it('is ended by its owner on another device, one or all, and never somebody else’s', async () => {
    const { email } = await customer()
    const first = await signedIn(email)
    const second = await signedIn(email)
    const stranger = await signedIn((await customer()).email)
    const page = await (await ask('/wallet/devices', { cookie: second })).text()
    const names = [...page.matchAll(/name="device" value="(ses_[^"]+)"/g)].map(([, name]) => name ?? '')
    expect(names).toHaveLength(2)
    for (const device of names) await ask('/wallet/devices/ended', { form: { device }, cookie: stranger })
    expect((await ask('/wallet', { cookie: first })).status).toBe(200)
    await ask('/wallet/devices/others-ended', { form: {}, cookie: second })
    expect((await ask('/wallet', { cookie: first })).status).not.toBe(200)
    expect((await ask('/wallet', { cookie: second })).status).toBe(200)
    const left = await ask('/wallet/devices/ended', { form: { device: names[0] ?? '' }, cookie: second })
    expect(left.headers.get('location')).toBe('/')
    expect((await ask('/wallet', { cookie: second })).status).not.toBe(200)
  })
})

describe('a voucher by email', () => {
  it('goes once per key, opens the wallet without saying the code, and its link ends with a word of the staff', async () => {
    const { id, email, shop } = await customer()
    const voucher = await issued(shop, { customer_id: id })
    const cookie = await cookieOf(await enrol({ role: 'admin' }))
    const path = `/admin/vouchers/${voucher.id}/letters`
    const before = letters.length
    taken = false
    const unsent = await ask(path, { form: { idempotency_key: 'a' }, cookie })
    expect(unsent.headers.get('location')).toContain('unsent')
    taken = true
    for (let times = 0; times < 3; times += 1) await ask(path, { form: { idempotency_key: 'a' }, cookie })
    expect(letters.length - before).toBe(1)
    const letter = letters.at(-1)
    expect(letter?.to).toBe(email)
    expect(`${letter?.text}${letter?.html}`).not.toContain(voucher.code)
    expect(await (await ask(`/admin/vouchers/${voucher.id}/handover`, { cookie })).text()).toContain(
      'Last sent',
    )
    const link = new URL(/https:\S+/.exec(letter?.text ?? '')?.[0] ?? ORIGIN).pathname
    const opened = await ask(link, { form: {} })
    expect(opened.status).toBe(303)
    const own = opened.headers.get('set-cookie')?.split(';')[0] ?? ''
    expect(await (await ask('/wallet', { cookie: own })).text()).toContain('Your wallet, Bea')
    await ask(`/admin/customers/${id}/wallet-links/ended`, { form: {}, cookie })
    expect((await ask(link, { form: {} })).status).toBe(410)
    expect((await ask('/wallet', { cookie: own })).status).not.toBe(200)
  })
})

it('a record that gives way to another takes its link and its sessions along into nothing', async () => {
  const [kept, gone] = [await customer(), await customer()]
  const session = await signedIn(gone.email)
  const object = principalStub(world, gone.id)
  const generation = (await object.walletLink({ kind: 'make' }))?.generation ?? -1
  expect((await object.walletLink({ kind: 'look' }))?.generation).toBe(generation)
  const merge = await kept.shop.post(`/customers/${kept.id}/merges`, { other_customer_id: gone.id })
  expect(merge.status).toBe(201)
  expect(await object.walletLink({ kind: 'look' })).toEqual({ generation: null })
  expect((await object.read())?.sessions).toEqual([])
  askAgain(gone.id)
  expect((await ask('/wallet', { cookie: session })).status).toBe(303)
})

it('a card token opens no door', async () => {
  const { card, email, id } = await customer()
  for (const cookie of [`__Host-vale=${card}`, `__Host-vale=${id}.${card}`])
    expect((await ask('/wallet', { cookie })).status).not.toBe(200)
  for (const token of [card, `${id}.${card}`])
    for (const door of ['/join/', '/w/', '/signin/link/'])
      expect((await ask(`${door}${token}`, { form: {} })).status).toBe(410)
  expect((await ask('/signin/code', { form: { email, code: card } })).status).toBe(403)
  expect((await ask(`/v/${card}`)).status).toBeGreaterThanOrEqual(400)
  const keyed = await app.fetch(
    new Request(`${ORIGIN}/api/v1/customers/${id}`, { headers: { authorization: `Bearer ${card}` } }),
    world,
    createExecutionContext(),
  )
  expect(keyed.status).toBe(401)
})

it.each(['mailbox/x', 'mailbox%2Fx'])('pictures’ address gives no letter away: %s', async (name) => {
  await world.IMAGES.put('mailbox/x', '{"text":"secret"}')
  expect((await ask(`/images/${name}`)).status).toBe(404)
})

/** The cookie of somebody at work, signed in. */
async function cookieOf({ id }: Principal): Promise<string> {
  const secret = newSecret()
  await principalStub(world, id).sessions({ kind: 'open', opening: anOpening(secretHash(secret)) })
  return `__Host-vale=${id}.${secret}`
}
