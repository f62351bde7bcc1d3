import { beforeAll, describe, expect, it } from 'vitest'
import { browserOf, enrol, type IssuedVoucher, issued, openLume, shopSystem } from './cast.ts'
import { formIn, leadsTo, stranger, textOf } from './pages.ts'

let shop: Awaited<ReturnType<typeof shopSystem>>
let rui: Awaited<ReturnType<typeof browserOf>>
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
  rui = await browserOf(await enrol({ role: 'admin', name: 'Rui Costa' }))
})

type Fields = Record<string, string>

const traceOf = ({ id }: { id: string }) => `/admin/vouchers/${id}`
const VALUE = { benefit: { kind: 'value', amount: 5000, currency: 'EUR' } }

async function shown(voucher: { id: string }): Promise<string> {
  const response = await rui.get(traceOf(voucher))
  expect(response.status).toBe(200)
  return textOf(await response.text())
}

/** One of the forms of the trace, as the page gives it, with this typed in, sent. */
async function acted(voucher: { id: string }, path: string, typed: Fields): Promise<Response> {
  const action = `${traceOf(voucher)}/${path}`
  const form = await formIn(await (await rui.get(traceOf(voucher))).text(), action)
  return rui.post(action, { idempotency_key: crypto.randomUUID(), ...form, ...typed })
}

async function ledgerOf({ id }: { id: string }): Promise<string[]> {
  const { data } = await (await shop.get(`/vouchers/${id}/ledger`)).json<{
    data: { kind: string; outcome: string }[]
  }>()
  return data.map(({ kind, outcome }) => (outcome === 'accepted' ? kind : `${kind} refused`))
}

describe('the trace of a voucher', () => {
  it('tells who issued it, why and for whom, every attempt, and where and by whom it was redeemed', async () => {
    const olive = await browserOf(await enrol({ role: 'operator', name: 'Olive', stores: ['sto_ponta'] }))
    const { id: ana } = await (await shop.post('/customers', { name: 'Ana Reis' })).json<{ id: string }>()
    const words = { reason: 'compensation', note: 'Soup <cold>', metadata: { ticket: 'T-77' } }
    const voucher = await issued(shop, { customer_id: ana, ...words })
    await olive.post('/scan/redemptions', { voucher: voucher.id, idempotency_key: 'olive-1' })
    await shop.post(`/vouchers/${voucher.code}/redemptions`, { store_id: 'sto_chiado' })
    const text = await shown(voucher)
    expect(text).toMatch(
      /What happened Refused .* Chiado .*Already redeemed .* at Ponta Delgada.* Redeemed .* · Ponta Delgada By Olive\..* Issued /,
    )
    expect(text).toMatch(/Receipt [0-9a-f]{16}/)
    expect(text).toMatch(/For Ana Reis/)
    expect(text).toContain('Compensation')
    expect(text).toContain('Soup <cold>')
    expect(text).toContain('T-77')
    expect(text).toContain(voucher.code_last4)
    expect(text).toContain('Redeemed')
  })

  it('counts the refusals that are too old to be kept whole', async () => {
    const voucher = await issued(shop)
    await shop.post(`/vouchers/${voucher.id}/redemptions`, {})
    for (let n = 0; n < 43; n += 1) await shop.post(`/vouchers/${voucher.id}/redemptions`, {})
    expect(await shown(voucher)).toMatch(/Older refusals, counted .*Already redeemed .*3 ×/)
  })

  it('offers only what would be accepted', async () => {
    const voucher = await issued(shop)
    const offered = async () => {
      const html = await (await rui.get(traceOf(voucher))).text()
      return [...html.matchAll(/action="\/admin\/vouchers\/\w+\/(\w+)"/g)].map(([, path]) => path)
    }
    expect(await offered()).toEqual(['extensions', 'blocks', 'voids'])
    await acted(voucher, 'blocks', { reason: 'x' })
    expect(await offered()).toEqual(['unblocks', 'voids'])
    await acted(voucher, 'unblocks', { reason: 'x' })
    await shop.post(`/vouchers/${voucher.id}/redemptions`, {})
    expect(await offered()).toEqual(['rollbacks'])
    await acted(voucher, 'rollbacks', { reason: 'x' })
    await acted(voucher, 'voids', { reason: 'x' })
    expect(await offered()).toEqual([])
  })
})

