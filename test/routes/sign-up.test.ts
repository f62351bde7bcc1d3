import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { Hono } from 'hono'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { buildApp } from '../../worker/app.ts'
import type { AppEnv } from '../../worker/env.ts'
import type { Letter } from '../../worker/mail.ts'
import { ORIGIN, openLume, world } from './cast.ts'
import { leadsTo, textOf } from './pages.ts'
import { libraryDump } from './site-map.ts'

const letters: Letter[] = []
const app = buildApp({
  routes: new Hono<AppEnv>(),
  signinDoors: () => [],
  mailer: () => ({ send: async (letter) => void letters.push(letter) }),
})

beforeAll(openLume)
afterEach(() => {
  vi.useRealTimers()
})

let asked = 0
/** Sends a request, from another network each time, and lets everything finish that goes on after the answer. */
async function ask(path: string, form?: Record<string, string>, cookie = ''): Promise<Response> {
  asked += 1
  const ctx = createExecutionContext()
  const headers = {
    'sec-fetch-site': 'same-origin',
    'cf-connecting-ip': `2001:db8:1:${asked.toString(16)}::1`,
    ...(cookie !== '' && { cookie }),
  }
  const init = form && { method: 'POST', body: new URLSearchParams(form) }
  const request = new Request(ORIGIN + path, { ...init, headers, redirect: 'manual' })
  const response = await app.fetch(request, world, ctx)
  await waitOnExecutionContext(ctx)
  return response
}

let made = 0
/** Somebody nobody knows, with the letter they asked for. */
async function written() {
  made += 1
  const email = `new${made}@example.com`
  return { email, code: await writeTo(email) }
}

async function writeTo(email: string): Promise<string> {
  const before = letters.length
  await ask('/signin/email', { email })
  const letter = letters.at(-1)
  return letters.length === before || letter?.to !== email
    ? ''
    : (/[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(letter.text)?.[0] ?? '')
}

const known = (email: string) =>
  world.DB.prepare('SELECT * FROM customers WHERE email = ?').bind(email).all<Record<string, unknown>>()

const cookieIn = (response: Response) => (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''

/** Somebody who has joined, with their session. */
async function joined() {
  const { email, code } = await written()
  const response = await ask('/signin/code', { email, code })
  return { email, response, cookie: cookieIn(response) }
}

describe('Somebody nobody knows', () => {
  it('joins by the code of a letter, and has a wallet with a card of their own', async () => {
    const { email, response, cookie } = await joined()
    expect([response.status, leadsTo(response)]).toEqual([303, '/wallet/details?joined=yes'])
    expect((await known(email)).results).toHaveLength(1)
    const wallet = await (await ask('/wallet', undefined, cookie)).text()
    expect(wallet).toContain('href="/wallet/card"')
    const { card_token } = (await known(email)).results[0] ?? {}
    expect(await (await ask('/wallet/card', undefined, cookie)).text()).toContain(String(card_token))
  })

  it('goes on to what they wanted, told first who they may say they are', async () => {
    const { email, code } = await written()
    const typed = new Map([
      ['email', email],
      ['code', code],
      ['then', '/wallet/offers'],
    ])
    const details = leadsTo(await ask('/signin/code', Object.fromEntries(typed)))
    expect(details).toBe('/wallet/details?joined=yes&then=/wallet/offers')
  })

  it('is kept nowhere before they join', async () => {
    const before = await libraryDump()
    const { email } = await written()
    await ask('/signin/code', { email, code: '0000-0000' })
    expect(await libraryDump()).toBe(before)
  })

  it('joins once by a code, and is one customer however often it is sent at once', async () => {
    const { email, code } = await written()
    await Promise.all([1, 2, 3, 4].map(() => ask('/signin/code', { email, code })))
    expect((await known(email)).results).toHaveLength(1)
    expect((await ask('/signin/code', { email, code })).status).toBe(403)
  })

  it('is not let in by the code of another address, nor of half an hour ago', async () => {
    const [first, second] = [await written(), await written()]
    expect((await ask('/signin/code', { email: second.email, code: first.code })).status).toBe(403)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 30 * 60_000 })
    expect((await ask('/signin/code', first)).status).toBe(403)
  })

  it('guesses five times, and the right code helps no more', async () => {
    const { email, code } = await written()
    const wrong = code.startsWith('0') ? '1111-1111' : '0000-0000'
    for (let tries = 0; tries < 5; tries += 1) await ask('/signin/code', { email, code: wrong })
    expect((await ask('/signin/code', { email, code })).status).toBe(403)
  })

  it('gets three letters, whoever asks for them, and no more for a while', async () => {
    const { email } = await written()
    const codes = [await writeTo(email), await writeTo(email), await writeTo(email)]
    expect(codes.map((code) => code !== '')).toEqual([true, true, false])
  })
})

describe('What a customer says of themselves', () => {
  it('is kept, with the consent on record, and can be changed and emptied', async () => {
    const { email, cookie } = await joined()
    const saved = await ask(
      '/wallet/details',
      { name: 'Nuno Dias', birthday: '05-21', marketing: 'yes', version: '1' },
      cookie,
    )
    expect([saved.status, leadsTo(saved)]).toEqual([303, '/wallet'])
    expect((await known(email)).results[0]).toMatchObject({
      name: 'Nuno Dias',
      birthday: '--05-21',
      marketing: 1,
    })
    const { id } = (await known(email)).results[0] ?? {}
    const audits = world.DB.prepare('SELECT action, by FROM audits WHERE subject = ? ORDER BY id').bind(id)
    const lines = (await audits.all<{ action: string; by: string }>()).results
    expect(lines.filter(({ action }) => action === 'marketing_consent_given')).toEqual([
      { action: 'marketing_consent_given', by: id },
    ])
    expect(textOf(await (await ask('/wallet', undefined, cookie)).text())).toContain('Your wallet, Nuno')
    await ask('/wallet/details', { name: '', birthday: '', version: '2' }, cookie)
    expect((await known(email)).results[0]).toMatchObject({ name: null, birthday: null, marketing: 0 })
  })

  it.each([
    [{ birthday: '31-31' }, 422, 'Write a day such as 05-21'],
    [{ birthday: '1990-02-30' }, 422, 'Write a day such as 05-21'],
    [{ name: 'x'.repeat(121) }, 422, 'Write at most 120 letters'],
    [{ name: 'Nuno', version: '7' }, 409, 'Something was changed meanwhile'],
  ])('is refused with what to do where it is wrong: %o', async (typed, status, said) => {
    const { email, cookie } = await joined()
    const answer = await ask('/wallet/details', { version: '1', ...typed }, cookie)
    expect(answer.status).toBe(status)
    expect(textOf(await answer.text())).toContain(said)
    expect((await known(email)).results[0]).toMatchObject({ name: null, birthday: null, version: 1 })
  })

  it('can wait: whoever skips it goes on to the offer they came for, as whoever saves does', async () => {
    const { cookie } = await joined()
    const [wanted, place] = ['/offers/free-coffee', '/wallet/details?joined=yes']
    const skipping = async (path: string) =>
      /<a class="button" href="([^"]*)">Not now/.exec(await (await ask(path, undefined, cookie)).text())?.[1]
    expect(await skipping(place)).toBe('/wallet')
    expect(await skipping(`${place}&then=${wanted}`)).toBe(wanted)
    const typed = Object.fromEntries([
      ['name', 'Nuno'],
      ['version', '1'],
      ['then', wanted],
    ])
    expect(leadsTo(await ask('/wallet/details', typed, cookie))).toBe(wanted)
  })
})
