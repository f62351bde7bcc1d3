import { describe, expect, it } from 'vitest'
import {
  decideKey,
  type KeyCommand,
  type KeyTerms,
  keyEndedAt,
  keyMade,
  keyMadeBefore,
  type NewKey,
} from '../../src/access/keys.ts'
import type { CommandId } from '../../src/id.ts'
import { type PrincipalRecord, presenceOf } from '../../src/principal.ts'
import { standingOf } from '../../src/staffing.ts'

const NOW = Date.parse('2026-11-25T12:00:00Z')
const DAY = 86_400_000
const BY = { by: 'usr_rui', role: 'admin', device: 'ses_1', from: null } as const
const command = (text: string): CommandId => text.padEnd(64, '0')
const TERMS: KeyTerms = { name: 'Till', scopes: ['redemptions:create'], stores: [], endsAt: NOW + 30 * DAY }
const NEW: NewKey = {
  id: 'key_till',
  terms: TERMS,
  hash: 'first',
  made: { command: command('a'), digest: 'd' },
  by: BY,
}
const made = keyMade(NEW, NOW)
const speaks = (record: PrincipalRecord, hash: string, at: number) => presenceOf(record, hash, at) !== null

function became(record: PrincipalRecord, asked: KeyCommand, at = NOW): PrincipalRecord {
  const { record: next, outcome } = decideKey(record, asked, at)
  expect(outcome).toBe('done')
  return next ?? record
}
const rotation = (hash: string, overlapMs = DAY): KeyCommand => ({
  kind: 'rotate',
  command: command(hash),
  hash,
  overlapMs,
  by: BY,
})
const changing = (terms: Partial<KeyTerms>, version = 1): KeyCommand => ({
  kind: 'change',
  terms: { ...TERMS, ...terms },
  version,
  by: BY,
})

describe('An API key that was just made', () => {
  it('speaks with its scopes and shops until its end, and is on record with what it may do', () => {
    expect(presenceOf(made, 'first', NOW)?.principal).toMatchObject({ scopes: TERMS.scopes, role: 'api_key' })
    expect(speaks(made, 'first', NOW + 30 * DAY - 1)).toBe(true)
    expect(speaks(made, 'first', NOW + 30 * DAY)).toBe(false)
    expect(made.acts).toEqual([
      expect.objectContaining({
        action: 'key_made',
        ...BY,
        after: expect.objectContaining({ name: 'Till' }),
      }),
    ])
  })

  it('is made once: a repeat is the same, other content under its command is refused', () => {
    expect(keyMadeBefore(made, NEW)).toBe('repeated')
    expect(keyMadeBefore(made, { ...NEW, made: { ...NEW.made, digest: 'other' } })).toBe('key_reused')
    expect(keyMadeBefore(made, { ...NEW, made: { ...NEW.made, command: command('b') } })).toBe('key_reused')
    expect(keyMadeBefore(became(made, rotation('second')), NEW)).toBe('superseded')
  })
})

