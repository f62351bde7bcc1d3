import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { browserOf, enrol, type IssuedVoucher, issued, openLume, shopSystem } from './cast.ts'
import { formIn, leadsTo, PARTIAL, textOf } from './pages.ts'

type Browser = Awaited<ReturnType<typeof browserOf>>

let shop: Awaited<ReturnType<typeof shopSystem>>
let olive: Browser
let paula: Browser
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
  olive = await browserOf(await enrol({ role: 'operator', name: 'Olive', stores: ['sto_chiado'] }))
  paula = await browserOf(
    await enrol({ role: 'partner', name: 'Paula', stores: ['sto_porto'], partner: 'ptn_mar' }),
  )
})
afterEach(() => {
  vi.useRealTimers()
})

/** Redeems at once, with a script, and gives the form that takes it back; {} where there is none. */
async function redeemed(by: Browser, { id }: IssuedVoucher, more: Record<string, string> = {}) {
  const form = { voucher: id, idempotency_key: crypto.randomUUID(), ...more }
  const response = await by.post('/scan/redemptions', form, PARTIAL)
  expect(response.status).toBe(200)
  return formIn(await response.text(), '/scan/rollbacks')
}

async function linesOf({ id }: IssuedVoucher) {
  type Line = { kind: string; outcome: string; reason?: string; store_id: string | null; by: string }
  const { data } = await (await shop.get(`/vouchers/${id}/ledger`)).json<{ data: Line[] }>()
  return data
}

const kindsOf = async (voucher: IssuedVoucher) =>
  (await linesOf(voucher)).map(({ kind, outcome }) => (outcome === 'accepted' ? kind : `${kind} refused`))

describe('undo at the counter', () => {
  it('[R19] takes it back on the same device, with a reason, and the voucher can be used again', async () => {
    const voucher = await issued(shop)
    const form = await redeemed(olive, voucher)
    const response = await olive.post('/scan/rollbacks', {
      ...form,
      reason: 'other',
      reason_text: 'Wrong <cake>',
    })
    expect(response.status).toBe(303)
    expect(textOf(await (await olive.get(leadsTo(response))).text())).toContain(
      'The voucher can be used again.',
    )
    const rui = await browserOf(await enrol({ role: 'admin' }))
    expect(textOf(await (await rui.get(`/admin/vouchers/${voucher.id}`)).text())).toContain('“Wrong <cake>”')
    await redeemed(olive, voucher)
    expect(await kindsOf(voucher)).toEqual(['issued', 'redeemed', 'rolled_back', 'redeemed'])
    expect((await linesOf(voucher)).map(({ store_id }) => store_id)).toEqual([
      null,
      'sto_chiado',
      'sto_chiado',
      'sto_chiado',
    ])
  })

  it('[R4] twice is once; another undo of the same redemption is refused', async () => {
    const voucher = await issued(shop)
    const form = { ...(await redeemed(olive, voucher)), reason: 'mistake' }
    const both = await Promise.all([olive.post('/scan/rollbacks', form), olive.post('/scan/rollbacks', form)])
    expect(leadsTo(both[1])).toBe(leadsTo(both[0]))
    const again = await olive.post('/scan/rollbacks', { ...form, idempotency_key: 'again' }, PARTIAL)
    expect(again.status).toBe(409)
    expect(textOf(await again.text())).toContain('It was rolled back')
    expect(await kindsOf(voucher)).toEqual(['issued', 'redeemed', 'rolled_back', 'rolled_back refused'])
  })

  it.each([{}, { reason: '' }, { reason: 'because' }])('needs one of the reasons, not %o', async (reason) => {
    const voucher = await issued(shop)
    const form = await redeemed(olive, voucher)
    expect((await olive.post('/scan/rollbacks', { ...form, ...reason })).status).toBe(422)
    expect(await kindsOf(voucher)).toEqual(['issued', 'redeemed'])
  })

  it('[R19] is refused to another session, even of the same person; a manager of that shop may, from anywhere; to others there is no such redemption', async () => {
    const voucher = await issued(shop)
    const form = { ...(await redeemed(olive, voucher)), reason: 'mistake' }
    const elsewhere = await browserOf(olive.principal)
    const refused = await elsewhere.post('/scan/rollbacks', form, PARTIAL)
    expect(refused.status).toBe(403)
    expect(textOf(await refused.text())).toContain('It was done on another device.')
    const plain = await elsewhere.post('/scan/rollbacks', { ...form, idempotency_key: 'plain' })
    expect(textOf(await (await elsewhere.get(leadsTo(plain))).text())).toContain(
      'It was done on another device.',
    )
    const foreign = await browserOf(await enrol({ role: 'manager', stores: ['sto_ponta'] }))
    const there = { ...form, store_id: 'sto_ponta' }
    expect((await foreign.post('/scan/rollbacks', form)).status).toBe(403)
    expect((await foreign.post('/scan/rollbacks', there, PARTIAL)).status).toBe(404)
    const maria = await browserOf(await enrol({ role: 'manager', stores: ['sto_ponta', 'sto_chiado'] }))
    expect((await maria.post('/scan/rollbacks', there, PARTIAL)).status).toBe(200)
  })

  it('[R19] is over after 15 minutes', async () => {
    const voucher = await issued(shop, { uses: 2 })
    const form = { ...(await redeemed(olive, voucher)), reason: 'mistake' }
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 15 * 60_000 })
    const late = await olive.post('/scan/rollbacks', form, PARTIAL)
    expect(late.status).toBe(409)
    expect(textOf(await late.text())).toContain('A manager can take it back.')
  })

  it.each(['rdm_00000000000000000000000000_2', 'rdm_x_1', '', 'vch_00000000000000000000000000'])(
    'of "%s" changes nothing',
    async (redemption) => {
      const form = { redemption, reason: 'mistake', idempotency_key: crypto.randomUUID() }
      const response = await olive.post('/scan/rollbacks', form, PARTIAL)
      expect([400, 404]).toContain(response.status)
    },
  )

  it('is not offered to a kiosk, and refused to it', async () => {
    const kiosk = await browserOf(await enrol({ role: 'kiosk', stores: ['sto_chiado'] }))
    const voucher = await issued(shop)
    expect(await redeemed(kiosk, voucher)).toEqual({})
    const form = { redemption: `rdm_${voucher.id.slice(4)}_2`, reason: 'mistake', idempotency_key: 'kiosk' }
    expect((await kiosk.post('/scan/rollbacks', form)).status).toBe(403)
  })
})

