import { beforeAll, describe, expect, it } from 'vitest'
import { browserOf, enrol, openLume, shopSystem, world } from './cast.ts'
import { formIn, leadsTo } from './pages.ts'

let rui: Awaited<ReturnType<typeof browserOf>>
let shop: Awaited<ReturnType<typeof shopSystem>>
beforeAll(async () => {
  await openLume()
  rui = await browserOf(await enrol({ role: 'admin' }))
  shop = await shopSystem()
})

type Facts = Record<string, unknown> & { readonly version: number; readonly status: string }
const page = async (path: string) => (await rui.get(path)).text()
const idOf = (answer: Response) => /ofr_[0-9a-z]+/.exec(leadsTo(answer))?.[0] ?? 'none'
const factsOf = async (id: string) => (await shop.get(`/offers/${id}`)).json<Facts>()

/** The form of a template, filled in and sent. */
async function made(template: string, typed: Record<string, string> = {}): Promise<Response> {
  const form = await formIn(await page(`/admin/offers/new?template=${template}`), '/admin/offers')
  return rui.post('/admin/offers', { ...form, ...typed })
}
async function edited(id: string, typed: Record<string, string>): Promise<Response> {
  const form = await formIn(await page(`/admin/offers/${id}/edit`), `/admin/offers/${id}`)
  return rui.post(`/admin/offers/${id}`, { ...form, ...typed })
}

describe('An admin without any offer', () => {
  it('is offered good beginnings', async () => {
    const text = await page('/admin/offers')
    expect(text).toContain('Your first offer')
    expect(text).toContain('/admin/offers/new?template=happy_hour')
  })
})

