import { describe, expect, it } from 'vitest'
import { ISSUE_DEFAULTS, ISSUE_FIELDS, type IssueValues } from '../../views/admin/issue-values.ts'
import { validitySentence } from '../../views/admin/validity-sentence.ts'
import { customerResults, FOUND, issuePage, issuePreview, JOANA, preview } from './admin-fixtures.ts'
import { frame, SHOPS, voucher } from './fixtures.ts'

const FILLED: IssueValues = {
  q: 'joa',
  title: 'Lunch with us',
  description: 'Thank you for your patience.',
  image_url: '/images/a.webp',
  image_alt: 'A table laid for two',
  image_focus: 'top',
  benefit_kind: 'fixed_price',
  percent: '12,5',
  max_amount: '20',
  amount: '9,50',
  item: 'Lunch of the day',
  text: 'Meet the chef',
  validity_kind: 'fixed_date',
  days: '14',
  months: '3',
  date: '2026-12-31',
  time: '18:30',
  code_mode: 'chosen',
  code: 'WELCOME10',
  store_ids: ['sto_2', 'sto_5'],
  uses: '7',
  minimum_spend: '25',
  windows: [
    { days: ['monday', 'friday'], from: '15:00', to: '19:00' },
    { days: ['sunday'], from: '00:00', to: '24:00' },
  ],
  reason: 'birthday',
  note: 'Ask for Rui.',
}

/** The tag of the control with that name, or those names' checked ones. */
function control(html: string, name: string): string {
  // The search in the header has a field of the same name.
  const main = html.slice(Math.max(0, html.indexOf('<main')))
  const tag = main.match(new RegExp(`<(?:input|textarea|select)[^>]*\\sname="${name}"[^>]*>`))
  return tag?.[0] ?? ''
}

function checked(html: string, name: string): string[] {
  const tags = html.match(new RegExp(`<input[^>]*\\sname="${name}"[^>]*>`, 'g')) ?? []
  return tags
    .filter((tag) => /\schecked(=|\s|\/|>)/.test(tag))
    .map((tag) => tag.match(/\svalue="([^"]*)"/)?.[1] ?? '')
}

describe('the form that issues by hand', () => {
  it('starts with a free item for 30 days, once, in any shop, with an automatic code, out of goodwill', () => {
    const html = issuePage()
    expect(checked(html, 'benefit_kind')).toEqual(['item'])
    expect(checked(html, 'validity_kind')).toEqual(['days'])
    expect(control(html, 'days')).toContain('value="30"')
    expect(control(html, 'uses')).toContain('value="1"')
    expect(checked(html, 'store_ids')).toEqual([])
    expect(checked(html, 'code_mode')).toEqual(['automatic'])
    expect(html).toMatch(/<option value="goodwill" selected/)
    expect(html).toMatch(/<details class="fold fold--form">/)
  })

  it('keeps everything people typed when it comes back', () => {
    const html = issuePage({ values: FILLED, errors: { code: 'This code is already in use.' } })
    expect(html).toMatch(/<option value="top" selected/)
    for (const name of [
      'q',
      'title',
      'image_alt',
      'percent',
      'max_amount',
      'amount',
      'item',
      'text',
    ] as const) {
      expect(control(html, name), name).toContain(`value="${FILLED[name]}"`)
    }
    for (const name of ['days', 'months', 'date', 'time', 'code', 'uses', 'minimum_spend'] as const) {
      expect(control(html, name), name).toContain(`value="${FILLED[name]}"`)
    }
    expect(html).toContain(`>${FILLED.description}</textarea>`)
    expect(html).toContain(`>${FILLED.note}</textarea>`)
    expect(checked(html, 'image_url')).toEqual([FILLED.image_url])
    expect(checked(html, 'benefit_kind')).toEqual(['fixed_price'])
    expect(checked(html, 'validity_kind')).toEqual(['fixed_date'])
    expect(checked(html, 'code_mode')).toEqual(['chosen'])
    expect(checked(html, 'store_ids')).toEqual(['sto_2', 'sto_5'])
    expect(checked(html, 'window_days_0')).toEqual(['monday', 'friday'])
    expect(control(html, 'window_to_1')).toContain('value="24:00"')
    expect(html).toMatch(/<option value="birthday" selected/)
  })

  it('lists every error first and says it again at its field, with a link from one to the other', () => {
    const errors = Object.fromEntries(ISSUE_FIELDS.map((name) => [name, `Repair ${name}.`]))
    const html = issuePage({ errors })
    expect(html).toMatch(/<title>Error: Issue a voucher · Meridiano<\/title>/)
    expect(html).toContain(`${ISSUE_FIELDS.length} things need your attention`)
    const summary = html.slice(html.indexOf('class="problems"'), html.indexOf('class="split"'))
    for (const [, target = '', words = ''] of summary.matchAll(/<a href="#([^"]+)">([^<]+)<\/a>/g)) {
      expect(html, words).toContain(` id="${target}"`)
    }
    expect(summary).toContain('autofocus')
    // A picture has one field and two ways to be wrong: the file is named first.
    for (const name of ISSUE_FIELDS.filter((each) => each !== 'image_url')) {
      expect(html.split(`Repair ${name}.`).length, name).toBe(3)
    }
  })

  it('opens the fold when something in it has to be repaired, or was changed before', () => {
    const open = /<details class="fold fold--form" open/
    expect(issuePage({ errors: { uses: 'Write a number from 1 to 500.' } })).toMatch(open)
    expect(issuePage({ values: { ...ISSUE_DEFAULTS, reason: 'event' } })).toMatch(open)
    expect(issuePage({ errors: { title: 'Write what you promise.' } })).not.toMatch(open)
  })

  it('lists an error nobody foresaw, leading to the top', () => {
    const html = issuePage({ errors: { form: 'The month’s budget is used up.' } })
    expect(html).toContain('<a href="#main">The month’s budget is used up.</a>')
  })

  it('sends the chosen customer, and the field of nobody chosen sends nothing', () => {
    const chosen = control(issuePage({ customer: JOANA }), 'customer_id')
    expect(chosen).toContain('value="cus_joana"')
    expect(chosen).not.toContain('disabled')
    expect(control(issuePage(), 'customer_id')).toContain('disabled')
  })

  it('offers what a search found as radios where there are no scripts, anyone first', () => {
    const html = issuePage({ values: { ...ISSUE_DEFAULTS, q: 'joa' }, found: FOUND })
    expect(checked(html, 'customer_id')).toEqual([''])
    expect(html).toContain('value="cus_joao"')
    expect(html).toContain('/admin/customers/new?name=joa')
  })

  it('shows what goes wrong with a code of one’s own before it is issued', () => {
    const { frame: _, ...shown } = preview({ guessable: true })
    const values: IssueValues = { ...ISSUE_DEFAULTS, code_mode: 'chosen', code: 'AB12' }
    expect(issuePage({ values, preview: shown })).toContain('A code this short can be guessed.')
  })
})