describe('two people of one name', () => {
  it('are two on the page, which keeps for each what is still unanswered', async () => {
    const other = await browserOf(await enrol({ role: 'operator', name: 'Olive', stores: ['sto_chiado'] }))
    const keptFor = async (by: Browser) =>
      /data-viewer="([^"]+)"/.exec(await (await by.get('/scan')).text())?.[1]
    const [hers, others] = [await keptFor(olive), await keptFor(other)]
    expect([hers === others, await keptFor(olive)]).toEqual([false, hers])
  })
})

describe('where somebody stands', () => {
  it('[R38] keeps an operator in their own shop', async () => {
    const voucher = await issued(shop)
    const there = { store_id: 'sto_ponta', voucher: voucher.id, code: voucher.code, idempotency_key: 'there' }
    for (const response of [
      await olive.get('/scan?store=sto_ponta'),
      await olive.post('/scan/validations', there),
      await olive.post('/scan/redemptions', there),
      await olive.post('/scan/redemptions', there, PARTIAL),
    ]) {
      expect(response.status).toBe(403)
      expect(textOf(await response.text())).toContain('This is not open to you')
    }
    expect(await kindsOf(voucher)).toEqual(['issued'])
  })

  it('asks those of several shops once, and carries the answer on', async () => {
    const rui = await browserOf(await enrol({ role: 'admin' }))
    const voucher = await issued(shop, { store_ids: ['sto_ponta'] })
    const asked = await (await rui.get(`/scan?code=${voucher.code}`)).text()
    expect(textOf(asked)).toContain('Where are you?')
    expect(await formIn(asked, '/scan')).toEqual({ code: voucher.code, store: 'sto_chiado' })
    const there = await (await rui.get(`/scan?code=${voucher.code}&store=sto_ponta`)).text()
    const form = await formIn(there, '/scan/redemptions')
    expect(form).toMatchObject({ store_id: 'sto_ponta', voucher: voucher.id })
    const outcome = leadsTo(await rui.post('/scan/redemptions', form))
    expect(outcome).toContain('store=sto_ponta')
    const done = await (await rui.get(outcome)).text()
    expect(textOf(done)).toContain('Ponta Delgada')
    expect(done).toContain('href="/scan?store=sto_ponta"')
    expect((await linesOf(voucher)).at(-1)).toMatchObject({ store_id: 'sto_ponta', by: rui.principal.id })
  })

  it.each(['sto_elsewhere', 'elsewhere', '%00', 'x'.repeat(3000)])(
    'knows no shop called %s',
    async (store) => {
      const rui = await browserOf(await enrol({ role: 'admin' }))
      expect((await rui.get(`/scan?store=${store}`)).status).toBe(403)
    },
  )
})

describe('a partner', () => {
  const FOREIGN = ['Chiado', 'Olive', 'Ponta Delgada']

  it('is told that a voucher is used elsewhere, but not where and by whom', async () => {
    for (const terms of [{}, { uses: 2 }, { benefit: { kind: 'value', amount: 500, currency: 'EUR' } }]) {
      const voucher = await issued(shop, terms)
      await redeemed(olive, voucher, 'benefit' in terms ? { amount: '5' } : {})
      if ('uses' in terms) await redeemed(olive, voucher)
      const seen = [
        await paula.post('/scan/validations', { code: voucher.code }, PARTIAL),
        await paula.post(
          '/scan/redemptions',
          {
            voucher: voucher.id,
            amount: 'benefit' in terms ? '5' : '',
            idempotency_key: crypto.randomUUID(),
          },
          PARTIAL,
        ),
      ]
      for (const response of seen) {
        const text = textOf(await response.text())
        expect(text).toMatch(/^Porto .*(Already redeemed|uses are taken|Nothing is left)/)
        for (const name of FOREIGN) expect(text).not.toContain(name)
      }
    }
  })

  it('is not told who ended or blocked one, and where', async () => {
    const maria = await enrol({ role: 'manager', name: 'Maria', stores: ['sto_chiado'] })
    const browser = await browserOf(maria)
    for (const act of ['voids', 'blocks']) {
      const voucher = await issued(shop)
      await browser.post(`/admin/vouchers/${voucher.id}/${act}`, { reason: 'x', idempotency_key: act })
      const text = textOf(
        await (await paula.post('/scan/validations', { code: voucher.code }, PARTIAL)).text(),
      )
      expect(text).toMatch(/It was (ended|blocked)/)
      for (const name of [...FOREIGN, 'Maria']) expect(text).not.toContain(name)
    }
  })

  it('sees what it took itself', async () => {
    const voucher = await issued(shop)
    await redeemed(paula, voucher)
    const till = await browserOf(paula.principal)
    const text = textOf(await (await till.post('/scan/validations', { code: voucher.code }, PARTIAL)).text())
    expect(text).toMatch(/Where Porto Paula/)
  })
})