describe('The form of an offer', () => {
  it.each([
    'return_offer',
    'free_item',
    'happy_hour',
    'next_visit',
    'birthday',
    'welcome',
    'win_back',
    'gift_value',
  ])('of the template %s can be saved as it comes, and published', async (template) => {
    const id = idOf(await made(template))
    expect((await factsOf(id)).status).toBe('draft')
    const publish = await formIn(await page(`/admin/offers/${id}/publish`), `/admin/offers/${id}/publish`)
    const done = await rui.post(`/admin/offers/${id}/publish`, publish)
    expect(leadsTo(done)).toBe(`/admin/offers/${id}?done=publish`)
    expect(await page(leadsTo(done))).toContain('It is published.')
    expect((await factsOf(id)).status).toBe('published')
  })

  it('says nothing new when nothing was changed, whatever the offer holds', async () => {
    const campaign = await (await shop.post('/campaigns', { name: 'Spring' })).json<{ id: string }>()
    const plan = await (await shop.post('/plans', { name: 'Gold' })).json<{ id: string }>()
    const category = await (await shop.post('/categories', { name: 'Coffee' })).json<{ id: string }>()
    const everything = {
      name: 'Everything',
      description: 'A line',
      terms_text: 'Small\nprint',
      benefit: { kind: 'fixed_price', amount: 1250, currency: 'USD', item: 'Lunch' },
      required_cashback: { amount: 350, currency: 'EUR' },
      plan_ids: [plan.id],
      segments: ['vip'],
      categories: [category.id],
      first_purchase_only: true,
      publish_from: '2998-03-04T05:06:07.089Z',
      publish_until: '2999-01-01T00:00:00Z',
      stock: 200,
      per_customer: 2,
      per_customer_period: 'week',
      validity: { kind: 'fixed_date', date: '2999-12-31', time: '18:30' },
      uses: 4,
      uses_per_day: 2,
      windows: Array.from({ length: 5 }, (_, day) => ({ days: ['monday'], from: `0${day}:00`, to: '24:00' })),
      blackout_dates: ['2998-12-24', '2998-12-25'],
      store_ids: ['sto_chiado', 'sto_porto'],
      partner_ids: ['ptn_mar'],
      channels: ['online'],
      minimum_spend: { amount: 2000, currency: 'USD' },
      product_ids: ['a', 'b'],
      category_ids: ['c'],
      combinable: false,
      holder_required: true,
      reusable_after_cancellation: false,
      campaign_id: campaign.id,
      claim_word: 'ALLOFIT',
    }
    const answer = await shop.post('/offers', everything)
    expect(answer.status).toBe(201)
    const before = await answer.json<Facts & { id: string }>()
    // Names that repeat: the boxes of a form as a browser sends them.
    const text = await page(`/admin/offers/${before.id}/edit`)
    const body = new URLSearchParams([
      ...Object.entries(await formIn(text, `/admin/offers/${before.id}`)).filter(
        ([name]) => !['store_ids', 'blackout_dates'].includes(name),
      ),
      ...everything.store_ids.map((id) => ['store_ids', id]),
      ...everything.blackout_dates.map((date) => ['blackout_dates', date]),
    ])
    const saved = await rui.send('POST', `/admin/offers/${before.id}`, { body })
    expect(leadsTo(saved)).toBe(`/admin/offers/${before.id}?done=saved`)
    const after = await factsOf(before.id)
    const settled = { version: 0, updated_at: '' }
    expect({ ...after, ...settled }).toEqual({ ...before, ...settled })
  })

  it('reads days and times on the clock of the brand, an end with its whole day', async () => {
    const id = idOf(await made('next_visit', { from_date: '2998-07-01', until_date: '2998-07-31' }))
    expect(await factsOf(id)).toMatchObject({
      publish_from: '2998-06-30T23:00:00Z',
      publish_until: '2998-07-31T23:00:00Z',
    })
    await edited(id, { until_date: '2998-07-31', until_time: '18:30' })
    expect(await factsOf(id)).toMatchObject({ publish_until: '2998-07-31T17:30:00Z' })
  })

  it.each<[string, string, Record<string, string>, string]>([
    ['no name', 'happy_hour', { name: '' }, 'name'],
    ['a name too long', 'happy_hour', { name: 'a'.repeat(81) }, 'name'],
    ['a percentage of nothing', 'happy_hour', { percent: '0' }, 'percent'],
    ['no points', 'free_item', { required_points: '' }, 'required_points'],
    ['no sum', 'gift_value', { required_sum: '0' }, 'required_sum'],
    ['no channel', 'happy_hour', { channels: 'fax' }, 'channels'],
    ['a stock of words', 'happy_hour', { stock: 'many' }, 'stock'],
    ['too many for one', 'happy_hour', { per_customer: '1001' }, 'per_customer'],
    ['more a day than in all', 'happy_hour', { uses: '1', uses_per_day: '2' }, 'uses_per_day'],
    ['a word as long as a code', 'welcome', { claim_word: 'WELCOMEAGAIN' }, 'claim_word'],
    ['a time without a day', 'happy_hour', { until_time: '18:30' }, 'until_date'],
    [
      'an end before its start',
      'happy_hour',
      { from_date: '2998-07-02', until_date: '2998-07-01' },
      'until_date',
    ],
    ['a shop that is gone', 'happy_hour', { store_ids: 'sto_gone' }, 'store_ids'],
    ['hours that are none', 'happy_hour', { window_from_0: '25:00' }, 'window_from_0'],
  ])('says how to mend %s, at its field', async (_, template, typed, field) => {
    const before = await world.DB.prepare('SELECT count(*) AS n FROM offers').first('n')
    const answer = await made(template, typed)
    expect(answer.status).toBe(422)
    const text = await answer.text()
    expect(text).toContain(`href="#${field}"`)
    // What was typed stays; a box that is not there cannot be ticked.
    if (!['channels', 'store_ids'].includes(field))
      for (const value of Object.values(typed)) expect(text).toContain(value)
    expect(await world.DB.prepare('SELECT count(*) AS n FROM offers').first('n')).toBe(before)
  })

  it('makes one offer, however often it is sent', async () => {
    const form = await formIn(await page('/admin/offers/new?template=next_visit'), '/admin/offers')
    const [first, again] = [await rui.post('/admin/offers', form), await rui.post('/admin/offers', form)]
    expect(idOf(again)).toBe(idOf(first))
  })

  it('shows what was typed beside what somebody else saved', async () => {
    const id = idOf(await made('next_visit'))
    const form = await formIn(await page(`/admin/offers/${id}/edit`), `/admin/offers/${id}`)
    await edited(id, { description: 'Theirs' })
    const late = await rui.post(`/admin/offers/${id}`, { ...form, description: 'Mine' })
    expect(late.status).toBe(412)
    const text = await late.text()
    expect(text).toContain('Theirs')
    const kept = await rui.post(`/admin/offers/${id}`, await formIn(text, `/admin/offers/${id}`))
    expect(leadsTo(kept)).toBe(`/admin/offers/${id}?done=saved`)
    expect(await factsOf(id)).toMatchObject({ description: 'Mine', channels: ['in_store'] })
  })

  it('previews what is there, also while something in it is wrong', async () => {
    const form = await formIn(await page('/admin/offers/new?template=happy_hour'), '/admin/offers')
    const preview = async (typed: Record<string, string>) =>
      (await rui.post('/admin/offers/preview', { ...form, ...typed })).text()
    expect(await preview({ name: 'Quiet hours' })).toContain('Quiet hours')
    const half = await preview({
      name: '',
      percent: '',
      stock: 'x',
      cost_kind: 'points',
      required_points: '40',
    })
    expect(half).toContain('40 points')
    expect(half).toContain('What you promise')
    expect(half).not.toContain('% off')
    expect(half).not.toContain('…')
  })
})

