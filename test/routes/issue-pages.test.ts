import { describe, expect, it } from 'vitest'
import { jpegWithPlace } from '../samples/pictures.ts'
import { browserOf, enrol } from './cast.ts'
import { openDesk, TITLED } from './issue-desk.ts'
import { formIn, leadsTo, multipart, picture, stranger, textOf } from './pages.ts'

const { rui, sent, issuedBy, customer } = await openDesk()

describe('issuing from the page', () => {
  it('opens with good defaults and the sentence that says until when', async () => {
    const response = await rui.get('/admin/issue')
    const html = await response.text()
    expect(response.status).toBe(200)
    expect(textOf(html)).toMatch(/Valid until .* 23:59, Lisbon time\. In Ponta Delgada that is 22:59\./)
    expect(textOf(html)).toContain('Generate voucher')
    expect(await formIn(html, '/admin/issue')).toMatchObject({
      benefit_kind: 'item',
      validity_kind: 'days',
      days: '30',
    })
  })

  it('issues with nothing but a title, and hands over code, link and ways to give it', async () => {
    const response = await sent(TITLED)
    const { code, url } = await issuedBy(response)
    const handover = await rui.get(leadsTo(response))
    expect(handover.status).toBe(200)
    const html = await handover.text()
    const grouped = `${code}`.replace(/(.{4})(?=.)/g, '$1-')
    expect(textOf(html)).toContain(grouped)
    expect(textOf(html)).toContain('Whoever shows it can use it.')
    expect(html).toContain(`value="${url}"`)
    for (const way of [`/v/${code}/print`, `/v/${code}/qr.png`, '/admin/issue?again=vch_'])
      expect(html).toContain(way)
    expect(html.match(/<svg[^>]*role="img"/g)?.length).toBeGreaterThanOrEqual(2)
  })

  it('takes a form that is not multipart just as well', async () => {
    expect(
      (
        await rui.post('/admin/issue', {
          ...TITLED,
          validity_kind: 'unlimited',
          uses: '1',
          idempotency_key: 'plain',
        })
      ).status,
    ).toBe(303)
  })

  it('issues everything the form can say', async () => {
    const { customer_id, ...voucher } = await issuedBy(
      await sent({
        title: ' Lunch for two ',
        description: 'With "dessert" & <coffee>',
        benefit_kind: 'fixed_price',
        amount: '19,50',
        item: 'Lunch',
        validity_kind: 'fixed_date',
        date: '2099-12-21',
        time: '18:30',
        code_mode: 'chosen',
        code: 'lunch4two',
        store_ids: ['sto_chiado', 'sto_ponta'],
        uses: '3',
        minimum_spend: '30',
        window_days_1: ['monday', 'friday'],
        window_from_1: '12:00',
        window_to_1: '15:00',
        reason: 'birthday',
        note: 'Ring first',
      }),
    )
    expect(customer_id).toBeNull()
    expect(voucher).toMatchObject({
      title: 'Lunch for two',
      description: 'With "dessert" & <coffee>',
      benefit: { kind: 'fixed_price', amount: 1950, currency: 'EUR', item: 'Lunch' },
      validity: { kind: 'fixed_date', date: '2099-12-21', time: '18:30' },
      valid_until: '2099-12-21T18:29:59Z',
      code: 'LUNCH4TWO',
      store_ids: ['sto_chiado', 'sto_ponta'],
      uses: 3,
      minimum_spend: { amount: 3000, currency: 'EUR' },
      windows: [{ days: ['monday', 'friday'], from: '12:00', to: '15:00' }],
      reason: 'birthday',
      note: 'Ring first',
    })
  })

  it.each<[string, Record<string, string>, object]>([
    ['a free item', { benefit_kind: 'item', item: 'Cake' }, { kind: 'item', item: 'Cake' }],
    ['a free item named by the title', { benefit_kind: 'item' }, { kind: 'item', item: TITLED.title }],
    [
      'money off',
      { benefit_kind: 'amount', amount: '€ 5' },
      { kind: 'amount', amount: 500, currency: 'EUR' },
    ],
    [
      'percent',
      { benefit_kind: 'percent', percent: '12,5', max_amount: '4.00' },
      { kind: 'percent', percent: 12.5, max_amount: 400 },
    ],
    [
      'credit',
      { benefit_kind: 'value', amount: '1.250,00' },
      { kind: 'value', amount: 125_000, currency: 'EUR' },
    ],
    ['words', { benefit_kind: 'custom', text: 'Meet the chef' }, { kind: 'custom', text: 'Meet the chef' }],
  ])('promises %s', async (_, typed, benefit) => {
    expect((await issuedBy(await sent({ ...TITLED, ...typed }))).benefit).toEqual(benefit)
  })

  it('keeps the picture that came with the form, also when the form has to come back first', async () => {
    const back = await sent({ image: picture(jpegWithPlace, 'image/jpeg') })
    expect(back.status).toBe(422)
    const { image_url = '' } = await formIn(await back.text(), '/admin/issue')
    expect(image_url).toMatch(/^\/images\/[0-9a-f]{64}\.jpg$/)
    expect(await issuedBy(await sent({ ...TITLED, image_url }))).toMatchObject({ image_url })
  })

  it('fills in a voucher like an earlier one, but not its code nor whom it was for', async () => {
    const holder = await customer({ name: 'Dora' })
    const first = await issuedBy(
      await sent({
        ...TITLED,
        benefit_kind: 'amount',
        amount: '5',
        code_mode: 'chosen',
        code: 'ONEMORE',
        customer_id: holder,
        uses: '2',
      }),
    )
    const html = await (await rui.get(`/admin/issue?again=${first.id}`)).text()
    const form = await formIn(html, '/admin/issue')
    expect(form).toMatchObject({ ...TITLED, amount: '5.00', uses: '2', code_mode: 'automatic', code: '' })
    expect(html).not.toContain('ONEMORE')
    expect(form).not.toHaveProperty('customer_id')
  })
})

