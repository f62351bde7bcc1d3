import { describe, expect, it } from 'vitest'
import { openLume } from './cast.ts'
import { importDesk } from './import-desk.ts'

await openLume()
const { shop, byName } = await importDesk()

describe('POST /customers/imports', () => {
  const rows = [
    { name: 'Lote Um', email: 'lote1@example.com' },
    { name: 'Lote Dois', phone: '912' },
  ]

  it('says what would happen, does it once, and says the same again', async () => {
    const dry = await shop.post('/customers/imports', { rows, dry_run: true }, 'batch-1')
    expect(await dry.json()).toMatchObject({ dry_run: true, created: 1, refused: 1, refusals: [{ row: 2 }] })
    expect(await byName('lote')).toHaveLength(0)
    const first = await shop.post('/customers/imports', { rows }, 'batch-1')
    const result = await first.json()
    expect(result).toMatchObject({ dry_run: false, rows: 2, created: 1, refused: 1 })
    const again = await shop.post('/customers/imports', { rows }, 'batch-1')
    expect(again.headers.get('idempotent-replayed')).toBe('true')
    expect(await again.json()).toEqual(result)
    expect((await shop.post('/customers/imports', { rows: [rows[0]] }, 'batch-1')).status).toBe(422)
    expect(await byName('lote')).toHaveLength(1)
  })

  it('takes a CSV body with its options in the query', async () => {
    const headers = { 'content-type': 'text/csv', 'idempotency-key': 'batch-2' }
    const path = '/customers/imports?calling_code=351'
    const response = await shop.send('POST', path, 'Nome;Telemóvel\nLinha Um;912345088', headers)
    expect(await response.json()).toMatchObject({ created: 1 })
    expect(await byName('345088')).toMatchObject([{ phone: '+351912345088' }])
    expect(
      (await shop.send('POST', path, 'a,b\n1,2', { ...headers, 'idempotency-key': 'batch-3' })).status,
    ).toBe(422)
    expect((await shop.send('POST', `${path}&dry_run=maybe`, 'name\nX', headers)).status).toBe(422)
  })
})
