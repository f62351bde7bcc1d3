import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { beforeAll, expect, it } from 'vitest'
import { issued, openLume, shopSystem, world } from './cast.ts'

beforeAll(openLume)

it('a voucher stored by a newer Worker can be looked at and is not written to: 503, to be sent again', async () => {
  const shop = await shopSystem()
  const { id } = await issued(shop)
  const stub = world.VOUCHERS.get(world.VOUCHERS.idFromName(id))
  await runInDurableObject(stub, (_, { storage }) => {
    storage.sql.exec('ALTER TABLE ledger ADD COLUMN mood TEXT')
    storage.sql.exec('ALTER TABLE ledger RENAME TO ledger_2')
  })
  await evictDurableObject(stub)
  expect((await shop.get(`/vouchers/${id}`)).status).toBe(200)
  const answer = await shop.post(`/vouchers/${id}/redemptions`, {}, 'once')
  expect(answer.status).toBe(503)
  expect(await answer.json()).toMatchObject({ reason: 'unavailable', retryable: true })
  await runInDurableObject(stub, (_, { storage }) => {
    storage.sql.exec('ALTER TABLE ledger_2 RENAME TO ledger')
  })
  await evictDurableObject(stub)
  expect((await shop.post(`/vouchers/${id}/redemptions`, {}, 'once')).status).toBe(201)
})
