import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { inviteAdmin } from '../../scripts/invite/invite-admin.ts'
import { secretHash } from '../../worker/secrets.ts'
import { browserOf, enrol, ORIGIN, world } from './cast.ts'
import { formIn, leadsTo, send, soon, stranger, textOf } from './pages.ts'

const DAY = 86_400_000
const database = (sql: string, params: readonly (string | number)[]) =>
  world.DB.prepare(sql)
    .bind(...params)
    .run()

/** The path of a new admin's link. */
async function link(at = Date.now()): Promise<string> {
  return new URL(await inviteAdmin(database, ORIGIN, at, randomBytes)).pathname
}

/** A browser with the cookie of whoever just came in. */
function cameIn(response: Response) {
  const cookie = (response.headers.get('set-cookie') ?? '').split(';')[0] ?? ''
  const own = { cookie, 'sec-fetch-site': 'same-origin' }
  return {
    get: (path: string) => send('GET', path, { headers: { cookie } }),
    post: (path: string, form: Record<string, string>) =>
      send('POST', path, { headers: own, body: new URLSearchParams(form) }),
  }
}

describe('Before anybody has set it up', () => {
  it.each(['/', '/signin'])('%s says what to do next', async (path) => {
    const text = textOf(await (await stranger.get(path)).text())
    expect(text).toContain('This is not set up yet')
    expect(text).toContain('npm run invite -- admin')
  })

  it.each(['/admin', '/admin/issue', '/admin/vouchers', '/admin/settings/brand'])(
    '%s leads to the first question',
    async (path) => {
      const rui = await browserOf(await enrol({ role: 'admin' }))
      expect(leadsTo(await rui.get(path))).toBe('/admin/welcome')
      expect(leadsTo(await stranger.get('/admin/welcome'))).toBe('/signin')
    },
  )

  it('a manager reads that an admin is at it', async () => {
    const mina = await browserOf(await enrol({ role: 'manager' }))
    const page = await mina.get('/admin/welcome')
    expect(page.status).toBe(200)
    expect(textOf(await page.text())).toContain('An admin is setting this up')
    expect((await mina.post('/admin/welcome/brand', {})).status).toBe(403)
  })
})

describe('The first admin’s link', () => {
  it('asks the name, lets in once, and has ended afterwards', async () => {
    const path = await link()
    const page = await stranger.get(path)
    expect(page.status).toBe(200)
    expect(textOf(await page.text())).toContain('Welcome to Vale')
    const nameless = await stranger.post(path, { name: ' ' })
    expect(nameless.status).toBe(422)
    expect(textOf(await nameless.text())).toContain('Write your name.')
    const joined = await stranger.post(path, { name: 'Marta Sequeira' })
    expect([joined.status, leadsTo(joined)]).toEqual([303, '/admin'])
    const marta = cameIn(joined)
    expect(leadsTo(await marta.get('/admin'))).toBe('/admin/welcome')
    expect(textOf(await (await marta.get('/admin/welcome')).text())).toContain('Marta Sequeira')
    for (const again of [await stranger.get(path), await stranger.post(path, { name: 'Another' })]) {
      expect(again.status).toBe(410)
      expect(again.headers.get('set-cookie')).toBeNull()
      expect(textOf(await again.text())).toContain('npm run invite -- admin')
    }
  })

  it('pressed by two at once lets one in', async () => {
    const path = await link()
    const names = ['A', 'B', 'C', 'D']
    const answers = await Promise.all(names.map((name) => stranger.post(path, { name })))
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(3)
  })

  it('ends after seven days', async () => {
    expect((await stranger.get(await link(Date.now() - 7 * DAY))).status).toBe(410)
    expect((await stranger.get(await link(Date.now() - 7 * DAY + 60_000))).status).toBe(200)
  })

  it('is good for the person it names only, and never for somebody who is here', async () => {
    const [, secret = ''] = (await link()).split('.')
    expect((await stranger.get(`/join/usr_somebodyelse.${secret}`)).status).toBe(410)
    const olive = await enrol({ role: 'operator', stores: ['sto_chiado'] })
    const stolen = await link()
    const [, hers = ''] = stolen.split('.')
    await world.DB.prepare('UPDATE invitations SET principal_id = ? WHERE hash = ?')
      .bind(olive.id, secretHash(hers))
      .run()
    expect((await stranger.post(`/join/${olive.id}.${hers}`, { name: 'X' })).status).toBe(410)
  })

  it('is kept as a hash only, and its use is on record', async () => {
    const path = await link()
    const [id = '', secret = ''] = path.replace('/join/', '').split('.')
    await stranger.post(path, { name: 'Ana' })
    const rows = await world.DB.prepare('SELECT * FROM invitations WHERE principal_id = ?').bind(id).all()
    expect(rows.results).toMatchObject([
      { hash: secretHash(secret), role: 'admin', used_at: expect.any(Number) },
    ])
    const audit = await world.DB.prepare('SELECT action FROM audits WHERE subject = ?')
      .bind(id)
      .first('action')
    expect(audit).toBe('admin_joined')
  })
})

