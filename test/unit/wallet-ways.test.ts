import { describe, expect, it } from 'vitest'
import { decideEmailCode, EMAIL_CODE_MS, type EmailCodeCommand } from '../../src/access/email-codes.ts'
import { decideWalletLink } from '../../src/access/wallet-links.ts'
import {
  enrolled,
  INVITATION_MS,
  invited,
  isInvited,
  type PrincipalRecord,
  signedIn,
} from '../../src/principal.ts'

const NOW = 1_800_000_000_000
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
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
const send = { kind: 'send', code: 'c1', link: 'l1', from: null } as const

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

  it('are all good at the same time, and end together with the first that is used (R62)', () => {
    const both = following(sent, { ...send, code: 'c2', link: 'l2' }).record
    for (const use of [
      { kind: 'use_code', code: 'c1', opening },
      { kind: 'use_code', code: 'c2', opening },
      { kind: 'use_link', link: 'l1', opening },
    ] as const) {
      const used = following(both, use)
      expect(used.outcome).toBe('done')
      for (const late of ['c1', 'c2'])
        expect(following(used.record, { kind: 'use_code', code: late, opening }).outcome).toBe('refused')
      for (const late of ['l1', 'l2'])
        expect(following(used.record, { kind: 'look', link: late }).outcome).toBe('refused')
    }
  })

  it('wrong tries count against every code that is good; a letter sent afterwards brings a good one', () => {
    let record = following(sent, { ...send, code: 'c2', link: 'l2' }).record
    for (let tries = 0; tries < 5; tries += 1)
      record = following(record, { kind: 'use_code', code: 'x', opening }).record
    for (const code of ['c1', 'c2'])
      expect(following(record, { kind: 'use_code', code, opening }).outcome).toBe('refused')
    const again = following(record, { ...send, code: 'c3', link: 'l3' }).record
    expect(following(again, { kind: 'use_code', code: 'c1', opening }).outcome).toBe('refused')
    expect(following(again, { kind: 'use_code', code: 'c3', opening }).outcome).toBe('done')
  })

  it('mean nothing for somebody who is kept out', () => {
    const kept = { ...sent, suspended: true }
    expect(following(kept, { kind: 'use_link', link: 'l1', opening }).outcome).toBe('refused')
  })
})

describe('whoever asks for letters to somebody else’s address', () => {
  /** Asks as often as it likes: every two minutes from so many networks, for so long. Gives the record and how many were sent. */
  function flooded(networks: number, forMs: number) {
    let record = ana
    let letters = 0
    for (let at = 0; at < forMs; at += 2 * MINUTE) {
      const from = `n${(at / (2 * MINUTE)) % networks}`
      const next = following(record, { ...send, code: `c${at}`, link: `l${at}`, from }, NOW + at)
      record = next.record
      if (next.outcome === 'done') letters += 1
    }
    return { record, letters, now: NOW + forMs }
  }

  const own = { ...send, code: 'own', link: 'own', from: 'home' } as const

  it('ends no code that was sent before: what is refused leaves all good', () => {
    let { record } = following(ana, own)
    for (let times = 0; times < 20; times += 1)
      record = following(record, { ...send, code: `x${times}`, from: `n${times}` }, NOW + times).record
    expect(following(record, { kind: 'use_code', code: 'own', opening }, NOW + 20).outcome).toBe('done')
  })

  it('from one network keeps nobody out, in no minute of the day', () => {
    for (let hours = 1; hours <= 24; hours += 1) {
      const { record, now } = flooded(1, hours * HOUR)
      const isThere = record.letters.filter(({ sentAt }) => now < sentAt + EMAIL_CODE_MS).length >= 3
      expect(isThere || following(record, own, now).outcome === 'done', `${hours} h`).toBe(true)
    }
  })

  it('from a hundred networks delays a letter by two hours at most', () => {
    const { record, now } = flooded(100, 9 * HOUR)
    const last = record.letters.at(-1)?.sentAt ?? 0
    expect(now - last).toBeLessThanOrEqual(2 * HOUR)
    expect(following(record, own, last + 2 * HOUR).outcome).toBe('done')
  })

  it('fills no mailbox', () => {
    expect(flooded(1, DAY).letters).toBeLessThanOrEqual(17)
    expect(flooded(100, DAY).letters).toBeLessThanOrEqual(28)
    expect(flooded(100, 10 * DAY).letters).toBeLessThanOrEqual(280)
  })

  it('starts anew once its owner has signed in by a letter', () => {
    const { record, now } = flooded(100, 9 * HOUR)
    const last = record.letters.at(-1)
    const signIn = { kind: 'use_link', link: last?.good?.link ?? '', opening } as const
    const inside = following(record, signIn, last?.sentAt).record
    for (let times = 0; times < 3; times += 1) expect(following(inside, own, now).outcome).toBe('done')
    expect(inside.letters).toHaveLength(record.letters.length)
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

it('a changed address ends letters, the wallet link and what they opened; other sessions stay (R63)', () => {
  const opened = (['email', 'wallet_link', 'invitation', 'demo'] as const).reduce(
    (record, proof) => signedIn(record, { ...opening, hash: proof, proof }, NOW),
    decideWalletLink(ana, { kind: 'make' }, NOW).record ?? ana,
  )
  const sent = following(opened, send).record
  const { record, outcome } = following(sent, { kind: 'end' })
  expect(outcome).toBe('done')
  expect(record.sessions.map(({ proof }) => proof)).toEqual(['invitation', 'demo'])
  expect(record.walletLink).toEqual({ generation: 1, madeAt: null })
  expect(following(record, { kind: 'look', link: 'l1' }).outcome).toBe('refused')
  expect(decideEmailCode(record, { kind: 'end' }, NOW)).toEqual({ record: null, outcome: 'done' })
})

it('a customer’s invitation ends after a day, a colleague’s after a week', () => {
  const staff: PrincipalRecord = { ...ana, principal: { ...ana.principal, role: 'operator' } }
  expect(isInvited(invited(ana, 'i', NOW), 'i', NOW + DAY - 1)).toBe(true)
  expect(isInvited(invited(ana, 'i', NOW), 'i', NOW + DAY)).toBe(false)
  expect(isInvited(invited(staff, 'i', NOW), 'i', NOW + INVITATION_MS - 1)).toBe(true)
})
