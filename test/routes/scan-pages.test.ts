import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { commandId } from '../../worker/command-id.ts'
import { browserOf, enrol, type IssuedVoucher, issued, openLume, shopSystem } from './cast.ts'
import { formIn, leadsTo, PARTIAL, stranger, textOf } from './pages.ts'

type Browser = Awaited<ReturnType<typeof browserOf>>

let shop: Awaited<ReturnType<typeof shopSystem>>
let olive: Browser
let pedro: Browser
beforeAll(async () => {
  await openLume()
  shop = await shopSystem()
  olive = await browserOf(await enrol({ role: 'operator', name: 'Olive', stores: ['sto_chiado'] }))
  pedro = await browserOf(await enrol({ role: 'operator', name: 'Pedro', stores: ['sto_ponta'] }))
})
afterEach(() => {
  vi.useRealTimers()
})

const VALUE = { benefit: { kind: 'value', amount: 5000, currency: 'EUR' } }

/** Scans a code and gives the page of the answer. */
async function scanned(by: Browser, code: string): Promise<string> {
  const response = await by.post('/scan/validations', { code })
  expect(response.status).toBe(200)
  return response.text()
}

/** Scans, types what is asked, redeems, and follows where that leads: everything without a script. */
async function redeemed(by: Browser, code: string, typed: Record<string, string> = {}): Promise<string> {
  const form = await formIn(await scanned(by, code), '/scan/redemptions')
  const response = await by.post('/scan/redemptions', { ...form, ...typed })
  expect(response.status).toBe(303)
  const outcome = await by.get(leadsTo(response))
  expect(outcome.status).toBe(200)
  return outcome.text()
}

/** The same, where a number stands in the way: the form comes back with what was typed, to be mended at once. */
async function askedAgain(by: Browser, code: string, typed: Record<string, string>): Promise<string> {
  const form = await formIn(await scanned(by, code), '/scan/redemptions')
  const response = await by.post('/scan/redemptions', { ...form, ...typed })
  const html = await response.text()
  expect(response.status).toBe(422)
  const again = await formIn(html, '/scan/redemptions')
  expect(again).toMatchObject({ ...typed, voucher: form.voucher, code, store_id: form.store_id })
  expect(again.idempotency_key).not.toBe(form.idempotency_key)
  return html
}

/** The word of the verdict, which stands in its region of the page, or alone. */
function verdictOf(html: string): string {
  const [shown = ''] = (html.split('id="verdict"')[1] ?? html).split('<template')
  const [, verdict, word] = /data-verdict="(\w+)" data-word="(\w+)"/.exec(shown) ?? []
  return `${verdict} ${word}`
}

async function linesOf({ id }: IssuedVoucher): Promise<string[]> {
  const { data } = await (await shop.get(`/vouchers/${id}/ledger`)).json<{
    data: { kind: string; outcome: string }[]
  }>()
  return data.map(({ kind, outcome }) => (outcome === 'accepted' ? kind : `${kind} refused`))
}