describe('The first run', () => {
  it('asks three things, can be left and taken up, and ends at the first voucher', async () => {
    const admin = cameIn(await stranger.post(await link(), { name: 'Marta' }))
    const step = async () => (await admin.get('/admin/welcome')).text()
    const brand = await formIn(await step(), '/admin/welcome/brand')
    expect(brand).toMatchObject({ name: '', colour: '#1f4690', version: '0' })
    const nameless = await admin.post('/admin/welcome/brand', brand)
    expect(nameless.status).toBe(422)
    expect(leadsTo(await admin.get('/admin/issue'))).toBe('/admin/welcome')
    await admin.post('/admin/welcome/brand', { ...brand, name: 'Padaria', colour: '#8a2f1b' })

    // Whoever leaves here finds the rest on the home page and goes on with the second question.
    expect(textOf(await (await admin.get('/admin')).text())).toContain('Finish setting up')
    const money = await formIn(await step(), '/admin/welcome/money')
    expect(money).toMatchObject({ zone: 'UTC', currency: 'EUR', locale: 'en' })
    await admin.post('/admin/welcome/money', { ...money, zone: 'Europe/Lisbon', locale: 'pt-PT' })

    const store = await formIn(await step(), '/admin/welcome/store')
    expect(store).toMatchObject({ zone: 'Europe/Lisbon' })
    const sent = { ...store, name: 'Largo', address: 'Largo da Graça 1' }
    await Promise.all([admin.post('/admin/welcome/store', sent), admin.post('/admin/welcome/store', sent)])
    const done = textOf(await step())
    expect(done).toContain('Padaria is ready')
    expect(done).toContain('Issue your first voucher')
    const shops = textOf(await (await admin.get('/admin/settings/stores')).text())
    expect(shops.split('Largo da Graça 1')).toHaveLength(2)
    expect(textOf(await (await stranger.get('/')).text())).toContain('Padaria')
  })

  it('leaves a checklist that empties itself and whose lines can be put away', async () => {
    const admin = cameIn(await stranger.post(await link(), { name: 'Ana' }))
    const tasks = async () => textOf(await (await admin.get('/admin')).text())
    expect(await tasks()).toContain('Issue your first voucher')
    expect(await tasks()).not.toContain('Finish setting up')
    const key = crypto.randomUUID()
    const form = { title: 'Coffee', validity_kind: 'unlimited', uses: '1', idempotency_key: key }
    expect((await admin.post('/admin/issue', form)).status).toBe(303)
    await soon(async () => expect(await tasks()).not.toContain('Issue your first voucher'))
    for (const task of ['redeem_voucher', 'add_logo', 'invite_colleague', 'second_store']) {
      expect(leadsTo(await admin.post(`/admin/welcome/tasks/${task}/dismissals`, {}))).toBe('/admin')
    }
    expect(await tasks()).toContain('Say why vouchers are given')
    await admin.post('/admin/welcome/tasks/goodwill_reasons/dismissals', {})
    expect(await tasks()).not.toContain('Say why vouchers are given')
    for (const task of ['finish_setup', 'welcome_brand', '__proto__']) {
      expect((await admin.post(`/admin/welcome/tasks/${task}/dismissals`, {})).status).toBe(404)
    }
  })
})
