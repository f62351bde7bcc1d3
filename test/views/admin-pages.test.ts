import { describe, expect, it } from 'vitest'
import { NO_VALUES } from '../../views/admin/customers/fields.tsx'
import { ISSUE_DEFAULTS } from '../../views/admin/issue-values.ts'
import type { FailedAct } from '../../views/admin/trace-view.ts'
import type { VoucherStatus } from '../../views/status.tsx'
import {
  customerResults,
  FOUND,
  handoverPage,
  issuePage,
  issuePreview,
  JOANA,
  NO_FILTERS,
  newCustomerPage,
  preview,
  row,
  staffFrame,
  step,
  tracePage,
  vouchersPage,
} from './admin-fixtures.ts'
import { NOW, SHOPS, usedVoucher, voucher } from './fixtures.ts'

const HOSTILE = `"><script>alert(1)</script><img src=x onerror=alert(1)>'`
const STATUSES: readonly VoucherStatus[] = [
  'active',
  'held',
  'redeemed',
  'partially_redeemed',
  'void',
  'blocked',
  'expired',
]

/** Every page and fragment about one voucher and people of one name. */
function everyPage(name: string, status: VoucherStatus = 'active'): Record<string, string> {
  const { brand } = staffFrame('/')
  const changes = { brand: { ...brand, name }, viewer: { name, role: 'admin', place: name } as const }
  const ticket = voucher({ title: name, description: name, status, holderFirstName: name })
  const person = { ...JOANA, name, initials: name, hint: name }
  const frame = staffFrame('/admin/issue', changes)
  const { frame: _, ...shown } = preview({ ticket, chosenCodeProblem: name, sentence: name })
  const values = {
    ...ISSUE_DEFAULTS,
    title: name,
    note: name,
    image_url: name,
    q: name,
    code_mode: 'chosen',
  } as const
  const shops = [{ id: name, name, zone: 'Europe/Lisbon' }]
  return {
    issue: issuePage({
      frame,
      values,
      errors: { title: name },
      customer: person,
      preview: shown,
      stores: shops,
    }),
    search: issuePage({ frame, found: [{ ...person, openVouchers: 1 }], recentTitles: [name] }),
    results: customerResults({ frame, q: name, customers: [{ ...person, openVouchers: 1 }] }),
    preview: issuePreview({ frame, ...shown }),
    handover: handoverPage({ frame, ticket, customerName: name, issuedBy: name, link: name }),
    withoutCode: handoverPage({ frame, ticket, codeShown: false }),
    vouchers: vouchersPage({
      frame,
      rows: [row({ title: name, customerName: name, status, redeemedStoreName: name })],
      filters: { ...NO_FILTERS, q: name, store_id: name },
      stores: shops,
      next: '/admin/vouchers?cursor=a',
    }),
    trace: tracePage({
      frame,
      ticket,
      code: null,
      customer: { id: name, name },
      issuedBy: name,
      reason: name,
      note: name,
      metadata: { [name]: name },
      steps: [step({ byName: name, words: name, storeName: name, reasonSentence: name, outcome: 'refused' })],
    }),
    newCustomer: newCustomerPage({
      frame,
      values: { ...NO_VALUES, name, email: name, phone: name, notes: name, tags: name },
      errors: { name },
    }),
  }
}

