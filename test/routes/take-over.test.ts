import { beforeAll, describe, expect, it } from 'vitest'
import { browserOf, enrol, issued, openLume, shopSystem } from './cast.ts'
import { formIn, leadsTo, PARTIAL, textOf } from './pages.ts'

type Browser = Awaited<ReturnType<typeof browserOf>>

let shop: Awaited<ReturnType<typeof shopSystem>>
let olive: Browser
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
  olive = await browserOf(await enrol({ role: 'operator', name: 'Olive', stores: ['sto_chiado'] }))
})

async function heldVoucher(more: object = {}) {
  const voucher = await issued(shop, more)
  const asked = await shop.post(`/vouchers/${voucher.id}/holds`, {
    order_id: '1042',
    ttl_seconds: 600,
    ...(more && 'store_ids' in more && { store_id: 'sto_porto' }),
  })
  return { ...voucher, hold: (await asked.json<{ id: string }>()).id }
}

async function scanned(by: Browser, code: string): Promise<string> {
  return (await by.post('/scan/validations', { code })).text()
}

describe('a held voucher at the counter, without scripts', () => {
  it('says for which order and until when, is taken over and redeemed, and the other side hears it', async () => {
    const { id, code, hold } = await heldVoucher()
    const refused = await scanned(olive, code)
    expect(refused).toContain('data-word="held"')
    expect(textOf(refused)).toMatch(/Order 1042 holds it until today, \d\d:\d\d\./)
    expect(textOf(refused)).toContain('Order 1042 will go on without this voucher')
    expect(refused).not.toContain('action="/scan/redemptions" class')
    const taken = await olive.post('/scan/takeovers', await formIn(refused, '/scan/takeovers'))
    expect(taken.status).toBe(200)
    const valid = await taken.text()
    expect(textOf(valid)).toContain('Taken over: the other order goes on without it')
    expect(await (await shop.post(`/vouchers/${id}/redemptions`, { hold_id: hold })).json()).toMatchObject({
      reason: 'hold_taken_over',
      by: olive.principal.id,
      store: 'sto_chiado',
    })
    const done = await olive.post('/scan/redemptions', await formIn(valid, '/scan/redemptions'))
    expect(textOf(await (await olive.get(leadsTo(done))).text())).toContain('Redeemed')
    const { data } = await (await shop.get(`/vouchers/${id}/ledger`)).json<{ data: object[] }>()
    expect(data).toMatchObject([
      { kind: 'issued' },
      { kind: 'held', by: shop.principal.id },
      { kind: 'released', by: olive.principal.id, hold_id: hold },
      { kind: 'redeemed', outcome: 'refused' },
      { kind: 'redeemed', outcome: 'accepted' },
    ])
    const rui = await browserOf(await enrol({ role: 'admin' }))
    const trace = textOf(await (await rui.get(`/admin/vouchers/${id}`)).text())
    expect(trace).toContain('For order 1042, until')
    expect(trace).toMatch(/Taken over from .+\./)
  })

  it('twice is once, and after the hold has ended shows what stands', async () => {
    const { id, code, hold } = await heldVoucher()
    const form = await formIn(await scanned(olive, code), '/scan/takeovers')
    await olive.post('/scan/takeovers', form)
    expect((await olive.post('/scan/takeovers', form, PARTIAL)).status).toBe(200)
    const again = await heldVoucher()
    const late = await formIn(await scanned(olive, again.code), '/scan/takeovers')
    await shop.send('DELETE', `/holds/${again.hold}`)
    const valid = await (await olive.post('/scan/takeovers', late, PARTIAL)).text()
    expect(valid).toContain('data-word="valid"')
    expect(textOf(valid)).not.toContain('Taken over')
    expect(hold).toContain(id.slice(4))
  })
})

describe('taking over is not for everybody, nor tells everything', () => {
  it('a kiosk sees nobody: it is not offered, and not done', async () => {
    const kiosk = await browserOf(
      await enrol({ id: 'dev_door', role: 'kiosk', name: 'Door', stores: ['sto_chiado'] }),
    )
    const { id, code } = await heldVoucher()
    const refused = await scanned(kiosk, code)
    expect(refused).not.toContain('/scan/takeovers" class')
    const form = { voucher: id, hold: '2', store_id: 'sto_chiado', idempotency_key: 'kiosk' }
    expect((await kiosk.post('/scan/takeovers', form, PARTIAL)).status).toBe(403)
    expect((await (await shop.get(`/vouchers/${id}`)).json<{ status: string }>()).status).toBe('held')
  })

  it('a shop where it does not hold anyway frees nothing', async () => {
    const { id, code } = await heldVoucher({ store_ids: ['sto_porto'] })
    expect(await scanned(olive, code)).not.toContain('name="hold"')
    const form = { voucher: id, hold: '2', store_id: 'sto_chiado', idempotency_key: 'elsewhere' }
    expect((await olive.post('/scan/takeovers', form, PARTIAL)).status).toBe(403)
    expect((await (await shop.get(`/vouchers/${id}`)).json<{ status: string }>()).status).toBe('held')
  })

  it.each([{ hold: 'x' }, { voucher: 'vch_x' }, { idempotency_key: '' }])(
    'with a form that is none: %o',
    async (wrong) => {
      const { id } = await heldVoucher()
      const form = { voucher: id, hold: '2', store_id: 'sto_chiado', idempotency_key: 'k', ...wrong }
      expect((await olive.post('/scan/takeovers', form)).status).toBe(400)
    },
  )

  it('partners take over without hearing for whose order it was', async () => {
    const paula = await browserOf(
      await enrol({ role: 'partner', name: 'Paula', stores: ['sto_porto'], partner: 'ptn_mar' }),
    )
    const { code } = await heldVoucher()
    const refused = await scanned(paula, code)
    expect(refused).not.toContain('1042')
    const taken = await paula.post('/scan/takeovers', await formIn(refused, '/scan/takeovers'), PARTIAL)
    expect(await taken.text()).toContain('data-word="valid"')
  })
})