describe('changing a voucher', () => {
  it('[R21][R22] blocks, unblocks, extends and voids, each with its reason in the trace', async () => {
    const voucher = await issued(shop, { validity: { kind: 'days', count: 1 } })
    const acts: [string, Fields][] = [
      ['blocks', { reason: 'Lost phone' }],
      ['unblocks', { reason: 'Found again' }],
      ['extensions', { reason: 'Was ill', validity_kind: 'months', months: '2' }],
      ['voids', { reason: 'Given twice' }],
    ]
    for (const [path, typed] of acts) {
      const response = await acted(voucher, path, typed)
      expect([path, response.status, leadsTo(response)]).toEqual([path, 303, traceOf(voucher)])
    }
    expect(await ledgerOf(voucher)).toEqual(['issued', 'blocked', 'unblocked', 'extended', 'voided'])
    const text = await shown(voucher)
    for (const [, { reason }] of acts) expect(text).toContain(`“${reason}”`)
    expect(text).toContain('By Rui Costa.')
  })

  it('[R4] does what was asked once, however often the form is sent', async () => {
    const voucher = await issued(shop)
    const twice = { reason: 'Lost phone', idempotency_key: 'block-once' }
    const answers = await Promise.all([acted(voucher, 'blocks', twice), acted(voucher, 'blocks', twice)])
    expect(answers.map(({ status }) => status)).toEqual([303, 303])
    const other = await acted(voucher, 'blocks', { ...twice, reason: 'Another' })
    expect(other.status).toBe(422)
    expect(textOf(await other.text())).toContain('sent before with other content')
    expect(await ledgerOf(voucher)).toEqual(['issued', 'blocked'])
  })

  it.each<[string, Fields, string]>([
    ['voids', { reason: ' ' }, 'Write the reason'],
    ['blocks', { reason: 'x'.repeat(201) }, 'at most 200 characters'],
    ['extensions', { reason: 'x', validity_kind: 'days', days: '0' }, 'from 1 to 3,650'],
    ['extensions', { reason: 'x', validity_kind: 'months', months: 'two' }, 'from 1 to 120'],
    ['extensions', { reason: 'x', validity_kind: 'fixed_date', date: '2027-02-30' }, 'Choose the last day.'],
    ['extensions', { reason: 'x', validity_kind: 'days', days: '2' }, 'Choose a later end.'],
    ['extensions', { reason: 'x', validity_kind: 'fixed_date', date: '2020-01-01' }, 'not in the past'],
    ['unblocks', { reason: 'x' }, 'It is not blocked.'],
  ])('asks again at %s with %o and keeps what was typed', async (path, typed, repair) => {
    const voucher = await issued(shop)
    const response = await acted(voucher, path, typed)
    const html = await response.text()
    expect(response.status).toBe(422)
    expect(html).toContain('<title>Error: Voucher')
    expect(textOf(html)).toContain(repair)
    expect((await ledgerOf(voucher)).filter((line) => !line.endsWith('refused'))).toEqual(['issued'])
    // What would be refused anyway is not offered, so it has no form that could keep anything.
    if (path === 'unblocks') return
    expect(html).toMatch(/<details class="fold fold--form" open/)
    const kept = Object.fromEntries(Object.entries(typed).map(([name, value]) => [name, value.trim()]))
    expect(await formIn(html, `${traceOf(voucher)}/${path}`)).toMatchObject(kept)
  })
})

