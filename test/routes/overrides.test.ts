import { beforeAll, describe, expect, it } from 'vitest'
import type { Principal } from '../../src/principal.ts'
import type { Prompt } from '../../src/prompt.ts'
import { principalStub } from '../../worker/stubs.ts'
import { actorNamed } from '../unit/an-actor.ts'
import { COUNTER, LENA } from '../unit/cast.ts'
import { anAuthenticator, type Lies } from './authenticator.ts'
import { browserOf, enrol, openLume, world } from './cast.ts'
import { conditioned } from './conditioned.ts'
import { formIn, leadsTo, soon, textOf } from './pages.ts'
import { withPasskey } from './passkey-desk.ts'
import { givePin, PIN, tabletAt } from './tablet-desk.ts'

type Tablet = Awaited<ReturnType<typeof tabletAt>>

const CHIADO = 'sto_chiado'
const WHERE = '/scan/overrides'
let olive: Principal
let mia: Principal
let pat: Principal
let rui: Principal
beforeAll(async () => {
  await openLume()
  olive = await enrol({ role: 'operator', name: 'Olive Dias', stores: [CHIADO] })
  mia = await enrol({ role: 'manager', name: 'Mia Sousa', stores: [CHIADO] })
  pat = await enrol({ role: 'manager', name: 'Pat Moura', stores: ['sto_ponta'] })
  rui = await enrol({ role: 'admin', name: 'Rui Costa' })
  for (const who of [olive, mia, pat]) await givePin(who)
})

/** A voucher of the Azores, which Chiado's counter refuses. */
const elsewhere = () => conditioned({ store_ids: ['sto_ponta'] })
const hrefOf = (id: string) => `${WHERE}?voucher=${id}&store=${CHIADO}`
const WHY = { reason: 'promised', reason_text: 'By phone' }

/** A tablet with Olive at it, and the form that asks a manager. */
async function asking(id: string, till?: Tablet) {
  const tablet = till ?? (await tabletAt(CHIADO))
  if (till === undefined) await tablet.post(`/counter/${olive.id}`, { pin: PIN })
  await soon(async () => expect(await (await tablet.get(hrefOf(id))).text()).toContain('Mia Sousa'))
  const form = await formIn(await (await tablet.get(hrefOf(id))).text(), WHERE)
  return { tablet, send: (more: Record<string, string>) => tablet.post(WHERE, { ...form, ...WHY, ...more }) }
}

async function traceOf(id: string) {
  return textOf(await (await (await browserOf(rui)).get(`/admin/vouchers/${id}`)).text())
}

describe('A manager who is signed in', () => {
  it('is offered to decide on the refusal, says why, and it is recorded against the rules', async () => {
    const { id, code } = await elsewhere()
    const browser = await browserOf(mia)
    const refused = await (await browser.post('/scan/validations', { code, store_id: CHIADO })).text()
    expect(textOf(refused)).toContain('Let a manager decide')
    expect(refused).toContain(hrefOf(id).replace('&', '&amp;'))
    const html = await (await browser.get(hrefOf(id))).text()
    expect(textOf(html)).toContain('What stands against it')
    const form = await formIn(html, WHERE)
    const silent = await browser.post(WHERE, form)
    expect([silent.status, textOf(await silent.text())]).toEqual([
      422,
      expect.stringContaining('Choose why.'),
    ])
    const wordless = await browser.post(WHERE, { ...form, reason: 'other' })
    expect(textOf(await wordless.text())).toContain('Say why in a few words.')
    const done = await browser.post(WHERE, { ...form, ...WHY })
    expect(textOf(await (await browser.get(leadsTo(done))).text())).toContain('Redeemed')
    const trace = await traceOf(id)
    expect(trace).toMatch(/Redeemed against the rules.*It was promised: By phone/)
    expect(trace).not.toContain('Asked by')
    // Sent again it is the same answer.
    expect(leadsTo(await browser.post(WHERE, { ...form, ...WHY }))).toBe(leadsTo(done))
    expect((await traceOf(id)).match(/Redeemed against the rules/g)).toHaveLength(1)
  })

  it('decides in no shop but their own', async () => {
    const { id } = await elsewhere()
    const browser = await browserOf(pat)
    expect((await browser.get(hrefOf(id))).status).toBe(403)
    expect(
      (await browser.post(WHERE, { voucher: id, store_id: CHIADO, idempotency_key: 'k', ...WHY })).status,
    ).toBe(403)
  })

  it('is asked what the voucher asks', async () => {
    const prompts: Prompt[] = [{ key: 'table', label: 'Table number', kind: 'number' }]
    const { id } = await conditioned({ store_ids: ['sto_ponta'], prompts })
    const browser = await browserOf(mia)
    const form = await formIn(await (await browser.get(hrefOf(id))).text(), WHERE)
    const without = await browser.post(WHERE, { ...form, ...WHY })
    expect([without.status, textOf(await without.text())]).toEqual([
      422,
      expect.stringContaining('An answer is missing'),
    ])
    const again = { ...form, ...WHY, answer_table: '12', idempotency_key: 'with-an-answer' }
    expect((await browser.post(WHERE, again)).status).toBe(303)
  })

  it('has nothing to decide about a voucher that is good', async () => {
    const { id } = await conditioned({})
    const page = await (await browserOf(mia)).get(hrefOf(id))
    expect([page.status, textOf(await page.text())]).toEqual([
      409,
      expect.stringContaining('Nobody can decide'),
    ])
  })
})

