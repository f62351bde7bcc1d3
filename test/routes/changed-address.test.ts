import { beforeAll, describe, expect, it } from 'vitest'
import { newSecret, secretHash } from '../../worker/secrets.ts'
import { principalStub } from '../../worker/stubs.ts'
import { anOpening } from '../unit/an-opening.ts'
import { browserOf, enrol, issued, openLume, world } from './cast.ts'
import { cookieIn, customerAt, letterDesk } from './letter-desk.ts'
import { formIn, leadsTo, textOf } from './pages.ts'

const { ask, newest, signedIn } = letterDesk()
let rui: Awaited<ReturnType<typeof browserOf>>
beforeAll(async () => {
  await openLume()
  rui = await browserOf(await enrol({ role: 'admin' }))
})

/** Everything by which a wallet can be open: a letter's code, the link in letters, a link handed over, and a letter on its way. */
async function everyWayIn(email: string) {
  const customer = await customerAt(email)
  const byCode = await signedIn(email)
  const voucher = await issued(customer.shop, { customer_id: customer.id })
  const path = `/admin/vouchers/${voucher.id}/letters`
  await ask(path, { form: { idempotency_key: crypto.randomUUID() }, cookie: rui.cookie })
  const walletLink = newest().link
  const byLink = cookieIn(await ask(walletLink, { form: {} }))
  const secret = newSecret()
  const opening = { ...anOpening(secretHash(secret)), proof: 'invitation' } as const
  await principalStub(world, customer.id).sessions({ kind: 'open', opening })
  await ask('/signin/email', { form: { email } })
  return {
    ...customer,
    byCode,
    byLink,
    handed: `__Host-vale=${customer.id}.${secret}`,
    walletLink,
    waiting: newest().link,
  }
}

type Ways = Awaited<ReturnType<typeof everyWayIn>>

async function isOpen(cookie: string): Promise<boolean> {
  return (await ask('/wallet', { cookie })).status === 200
}

async function openWays({ byCode, byLink, handed, walletLink, waiting }: Ways) {
  return {
    byCode: await isOpen(byCode),
    byLink: await isOpen(byLink),
    handed: await isOpen(handed),
    walletLink: (await ask(walletLink)).status === 200,
    waiting: (await ask(waiting)).status === 200,
  }
}

const ALL = { byCode: true, byLink: true, handed: true, walletLink: true, waiting: true }
const HANDED = { byCode: false, byLink: false, handed: true, walletLink: false, waiting: false }

function patched({ shop, id }: Ways, change: object) {
  const headers = { 'content-type': 'application/json', 'if-match': '"1"' }
  return shop.send('PATCH', `/customers/${id}`, JSON.stringify(change), headers)
}

async function edited({ id }: Ways, change: Record<string, string>) {
  const path = `/admin/customers/${id}`
  const form = await formIn(await (await rui.get(`${path}/edit`)).text(), path)
  return rui.post(path, { ...form, ...change })
}

describe('A changed address ends what the letters to the old one opened, and could open (R63)', () => {
  it.each([
    ['by a key', 'key', (ways: Ways) => patched(ways, { email: 'new-key@example.com' })],
    ['by the staff', 'staff', (ways: Ways) => edited(ways, { email: 'new-staff@example.com' })],
    ['and one that is taken away', 'gone', (ways: Ways) => patched(ways, { email: null })],
  ])('%s', async (_, name, change) => {
    const ways = await everyWayIn(`old-${name}@example.com`)
    expect(await openWays(ways)).toEqual(ALL)
    expect((await change(ways)).status).toBeLessThan(400)
    expect(await openWays(ways)).toEqual(HANDED)
    const ended = "SELECT count(*) AS n FROM audits WHERE action = 'wallet_link_revoked' AND subject = ?"
    expect(await world.DB.prepare(ended).bind(ways.id).first('n')).toBe(1)
  })

  it('and nothing where it stays, or could not be changed', async () => {
    await customerAt('taken@example.com')
    const ways = await everyWayIn('kept@example.com')
    expect((await patched(ways, { email: 'taken@example.com' })).status).toBe(409)
    expect((await patched(ways, { email: 'Kept@example.com', notes: 'Tea' })).status).toBe(200)
    expect((await patched(ways, { email: 'late@example.com' })).status).toBe(412)
    expect(await openWays(ways)).toEqual(ALL)
  })

  it('which the form says before, where there is an address to change', async () => {
    const [one, other] = [await customerAt('said@example.com'), await customerAt(null, 'Nobody')]
    const said = async (id: string) => textOf(await (await rui.get(`/admin/customers/${id}/edit`)).text())
    expect(await said(one.id)).toContain('the old one are signed out')
    expect(await said(other.id)).not.toContain('the old one are signed out')
  })

  it('so that the next letter goes to the new one with another link', async () => {
    const ways = await everyWayIn('before@example.com')
    await patched(ways, { email: 'after@example.com' })
    const voucher = await issued(ways.shop, { customer_id: ways.id })
    const path = `/admin/vouchers/${voucher.id}/letters`
    const sent = await ask(path, { form: { idempotency_key: 'again' }, cookie: rui.cookie })
    expect(leadsTo(sent)).toBe(`/admin/vouchers/${voucher.id}/handover`)
    expect(newest().link).not.toBe(ways.walletLink)
    expect((await ask(newest().link)).status).toBe(200)
    expect(await isOpen(await signedIn('after@example.com'))).toBe(true)
  })
})
