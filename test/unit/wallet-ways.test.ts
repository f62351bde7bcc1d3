import { describe, expect, it } from 'vitest'
import { decideEmailCode, EMAIL_CODE_MS, type EmailCodeCommand } from '../../src/access/email-codes.ts'
import { decideWalletLink } from '../../src/access/wallet-links.ts'
import { enrolled, INVITATION_MS, invited, isInvited, type PrincipalRecord } from '../../src/principal.ts'

const NOW = 1_800_000_000_000
const DAY = 86_400_000
const ana: PrincipalRecord = enrolled({
  id: 'cus_00000000000000000000000001',
  role: 'customer',
  name: 'Ana',
  stores: [],
  partner: null,
  scopes: [],
  self: null,
})
const opening = { hash: 'h', proof: 'email', on: null, browser: '', from: null } as const
const send: EmailCodeCommand = { kind: 'send', code: 'c1', link: 'l1' }

/** The record after a command, and what was answered. */
function following(record: PrincipalRecord, command: EmailCodeCommand, now = NOW) {
  const decided = decideEmailCode(record, command, now)
  return { record: decided.record ?? record, outcome: decided.outcome }
}

describe('a letter’s code and link', () => {
  const { record: sent } = following(ana, send)

  it('are good until the last millisecond of their ten minutes, and no longer', () => {
    const code = { kind: 'use_code', code: 'c1', opening } as const
    const link = { kind: 'use_link', link: 'l1', opening } as const
    for (const use of [code, link]) {
      expect(following(sent, use, NOW + EMAIL_CODE_MS - 1).outcome).toBe('done')
      expect(following(sent, use, NOW + EMAIL_CODE_MS).outcome).toBe('refused')
    }
  })

  it('the code ends with the fifth wrong one, the link does not', () => {
    let { record } = following(ana, send)
    for (let tries = 0; tries < 5; tries += 1)
      record = following(record, { kind: 'use_code', code: 'x', opening }).record
    expect(following(record, { kind: 'use_code', code: 'c1', opening }).outcome).toBe('refused')
    expect(following(record, { kind: 'use_link', link: 'l1', opening }).outcome).toBe('done')
  })

  it('go out ten times a day at most, and again a day later', () => {
    let record = ana
    const outcomes = Array.from({ length: 12 }, (_, index) => {
      const next = following(record, send, NOW + index * EMAIL_CODE_MS)
      record = next.record
      return next.outcome
    })
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(10)
    expect(following(record, send, NOW + DAY).outcome).toBe('done')
  })

  it('mean nothing for somebody who is kept out', () => {
    const kept = { ...sent, suspended: true }
    expect(following(kept, { kind: 'use_link', link: 'l1', opening }).outcome).toBe('refused')
  })
})

describe('a wallet link', () => {
  it('once revoked opens nothing; what it opened ends, other sessions stay, and the next is another', () => {
    const made = decideWalletLink(ana, { kind: 'make' }, NOW)
    const generation = made.outcome.generation ?? -1
    const byLink = { kind: 'open', generation, opening: { ...opening, proof: 'wallet_link' } } as const
    const opened = decideWalletLink(made.record ?? ana, byLink, NOW).record ?? ana
    const two = following(following(opened, send).record, { kind: 'use_code', code: 'c1', opening }).record
    expect(two.sessions).toHaveLength(2)
    const revoked = decideWalletLink(two, { kind: 'revoke' }, NOW).record ?? two
    expect(revoked.sessions.map(({ proof }) => proof)).toEqual(['email'])
    expect(decideWalletLink(revoked, byLink, NOW).outcome.generation).toBeNull()
    const again = decideWalletLink(revoked, { kind: 'make' }, NOW)
    expect(again.outcome.generation).not.toBe(generation)
    expect(decideWalletLink(again.record ?? ana, byLink, NOW).outcome.generation).toBeNull()
  })
})

it('a customer’s invitation ends after a day, a colleague’s after a week', () => {
  const staff: PrincipalRecord = { ...ana, principal: { ...ana.principal, role: 'operator' } }
  expect(isInvited(invited(ana, 'i', NOW), 'i', NOW + DAY - 1)).toBe(true)
  expect(isInvited(invited(ana, 'i', NOW), 'i', NOW + DAY)).toBe(false)
  expect(isInvited(invited(staff, 'i', NOW), 'i', NOW + INVITATION_MS - 1)).toBe(true)
})
