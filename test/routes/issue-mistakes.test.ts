import { describe, expect, it } from 'vitest'
import { openDesk, TITLED } from './issue-desk.ts'
import { formIn, picture, textOf } from './pages.ts'

const { sent, issuedBy } = await openDesk()

describe('a form with something wrong', () => {
  const WRONG = {
    title: 'x'.repeat(81),
    description: 'Words & <b>tags</b>',
    benefit_kind: 'percent',
    percent: '101',
    max_amount: 'lots',
    amount: '7,5',
    item: 'Cake "of the day"',
    text: 'Ask the chef',
    validity_kind: 'fixed_date',
    days: '12',
    months: '4',
    date: '2027-02-30',
    time: '25:00',
    code_mode: 'chosen',
    code: 'A B',
    uses: '501',
    minimum_spend: 'ten',
    window_from_0: '10:00',
    window_to_0: '10:00',
    reason: 'event',
    note: "It's <script>alert(1)</script>",
  }

  it('comes back with 422, every field as it was typed, and each mistake named above and at its field', async () => {
    const response = await sent(WRONG, 'wrong')
    const html = await response.text()
    expect(response.status).toBe(422)
    expect(await formIn(html, '/admin/issue')).toMatchObject({ ...WRONG, idempotency_key: 'wrong' })
    expect(html).toContain('<title>Error: Issue a voucher')
    expect(html).not.toContain('<script>alert')
    const text = textOf(html)
    for (const repair of [
      'Write at most 80 characters.',
      'Write a number from 0.01 to 100, such as 15.',
      'Choose the last day.',
      'Write a number from 1 to 500.',
    ]) {
      expect(text.split(repair), repair).toHaveLength(3)
    }
    for (const field of [
      'title',
      'percent',
      'max_amount',
      'date',
      'uses',
      'minimum_spend',
      'window_days_0',
    ]) {
      expect(html).toContain(`href="#${field}"`)
      expect(html).toContain(`id="${field}"`)
    }
  })

  it.each<[string, Record<string, string>, string, string]>([
    ['no title', { title: ' ' }, 'title', 'Write what you promise'],
    ['no amount', { benefit_kind: 'amount' }, 'amount', 'Write an amount such as 5'],
    ['an amount in words', { benefit_kind: 'value', amount: 'ten' }, 'amount', 'Write an amount such as 5'],
    ['no number of days', { days: '' }, 'days', 'from 1 to 3,650'],
    ['half a day', { days: '1.5' }, 'days', 'from 1 to 3,650'],
    ['too many months', { validity_kind: 'months', months: '121' }, 'months', 'from 1 to 120'],
    [
      'a day that is past',
      { validity_kind: 'fixed_date', date: '2020-01-01' },
      'date',
      'not in the past. Today is',
    ],
    ['a time that is none', { time: '7pm' }, 'time', 'Write a time such as 18:30'],
    ['no uses', { uses: '0' }, 'uses', 'from 1 to 500'],
    [
      'a shop of somebody else',
      { store_ids: 'sto_elsewhere' },
      'store_ids',
      'One of these shops is no longer there',
    ],
    ['a code anybody could guess', { code_mode: 'chosen', code: 'GOLD' }, 'code', 'This code can be guessed'],
    [
      'a code of twelve',
      { code_mode: 'chosen', code: 'ABCDEFGHJKMN' },
      'code',
      'codes of 12 and 16 are made',
    ],
    ['no code', { code_mode: 'chosen' }, 'code', 'Write 4 to 20 letters and digits'],
    ['no code for nobody', { code_mode: 'none' }, 'code', 'choose for whom it is'],
    [
      'hours without days',
      { window_from_0: '10:00', window_to_0: '12:00' },
      'window_days_0',
      'Choose the days',
    ],
    ['a note without an end', { note: 'x'.repeat(501) }, 'note', 'at most 500 characters'],
    [
      'a picture from elsewhere',
      { image_url: 'https://elsewhere.example/a.png' },
      'image',
      'The picture is no longer there',
    ],
    [
      'a picture without an end',
      { image_url: `/images/${'x'.repeat(3000)}` },
      'image',
      'The picture is no longer there',
    ],
  ])('says how to repair %s', async (_, typed, field, repair) => {
    const response = await sent({ ...TITLED, ...typed })
    const html = await response.text()
    expect(response.status).toBe(422)
    expect(textOf(html)).toContain(repair)
    expect(html).toContain(`href="#${field}"`)
    expect(html).toContain(`id="${field}"`)
  })

  it('[C07] says that a code is taken, and keeps it to be changed', async () => {
    await issuedBy(await sent({ ...TITLED, code_mode: 'chosen', code: 'TAKENCODE' }))
    const taken = await sent({ ...TITLED, code_mode: 'chosen', code: 'takenc0de' })
    const html = await taken.text()
    expect(taken.status).toBe(422)
    expect(textOf(html)).toContain('This code is already in use.')
    expect(await formIn(html, '/admin/issue')).toMatchObject({ ...TITLED, code: 'takenc0de' })
  })

  it('refuses a picture that is none and keeps the rest', async () => {
    const svg = picture(new TextEncoder().encode('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'image/png')
    const response = await sent({ ...TITLED, image: svg, note: 'keep me' })
    const html = await response.text()
    expect(response.status).toBe(422)
    expect(textOf(html)).toContain('This picture cannot be used.')
    expect(await formIn(html, '/admin/issue')).toMatchObject({ ...TITLED, note: 'keep me' })
  })
})