describe('giving a redemption back', () => {
  let voucher: IssuedVoucher
  const balance = async () =>
    (await (await shop.get(`/vouchers/${voucher.id}`)).json<IssuedVoucher>()).balance

  it('[R19][R20] gives back a part, then the rest, and never more', async () => {
    voucher = await issued(shop, VALUE)
    await shop.post(`/vouchers/${voucher.id}/redemptions`, { amount: 3000, store_id: 'sto_chiado' })
    expect((await acted(voucher, 'rollbacks', { amount: '12,50', reason: 'Dessert was off' })).status).toBe(
      303,
    )
    expect(await balance()).toBe(3250)
    const tooMuch = await acted(voucher, 'rollbacks', { amount: '30', reason: 'All of it' })
    const html = await tooMuch.text()
    expect(tooMuch.status).toBe(422)
    expect(textOf(html)).toContain('Only €17.50 was taken.')
    expect(await formIn(html, `${traceOf(voucher)}/rollbacks`)).toMatchObject({
      amount: '30',
      reason: 'All of it',
    })
    expect((await acted(voucher, 'rollbacks', { amount: '', reason: 'All of it' })).status).toBe(303)
    expect(await balance()).toBe(5000)
    expect(await shown(voucher)).toContain('rolled back since')
  })

  it.each([
    [{ amount: 'some', reason: 'x' }, 'Write an amount such as 12.50.'],
    [{ amount: '', reason: '' }, 'Write the reason'],
  ])('asks again for %o', async (typed, repair) => {
    voucher = await issued(shop, VALUE)
    await shop.post(`/vouchers/${voucher.id}/redemptions`, { amount: 3000 })
    const response = await acted(voucher, 'rollbacks', typed)
    expect(response.status).toBe(422)
    expect(textOf(await response.text())).toContain(repair)
    expect(await balance()).toBe(2000)
  })

  it('refuses a line that is no redemption', async () => {
    voucher = await issued(shop)
    for (const seq of ['1', '99', 'x', '']) {
      const response = await acted(voucher, 'rollbacks', { seq, reason: 'x' })
      expect(textOf(await response.text())).toContain('This voucher has no such redemption.')
      expect(response.status).toBe(422)
    }
  })
})

describe('who may', () => {
  it.each(['vch_00000000000000000000000000', 'cus_nobody', '7Q4K9XW2MTR2', '%00', 'x'.repeat(2000)])(
    'has no trace of %s, and does nothing to it',
    async (id) => {
      for (const response of [
        await rui.get(`/admin/vouchers/${id}`),
        await rui.post(`/admin/vouchers/${id}/voids`, { reason: 'x', idempotency_key: 'x' }),
      ]) {
        expect(response.status).toBe(404)
        expect(textOf(await response.text())).toContain('There is nothing here')
      }
    },
  )

  it('opens nothing by a code instead of an id', async () => {
    const { code } = await issued(shop)
    expect((await rui.get(`/admin/vouchers/${code}`)).status).toBe(404)
    expect((await rui.get(`/admin/vouchers/${code}/handover`)).status).toBe(404)
  })

  it('sends strangers to the door and shows others that it is not for them', async () => {
    const voucher = await issued(shop)
    expect(leadsTo(await stranger.get(traceOf(voucher)))).toBe('/signin')
    for (const role of ['operator', 'partner', 'kiosk', 'customer'] as const) {
      const someone = await browserOf(await enrol({ role, stores: ['sto_chiado'] }))
      expect((await someone.get(traceOf(voucher))).status).toBe(403)
      for (const path of ['voids', 'blocks', 'unblocks', 'extensions', 'rollbacks']) {
        const form = { reason: 'x', seq: '1', idempotency_key: 'x' }
        expect((await someone.post(`${traceOf(voucher)}/${path}`, form)).status).toBe(403)
      }
    }
    expect(await ledgerOf(voucher)).toEqual(['issued'])
  })

  it('takes back what was issued by mistake from the hand-over page', async () => {
    const voucher = await issued(shop)
    const handover = await (await rui.get(`${traceOf(voucher)}/handover`)).text()
    const form = await formIn(handover, `${traceOf(voucher)}/voids`)
    expect(form.reason).toBe('Issued by mistake')
    expect(leadsTo(await rui.post(`${traceOf(voucher)}/voids`, form))).toBe(traceOf(voucher))
    expect(await ledgerOf(voucher)).toEqual(['issued', 'voided'])
    expect(textOf(await (await rui.get(`${traceOf(voucher)}/handover`)).text())).toContain(
      'It has been taken back.',
    )
  })
})
