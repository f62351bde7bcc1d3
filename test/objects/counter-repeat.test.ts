import { beforeAll, describe, expect, it } from 'vitest'
import { browserOf, enrol, issued, openLume, shopSystem } from '../routes/cast.ts'

beforeAll(openLume)

describe('A voucher shown again at the device that just took it', () => {
  it.each([
    ['the only use of', {}, {}],
    ['the last of several uses of', { uses: 2 }, {}],
    [
      'the last of the value of',
      { benefit: { kind: 'value', amount: 500, currency: 'EUR' } },
      { amount: '5' },
    ],
  ])('by %s it is told calmly; another device reads a refusal', async (_, promise, typed) => {
    const shop = await shopSystem()
    const { code, id } = await issued(shop, promise)
    if ('uses' in promise) await shop.post(`/vouchers/${id}/redemptions`, {})
    const olive = await browserOf(await enrol({ role: 'operator', stores: ['sto_chiado'] }))
    const otto = await browserOf(await enrol({ role: 'operator', stores: ['sto_ponta'] }))
    const key = { idempotency_key: crypto.randomUUID() }
    const redeemed = await olive.post('/scan/redemptions', { voucher: id, code, ...typed, ...key })
    expect(redeemed.status).toBe(303)
    const verdict = async (who: typeof olive) =>
      /data-verdict="(\w+)"/.exec(await (await who.post('/scan/validations', { code })).text())?.[1]
    expect(await verdict(olive)).toBe('done')
    expect(await verdict(otto)).not.toBe('done')
  })
})