describe('at the counter, without a script', () => {
  it('opens in the shop of whoever is signed in', async () => {
    const response = await olive.get('/scan')
    const html = await response.text()
    expect(response.status).toBe(200)
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self' 'wasm-unsafe-eval'")
    expect(textOf(html)).toContain('Chiado')
    expect(await formIn(html, '/scan/validations')).toEqual({ store_id: 'sto_chiado', word: '', code: '' })
  })

  it('shows what it is before redeeming, redeems it once, and shows it used ever after', async () => {
    const voucher = await issued(shop)
    const { code, id } = voucher
    for (const typed of [code, ` ${code.toLowerCase()} `, `https://lume.example/v/${code}`, id]) {
      const html = await scanned(olive, typed)
      expect(verdictOf(html)).toBe('valid valid')
      expect(textOf(html)).toContain('Sorry your order arrived cold')
    }
    expect(await linesOf(voucher)).toEqual(['issued'])
    const done = await redeemed(olive, code)
    expect(verdictOf(done)).toBe('done redeemed')
    const used = await scanned(pedro, code)
    expect(verdictOf(used)).toBe('used used')
    expect(textOf(used)).toMatch(/Already redeemed .* at Chiado\. .*When .*in Chiado.* Where Chiado Olive/)
    expect(await linesOf(voucher)).toEqual(['issued', 'redeemed'])
  })

  it('answers a code in the address at once', async () => {
    const { code } = await issued(shop)
    expect(verdictOf(await (await olive.get(`/scan?code=${code}`)).text())).toBe('valid valid')
    expect(verdictOf(await (await olive.get('/scan?code=7Q4K9XW2MTR3')).text())).toBe('unknown unknown')
  })

  it.each([
    ['7Q4K9XW2MTR2', 'We do not know this code.'],
    ['7Q4K9XW2MTR3', 'This is not one of our codes.'],
    ['', 'This is not one of our codes.'],
    ['vch_00000000000000000000000000', 'We do not know this code.'],
    ['<script>alert(1)</script>', 'This is not one of our codes.'],
    ['x'.repeat(5000), 'This is not one of our codes.'],
  ])('says that it does not know %s', async (code, sentence) => {
    const html = await scanned(olive, code)
    expect(verdictOf(html)).toBe('unknown unknown')
    expect(textOf(html)).toContain(sentence)
    expect(html).not.toContain('<script>alert')
  })

  it.each<[string, object, string, RegExp]>([
    ['of other shops', { store_ids: ['sto_ponta', 'sto_porto'] }, 'not_here', /in Ponta Delgada and Porto/],
    ['void', {}, 'void', /It was ended/],
    ['blocked', {}, 'blocked', /It was blocked/],
  ])('refuses one that is %s, with the word and what to do', async (name, terms, word, sentence) => {
    const { code, id } = await issued(shop, terms)
    if (name === 'void') await shop.post(`/vouchers/${id}/voids`, { reason: 'x' })
    if (name === 'blocked') await shop.post(`/vouchers/${id}/blocks`, { reason: 'x' })
    const html = await scanned(olive, code)
    expect(verdictOf(html)).toBe(`refused ${word}`)
    expect(textOf(html)).toMatch(sentence)
    expect(html).not.toContain('action="/scan/redemptions" class')
  })
})

describe('at the counter, with htmx', () => {
  it('answers each step with the verdict alone, under the status of the refusal', async () => {
    const { code, id } = await issued(shop)
    const steps = [
      await olive.post('/scan/validations', { code }, PARTIAL),
      await olive.post('/scan/redemptions', { voucher: id, idempotency_key: 'htmx-1' }, PARTIAL),
      await pedro.post('/scan/redemptions', { voucher: id, idempotency_key: 'htmx-2' }, PARTIAL),
      await pedro.post('/scan/redemptions', { voucher: id }, PARTIAL),
    ]
    expect(steps.map(({ status }) => status)).toEqual([200, 200, 409, 400])
    const texts = await Promise.all(steps.map((step) => step.text()))
    for (const html of texts) expect(html).not.toContain('<html')
    expect(texts.slice(0, 3).map(verdictOf)).toEqual(['valid valid', 'done redeemed', 'used used'])
  })
})

