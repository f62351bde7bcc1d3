import { beforeAll, describe, expect, it } from 'vitest'
import { browserOf, enrol, openLume } from './cast.ts'
import { claimDesk } from './claim-desk.ts'
import { formIn, textOf } from './pages.ts'

let desk: Awaited<ReturnType<typeof claimDesk>>
let rui: Awaited<ReturnType<typeof browserOf>>
beforeAll(async () => {
  await openLume()
  desk = await claimDesk()
  rui = await browserOf(await enrol({ role: 'admin' }))
})

const read = async (path: string) => (await rui.get(path)).text()

describe('A voucher a customer claimed, on the page of staff', () => {
  it('is taken back with what was paid for it and its place, or voided with nothing (R22, R96)', async () => {
    const offer = await desk.published({ required_points: 80, stock: 1, per_customer: 1 })
    const mina = await desk.customer(160)
    const { voucher } = await desk.taken(offer, mina)
    const path = `/admin/vouchers/${voucher?.id}`
    const page = await read(path)
    expect(textOf(page)).toContain('80 points go back to the customer')
    const form = await formIn(page, `${path}/returns`)
    expect((await rui.post(`${path}/returns`, { ...form, reason: '' })).status).toBe(422)
    for (let n = 0; n < 2; n += 1)
      expect((await rui.post(`${path}/returns`, { ...form, reason: 'Pressed by mistake' })).status).toBe(303)
    expect(await desk.points(mina)).toBe(160)
    const after = await read(path)
    expect(after).not.toContain(`${path}/returns`)
    expect(textOf(after)).toContain('Pressed by mistake')
    const again = await desk.taken(offer, mina)
    const other = `/admin/vouchers/${again.voucher?.id}`
    const voids = await formIn(await read(other), `${other}/voids`)
    expect((await rui.post(`${other}/voids`, { ...voids, reason: 'Misused' })).status).toBe(303)
    expect(await desk.points(mina)).toBe(80)
  })

  it('offers no taking back of what was used, or what nobody claimed', async () => {
    const offer = await desk.published({ required_points: 80 })
    const mina = await desk.customer(80)
    const { voucher } = await desk.taken(offer, mina)
    const path = `/admin/vouchers/${voucher?.id}`
    const form = await formIn(await read(path), `${path}/returns`)
    await desk.shop.post(`/vouchers/${voucher?.id}/redemptions`, { store_id: 'sto_chiado' })
    expect(await read(path)).not.toContain(`${path}/returns`)
    const late = await rui.post(`${path}/returns`, { ...form, reason: 'Too late' })
    expect([late.status, textOf(await late.text())]).toEqual([422, expect.stringContaining('used')])
    expect(await desk.points(mina)).toBe(0)
    const issued = await desk.shop.post('/vouchers', {
      title: 'Coffee',
      benefit: { kind: 'item', item: 'Coffee' },
      validity: { kind: 'unlimited' },
    })
    const { id } = await issued.json<{ id: string }>()
    expect(await read(`/admin/vouchers/${id}`)).not.toContain('/returns')
  })
})
