import { beforeAll, describe, expect, it } from 'vitest'
import { browserOf, enrol, issued, openLume, shopSystem } from './cast.ts'
import { conditioned } from './conditioned.ts'
import { formIn, leadsTo, textOf } from './pages.ts'

type Browser = Awaited<ReturnType<typeof browserOf>>

let shop: Awaited<ReturnType<typeof shopSystem>>
let olive: Browser
let rui: Browser
let store: string
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
  rui = await browserOf(await enrol({ role: 'admin' }))
  const made = await shop.post('/stores', { name: 'Kiosk in the park', scan_redeems: true })
  const answer = await made.json<{ id: `sto_${string}`; scan_redeems: boolean }>()
  expect(answer.scan_redeems).toBe(true)
  store = answer.id
  olive = await browserOf(await enrol({ role: 'operator', name: 'Olive', stores: [answer.id] }))
})

/** Scans there, without scripts, and gives what is shown then. */
async function scanned(code: string): Promise<string> {
  const page = await (await olive.get('/scan')).text()
  const form = await formIn(page, '/scan/redemptions')
  const response = await olive.post('/scan/redemptions', { ...form, code })
  return response.status === 303 ? (await olive.get(leadsTo(response))).text() : response.text()
}

describe('Where a good scan redeems at once', () => {
  it('the counter says so, and one scan is one redemption', async () => {
    expect(textOf(await (await olive.get('/scan')).text())).toMatch(/Scan = redeem.*Redeem/)
    const voucher = await issued(shop)
    const html = await scanned(voucher.code)
    expect(textOf(html)).toContain('Redeemed')
    expect(Object.keys(await formIn(html, '/scan/rollbacks'))).toContain('redemption')
    // The same device again: calm, as of its own.
    expect(textOf(await scanned(voucher.code))).toMatch(/Redeemed.*By you, just now/)
  })

  it('the same form sent twice is one redemption', async () => {
    const voucher = await issued(shop, { uses: 5 })
    const form = await formIn(await (await olive.get('/scan')).text(), '/scan/redemptions')
    const twice = [1, 2].map(() => olive.post('/scan/redemptions', { ...form, code: voucher.code }))
    const [first, second] = await Promise.all(twice)
    expect(leadsTo(first as Response)).toBe(leadsTo(second as Response))
    expect(await (await shop.get(`/vouchers/${voucher.id}`)).json()).toMatchObject({ uses_left: 4 })
  })

  it('what a voucher asks is asked before anything happens, without a word of blame', async () => {
    const asking = await conditioned({ prompts: [{ key: 'table', label: 'Table number', kind: 'number' }] })
    const html = await scanned(asking.code)
    expect(textOf(html)).toMatch(/Valid.*Table number/)
    expect(html).not.toContain('aria-invalid')
    expect(await (await shop.get(`/vouchers/${asking.id}`)).json()).toMatchObject({ uses_left: 1 })
    const value = await issued(shop, { benefit: { kind: 'value', amount: 5000, currency: 'EUR' } })
    expect(textOf(await scanned(value.code))).toMatch(/Valid.*Amount to take/)
  })

  it('a refusal says why, and what is no voucher of ours is told as ever', async () => {
    const elsewhere = await issued(shop, { store_ids: ['sto_chiado'] })
    expect(textOf(await scanned(elsewhere.code))).toContain('Not here')
    expect(textOf(await scanned('7Q4K9XW2MTR3'))).toContain('Unknown')
    expect(textOf(await scanned('NOSUCHWORD'))).toContain('Unknown')
  })

  it('a link to a scan only shows it: nobody redeems by following one', async () => {
    const voucher = await issued(shop)
    expect(textOf(await (await olive.get(`/scan?code=${voucher.code}`)).text())).toContain('Valid')
    expect(await (await shop.get(`/vouchers/${voucher.id}`)).json()).toMatchObject({ uses_left: 1 })
  })

  it('the page of the shop turns it off, and the counter asks first again', async () => {
    const path = `/admin/settings/stores/${store}`
    const form = await formIn(await (await rui.get(path)).text(), path)
    expect(form.scan_redeems).toBe('yes')
    const { scan_redeems: _, ...unticked } = form
    expect((await rui.post(path, unticked)).status).toBe(303)
    const page = await (await olive.get('/scan')).text()
    expect(page).not.toContain('Scan = redeem')
    expect(await formIn(page, '/scan/validations')).toMatchObject({ store_id: store })
  })
})