describe('staff pages', () => {
  it('show hostile names, titles and words as text', () => {
    for (const [page, html] of Object.entries(everyPage(HOSTILE))) {
      expect(html.includes('<script>alert') || html.includes('<img src=x'), page).toBe(false)
    }
  })

  const pages = Object.entries(everyPage('Rui Tavares'))

  it.each(pages)(
    '%s obeys the content security policy: nothing inline, nothing loaded from elsewhere',
    (_page, html) => {
      expect(html).not.toMatch(/\sstyle=|\son[a-z]+=|<style|javascript:|\bhx-on/i)
      expect(html).not.toMatch(/<script(?![^>]*\ssrc="\/assets\/)/)
      expect(html).not.toMatch(/\ssrc="(?:https?:)?\/\//)
      expect(html).not.toMatch(/hx-trigger="[^"]*\[/)
    },
  )

  it.each(pages)('%s uses every id once', (_page, html) => {
    const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id)
    expect(ids).toEqual([...new Set(ids)])
  })

  it.each(STATUSES)('a voucher that is %s has all its pages', (status) => {
    const { handover = '', vouchers = '', trace = '' } = everyPage('Ana', status)
    for (const html of [handover, vouchers, trace]) expect(html).toContain(`data-status="${status}"`)
  })
})

describe('the hand-over', () => {
  it('shows the symbols and offers every way to give them, each a link that needs no script', () => {
    const html = handoverPage()
    expect(html).toContain('QR code for 7Q4K-9XW2-MTR2')
    expect(html).toContain('It is in Joana’s wallet.')
    expect(html).toContain('value="https://vale.example/v/7Q4K9XW2MTR2"')
    for (const href of ['/v/7Q4K9XW2MTR2/print', '/v/7Q4K9XW2MTR2/qr.png', '/admin/issue?again=']) {
      expect(html).toContain(`href="${href}`)
    }
    expect(html).toContain('mailto:?subject=')
    expect(html).toContain('rel="noopener noreferrer"')
  })

  it('goes by one kind of email: ours where a letter can be sent, else the person’s own program', () => {
    const own = handoverPage()
    expect(own).toContain('Email it yourself')
    expect(own).not.toContain('/letters"')
    const ours = handoverPage({ sending: { sentAt: null, trouble: null } })
    expect(ours).toContain('Send by email')
    expect(ours).not.toContain('mailto:?subject=')
    expect(ours).not.toContain('Email it yourself')
  })

  it('takes an unused voucher back with a reason, and only an unused one', () => {
    const form = /<form[^>]*action="\/admin\/vouchers\/vch_[^"]*\/voids"/
    expect(handoverPage()).toMatch(form)
    expect(handoverPage()).toContain('value="Issued by mistake"')
    expect(handoverPage({ ticket: usedVoucher() })).not.toMatch(form)
  })

  it('tells those who come back later what became of it', () => {
    const html = handoverPage({ ticket: usedVoucher() })
    expect(html).toContain('It has been redeemed since.')
    expect(html).not.toContain('wa.me')
  })

  it('gives no symbols, link or picture where the customer sees no code', () => {
    const html = handoverPage({ codeShown: false })
    expect(html).toContain('staff find the voucher under it')
    expect(html).not.toMatch(/QR code|wa\.me|7Q4K/)
  })
})

describe('the list of vouchers', () => {
  it('keeps the other filters when the state changes', () => {
    const html = vouchersPage({ filters: { ...NO_FILTERS, q: 'coffee & cake', status: 'void' } })
    expect(html).toContain('href="/admin/vouchers?q=coffee+%26+cake&amp;status=redeemed"')
    expect(html).toMatch(/href="\/admin\/vouchers\?q=coffee\+%26\+cake&amp;status=void" aria-current="true"/)
    expect(html).toContain('<input type="hidden" name="status" value="void"')
  })

  it('tells an empty brand from an empty search, and the way on from each', () => {
    const none = vouchersPage({ rows: [], next: null })
    expect(none).toContain('No vouchers yet')
    expect(none).toContain('Issue a voucher')
    const nothing = vouchersPage({ rows: [], next: null, filters: { ...NO_FILTERS, q: 'xyz' } })
    expect(nothing).toContain('Nothing found')
    expect(nothing).toContain('value="xyz"')
  })

  it('says how fresh it is and how far a narrowed search has looked', () => {
    const html = vouchersPage({ searchedUpTo: NOW - 100 * 86_400_000 })
    expect(html).toContain('As of 14:10.')
    expect(html).toContain('Searched back to Fri 14 Aug 2026')
    expect(html).toContain('Search further back')
  })

  it('never shows a whole code', () => {
    expect(vouchersPage()).not.toMatch(/7Q4K/)
  })
})

describe('the trace', () => {
  it('tells each step with its own clock first, the brand’s in brackets', () => {
    const html = tracePage()
    expect(html).toContain('Sun 22 Nov, 12:10 Azores (13:10 Lisbon) · Ponta Delgada')
    expect(html).toContain('Redeemed, rolled back since')
    expect(html).toContain('“Wrong customer’s order.”')
    expect(html).toContain('Already redeemed 8 minutes ago at Ponta Delgada.')
    expect(html).toContain('Receipt 3f2a91c07be4d815')
  })

  it('counts refusals it no longer keeps', () => {
    const html = tracePage()
    expect(html).toMatch(/Already redeemed<\/span>.*Sat 21 Nov 2026.*12 ×/)
    expect(html).toMatch(/Ended<\/span>.*Earlier.*1 ×/)
  })

  it('offers what is allowed and nothing else, each form with a key of its own', () => {
    const html = tracePage()
    const keys = [...html.matchAll(/name="idempotency_key" value="([^"]+)"/g)].map(([, key]) => key)
    expect(keys).toEqual(
      ['rollback-4', 'extend', 'take-back', 'unblock', 'block', 'void'].map((form) => `key-1.${form}`),
    )
    expect(html).toContain('80 points go back to the customer')
    const none = { redeem: false, handover: false, void: false, block: false, unblock: false, extend: false }
    const quiet = tracePage({ actions: { ...none, takeBack: null, rollback: false } })
    // The search in the header is always there.
    expect(quiet.slice(quiet.indexOf('<main'))).not.toMatch(/<form|\/scan\?code/)
  })

  it('offers to give back part of a stored value, never more than was taken', () => {
    const html = tracePage({
      ticket: voucher({
        benefit: { kind: 'value', amount: 5000, currency: 'EUR' },
        balance: 3240,
        currency: 'EUR',
        uses: null,
        usesLeft: null,
        status: 'partially_redeemed',
      }),
      steps: [
        step({ seq: 2, kind: 'redeemed', amount: 1760, balance: 3240, usesLeft: null, redemptionSeq: 2 }),
      ],
    })
    expect(html).toContain('€17.60 taken.')
    expect(html).toContain('Leave empty for all of it, €17.60.')
    expect(html).toMatch(/id="amount-rollback-2" name="amount"/)
  })

  it('opens the form that failed, keeps what was typed and leads to it', () => {
    const failed: FailedAct = {
      act: 'extend',
      seq: null,
      reason: 'She was ill',
      amount: '',
      validity: { ...ISSUE_DEFAULTS, validity_kind: 'fixed_date', date: '2026-01-01' },
      errors: { date: 'Choose a date that is not in the past.', reason: 'Write the reason.' },
    }
    const html = tracePage({ failed })
    expect(html.match(/<details class="fold fold--form" open/g)).toHaveLength(1)
    expect(html).toContain('href="#reason-extend"')
    expect(html).toMatch(/id="reason-extend"[^>]*value="She was ill"/)
    expect(html).toContain('value="2026-01-01"')
  })

  it('shows only the last four symbols to those who may not read codes', () => {
    const html = tracePage({ code: null })
    expect(html).toContain('···· MTR2')
    expect(html).not.toContain('7Q4K')
  })
})

describe('a new customer', () => {
  it('takes over the name that was searched for, and keeps what was typed', () => {
    expect(newCustomerPage()).toMatch(/id="name"[^>]*value="joa"/)
    const html = newCustomerPage({
      values: { ...NO_VALUES, email: 'joana@', phone: '+351 912' },
      errors: { email: 'Write an email address such as joana@example.com.' },
    })
    expect(html).toMatch(/id="email"[^>]*value="joana@"/)
    expect(html).toMatch(/aria-invalid="true"/)
    expect(html).toContain('Error: New customer')
  })
})

describe('shops', () => {
  it('are all offered to limit a voucher to, and none is chosen for the issuer', () => {
    const html = issuePage()
    for (const { name } of SHOPS) expect(html).toContain(name)
    expect(html).toContain('Choose none and any of our 5 shops takes it.')
  })

  it('found customers never carry more than a masked contact', () => {
    expect(customerResults({ customers: FOUND })).not.toContain('@')
  })
})
