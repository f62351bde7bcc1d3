import { beforeAll, describe, expect, it } from 'vitest'
import { openDesk, TITLED } from './issue-desk.ts'
import { formIn, leadsTo, multipart, PARTIAL, soon, textOf } from './pages.ts'

const { rui, sent, issuedBy, customer } = await openDesk()

describe('for whom', () => {
  let joana: string
  beforeAll(async () => {
    joana = await customer({ name: 'Joana Brandão', phone: '+351912345412' })
    await customer({ name: 'Joana Reis', email: 'reis@example.com' })
  })

  it('without scripts: search, choose, generate; everything typed so far stays', async () => {
    const results = await sent({ ...TITLED, q: 'joana', search: '1', note: 'Came in soaked' }, 'for-joana')
    expect(results.status).toBe(200)
    const html = await results.text()
    expect(textOf(html)).toMatch(/Anyone .*Joana .*Joana .*New customer “joana”/)
    expect(textOf(html)).toContain('··· 412')
    expect(html).not.toContain('912345412')
    expect(html).toContain(`type="radio" class="sr" name="customer_id" value="${joana}"`)
    const form = await formIn(html, '/admin/issue')
    expect(form).toMatchObject({
      ...TITLED,
      q: 'joana',
      note: 'Came in soaked',
      customer_id: '',
      idempotency_key: 'for-joana',
    })
    const body = multipart({ ...form, customer_id: joana })
    const response = await rui.send('POST', '/admin/issue', { body })
    expect(await issuedBy(response)).toMatchObject({ customer_id: joana })
    expect(textOf(await (await rui.get(leadsTo(response))).text())).toContain('Issued to Joana Brandão')
  })

  it('with htmx: the hits alone, how many there are, and a way to create whoever is missing', async () => {
    const answer = await rui.get('/admin/issue/customers?q=joana', PARTIAL)
    const html = await answer.text()
    expect(html).not.toContain('<html')
    expect(textOf(html)).toContain('2 customers found')
    expect(html).toContain(`data-customer="${joana}"`)
    const nobody = await (await rui.get('/admin/issue/customers?q=zz', PARTIAL)).text()
    expect(textOf(nobody)).toContain('Nobody found')
    expect(nobody).toContain('/admin/customers/new?name=zz')
  })

  it('counts what they could use now', async () => {
    const anna = await customer({ name: 'Wilhelmina' })
    for (const code_mode of ['automatic', 'none']) {
      await issuedBy(await sent({ ...TITLED, customer_id: anna, code_mode }))
    }
    await soon(async () => {
      const html = await (await rui.get('/admin/issue/customers?q=wilhel', PARTIAL)).text()
      expect(textOf(html)).toContain('2 vouchers')
    })
  })

  it('asks again when somebody was looked for and nobody chosen, or the chosen one is not there', async () => {
    expect(textOf(await (await sent({ ...TITLED, q: 'joana' })).text())).toContain(
      'Choose somebody from the list',
    )
    const gone = await sent({ ...TITLED, customer_id: 'cus_nobody' })
    expect(gone.status).toBe(422)
    expect(textOf(await gone.text())).toContain('This customer is no longer there')
  })

  it('forgets who was chosen when asked to', async () => {
    const chosen = await (await rui.get(`/admin/issue?customer_id=${joana}`)).text()
    expect((await formIn(chosen, '/admin/issue')).customer_id).toBe(joana)
    const back = await sent({ ...TITLED, customer_id: joana, search: 'change' })
    expect(await formIn(await back.text(), '/admin/issue')).toMatchObject({ ...TITLED, customer_id: '' })
  })
})

describe('the preview', () => {
  it('answers a fragment with the ticket, the sentence and a remark on the code', async () => {
    const typed = {
      ...TITLED,
      validity_kind: 'fixed_date',
      date: '2099-12-17',
      code_mode: 'chosen',
      code: 'GOLD',
    }
    const answer = await rui.post('/admin/issue/preview', { ...typed, uses: '1' }, PARTIAL)
    const html = await answer.text()
    expect(answer.status).toBe(200)
    expect(html).not.toContain('<html')
    const text = textOf(html)
    expect(text).toMatch(/Valid until Thu .*2099, 23:59, Lisbon time\. In Ponta Delgada that is 22:59\./)
    expect(text).toContain('This is how the customer will see it')
    expect(text).toContain('GOLD')
    expect(text).toContain('can be guessed')
  })

  it('marks a sample as one, says what is wrong with a code, and stands half a form', async () => {
    const bad = textOf(
      await (await rui.post('/admin/issue/preview', { code_mode: 'chosen', code: 'A_B?' }, PARTIAL)).text(),
    )
    expect(bad).toContain('Write only letters A to Z and digits.')
    expect(bad).toContain('A sample code.')
    expect(bad).toContain('What you promise')
  })

  it('issues nothing', async () => {
    const typed = { title: 'Only previewed', validity_kind: 'unlimited', idempotency_key: 'preview' }
    await rui.post('/admin/issue/preview', typed, PARTIAL)
    await issuedBy(await sent({ title: 'Really issued' }))
    const listed = async (q: string) => textOf(await (await rui.get(`/admin/vouchers?q=${q}`)).text())
    await soon(async () => expect(await listed('really')).toContain('Really issued'))
    expect(await listed('previewed')).toContain('Nothing found')
  })
})