describe('A new secret', () => {
  it('works beside the one before for as long as was chosen, and no longer', () => {
    const rotated = became(made, rotation('second', DAY))
    expect([speaks(rotated, 'first', NOW + DAY - 1), speaks(rotated, 'second', NOW + DAY - 1)]).toEqual([
      true,
      true,
    ])
    expect([speaks(rotated, 'first', NOW + DAY), speaks(rotated, 'second', NOW + DAY)]).toEqual([false, true])
  })

  it('ends the one before at once where no overlap was chosen', () => {
    const rotated = became(made, rotation('second', 0))
    expect([speaks(rotated, 'first', NOW), speaks(rotated, 'second', NOW)]).toEqual([false, true])
  })

  it('within an overlap ends the oldest: there are never three', () => {
    const twice = became(became(made, rotation('second')), rotation('third'))
    expect(['first', 'second', 'third'].map((hash) => speaks(twice, hash, NOW))).toEqual([false, true, true])
  })

  it('lets no secret outlive the key', () => {
    const rotated = became(made, rotation('second', 7 * DAY), NOW + 29 * DAY)
    expect(['first', 'second'].map((hash) => speaks(rotated, hash, NOW + 30 * DAY))).toEqual([false, false])
  })

  it('is made once by a command, also after others were made', () => {
    const rotated = became(made, rotation('second'))
    expect(decideKey(rotated, rotation('second'), NOW)).toEqual({ record: null, outcome: 'repeated' })
    const twice = became(rotated, rotation('third'))
    expect(decideKey(twice, rotation('second'), NOW)).toEqual({ record: null, outcome: 'superseded' })
    expect(
      decideKey(made, { ...rotation('x'), command: NEW.made.command, hash: 'first' } as KeyCommand, NOW)
        .outcome,
    ).toBe('repeated')
  })

  it('is refused to a key that has ended, until that is given a later end', () => {
    const late = NOW + 31 * DAY
    expect(decideKey(made, rotation('second'), late)).toEqual({ record: null, outcome: 'key_expired' })
    const longer = became(made, changing({ endsAt: null }), late)
    expect(speaks(became(longer, rotation('second'), late), 'second', late)).toBe(true)
  })
})

describe('A change', () => {
  it('takes effect on what the key may do, and says on record only what changed', () => {
    const changed = became(made, changing({ scopes: ['vouchers:read'], stores: ['sto_chiado'] }))
    expect(presenceOf(changed, 'first', NOW)?.principal).toMatchObject({
      scopes: ['vouchers:read'],
      stores: ['sto_chiado'],
    })
    expect(changed.acts.at(-1)).toMatchObject({
      action: 'key_changed',
      before: { scopes: ['redemptions:create'], store_ids: [] },
      after: { scopes: ['vouchers:read'], store_ids: ['sto_chiado'] },
    })
    expect(changed.acts.at(-1)?.after).not.toHaveProperty('name')
  })

  it('of a version somebody else has changed is refused', () => {
    const changed = became(made, changing({ name: 'Till 2' }))
    expect(decideKey(changed, changing({ name: 'Mine' }), NOW)).toEqual({
      record: null,
      outcome: 'version_conflict',
    })
  })

  it('that shortens the key shortens the secret before too', () => {
    const rotated = became(made, rotation('second', 7 * DAY))
    const shorter = became(rotated, changing({ endsAt: NOW + 1 }, 2))
    expect(['first', 'second'].map((hash) => speaks(shorter, hash, NOW + 1))).toEqual([false, false])
  })

  it('of nothing is not on record', () => {
    expect(decideKey(made, changing({}), NOW)).toEqual({ record: null, outcome: 'done' })
  })
})

describe('Revoking', () => {
  const revoked = became(became(made, rotation('second')), { kind: 'revoke', by: BY })

  it('ends both secrets for good', () => {
    expect(['first', 'second'].map((hash) => speaks(revoked, hash, NOW))).toEqual([false, false])
    expect(standingOf(revoked)).toBe('archived')
    expect(revoked.acts.at(-1)).toMatchObject({ action: 'key_revoked', by: 'usr_rui' })
    for (const asked of [rotation('third'), changing({ name: 'Back' }, 3)])
      expect(decideKey(revoked, asked, NOW)).toEqual({ record: null, outcome: 'key_revoked' })
    expect(decideKey(revoked, { kind: 'revoke', by: BY }, NOW).record).toBeNull()
  })
})

it('Only the right secret hears that its key has ended', () => {
  const late = NOW + 30 * DAY
  expect(keyEndedAt(made, 'first', late)).toBe(late)
  expect(keyEndedAt(made, 'first', late - 1)).toBeNull()
  expect(keyEndedAt(made, 'wrong', late)).toBeNull()
  const rotated = became(made, rotation('second'))
  expect(keyEndedAt(rotated, 'first', NOW + DAY)).toBe(NOW + DAY)
  expect(keyEndedAt(became(rotated, { kind: 'revoke', by: BY }), 'first', late)).toBeNull()
})