describe('the list of customers found', () => {
  it('marks the first as the one Enter takes and tells how many there are', () => {
    const html = customerResults()
    expect(html.match(/aria-selected="true"/g)).toHaveLength(1)
    expect(html).toMatch(/id="found-0" aria-selected="true"/)
    expect(html).toContain('<hx-partial hx-target="#found-count">2 customers found</hx-partial>')
    expect(html).toContain('··· 412 · 4 vouchers')
  })

  it('ends with the way to create whoever is missing, their name safe in the link', () => {
    const html = customerResults({ q: ' O’Brien & "Söhne" ', customers: [] })
    expect(html).toContain('Nobody found')
    expect(html).toContain('href="/admin/customers/new?name=O%E2%80%99Brien%20%26%20%22S%C3%B6hne%22"')
  })

  it('is empty for a single letter', () => {
    expect(customerResults({ q: 'j', customers: FOUND })).not.toContain('role="option"')
  })
})

describe('the preview', () => {
  it('says until when on every clock that differs, and draws a sample that says it is one', () => {
    const html = issuePreview()
    expect(html).toContain('Valid until Thu 17 Dec 2026, 23:59, Lisbon time. In Ponta Delgada that is 22:59.')
    expect(html).toContain('A sample code.')
  })

  it('draws the chosen code without that remark, and no symbols where the customer sees none', () => {
    const chosen = issuePreview({ code: 'chosen', ticket: voucher({ code: 'WELCOME10' }) })
    expect(chosen).toContain('QR code for WELCOME10')
    expect(chosen).not.toContain('A sample code.')
    expect(issuePreview({ code: 'hidden' })).not.toContain('QR code')
  })

  it('has words where the title or the end is not said yet', () => {
    const html = issuePreview({ sentence: null, ticket: voucher({ title: ' ' }) })
    expect(html).toContain('What you promise')
    expect(html).toContain('Say how long')
  })
})

describe('the sentence about the end', () => {
  const said = frame()
  const zone = 'Europe/Lisbon'
  const lisbon = { city: 'Lisbon', zone }
  const closesAt = Date.UTC(2026, 11, 18)

  it('names the one clock where all shops agree', () => {
    expect(validitySentence(said, { closesAt, zone, shops: [lisbon, lisbon] })).toBe(
      'Valid until Thu 17 Dec 2026, 23:59, Lisbon time.',
    )
  })

  it('gives the date too where it is another day there', () => {
    const shops = [lisbon, { city: 'Tokyo', zone: 'Asia/Tokyo' }]
    expect(validitySentence(said, { closesAt, zone, shops })).toContain('In Tokyo that is Fri 18 Dec, 08:59.')
  })

  it('names the clock where many cities share it', () => {
    const azores = SHOPS.slice(0, 3).map(({ name }) => ({ city: name, zone: 'Atlantic/Azores' }))
    expect(validitySentence(said, { closesAt, zone, shops: azores })).toContain('In Azores that is 22:59.')
  })

  it('says that there is no end', () => {
    expect(validitySentence(said, { closesAt: null, zone, shops: [] })).toBe('Valid without an end.')
  })
})
