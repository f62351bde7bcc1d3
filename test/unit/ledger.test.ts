import { describe, expect, it } from 'vitest'
import type { Command } from '../../src/command.ts'
import { headOf, recall, type Settlement, settle } from '../../src/ledger.ts'
import { anOrder, extend, override, redeem, reversal, unblock } from './a-command.ts'
import { type ARecord, EMPTY_RECORD, recorded } from './a-record.ts'
import { aVoucher, issue } from './a-voucher.ts'
import { reasonsOf } from './answers.ts'
import { DAY, ISSUED_AT, MINUTE, NOW } from './cast.ts'

/** Sends commands one after the other, a minute apart. */
function send(
  record: ARecord,
  commands: readonly Command[],
  from = NOW,
): { record: ARecord; answers: Settlement[] } {
  const answers: Settlement[] = []
  let written = record
  for (const [minute, command] of commands.entries()) {
    const answer = settle(written, command, from + minute * MINUTE)
    answers.push(answer)
    written = recorded(written, answer)
  }
  return { record: written, answers }
}

const fresh = aVoucher().record

describe('The same command sent again', () => {
  it('is answered as then and writes nothing (R4) [R02]', () => {
    const { record, answers } = send(fresh, [redeem(), redeem()])
    const [first, second] = answers
    expect(first?.outcome).toMatchObject({ kind: 'accepted', replayed: false })
    expect(second).toEqual({ write: null, outcome: { ...first?.outcome, replayed: true } })
    expect(record.attempts).toEqual([])
  })

  it('takes one use of several, not two (R4) [R03]', () => {
    const { record } = send(aVoucher({ uses: 5 }).record, [redeem(), redeem()])
    expect(record.entries.map(({ kind }) => kind)).toEqual(['issued', 'redeemed'])
  })

  it('under another id is another command [R01, R30]', () => {
    const { answers } = send(fresh, [redeem({ id: 'one' }), redeem({ id: 'two' })])
    expect(answers.map(({ outcome }) => reasonsOf(outcome))).toEqual([[], ['already_redeemed']])
  })

  it('gives the voucher as it was then, not as it is now (R4)', () => {
    const { answers } = send(aVoucher({ value: 5000 }).record, [
      redeem({ id: 'first', amount: 1000 }),
      redeem({ id: 'second', amount: 4000 }),
      redeem({ id: 'first', amount: 1000 }),
    ])
    expect(answers[2]?.outcome).toMatchObject({ replayed: true, voucher: { balance: 4000 } })
  })

  it('says that the redemption was reversed since, once all of it was (R4)', () => {
    const paid = [
      redeem({ amount: 1000 }),
      reversal(2, { id: 'part', amount: 400 }),
      redeem({ amount: 1000 }),
    ]
    const { answers } = send(aVoucher({ value: 5000 }).record, [
      ...paid,
      reversal(2, { id: 'rest' }),
      redeem({ amount: 1000 }),
    ])
    expect(answers[2]?.outcome).toMatchObject({ replayed: true, reversed: false })
    expect(answers[4]?.outcome).toMatchObject({ replayed: true, reversed: true })
  })

  it('that issued the voucher finds it issued (R4)', () => {
    const { record, answers } = send(EMPTY_RECORD, [issue(), issue()])
    expect(answers[1]).toMatchObject({ write: null, outcome: { kind: 'accepted', replayed: true } })
    expect(record.entries).toHaveLength(1)
  })

  it('gets its refusal again even when the cause is gone; a new id is decided anew (R4) [R30, differs]', () => {
    const { record, answers } = send(aVoucher().blocked().record, [
      redeem({ id: 'early' }),
      unblock(),
      redeem({ id: 'early' }),
    ])
    expect(answers[2]).toEqual({ write: null, outcome: { ...answers[0]?.outcome, replayed: true } })
    expect(reasonsOf(settle(record, redeem({ id: 'late' }), NOW + DAY).outcome)).toEqual([])
  })

  it('at the same moment is never "in progress": both get the one answer (R4) [R31, differs]', () => {
    const first = settle(fresh, redeem(), NOW)
    const second = settle(recorded(fresh, first), redeem(), NOW)
    expect(second.outcome).toEqual({ ...first.outcome, replayed: true })
  })
})

describe('The same id with other content', () => {
  it('is refused and changes nothing, after an acceptance or a refusal (R5)', () => {
    const { record, answers } = send(fresh, [
      redeem({ id: 'taken' }),
      redeem({ id: 'taken', digest: 'other' }),
      redeem({ id: 'refused' }),
      redeem({ id: 'refused', digest: 'other' }),
    ])
    for (const answer of [answers[1], answers[3]]) {
      expect(answer).toMatchObject({
        write: null,
        outcome: { refusals: [{ reason: 'idempotency_key_reused' }] },
      })
    }
    expect(headOf(record)).toBe(3)
  })
})

describe('A lost outcome', () => {
  it('is found again by its command id alone, accepted or refused, and nothing else is (R4)', () => {
    const { record, answers } = send(fresh, [redeem({ id: 'taken' }), redeem({ id: 'refused' })])
    for (const [index, id] of ['taken', 'refused'].entries()) {
      const outcome = { ...answers[index]?.outcome, replayed: true }
      expect(recall(record, id)).toEqual({ outcome, digest: 'redeem' })
    }
    expect(recall(record, 'never sent')).toBeNull()
    expect(recall(EMPTY_RECORD, 'taken')).toBeNull()
  })
})

