import { evictDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import type { LedgerCopy, Restoring } from '../../durable-objects/ledger-copy.ts'
import type { VoucherId } from '../../src/id.ts'
import { world } from '../routes/cast.ts'
import { redeem } from '../unit/a-command.ts'
import { accepted, anyId, inside, issued, issuing, object, send, sent, stubOf } from './living-voucher.ts'
import { stored } from './storage.ts'

const copyOf = async (id: VoucherId) => (await stubOf(id).copy()) as unknown as LedgerCopy
const restore = (id: VoucherId, copy: LedgerCopy) => stubOf(id).restore(copy) as unknown as Promise<Restoring>
/** The object as if it had never been. */
const forget = (id: VoucherId) =>
  inside(id, async (voucher, { storage }) => {
    await storage.deleteAll()
    ;(voucher as unknown as { ledger: { keep(record: null): void } }).ledger.keep(null)
  })

/** A voucher redeemed once and refused twice. */
async function lived(): Promise<VoucherId> {
  const id = await issued()
  await accepted(id, sent(redeem()))
  for (const _ of [1, 2]) await send(id, redeem())
  return id
}

describe('A ledger that is copied out and restored', () => {
  it('is stored as it was, byte for byte, attempts and salts too, and goes to the lists', async () => {
    const id = await lived()
    const before = await stored(id)
    const copy = await copyOf(id)
    expect(copy.map(({ seq }) => seq)).toEqual([0, 1, 2])
    await forget(id)
    expect(await restore(id, copy)).toBe('restored')
    const after = await stored(id)
    expect(after.rows).toEqual(before.rows)
    expect(after.alarm).not.toBeNull()
    expect((await send(id, redeem())).kind).toBe('refused')
  })

  it('twice changes nothing the second time', async () => {
    const id = await lived()
    const before = await stored(id)
    expect(await restore(id, await copyOf(id))).toBe('same')
    expect((await stored(id)).rows).toEqual(before.rows)
  })

  it('never replaces another ledger', async () => {
    const id = await lived()
    const copy = await copyOf(id)
    await send(id, redeem())
    const before = await stored(id)
    expect(await restore(id, copy)).toBe('different')
    expect((await stored(id)).rows).toEqual(before.rows)
  })

  it('is refused whole when anything in it was altered, left out, or is of another voucher', async () => {
    const id = await lived()
    const copy = await copyOf(id)
    const changed = (seq: number, more: object) =>
      copy.map((line) => (line.seq === seq ? { ...line, ...more } : line))
    const facts = copy[2]?.facts ?? ''
    const flawed: readonly LedgerCopy[] = [
      changed(2, { facts: facts.replace('"forced":false', '"forced":true') }),
      changed(1, { words: '{"note":"another"}' }),
      changed(1, { salt: 'another' }),
      changed(2, { hash: copy[1]?.hash }),
      changed(0, { facts: '{}' }),
      changed(2, { facts: 'no JSON' }),
      copy.filter(({ seq }) => seq !== 1),
      [...copy, ...copy.slice(2)],
      [],
    ]
    await forget(id)
    for (const [at, one] of flawed.entries()) expect(await restore(id, one), `flaw ${at}`).toBe('flawed')
    expect(await restore(anyId(), copy)).toBe('flawed')
    expect((await stored(id)).tables).toEqual([])
    expect(await restore(id, copy)).toBe('restored')
  })

  it('comes back also into an object that was woken by its number and does not know its name', async () => {
    const id = await lived()
    const copy = await copyOf(id)
    await forget(id)
    const number = world.VOUCHERS.idFromName(id).toString()
    await evictDurableObject(stubOf(id))
    await world.VOUCHERS.get(world.VOUCHERS.idFromString(number)).copy()
    expect(await restore(id, copy)).toBe('restored')
  })

  it('is nothing for a voucher that was never issued, and storing nothing', async () => {
    const id = anyId()
    expect(await copyOf(id)).toEqual([])
    expect((await stored(id)).tables).toEqual([])
    expect((await object(id).execute(issuing(id))).outcome.kind).toBe('accepted')
  })
})