describe('the same form twice', () => {
  it('[R4] issues one voucher however often it is sent, also at once', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => sent(TITLED, 'thrice')))
    expect(new Set(answers.map(leadsTo)).size).toBe(1)
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
  })

  it('[R5] refuses other content under the same key, and the mended form can then be sent', async () => {
    const first = await issuedBy(await sent(TITLED, 'once'))
    const refused = await sent({ title: 'Something else' }, 'once')
    expect(refused.status).toBe(422)
    const html = await refused.text()
    expect(textOf(html)).toContain('The same request was sent before with other content.')
    const form = await formIn(html, '/admin/issue')
    expect(form).toMatchObject({ title: 'Something else' })
    const again = await issuedBy(await rui.send('POST', '/admin/issue', { body: multipart(form) }))
    expect(again.id).not.toBe(first.id)
  })
})

describe('who may', () => {
  it('sends strangers to the door, which hears where they wanted to go', async () => {
    const away = await stranger.get('/admin/issue')
    expect([away.status, leadsTo(away)]).toEqual([303, '/signin'])
    const posted = await stranger.post('/admin/issue', { ...TITLED, idempotency_key: 'plain' })
    expect([posted.status, leadsTo(posted)]).toEqual([303, '/signin'])
  })

  it.each(['operator', 'partner', 'kiosk', 'customer'] as const)(
    'shows a %s that it is not for them',
    async (role) => {
      const someone = await browserOf(await enrol({ role, stores: ['sto_chiado'] }))
      for (const path of ['/admin/issue', '/admin/vouchers', '/admin/customers/new']) {
        const response = await someone.get(path)
        expect(response.status).toBe(403)
        expect(textOf(await response.text())).toContain('This is not open to you')
      }
      expect((await someone.post('/admin/issue', { ...TITLED, idempotency_key: 'plain' })).status).toBe(403)
    },
  )

  it.each(['vch_00000000000000000000000000', 'cus_nobody', '7Q4K9XW2MTR2', 'x'])(
    'has no hand-over page for %s',
    async (id) => {
      const response = await rui.get(`/admin/vouchers/${id}/handover`)
      expect(response.status).toBe(404)
      expect(textOf(await response.text())).toContain('There is nothing here')
    },
  )
})