describe('A refused attempt', () => {
  it('on a blocked voucher is recorded with its reasons and changes nothing (R23) [R29, status differs]', () => {
    const blocked = aVoucher().blocked()
    const { record } = send(blocked.record, [redeem({ order: anOrder(900) })])
    expect(record.entries).toEqual(blocked.record.entries)
    expect(record.attempts).toMatchObject([
      { seq: 3, at: NOW, attempted: 'redeem', command: 'redeem', refusals: [{ reason: 'voucher_blocked' }] },
    ])
  })

  it('of anything else than redeeming is recorded too (R23)', () => {
    const { record } = send(fresh, [unblock(), extend({ kind: 'days', count: 1 })])
    expect(record.attempts.map(({ attempted }) => attempted)).toEqual(['unblock', 'extend'])
  })

  it('on a redemption that is not there is recorded nowhere (R23)', () => {
    expect(send(fresh, [reversal(9)]).record.attempts).toEqual([])
  })

  it('shares one numbering with the entries (R29)', () => {
    const { record } = send(fresh, [
      unblock(),
      redeem({ id: 'a' }),
      redeem({ id: 'b' }),
      override({ id: 'c' }),
    ])
    expect(record.entries.map(({ seq }) => seq)).toEqual([1, 3, 5])
    expect(record.attempts.map(({ seq }) => seq)).toEqual([2, 4])
  })

  it('is kept whole while it is one of the newest 40, then only counted by reason and day (R23)', () => {
    const tries = Array.from({ length: 43 }, (_, index) => redeem({ id: `try ${index}` }))
    const { record } = send(aVoucher().redeemed().record, tries)
    expect(record.attempts).toHaveLength(40)
    expect(record.attempts[0]?.command).toBe('try 3')
    expect(record.counts).toEqual({ '2026-11-20': { already_redeemed: 3 } })
    expect(headOf(record)).toBe(45)
  })

  it('that was dropped is decided anew, while an acceptance is remembered for ever (R4, R23)', () => {
    const taken = redeem({ id: 'accepted' })
    const attempt = (index: number) => redeem({ id: `try ${index}` })
    const tries = Array.from({ length: 41 }, (_, index) => attempt(index))
    const { record } = send(fresh, [taken, ...tries])
    const dropped = settle(record, attempt(0), NOW + DAY)
    expect(dropped).toMatchObject({ write: { attempt: { seq: 44 } }, outcome: { replayed: false } })
    const kept = settle(record, attempt(40), NOW + DAY)
    expect(kept).toMatchObject({ write: null, outcome: { replayed: true } })
    expect(settle(record, taken, NOW + DAY)).toMatchObject({ write: null, outcome: { replayed: true } })
  })

  it('older than the newest 60 days is counted without its day (R23)', () => {
    const daily = Array.from({ length: 102 }, (_, day) => redeem({ id: `day ${day}` }))
    let record: ARecord = aVoucher().redeemed().record
    for (const [day, command] of daily.entries()) {
      record = recorded(record, settle(record, command, NOW + day * DAY))
    }
    // 102 attempts: 40 kept whole, 60 days counted, 2 before those.
    expect(Object.keys(record.counts)).toHaveLength(61)
    expect(record.counts.earlier).toEqual({ already_redeemed: 2 })
    expect(record.counts['2026-11-22']).toEqual({ already_redeemed: 1 })
    expect(record.counts['2026-11-21']).toBeUndefined()
  })
})

describe('A voucher nobody issued', () => {
  it.each([redeem(), override(), reversal(1)])('stores nothing for $kind (R24) [R05]', (command) => {
    expect(settle(EMPTY_RECORD, command, NOW)).toMatchObject({
      write: null,
      outcome: { kind: 'refused', voucher: null, refusals: [{ reason: 'voucher_not_found' }] },
    })
  })

  it('stores nothing for an issue that is refused (R24)', () => {
    const late = issue({ validity: { kind: 'fixed_date', date: '2026-11-19' } })
    expect(settle(EMPTY_RECORD, late, NOW)).toMatchObject({
      write: null,
      outcome: { refusals: [{ reason: 'validity_in_past' }] },
    })
  })
})

describe("Another voucher's issue", () => {
  it('that meets a code already taken leaves no trace on the voucher that has it (R28) [C07]', () => {
    expect(settle(fresh, issue({}, { id: 'another' }), NOW)).toMatchObject({
      write: null,
      outcome: { kind: 'refused', refusals: [{ reason: 'code_taken' }] },
    })
  })
})

describe('A clock set back', () => {
  it('stands still in the ledger until it has caught up (R10)', () => {
    const { record } = send(aVoucher({ uses: 3 }).record, [redeem({ id: 'on time' })])
    const early = settle(record, redeem({ id: 'early' }), ISSUED_AT - DAY)
    expect(early.write).toMatchObject({ entry: { seq: 3, at: NOW } })
    const later = settle(recorded(record, early), redeem({ id: 'later' }), NOW + MINUTE)
    expect(later.write).toMatchObject({ entry: { seq: 4, at: NOW + MINUTE } })
  })

  it('does not make a voucher "not yet valid" (R10)', () => {
    expect(reasonsOf(settle(fresh, redeem(), ISSUED_AT - DAY).outcome)).toEqual([])
  })
})