describe('At a shared tablet', () => {
  it('a manager decides with their PIN: the line is theirs, whoever asked is kept, and Olive stays signed in', async () => {
    const { id } = await elsewhere()
    const { tablet, send } = await asking(id)
    const done = await send({ manager: mia.id, pin: PIN })
    expect(textOf(await (await tablet.get(leadsTo(done))).text())).toMatch(/Redeemed.*Undo/)
    expect(await traceOf(id)).toMatch(/Redeemed against the rules.*Mia Sousa|Mia Sousa.*Redeemed against/)
    expect(await traceOf(id)).toContain('Asked by Olive Dias')
    expect(textOf(await (await tablet.get('/counter')).text())).toContain('Olive Dias')
    await soon(async () => {
      const audits = await (await browserOf(rui)).get('/admin/audits?group=vouchers')
      expect(textOf(await audits.text())).toContain('Decided about a voucher at the counter')
    })
  })

  it('takes neither the PIN of the operator, nor of a manager of another shop, nor anybody unknown', async () => {
    const { id } = await elsewhere()
    const { send } = await asking(id)
    for (const manager of [olive.id, pat.id, 'usr_nobody', 'dev_till1', '']) {
      const answer = await send({ manager, pin: PIN })
      expect([manager, answer.status]).toEqual([manager, 422])
    }
    expect(await traceOf(id)).not.toContain('Redeemed against the rules')
  })

  it('counts misses until the PIN is locked, and never writes one back', async () => {
    const boss = await enrol({ role: 'manager', name: 'Bo', stores: [CHIADO] })
    await givePin(boss)
    const { id } = await elsewhere()
    const { send } = await asking(id)
    const wrong = await (await send({ manager: boss.id, pin: '918273' })).text()
    expect(textOf(wrong)).toContain('4')
    expect(wrong).not.toContain('918273')
    for (let miss = 0; miss < 4; miss += 1) await send({ manager: boss.id, pin: '918273' })
    const locked = await send({ manager: boss.id, pin: PIN })
    expect(textOf(await locked.text())).toContain('Their PIN is locked')
    expect(await traceOf(id)).not.toContain('Redeemed against the rules')
  })

  it('does not let a manager force what whoever asks issued to themselves', async () => {
    const own = await enrol({ role: 'operator', name: 'Otto', stores: [CHIADO], self: LENA })
    await givePin(own)
    const { id } = await conditioned(
      { store_ids: ['sto_ponta'] },
      { holder: LENA, issuedFrom: { ...COUNTER, by: own.id, self: LENA } },
    )
    const tablet = await tabletAt(CHIADO)
    await tablet.post(`/counter/${own.id}`, { pin: PIN })
    expect(await (await tablet.get(hrefOf(id))).text()).not.toContain('name="pin"')
    const sent = { voucher: id, store_id: CHIADO, idempotency_key: 'own', manager: mia.id, pin: PIN, ...WHY }
    expect((await tablet.post(WHERE, sent)).status).toBe(409)
    expect(await traceOf(id)).not.toContain('Redeemed against the rules')
  })

  it('does not let somebody decide who was suspended', async () => {
    const gone = await enrol({ role: 'manager', name: 'Gil', stores: [CHIADO] })
    await givePin(gone)
    const { id } = await elsewhere()
    const { send } = await asking(id)
    await principalStub(world, gone.id).change({ state: 'suspended' }, null, actorNamed(rui.id))
    expect((await send({ manager: gone.id, pin: PIN })).status).toBe(422)
  })
})

