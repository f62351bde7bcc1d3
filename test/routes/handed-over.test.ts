import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Proof } from '../../src/session.ts'
import { newSecret, secretHash } from '../../worker/secrets.ts'
import { principalStub } from '../../worker/stubs.ts'
import { anOpening } from '../unit/an-opening.ts'
import { browserOf, enrol, openLume, world } from './cast.ts'
import { cookieIn, customerAt, letterDesk } from './letter-desk.ts'
import { formIn, leadsTo, stranger, textOf } from './pages.ts'

const { ask, newest, signedIn } = letterDesk()
const PATH = '/wallet/privacy'
let rui: Awaited<ReturnType<typeof browserOf>>
beforeAll(async () => {
  await openLume()
  rui = await browserOf(await enrol({ role: 'admin' }))
})
afterEach(() => vi.useRealTimers())

let made = 0
async function customer(email: string | null = `gil${made}@example.com`) {
  made += 1
  return customerAt(email, 'Gil Matos')
}

/** The link staff hand over at the counter. */
async function handedOver(id: string): Promise<string> {
  const page = await rui.post(`/admin/customers/${id}/wallet-links`, { idempotency_key: 'x' })
  return /\/join\/cus_[\w.-]+/.exec(await page.text())?.[0] ?? ''
}

/** Looks at a link and gives what its button sends. */
async function looked(link: string) {
  return formIn(await (await ask(link)).text(), link)
}

/** The cookie of a wallet that was opened in that way. */
async function openedBy(id: `cus_${string}`, proof: Proof): Promise<string> {
  const secret = newSecret()
  const opening = { ...anOpening(secretHash(secret)), proof } as const
  await enrol({ role: 'customer', id })
  await principalStub(world, id).sessions({ kind: 'open', opening })
  return `__Host-vale=${id}.${secret}`
}

describe('A wallet that staff handed over', () => {
  it('shows nothing of what is held, gives no file and erases nothing before the address is confirmed', async () => {
    const { id, email } = await customer()
    const link = await handedOver(id)
    const cookie = cookieIn(await ask(link, { form: await looked(link) }))
    expect((await ask('/wallet', { cookie })).status).toBe(200)
    const page = await (await ask(PATH, { cookie })).text()
    expect(page).toContain(`href="${PATH}/confirm"`)
    expect(page).not.toContain(email)
    for (const path of ['data.json', 'data.html', 'erasure'])
      expect(leadsTo(await ask(`${PATH}/${path}`, { cookie })), path).toBe(`${PATH}/confirm`)
    expect(leadsTo(await ask(`${PATH}/erasure`, { cookie, form: {} }))).toBe(`${PATH}/confirm`)
    const confirming = textOf(await (await ask(`${PATH}/confirm`, { cookie })).text())
    expect(confirming).toContain('code we send to g…@example.com')
    expect(confirming).not.toContain(email)
  })

  it('shows it after a code, as it does to a passkey', async () => {
    const { id, email } = await customer()
    for (const cookie of [await signedIn(email ?? ''), await openedBy(id, 'passkey')])
      expect((await ask(`${PATH}/data.json`, { cookie })).status).toBe(200)
  })

  it('shows it where there is no address, or no letter could confirm it: there is no other way in', async () => {
    const nameless = await customer(null)
    const cookie = await openedBy(nameless.id, 'invitation')
    expect((await ask(`${PATH}/data.json`, { cookie })).status).toBe(200)
    const unwritten = await openedBy((await customer()).id, 'invitation')
    // This world of the tests sends no letters.
    expect((await stranger.get(`${PATH}/data.json`, { cookie: unwritten })).status).toBe(200)
  })
})

describe('The button of a link that is good once', () => {
  it.each(['handed over', 'of a letter'])(
    'pressed twice opens one session, and no answer is a refusal: %s',
    async (kind) => {
      const { id, email } = await customer()
      let link = await handedOver(id)
      if (kind === 'of a letter') {
        await ask('/signin/email', { form: { email: email ?? '' } })
        link = newest().link
      }
      const form = await looked(link)
      const answers = await Promise.all([ask(link, { form }), ask(link, { form })])
      expect(answers.map(leadsTo)).toEqual(['/wallet', '/wallet'])
      const [first, second] = answers.map(cookieIn)
      expect(second).toBe(first)
      expect((await principalStub(world, id).read())?.sessions).toHaveLength(1)
      const again = await ask(link, { form, cookie: first ?? '' })
      expect(leadsTo(again)).toBe('/wallet')
      expect((await ask('/wallet', { cookie: first ?? '' })).status).toBe(200)
    },
  )

  it('is worth nothing in another browser, nor a minute later', async () => {
    const link = await handedOver((await customer()).id)
    const [own, others] = [await looked(link), await looked(link)]
    expect((await ask(link, { form: own })).status).toBe(303)
    expect((await ask(link, { form: others })).status).toBe(410)
    expect((await ask(link, { form: {} })).status).toBe(410)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 })
    expect((await ask(link, { form: own })).status).toBe(410)
  })

  it('leads whoever is in that wallet already on to it, and nobody else', async () => {
    const [one, other] = [await customer(), await customer()]
    const link = await handedOver(one.id)
    const cookie = cookieIn(await ask(link, { form: {} }))
    expect(leadsTo(await ask(link, { cookie }))).toBe('/wallet')
    expect(leadsTo(await ask(link, { cookie, form: {} }))).toBe('/wallet')
    const stranger = await openedBy(other.id, 'email')
    expect((await ask(link, { cookie: stranger })).status).toBe(410)
    expect((await ask(link, { cookie: stranger, form: {} })).status).toBe(410)
  })
})
