import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { experimental_readRawConfig } from 'wrangler'
import { deployedDatabase, written } from '../../scripts/invite/deployed-database.ts'
import { inviteAdmin } from '../../scripts/invite/invite-admin.ts'
import { cookieCredential } from '../../worker/credential.ts'
import { secretHash } from '../../worker/secrets.ts'
import { deployer, emptyAccount } from './cloudflare-account.ts'

const committed = experimental_readRawConfig({
  config: join(import.meta.dirname, '../../wrangler.toml'),
}).rawConfig

const NOW = Date.parse('2026-11-25T12:00:00Z')
const DAY = 86_400_000

describe('An admin’s link', () => {
  it('is good for seven days, and the database never hears its secret', async () => {
    const sent: (readonly [string, readonly (string | number)[]])[] = []
    const random = (bytes: number) => new Uint8Array(bytes).fill(7)
    const link = await inviteAdmin(
      async (sql, params) => sent.push([sql, params]),
      'https://vale.example',
      NOW,
      random,
    )
    const credential = cookieCredential(link.replace('https://vale.example/join/', ''))
    expect(credential?.id).toMatch(/^usr_[0-9a-z]{26}$/)
    const [[sql, params] = ['', []]] = sent
    expect(sent).toHaveLength(1)
    expect(sql.match(/\?/g)).toHaveLength(params.length)
    expect(params).toEqual([
      secretHash(credential?.secret ?? ''),
      credential?.id,
      'admin',
      NOW,
      NOW + 7 * DAY,
    ])
    expect(JSON.stringify(sent)).not.toContain(credential?.secret)
  })

  it('of a deployment is written into one statement, quotes doubled', () => {
    expect(written('INSERT INTO t (a, b) VALUES (?, ?)', ["O'Neill", 7])).toBe(
      "INSERT INTO t (a, b) VALUES ('O''Neill', 7)",
    )
  })

  it('of a deployment goes to the database of the world at that host, and to no other', async () => {
    const { steps, ran, files } = deployer(emptyAccount(), [])
    const there = { host: 'vouchers.lume.example', account: '0b5e', jurisdiction: '', database: 'd1-7' }
    files.set('.deploy.json', JSON.stringify({ test: there }))
    const database = deployedDatabase(steps, committed, 'vouchers.lume.example')
    await database('INSERT INTO t (a) VALUES (?)', ['x']).catch(() => {})
    expect(ran).toEqual([
      "d1 execute vale-test --remote --json --config wrangler.deploy.json --command INSERT INTO t (a) VALUES ('x')",
    ])
    expect(JSON.parse(files.get('wrangler.deploy.json') ?? '')).toMatchObject({
      name: 'vale-test',
      d1_databases: [{ database_id: 'd1-7' }],
    })
    expect(() => deployedDatabase(steps, committed, 'elsewhere.example')).toThrow(
      '.deploy.json here knows no deployment at elsewhere.example.',
    )
  })
})
