import { runInDurableObject } from 'cloudflare:test'
import { randomUUID } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { SchemaStep } from '../../durable-objects/schema.ts'
import { StoredDocument } from '../../durable-objects/stored-document.ts'
import { type Record as Kept, VoucherLedger } from '../../durable-objects/voucher-ledger.ts'
import type { VoucherId } from '../../src/id.ts'
import { settle } from '../../src/ledger.ts'
import { world } from '../routes/cast.ts'
import { redeem } from '../unit/a-command.ts'
import { inside, issued, object, send, sent } from './living-voucher.ts'
import { stored } from './storage.ts'

/** A made-up next schema: one more column, which the Worker before it does not know. */
const addColumn: SchemaStep<SqlStorage> = (sql) => {
  sql.exec('ALTER TABLE ledger ADD COLUMN mood TEXT')
  sql.exec('ALTER TABLE ledger RENAME TO ledger_2')
  return sql
}
/** One after which the older Worker cannot even read. */
const dropColumn: SchemaStep<SqlStorage> = (sql) => {
  sql.exec('ALTER TABLE ledger DROP COLUMN salt')
  sql.exec('ALTER TABLE ledger RENAME TO ledger_2')
  return sql
}

/** A redemption by a Worker that knows these steps, as the object does it; `dying` throws before the transaction ends. */
function redeemBy(id: VoucherId, steps: readonly SchemaStep<SqlStorage>[], dying = false): Promise<Kept> {
  return inside(id, (_, { storage }) => {
    const ledger = new VoucherLedger(storage.sql, steps)
    return storage.transactionSync(() => {
      const record = ledger.read()
      const { write } = settle(record, sent(redeem()), Date.now())
      if (write === null || !('entry' in write)) throw new Error('it is redeemed')
      const next = ledger.append(record, write.entry, write.words)
      if (dying) throw new Error('died')
      return next
    })
  })
}

const readBy = (id: VoucherId, steps: readonly SchemaStep<SqlStorage>[]) =>
  inside(id, (_, { storage }) => new VoucherLedger(storage.sql, steps).read())

describe('A newer Worker and an older voucher', () => {
  it('is read as it is: reading changes nothing in storage', async () => {
    const id = await issued({ uses: 2 })
    const before = await stored(id)
    expect((await readBy(id, [addColumn])).entries).toHaveLength(1)
    expect(await stored(id)).toEqual(before)
  })

  it('takes the new shape with the first write, the chain going on', async () => {
    const id = await issued({ uses: 2 })
    const [first] = (await readBy(id, [])).lines
    const { entries } = await redeemBy(id, [addColumn])
    expect(entries.map(({ kind }) => kind)).toEqual(['issued', 'redeemed'])
    expect((await stored(id)).tables).toEqual(['ledger_2'])
    expect((await readBy(id, [addColumn])).lines[0]).toEqual(first)
  })

  it('that dies in the middle of a step leaves it as it was', async () => {
    const id = await issued({ uses: 2 })
    const before = await stored(id)
    await expect(redeemBy(id, [addColumn], true)).rejects.toThrow('died')
    expect(await stored(id)).toEqual(before)
    expect((await send(id, redeem())).kind).toBe('accepted')
  })

  it('issues new ones in the new shape at once', async () => {
    const id = await issued()
    await inside(id, (_, { storage }) => {
      const copy = new VoucherLedger(storage.sql).copy()
      storage.sql.exec('DROP TABLE ledger')
      storage.transactionSync(() => new VoucherLedger(storage.sql, [addColumn]).restore(copy))
    })
    expect((await stored(id)).tables).toEqual(['ledger_2'])
  })
})

describe('An older Worker and a newer voucher', () => {
  const upgraded = async (step: SchemaStep<SqlStorage>) => {
    const id = await issued({ uses: 3 })
    await inside(id, (_, { storage }) => {
      storage.transactionSync(() => step(storage.sql))
      // The object had kept what it read in memory, as of the old shape.
      storage.sql.exec('SELECT 1')
    })
    return id
  }

  it('reads it where it can, and refuses to write: an outage, nothing damaged', async () => {
    const id = await upgraded(addColumn)
    const before = await inside(id, (_, { storage }) => storage.sql.exec('SELECT * FROM ledger_2').toArray())
    expect((await readBy(id, [])).entries).toHaveLength(1)
    await expect(redeemBy(id, [])).rejects.toThrow('stored in schema 2, this Worker writes 1')
    expect(
      await inside(id, (_, { storage }) => storage.sql.exec('SELECT * FROM ledger_2').toArray()),
    ).toEqual(before)
  })

  it('says what is the matter where it cannot even read', async () => {
    const id = await upgraded(dropColumn)
    await expect(readBy(id, [])).rejects.toThrow('stored in schema 2, this Worker writes 1')
    expect(
      (await inside(id, (_, { storage }) => storage.sql.exec('SELECT * FROM ledger_2').toArray())).length,
    ).toBe(1)
  })

  it('never takes it for one that was not issued', async () => {
    const id = await upgraded(addColumn)
    await expect(object(id).read()).resolves.toMatchObject({ head: 1 })
  })
})

describe('Documents of principals and the directory', () => {
  /** Made up: `name` was once `label`. */
  const rename: SchemaStep<object> = (old) => ({ name: (old as { label: string }).label })
  type Named = { readonly name: string }
  const inObject = <R>(look: (kv: SyncKvStorage) => R) =>
    runInDurableObject(
      world.PRINCIPALS.get(world.PRINCIPALS.idFromName(`usr_${randomUUID().slice(0, 8)}`)),
      (_, { storage }) => look(storage.kv),
    )

  it('are read in the new shape and stored in it only when they are written', async () => {
    await inObject((kv) => {
      kv.put('record', { label: 'Rui' })
      const document = new StoredDocument<Named>(kv, 'record', [rename])
      expect(document.read()).toEqual({ name: 'Rui' })
      expect(kv.get('record')).toEqual({ label: 'Rui' })
      document.write({ name: 'Rui Reis' })
      expect(kv.get('record')).toEqual({ name: 'Rui Reis', schema: 2 })
      expect(document.read()).toEqual({ name: 'Rui Reis' })
    })
  })

  it('of a newer Worker are read by an older one and not written over', async () => {
    await inObject((kv) => {
      kv.put('record', { name: 'Rui', mood: 'calm', schema: 2 })
      const document = new StoredDocument<Named>(kv, 'record')
      expect(document.read()).toEqual({ name: 'Rui', mood: 'calm' })
      expect(() => document.write({ name: 'Eva' })).toThrow('stored in schema 2, this Worker writes 1')
      expect(kv.get('record')).toEqual({ name: 'Rui', mood: 'calm', schema: 2 })
    })
  })

  it('cost nothing while nothing has changed', async () => {
    await inObject((kv) => {
      new StoredDocument<Named>(kv, 'record').write({ name: 'Rui' })
      expect(kv.get('record')).toEqual({ name: 'Rui' })
    })
  })
})
