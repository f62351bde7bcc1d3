import { describe, expect, it } from 'vitest'
import { REDEMPTION_REFUSALS, type RefusalReason } from '../../src/refusal.ts'
import { kindOf, wordFor } from '../../views/counter/ruling.ts'
import type { VerdictView } from '../../views/counter/verdict-view.ts'
import { en } from '../../views/words/en.ts'
import { field, inOrder, REDEEM, verdict } from './counter-pages.tsx'
import { NOW } from './fixtures.ts'

const MINUTE = 60_000
const HOSTILE = `"><script>alert(1)</script>'`

describe('A verdict', () => {
  it('says its word, what to give, what to check, the facts, then one huge button and one way out', () => {
    const html = verdict({
      checks: ['Eat in only'],
      facts: [{ label: 'Ends', value: 'Thu 17 Dec, 23:59' }],
      redeem: REDEEM,
    })
    expect(
      inOrder(html, ['>Valid<', 'One coffee', 'Eat in only', 'Thu 17 Dec', 'Redeem</button>', 'Not now']),
    ).toBe(true)
    expect(html.match(/button--huge/g)).toHaveLength(1)
  })

  it('that refuses says why before it says what was promised', () => {
    const html = verdict({ verdict: 'used', word: 'used', say: 'Already redeemed 8 minutes ago.' })
    expect(inOrder(html, ['>Used<', 'Already redeemed', 'One coffee', 'Scan next'])).toBe(true)
    expect(html).not.toContain('Redeem<')
  })

  it('interrupts with bad news and waits its turn with good news', () => {
    expect(verdict()).toContain('role="status"')
    expect(verdict({ verdict: 'done', word: 'redeemed' })).toContain('role="status"')
    expect(verdict({ verdict: 'used', word: 'used' })).toContain('role="alert"')
    expect(verdict({ verdict: 'refused', word: 'ended' })).toContain('role="alert"')
    expect(verdict({ verdict: 'unknown', word: 'unknown' })).toContain('role="alert"')
  })

  it('names the shop and its time', () => {
    const html = verdict({ zone: 'Atlantic/Azores', placeName: 'Ponta Delgada' })
    expect(html).toContain('Ponta Delgada')
    expect(html).toContain('<time>13:10</time>')
  })

  it('lists every other reason once', () => {
    const html = verdict({
      verdict: 'refused',
      word: 'not_here',
      say: 'Not in this shop.',
      reasons: ['Not in this shop.', 'Opens tomorrow.'],
    })
    expect(html.match(/Not in this shop\./g)).toHaveLength(1)
    expect(html.match(/Opens tomorrow\./g)).toHaveLength(1)
  })

  it('of this device’s own redemption stays in the green family and says when', () => {
    const html = verdict({ verdict: 'done', word: 'redeemed', ownRepeat: 12 })
    expect(html).toContain('data-verdict="done"')
    expect(html).toContain('By you, 12\u00a0s ago. It counts once.')
    expect(verdict({ verdict: 'done', word: 'redeemed', ownRepeat: 0 })).toContain('By you, just now.')
  })

  it('runs on to the next scan by itself only after a redemption', () => {
    expect(verdict({ verdict: 'done', word: 'redeemed' })).toContain('until-next')
    expect(verdict({ verdict: 'used', word: 'used' })).not.toContain('until-next')
  })

  it('leads back to the scanner in the same shop', () => {
    expect(verdict({ verdict: 'used', word: 'used' })).toContain('href="/scan?store=sto_1"')
    expect(verdict({ verdict: 'used', word: 'used', storeId: null })).toContain('href="/scan"')
  })

  it('offers to ask again where the outcome is not known', () => {
    const html = verdict({
      verdict: 'unknown',
      word: 'cannot_confirm',
      outcomeHref: '/scan/outcomes/vch_1/c1',
    })
    expect(html).toContain('href="/scan/outcomes/vch_1/c1"')
    expect(html.match(/button--huge/g)).toHaveLength(1)
  })

  it('leads to what happened only for those who may read it', () => {
    expect(verdict({ verdict: 'used', word: 'used' })).not.toContain('/admin/')
    const html = verdict({ verdict: 'used', word: 'used', historyHref: '/admin/vouchers/vch_1' })
    expect(html).toContain('href="/admin/vouchers/vch_1"')
  })

  it('shows hostile titles, reasons and names as text', () => {
    const html = verdict({
      title: HOSTILE,
      say: HOSTILE,
      checks: [HOSTILE],
      reasons: [HOSTILE, `${HOSTILE}2`],
      placeName: HOSTILE,
      facts: [{ label: HOSTILE, value: HOSTILE, small: HOSTILE }],
    })
    expect(html).not.toContain('<script>')
  })
})

