import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, it } from 'vitest'
import { keysOf } from '../../scripts/local/keys.ts'
import { apiKey } from '../../worker/credential.ts'
import { house, lists } from './house.ts'

const root = join(import.meta.dirname, '../..')
const folder = await mkdtemp(join(tmpdir(), 'vale-old-backup-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Made by format 1 in November 2026, with its keys: two vouchers, one of them used, a customer, a key and a picture. */
const FORMAT_1 = join(root, 'test/samples/backup-1.vale')
const TILL = apiKey('test', 'key_till', 'k'.repeat(43))

describe('a backup of every format there ever was', () => {
  it('1 is restored by npm run restore, and its vouchers are good for what they were', async () => {
    const stateDir = join(folder, 'state')
    const env = { ...process.env, STATE_DIR: stateDir, CODE_KEY: '', SEAL_KEY: '' }
    const script = join(root, 'scripts/restore.ts')
    const { stdout } = await promisify(execFile)(process.execPath, [script, FORMAT_1], { cwd: root, env })
    expect(stdout).toContain('Restored: 2 vouchers with their ledgers')
    const restored = await house(stateDir, 'index', keysOf(stateDir))
    try {
      const call = (path: string, body?: object) =>
        fetch(`${restored.server.url}${path}`, {
          headers: {
            authorization: `Bearer ${TILL}`,
            'content-type': 'application/json',
            'idempotency-key': crypto.randomUUID(),
          },
          ...(body && { method: 'POST', body: JSON.stringify(body) }),
        })
      const redeem = (code: string) =>
        call(`/api/v1/vouchers/${code}/redemptions`, { store_id: 'sto_chiado' })
      expect((await redeem('WELCOMEBACK')).status).toBe(201)
      expect((await redeem('WELCOMEBACK')).status).toBe(409)
      const used = await redeem('USEDBEFORE')
      expect(await used.json()).toMatchObject({
        reason: 'already_redeemed',
        at: '2026-11-25T19:09:00.095Z',
        store: 'sto_chiado',
      })
      const voucher = (await (await call('/api/v1/vouchers/USEDBEFORE')).json()) as {
        image_url: string
        note: string
      }
      expect(voucher.note).toBe('Sorry')
      expect((await call(voucher.image_url)).headers.get('content-type')).toBe('image/webp')
      const { customers = [] } = await lists(restored)
      expect(customers).toEqual([expect.stringContaining('ana@lume.example')])
    } finally {
      await restored.server.stop()
    }
  })
})