describe('sums', () => {
  it('[G01] asks how much of a credit to take, and says what is left', async () => {
    const { code } = await issued(shop, VALUE)
    expect(textOf(await scanned(olive, code))).toMatch(/Amount to take, in EUR €50\.00 is on it\./)
    const done = textOf(await redeemed(olive, code, { amount: '12,50' }))
    expect(done).toMatch(/Taken €12\.50/)
    expect(done).toMatch(/€37\.50/)
    expect(textOf(await askedAgain(pedro, code, { amount: '40' }))).toContain('Only €37.50 is left.')
  })

  it.each(['many', '-1', '0', '1.2.3'])('asks again when the amount is "%s"', async (amount) => {
    const { code } = await issued(shop, VALUE)
    expect(textOf(await askedAgain(olive, code, { amount }))).toContain('Write an amount such as 12.50.')
  })

  it('asks for the order where the terms depend on it, and takes the discount off it', async () => {
    const terms = {
      benefit: { kind: 'percent', percent: 10 },
      minimum_spend: { amount: 2000, currency: 'EUR' },
    }
    const { code } = await issued(shop, { ...terms, uses: 2 })
    const asked = await scanned(olive, code)
    expect(verdictOf(asked)).toBe('valid valid')
    expect(textOf(asked)).toContain('Total of the order, in EUR')
    expect(textOf(await askedAgain(olive, code, { order_amount: '12' }))).toContain('€8.00 to go')
    expect(textOf(await askedAgain(olive, code, { order_amount: '' }))).toContain(
      'Enter the order’s total first.',
    )
    expect(textOf(await redeemed(olive, code, { order_amount: '42', order_id: 'T-1' }))).toMatch(
      /Off the bill €4\.20 .*To pay €37\.80/,
    )
  })

  it('asks again for a receipt number longer than any till prints', async () => {
    const { code } = await issued(shop, { minimum_spend: { amount: 1000, currency: 'EUR' } })
    const long = { order_amount: '20', order_id: 'x'.repeat(121) }
    expect(textOf(await askedAgain(olive, code, long))).toContain('Write at most 120 characters.')
  })
})

describe('the same tap twice', () => {
  it('[R4] redeems once and shows both the same', async () => {
    const voucher = await issued(shop, { uses: 5 })
    const form = await formIn(await scanned(olive, voucher.code), '/scan/redemptions')
    const taps = await Promise.all([1, 2, 3].map(() => olive.post('/scan/redemptions', form)))
    expect(new Set(taps.map(leadsTo)).size).toBe(1)
    expect(await linesOf(voucher)).toEqual(['issued', 'redeemed'])
  })

  it('[R5] refuses other content under the same key, and never shows the first answer for it', async () => {
    const { code, id } = await issued(shop, VALUE)
    const form = { voucher: id, code, store_id: 'sto_chiado', idempotency_key: 'reused' }
    await olive.post('/scan/redemptions', { ...form, amount: '5' })
    const other = await olive.post('/scan/redemptions', { ...form, amount: '10' })
    expect(other.status).toBe(422)
    const html = await other.text()
    expect(verdictOf(html)).toBe('unknown cannot_confirm')
    expect(textOf(html)).toContain('Start again from the scan.')
  })

  it('is calm about its own redemption for a minute; then it is used', async () => {
    const { code } = await issued(shop)
    await redeemed(olive, code)
    const calm = await scanned(olive, code)
    expect(verdictOf(calm)).toBe('done redeemed')
    expect(textOf(calm)).toMatch(/By you, (just now|\d+\s+s ago)\. It counts once\./)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 })
    expect(verdictOf(await scanned(olive, code))).toBe('used used')
  })
})

