import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { Hono } from 'hono'
import { beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from '../../worker/app.ts'
import type { AppEnv } from '../../worker/env.ts'
import type { Letter } from '../../worker/mail.ts'
import { principalStub } from '../../worker/stubs.ts'
import { walletLinkUrl } from '../../worker/wallet-link.ts'
import { ORIGIN, openLume, shopSystem, world } from './cast.ts'
import { leadsTo } from './pages.ts'

const letters: Letter[] = []
const app = buildApp({
  routes: new Hono<AppEnv>(),
  signinDoors: () => [],
  mailer: () => ({
    send: async (letter) => {
      letters.push(letter)
    },
  }),
})

/** Sends a request and lets everything finish that goes on after the answer. */
let asked = 0
async function ask(path: string, form?: Record<string, string>, env: unknown = world): Promise<Response> {
  const ctx = createExecutionContext()
  const init = form && { method: 'POST', body: new URLSearchParams(form) }
  // Each from elsewhere: whoever asks too often from one network is answered no more.
  asked += 1
  const headers = {
    'sec-fetch-site': 'same-origin',
    'cf-connecting-ip': `192.0.${asked >> 8}.${asked & 255}`,
  }
  const request = new Request(`${ORIGIN}${path}`, { ...init, headers, redirect: 'manual' })
  const response = await app.fetch(request, env as typeof world, ctx)
  await waitOnExecutionContext(ctx)
  return response
}

let made = 0
/** A customer with a letter on its way. */
async function written() {
  made += 1
  const email = `ana${made}@example.com`
  const shop = await shopSystem()
  const { id } = await (await shop.post('/customers', { name: 'Ana', email })).json<{ id: `cus_${string}` }>()
  return { email, id, ...(await writeTo(email)) }
}

async function writeTo(email: string) {
  await ask('/signin/email', { email })
  const text = letters.at(-1)?.text ?? ''
  const code = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(text)?.[0] ?? ''
  return { code, link: new URL(/https:\S+/.exec(text)?.[0] ?? ORIGIN).pathname }
}

beforeAll(openLume)

describe('a letter lets a customer into their wallet', () => {
  it('by its code, however it is typed, and once', async () => {
    const { email, code } = await written()
    const typed = code.toLowerCase().replace('-', '  ').replaceAll('0', 'o').replaceAll('1', 'l')
    const response = await ask('/signin/code', { email, code: typed })
    expect(response.status).toBe(303)
    expect(response.headers.get('set-cookie')).toMatch(/^__Host-vale=cus_/)
    expect((await ask('/signin/code', { email, code })).status).toBe(403)
  })

  it('and lands where they wanted to go, by code and by link, and nowhere but on a page of theirs', async () => {
    const wanted = '/wallet/offers'
    const landing = async (wanted: string) => {
      const { email, code } = await written()
      // As the form calls it.
      const going = Object.fromEntries([['then', wanted]])
      const page = await (await ask('/signin/code', { email, code: '0000-0000', ...going })).text()
      return { page, to: leadsTo(await ask('/signin/code', { email, code, ...going })) }
    }
    const { page, to } = await landing(wanted)
    expect([to, page.includes(`name="then" value="${wanted}"`)]).toEqual([wanted, true])
    expect((await landing('/offers/coffee')).to).toBe('/offers/coffee')
    for (const elsewhere of ['//evil.example', '/admin', '/wallet/../admin', '/wallet/offers?x=1', ''])
      expect((await landing(elsewhere)).to).toBe('/wallet')
    const { link } = await written()
    const door = await (await ask(`${link}?then=${wanted}`)).text()
    expect(door).toContain(`name="then" value="${wanted}"`)
    expect(leadsTo(await ask(link, Object.fromEntries([['then', wanted]])))).toBe(wanted)
  })

  it('by its link: looking uses nothing up, and the code ends with it', async () => {
    const { email, code, link } = await written()
    expect((await ask(link)).status).toBe(200)
    expect((await ask(link, {})).status).toBe(303)
    expect((await ask(link, {})).status).toBe(410)
    expect((await ask('/signin/code', { email, code })).status).toBe(403)
  })

  it('by any that is still good: one that others ask for ends none, and the first used ends them all', async () => {
    const first = await written()
    const second = await writeTo(first.email)
    expect(second.code).not.toBe(first.code)
    expect((await ask('/signin/code', first)).status).toBe(303)
    expect((await ask('/signin/code', { ...first, code: second.code })).status).toBe(403)
    expect((await ask(second.link, {})).status).toBe(410)
  })

  it('by the one that is there, when no further one is sent', async () => {
    const first = await written()
    for (let times = 0; times < 12; times += 1) await ask('/signin/email', first)
    expect((await ask('/signin/code', first)).status).toBe(303)
  })

  it('not after five wrong tries', async () => {
    const { email, code } = await written()
    const wrong = code.startsWith('0') ? '1111-1111' : '0000-0000'
    for (let tries = 0; tries < 5; tries += 1) await ask('/signin/code', { email, code: wrong })
    expect((await ask('/signin/code', { email, code })).status).toBe(403)
  })

  it('into one session, however many try at once', async () => {
    const { email, code } = await written()
    const answers = await Promise.all(Array.from({ length: 64 }, () => ask('/signin/code', { email, code })))
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
  })

  it('at most three times in ten minutes, and says nothing of it', async () => {
    const { email } = await written()
    const before = letters.length
    for (let times = 0; times < 5; times += 1)
      expect((await ask('/signin/email', { email })).status).toBe(200)
    expect(letters.length - before).toBe(2)
  })
})

describe('nobody learns whether an address is known', () => {
  it('from the answer: the same bytes and headers', async () => {
    const { email } = await written()
    const known = await ask('/signin/email', { email })
    const unknown = await ask('/signin/email', { email: email.replace('ana', 'eva') })
    const plain = (text: string) => text.replaceAll('eva', 'ana')
    expect(plain(await unknown.text())).toBe(await known.text())
    const headers = (response: Response) => [...response.headers].filter(([name]) => name !== 'x-request-id')
    expect(headers(unknown)).toEqual(headers(known))
  })

  it('from a code that is wrong', async () => {
    const { email } = await written()
    const known = await ask('/signin/code', { email, code: '0000-0000' })
    const unknown = await ask('/signin/code', { email: email.replace('ana', 'eva'), code: '0000-0000' })
    expect(unknown.status).toBe(known.status)
    expect((await unknown.text()).replaceAll('eva', 'ana')).toBe(await known.text())
  })

  it.each([
    'a@b.example\r\nBcc: c@d.example',
    'a@b.example,c@d.example',
    'a@b@c',
    '',
    `${'a'.repeat(300)}@b.example`,
    '__proto__',
  ])('an address that is none gets no letter: %j', async (email) => {
    const before = letters.length
    expect((await ask('/signin/email', { email })).status).toBe(422)
    expect(letters).toHaveLength(before)
  })
})

describe('a wallet link', () => {
  it('opens the wallet any number of times until it is revoked; the card token and others’ secrets never do', async () => {
    const { id } = await written()
    const object = principalStub(world, id)
    const generation = (await object.walletLink({ kind: 'make' }))?.generation ?? -1
    const context = { env: world, req: { url: ORIGIN } } as unknown as Parameters<typeof walletLinkUrl>[0]
    const { pathname } = new URL(walletLinkUrl(context, id, generation))
    expect((await ask(pathname)).status).toBe(200)
    expect((await ask(pathname, {})).status).toBe(303)
    expect((await ask(pathname, {})).status).toBe(303)
    const other = await written()
    await principalStub(world, other.id).walletLink({ kind: 'make' })
    expect((await ask(pathname.replace(id, other.id), {})).status).toBe(410)
    expect((await ask('/w/crd_0123456789', {})).status).toBe(410)
    await object.walletLink({ kind: 'revoke' })
    expect((await ask(pathname, {})).status).toBe(410)
    expect((await object.read())?.sessions).toEqual([])
  })
})
