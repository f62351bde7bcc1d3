import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Issue, Redeem, Words } from '../../src/command.ts'
import { idSymbols, type StoreId, type VoucherId } from '../../src/id.ts'
import type { Terms } from '../../src/terms.ts'
import type { Place } from '../../src/voucher.ts'
import { redeem } from '../unit/a-command.ts'
import { issue, termsOf } from '../unit/a-voucher.ts'
import { COUNTER } from '../unit/cast.ts'
import { accepted, anyId, send, sent } from './living-voucher.ts'
import { stored } from './storage.ts'

const PAGE = 4096

/** What people write, at any length. */
const PROSE =
  'We are sorry that your order arrived cold on Sunday evening. Show this at any of our shops within thirty days and the barista makes you a fresh coffee of your choice, on the house. Tell us how it was: every message is read by somebody who can do something about it. Não acumula com outras promoções; válido também nas lojas dos nossos parceiros. '

const PLACE: Place = { ...COUNTER, store: shop(), by: `usr_${name()}`, device: 'ses_3f9a0c64d18be275' }

describe('A voucher at rest', () => {
  it('plain, redeemed and refused five times, takes three pages', async () => {
    const id = await redeemedAndRefused(5, {})
    expect(await bytesOf('plain, 5 refusals', id)).toBeLessThanOrEqual(3 * PAGE)
  })

  it('with every text at its limit, redeemed and refused five times, takes at most 12 KB', async () => {
    const id = await redeemedAndRefused(5, { terms: LONG_TERMS, words: LONG_WORDS })
    expect(await bytesOf('texts at their limits, 5 refusals', id)).toBeLessThanOrEqual(3 * PAGE)
  })

  it('with every text at its limit and all the refusals it keeps takes at most 20 KB', async () => {
    const id = await redeemedAndRefused(60, { terms: LONG_TERMS, words: LONG_WORDS })
    expect(await bytesOf('texts at their limits, 60 refusals', id)).toBeLessThanOrEqual(5 * PAGE)
  })

  it('for two hundred shops is not blown up by refusals that name them all', async () => {
    const terms = termsOf({ stores: Array.from({ length: 200 }, shop) })
    const id = anyId()
    await accepted(id, sent(issue({}, { voucher: id, place: PLACE, terms })))
    const { bytes } = await stored(id)
    await refuse(id, 60, { place: { ...PLACE, store: shop() } })
    expect(await bytesOf('200 shops, 60 refusals at another', id)).toBeLessThanOrEqual(bytes + 5 * PAGE)
  })
})

const LONG_TERMS: Terms = {
  ...termsOf({ minimumSpend: 1000 }),
  title: text(80),
  description: text(1000),
  image_url: `/images/${randomBytes(32).toString('hex')}.webp`,
  benefit: { kind: 'custom', text: text(120) },
  store_ids: [PLACE.store ?? shop()],
  windows: [{ days: ['monday', 'friday'], from: '17:00', to: '19:00' }],
}

/** 20 keys and 2 KB: half words, half the shop's own numbers. */
const LONG_WORDS: Words = {
  reason: text(200),
  note: text(500),
  metadata: Object.fromEntries(
    Array.from({ length: 20 }, (_, n) => [
      `shop_field_${n}`,
      n % 2 === 0 ? text(78, 78 * n) : randomBytes(29).toString('hex').slice(0, 78),
    ]),
  ),
}

async function redeemedAndRefused(
  times: number,
  promise: Partial<Pick<Issue, 'terms' | 'words'>>,
): Promise<VoucherId> {
  const id = anyId()
  const sealedCode = randomBytes(40).toString('base64url')
  const customer = `cus_${name()}` as const
  await accepted(id, sent(issue({}, { voucher: id, place: PLACE, customer, sealedCode, ...promise })))
  const order = { order_id: randomBytes(60).toString('hex'), amount: 4200, currency: 'EUR' }
  await accepted(id, sent({ ...redeem({ place: PLACE, order }), kind: 'override', words: {} }))
  await refuse(id, times, { place: PLACE, customer: `cus_${name()}` })
  return id
}

/** From three devices in turn. */
async function refuse(id: VoucherId, times: number, asking: Partial<Redeem>): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    const place = { ...PLACE, ...asking.place, device: `ses_3f9a0c64d18be27${n % 3}` }
    expect((await send(id, redeem({ ...asking, place }))).kind).toBe('refused')
  }
}

/** Says how large it is and in what: the figure is a budget. */
async function bytesOf(what: string, id: VoucherId): Promise<number> {
  const { bytes, rows } = await stored(id)
  console.log(`${what}: ${bytes} bytes in ${bytes / PAGE} pages, ${rows.length} rows`)
  return bytes
}

function text(length: number, from = 0): string {
  return PROSE.repeat(10).slice(from, from + length)
}

function shop(): StoreId {
  return `sto_${name()}`
}

function name(): string {
  return idSymbols(randomBytes(16))
}
