import { describe, expect, it } from 'vitest'
import { written } from '../../scripts/invite/deployed-database.ts'
import { inviteAdmin } from '../../scripts/invite/invite-admin.ts'
import { cookieCredential, secretHash } from '../../worker/identity.ts'

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
})