describe('The word for a refusal', () => {
  it.each(REDEMPTION_REFUSALS.map((reason) => [reason]))('%s never looks like a yes', (reason) => {
    expect(['valid', 'done']).not.toContain(kindOf(wordFor({ reason })))
  })

  const said: readonly (readonly [RefusalReason, string, string])[] = [
    ['already_redeemed', 'Used', 'used'],
    ['balance_empty', 'Used', 'used'],
    ['expired', 'Expired', 'refused'],
    ['voucher_void', 'Void', 'refused'],
    ['voucher_blocked', 'Blocked', 'refused'],
    ['not_yet_valid', 'Not yet', 'refused'],
    ['store_not_participating', 'Not here', 'refused'],
    ['outside_usage_window', 'Not yet', 'refused'],
    ['minimum_spend_not_met', 'Too little', 'refused'],
    ['held', 'Held', 'refused'],
    ['voucher_not_found', 'Unknown', 'unknown'],
    ['code_malformed', 'Unknown', 'unknown'],
    ['rate_limited', 'Can’t confirm', 'unknown'],
    ['holder_mismatch', 'Refused', 'refused'],
  ]

  it.each(said)('%s is "%s" on the ground of %s', (reason, word, kind) => {
    expect(en.counter.verdict[wordFor({ reason })]).toBe(word)
    expect(kindOf(wordFor({ reason }))).toBe(kind)
  })

  it('what never opens again is not said to come', () => {
    expect(wordFor({ reason: 'outside_usage_window', opens_at: null })).toBe('not_now')
  })

  it('tells verdicts apart by shape where colour is not seen', () => {
    const shapeOf = (word: VerdictView['word']) =>
      /<path d="([^"]*)"/.exec(verdict({ word, placeName: null }))?.[1]
    const words = Object.keys(en.counter.verdict) as VerdictView['word'][]
    // A purchase is recorded as a voucher is redeemed, and three ways of not knowing are one.
    const alike = ['recorded', 'cannot_confirm', 'not_confirmed']
    const shapes = words.filter((word) => !alike.includes(word)).map(shapeOf)
    expect(new Set(shapes).size).toBe(words.length - alike.length)
  })
})

describe('Redeeming', () => {
  it('sends the voucher, the code, the shop and a key, with or without a script', () => {
    const html = verdict({ redeem: REDEEM })
    expect(html).toContain('method="post" action="/scan/redemptions" hx-post="/scan/redemptions"')
    expect(field(html, 'voucher')).toContain('value="vch_1"')
    expect(field(html, 'code')).toContain('value="7Q4K9XW2MTR2"')
    expect(field(html, 'store_id')).toContain('value="sto_1"')
    expect(field(html, 'idempotency_key')).toContain('value="key-1"')
  })

  it('asks for nothing that is not needed', () => {
    expect(field(verdict({ redeem: REDEEM }), 'amount')).toBe('')
    expect(field(verdict({ redeem: REDEEM }), 'order_amount')).toBe('')
    expect(field(verdict({ redeem: { ...REDEEM, storeId: null } }), 'store_id')).toBe('')
  })

  it('of stored value asks how much, says what is on it and offers all of it', () => {
    const html = verdict({ redeem: { ...REDEEM, needsAmount: { balance: 3240, currency: 'EUR' } } })
    expect(field(html, 'amount')).toContain('inputmode="decimal"')
    expect(html).toContain('€32.40 is on it.')
    expect(html).toContain('data-fill="amount" value="32.40" hidden')
  })

  it('types amounts with the decimals of their currency', () => {
    const filled = (balance: number, currency: string) =>
      /data-fill="amount" value="([^"]*)"/.exec(
        verdict({ redeem: { ...REDEEM, needsAmount: { balance, currency } } }),
      )?.[1]
    const sums = [filled(5, 'EUR'), filled(1250, 'JPY'), filled(1250, 'KWD'), filled(1250, 'HUF')]
    expect(sums).toEqual(['0.05', '1250', '1.250', '12.50'])
  })

  it('that depends on the order asks for its total, and for the receipt if there is one', () => {
    const html = verdict({ redeem: { ...REDEEM, needsOrder: true } })
    expect(field(html, 'order_amount')).toContain('required')
    expect(field(html, 'order_id')).not.toContain('required')
  })

  it('that came back keeps what was typed and says at the field how to repair it', () => {
    const html = verdict({
      redeem: {
        ...REDEEM,
        needsAmount: { balance: 3240, currency: 'EUR' },
        input: { amount: '40' },
        errors: { amount: 'Only €32.40 is left on it.' },
      },
    })
    expect(field(html, 'amount')).toContain('value="40"')
    expect(field(html, 'amount')).toContain('aria-invalid="true"')
    expect(html).toContain('Only €32.40 is left on it.')
  })
})

describe('Undoing', () => {
  const undo = { redemption: 'rdm_1_2', until: NOW + 15 * MINUTE, commandKey: 'key-2' }
  const html = verdict({ verdict: 'done', word: 'redeemed', undo })

  it('says until when, on the shop’s clock', () => {
    expect(html).toContain('Undo (until 14:25)')
    expect(verdict({ verdict: 'done', word: 'redeemed', undo, zone: 'Atlantic/Azores' })).toContain(
      'until 13:25',
    )
  })

  it('needs one of four reasons', () => {
    expect(html.match(/<input type="radio" name="reason"[^>]*required[^>]*>/g)).toHaveLength(4)
    expect(inOrder(html, ['By mistake', 'They changed their mind', 'Wrong voucher', 'Other'])).toBe(true)
  })

  it('names the redemption and a key of its own', () => {
    expect(html).toContain('action="/scan/rollbacks"')
    expect(field(html, 'redemption')).toContain('value="rdm_1_2"')
    expect(field(html, 'idempotency_key')).toContain('value="key-2"')
  })

  it('is not offered where it is too late', () => {
    expect(verdict({ verdict: 'done', word: 'redeemed' })).not.toContain('Undo')
  })
})