describe('In the browser of an operator', () => {
  let key: Awaited<ReturnType<typeof anAuthenticator>>
  let boss: Principal
  beforeAll(async () => {
    boss = await enrol({ role: 'manager', name: 'Bea Neves', stores: [CHIADO] })
    key = await withPasskey(boss)
  })

  /** Olive's own browser, refused, and what a passkey answers there. */
  async function proving(id: string, authenticator = key, lies: Lies = {}) {
    const browser = await browserOf(olive)
    const html = await (await browser.get(hrefOf(id))).text()
    const form = await formIn(html, `${WHERE}/passkeys`)
    const asked = /data-options="([^"]+)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const options = await (await browser.get(asked)).json<{ challenge: string }>()
    const response = await authenticator.get(options, lies)
    const proved = await browser.post(`${WHERE}/passkeys`, { ...form, response })
    return { browser, form, response, proved, html: await proved.text() }
  }

  it('no PIN is asked, and none is taken', async () => {
    const { id } = await elsewhere()
    const browser = await browserOf(olive)
    const html = await (await browser.get(hrefOf(id))).text()
    expect(html).not.toContain('name="pin"')
    const sent = { voucher: id, store_id: CHIADO, idempotency_key: 'k', manager: mia.id, pin: PIN, ...WHY }
    expect((await browser.post(WHERE, sent)).status).toBe(422)
    expect(await traceOf(id)).not.toContain('Redeemed against the rules')
  })

  it('a manager proves who they are with a passkey, and decides: the line is theirs', async () => {
    const { id } = await elsewhere()
    const { browser, html } = await proving(id)
    expect(textOf(html)).toContain('Bea Neves decides')
    const form = await formIn(html, WHERE)
    const done = await browser.post(WHERE, { ...form, ...WHY })
    expect(textOf(await (await browser.get(leadsTo(done))).text())).toContain('Redeemed')
    expect(await traceOf(id)).toMatch(/Redeemed against the rules.*Bea Neves|Bea Neves.*Redeemed against/)
    expect(await traceOf(id)).toContain('Asked by Olive Dias')
    // Sent again it is the same one; for another try, another voucher or another asker it is good for nothing.
    expect(leadsTo(await browser.post(WHERE, { ...form, ...WHY }))).toBe(leadsTo(done))
    const other = await elsewhere()
    for (const [who, more] of [
      [browser, { idempotency_key: 'another-try' }],
      [browser, { voucher: other.id }],
      [await browserOf(await enrol({ role: 'operator', stores: [CHIADO] })), {}],
      [browser, { ticket: `${form.ticket}A` }],
    ] as const) {
      expect((await who.post(WHERE, { ...form, ...WHY, ...more })).status).toBe(422)
    }
    expect(await traceOf(other.id)).not.toContain('Redeemed against the rules')
  })

  it('an answer is good once, and for the voucher it was asked about', async () => {
    const { id } = await elsewhere()
    const { browser, form, response, proved } = await proving(id)
    expect(proved.status).toBe(200)
    expect((await browser.post(`${WHERE}/passkeys`, { ...form, response })).status).toBe(422)
    const other = await elsewhere()
    const moved = await browser.post(`${WHERE}/passkeys`, { ...form, voucher: other.id, response })
    expect(moved.status).toBe(422)
  })

  it('takes no passkey of somebody who may not decide here, of nobody, or of somebody suspended', async () => {
    const stranger = await anAuthenticator()
    stranger.create({ challenge: '', user: { id: Buffer.from(boss.id).toString('base64url') } })
    const theirs = await withPasskey(await enrol({ role: 'operator', name: 'Op', stores: [CHIADO] }))
    const away = await withPasskey(await enrol({ role: 'manager', name: 'Far', stores: ['sto_ponta'] }))
    const gone = await enrol({ role: 'manager', name: 'Gone', stores: [CHIADO] })
    const hers = await withPasskey(gone)
    await principalStub(world, gone.id).change({ state: 'suspended' }, null, actorNamed(rui.id))
    for (const one of [stranger, theirs, away, hers]) {
      const { id } = await elsewhere()
      const { proved, html } = await proving(id, one)
      expect([proved.status, html.includes('name="ticket"')]).toEqual([422, false])
    }
    const { id } = await elsewhere()
    expect((await proving(id, key, { origin: 'https://evil.example' })).proved.status).toBe(422)
  })
})

describe('Nobody to decide', () => {
  it('is offered to no kiosk and no partner', async () => {
    const { id, code } = await elsewhere()
    const kiosk = await enrol({ role: 'kiosk', stores: [CHIADO] })
    const partner = await enrol({ role: 'partner', stores: ['sto_porto'], partner: 'ptn_mar' })
    for (const who of [kiosk, partner]) {
      const browser = await browserOf(who)
      const store_id = who.stores[0] ?? ''
      const html = await (await browser.post('/scan/validations', { code, store_id })).text()
      expect([who.role, html.includes(WHERE)]).toEqual([who.role, false])
      const sent = { voucher: id, store_id, idempotency_key: 'k', manager: mia.id, pin: PIN, ...WHY }
      expect([who.role, (await browser.post(WHERE, sent)).status]).toEqual([who.role, 403])
    }
  })
})
