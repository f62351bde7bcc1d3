import { beforeAll, describe, expect, it } from 'vitest'
import { voucherStub } from '../../worker/stubs.ts'
import { emptied } from '../objects/library.ts'
import { browserOf, enrol, type IssuedVoucher, issued, openLume, shopSystem, world } from './cast.ts'
import { PARTIAL, soon, stranger, textOf } from './pages.ts'

let shop: Awaited<ReturnType<typeof shopSystem>>
let rui: Awaited<ReturnType<typeof browserOf>>
let coffee: IssuedVoucher
let chosen: IssuedVoucher
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
  rui = await browserOf(await enrol({ role: 'admin' }))
  coffee = await issued(shop)
  chosen = await issued(shop, { title: 'Summer cake', code: 'SUMMERCAKE' })
  await shop.post('/customers', { name: 'Joana Martins', phone: '+351912345412' })
  await soon(async () => {
    const known = await world.DB.prepare('SELECT count(*) AS n FROM vouchers').first('n')
    expect(known).toBe(2)
  })
})

const find = (q: string, headers: HeadersInit = {}, who = rui) =>
  who.get(`/admin/search?${new URLSearchParams({ q })}`, headers)

describe('The one search field', () => {
  it('stands on every desk page of admins and managers, as a form of its own', async () => {
    for (const role of ['admin', 'manager'] as const) {
      const browser = await browserOf(await enrol({ role }))
      for (const path of ['/admin', '/admin/vouchers', '/admin/issue', `/admin/vouchers/${coffee.id}`])
        expect(await (await browser.get(path)).text(), path).toMatch(
          /<form method="get" action="\/admin\/search">/,
        )
    }
  })

  it('is closed to everybody else', async () => {
    const operator = await browserOf(await enrol({ role: 'operator', stores: ['sto_chiado'] }))
    expect((await find('coffee', {}, operator)).status).toBe(403)
    expect((await stranger.get('/admin/search?q=coffee')).status).toBe(303)
  })

  it.each([
    ['its code', () => coffee.code],
    ['its code in small letters with spaces', () => coffee.code.toLowerCase().replace(/(.{4})/g, '$1 ')],
    ['its link', () => coffee.url],
    ['its id', () => coffee.id],
    ['a redemption’s id', () => `rdm_${coffee.id.slice(4)}_7`],
    ['a chosen code', () => 'summercake'],
  ])('leads straight to the voucher by %s', async (_, typed) => {
    const response = await find(typed())
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toMatch(/^\/admin\/vouchers\/vch_/)
    const id = typed() === 'summercake' ? chosen.id : coffee.id
    expect(response.headers.get('location')).toBe(`/admin/vouchers/${id}`)
  })

  it('reaches a voucher that no list knows yet, by its object alone', async () => {
    const late = await issued(shop)
    await soon(async () => {
      expect(
        await world.DB.prepare('SELECT 1 AS n FROM vouchers WHERE id = ?').bind(late.id).first('n'),
      ).toBe(1)
    })
    await world.DB.prepare('DELETE FROM vouchers WHERE id = ?').bind(late.id).run()
    expect((await find(late.code)).headers.get('location')).toBe(`/admin/vouchers/${late.id}`)
    expect(textOf(await (await find(late.code, PARTIAL)).text())).toContain(late.code_last4)
    await voucherStub(world, late.id as `vch_${string}`).reproject()
  })

  it('says kindly when no voucher has a good code, and where a slip may be', async () => {
    const unknown = textOf(await (await find('7Q4K-9XW2-MTR2')).text())
    expect(unknown).toContain('No voucher has this code.')
    const slip = textOf(await (await find('7Q4K-9XW2-MTR3')).text())
    expect(slip).toMatch(/This looks like a code, but one symbol/)
  })

  it.each([
    ['summer', 'Vouchers', 'Summer cake'],
    ['cold', 'Vouchers', 'Sorry your order arrived cold'],
    ['joana', 'Customers', 'Joana Martins'],
    ['412', 'Customers', 'Joana Martins'],
    ['ponta', 'Shops', 'Ponta Delgada'],
    ['logo', 'Pages', 'Brand'],
    ['invite', 'Pages', 'Staff'],
  ])('finds %s among %s', async (q, group, title) => {
    const text = textOf(await (await find(q)).text())
    expect(text).toContain(group)
    expect(text).toContain(title)
  })

  it('shows no page that is closed to the person', async () => {
    const manager = await browserOf(await enrol({ role: 'manager' }))
    expect(textOf(await (await find('health', {}, manager)).text())).toContain('Nothing found for')
    expect(await (await find('health')).text()).toContain('href="/admin/system"')
  })

  it.each([
    '',
    'a',
    ' '.repeat(50),
    '%',
    '\u0000',
    '🥐🥐',
    "' OR 1=1 --",
    '<script>alert(1)</script>',
    'x'.repeat(5000),
    '_',
    '"',
  ])('answers %j with a page', async (q) => {
    const response = await find(q)
    expect(response.status).toBe(200)
    expect(await response.text()).not.toContain('<script>alert')
  })

  it('answers a pause in typing with a fragment: grouped links and how many there are', async () => {
    const html = await (await find('joana', PARTIAL)).text()
    expect(html).not.toContain('<html')
    expect(html).toMatch(/<a class="rowline" href="\/admin\/customers\/cus_/)
    expect(html).toMatch(/<hx-partial hx-target="#find-count">1 result<\/hx-partial>/)
  })

  it('asks no object for a word that is only being typed', async () => {
    await emptied(['vouchers', 'voucher_terms'])
    expect(textOf(await (await find('summercake', PARTIAL)).text())).toContain('Nothing found for')
    expect((await find('summercake')).headers.get('location')).toBe(`/admin/vouchers/${chosen.id}`)
  })
})