describe('The page of an offer', () => {
  it('says what it is about to do, does it once, and says what it did', async () => {
    const id = idOf(await made('next_visit', { stock: '40' }))
    const ask = await page(`/admin/offers/${id}/publish`)
    expect(ask).toContain('At most 40 can be given.')
    const form = await formIn(ask, `/admin/offers/${id}/publish`)
    await edited(id, { stock: '400' })
    const overtaken = await rui.post(`/admin/offers/${id}/publish`, form)
    expect(overtaken.status).toBe(412)
    expect(await overtaken.text()).toContain('At most 400 can be given.')
    expect((await factsOf(id)).status).toBe('draft')
    for (const act of ['publish', 'pause', 'end']) {
      const path = `/admin/offers/${id}/${act}`
      expect(leadsTo(await rui.post(path, await formIn(await page(path), path)))).toBe(
        `/admin/offers/${id}?done=${act}`,
      )
    }
    expect((await factsOf(id)).status).toBe('ended')
    expect(leadsTo(await rui.get(`/admin/offers/${id}/publish`))).toBe(`/admin/offers/${id}`)
    expect(leadsTo(await rui.get(`/admin/offers/${id}/edit`))).toBe(`/admin/offers/${id}`)
  })

  it('makes a draft of the same, without its word and its time', async () => {
    const word = { automatic_on: 'taken', claim_word: 'CANDLES' }
    const id = idOf(await made('birthday', { ...word, until_date: '2998-07-01' }))
    const form = await formIn(await page(`/admin/offers/${id}`), `/admin/offers/${id}/duplicates`)
    const copy = await rui.post(`/admin/offers/${id}/duplicates`, form)
    expect(idOf(await rui.post(`/admin/offers/${id}/duplicates`, form))).toBe(idOf(copy))
    expect(await page(leadsTo(copy))).toContain('This is a copy.')
    expect(await factsOf(idOf(copy))).toMatchObject({
      name: 'Copy of Happy birthday',
      status: 'draft',
      claim_word: null,
      publish_until: null,
      holder_required: true,
    })
  })

  it('says what a draft still lacks, instead of a button that cannot work', async () => {
    const made = await shop.post('/offers', { name: 'Half done' })
    const { id } = await made.json<{ id: string }>()
    const text = await page(`/admin/offers/${id}`)
    expect(text).toContain('Say what it gives.')
    expect(text).not.toContain(`/admin/offers/${id}/publish`)
  })

  it('is read by a manager, who is offered nothing they may not do', async () => {
    const mona = await browserOf(await enrol({ role: 'manager', stores: ['sto_chiado'] }))
    const id = idOf(await made('next_visit'))
    const text = await (await mona.get(`/admin/offers/${id}`)).text()
    expect(text).toContain('Second coffee free')
    expect(text).not.toContain(`/admin/offers/${id}/`)
    expect(await (await mona.get('/admin/offers')).text()).not.toContain('/admin/offers/new')
  })

  it('shows words people typed as words', async () => {
    const id = idOf(
      await made('next_visit', { name: '<script>alert(1)</script>', description: '"><img src=x>' }),
    )
    const text = await page(`/admin/offers/${id}`)
    expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;')
    expect(text).not.toContain('<img src=x>')
  })
})

describe('The list of offers', () => {
  it('is narrowed by state and words', async () => {
    const id = idOf(await made('gift_value', { name: 'Zanzibar coffee' }))
    expect(await page('/admin/offers?state=draft')).toContain(id)
    expect(await page('/admin/offers?state=paused')).not.toContain(id)
    expect(await page('/admin/offers?q=zanzi')).toContain(id)
    expect(await page('/admin/offers?q=nothing+like+it')).toContain('No such offer')
    expect(await page('/admin/offers?state=strange')).toContain(id)
  })
})