describe('an answer that was lost', () => {
  it('can be asked for again, by the command alone, also after it was undone', async () => {
    const { code, id } = await issued(shop)
    await olive.post('/scan/redemptions', { voucher: id, idempotency_key: 'lost-1' }, PARTIAL)
    const outcome = `/scan/outcomes/${id}/${commandId(olive.principal.id, 'lost-1')}`
    expect(verdictOf(await (await olive.get(outcome)).text())).toBe('done redeemed')
    expect(await (await olive.get(outcome, PARTIAL)).text()).not.toContain('<html')
    // On another device of hers the same receipt, which may not be undone from there.
    const elsewhere = await (await (await browserOf(olive.principal)).get(outcome, PARTIAL)).text()
    expect(verdictOf(elsewhere)).toBe('done redeemed')
    expect(await formIn(elsewhere, '/scan/rollbacks')).toEqual({})
    const form = await formIn(await scanned(olive, code), '/scan/rollbacks')
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 300_000 })
    await olive.post('/scan/rollbacks', { ...form, reason: 'mistake' })
    const undone = await (await olive.get(outcome)).text()
    expect(verdictOf(undone)).toBe('unknown undone')
    const time = new Intl.DateTimeFormat('en', {
      timeStyle: 'short',
      hourCycle: 'h23',
      timeZone: 'Europe/Lisbon',
    })
    expect(textOf(undone)).toContain(`It was undone Today, ${time.format(Date.now())}.`)
  })

  it('of one that was blocked since is that it was undone, not that it can be used again (R20)', async () => {
    const { code, id } = await issued(shop)
    const form = await formIn(await redeemed(olive, code), '/scan/rollbacks')
    await shop.post(`/vouchers/${id}/blocks`, { reason: 'Somebody looks into it' })
    const answer = await olive.post('/scan/rollbacks', { ...form, reason: 'mistake' })
    const undone = await (await olive.get(leadsTo(answer))).text()
    expect(verdictOf(undone)).toBe('unknown undone')
    expect(textOf(undone)).toMatch(/It was undone .*\. The voucher cannot be used now/)
    expect(textOf(undone)).not.toContain('can be used again')
  })

  it('is told to a check of its code that names the key, of a voucher that has more uses too, in the name of whoever sent it', async () => {
    const { code, id } = await issued(shop, { uses: 5 })
    await olive.post('/scan/redemptions', { voucher: id, idempotency_key: 'lost-2' }, PARTIAL)
    const check = async (by: Browser, key: string, sender = '') => {
      const asked = { code, idempotency_key: key, sent_by: sender }
      const told = await by.post('/scan/validations', asked, PARTIAL)
      return [verdictOf(await told.text()), told.headers.get('content-location')]
    }
    const outcome = `/scan/outcomes/${id}/${commandId(olive.principal.id, 'lost-2')}`
    expect(await check(olive, 'lost-2')).toEqual(['done redeemed', outcome])
    expect(verdictOf(await (await olive.get(outcome)).text())).toBe('done redeemed')
    expect(await check(olive, 'never-sent')).toEqual(['valid valid', null])
    expect(await check(pedro, 'lost-2')).toEqual(['valid valid', null])
    // Who comes next to the same tablet asks for whoever sent it.
    expect(await check(pedro, 'lost-2', olive.principal.id)).toEqual(['done redeemed', outcome])
    expect(await check(pedro, 'never-sent', olive.principal.id)).toEqual(['valid valid', null])
    expect(await check(olive, 'lost-2', 'nobody')).toEqual(['done redeemed', outcome])
    expect(await (await shop.get(`/vouchers/${id}`)).json()).toMatchObject({ uses_left: 4 })
  })

  it('says so when nothing was recorded', async () => {
    const { id } = await issued(shop)
    for (const command of ['0'.repeat(64), commandId(pedro.principal.id, 'lost-1')]) {
      const response = await olive.get(`/scan/outcomes/${id}/${command}`)
      expect(response.status).toBe(404)
      const html = await response.text()
      expect(textOf(html)).toMatch(/Nothing was recorded under this request\..* Ask again/)
      expect(html).toContain(`href="/scan/outcomes/${id}/${command}"`)
    }
    for (const path of [
      `${id}/x`,
      `x/${'0'.repeat(64)}`,
      `vch_00000000000000000000000000/${'0'.repeat(64)}`,
    ]) {
      expect((await olive.get(`/scan/outcomes/${path}`)).status).toBe(404)
    }
  })

  it('is not for strangers', async () => {
    for (const path of ['/scan', '/scan/outcomes/x/y']) {
      expect(leadsTo(await stranger.get(path))).toBe('/signin')
    }
    for (const path of ['validations', 'redemptions', 'rollbacks']) {
      expect(leadsTo(await stranger.post(`/scan/${path}`, { code: 'x' }))).toBe('/signin')
    }
  })
})
