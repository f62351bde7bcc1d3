import { evictDurableObject } from 'cloudflare:test'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Command } from '../../src/command.ts'
import type { VoucherId } from '../../src/id.ts'
import {
  block,
  extend,
  override,
  PLAIN_USE,
  redeem,
  reversal,
  unblock,
  undo,
  voidIt,
} from '../unit/a-command.ts'
import { reasonsOf } from '../unit/answers.ts'
import { ISSUED_AT, LENA, MINUTE } from '../unit/cast.ts'
import { accepted, anyId, issued, issuing, object, send, sent, stubOf } from './living-voucher.ts'

describe('A voucher in its object', () => {
  it('is issued with its words, read, validated and redeemed once (R1, R2)', async () => {
    const id = await issued()
    expect(await object(id).read()).toMatchObject({
      voucher: { id, usesLeft: 1, lock: { kind: 'none' } },
      words: { reason: 'Goodwill' },
    })
    expect((await object(id).validate(PLAIN_USE)).validation).toMatchObject({ valid: true })
    expect(await send(id, redeem())).toMatchObject({ kind: 'accepted', voucher: { usesLeft: 0 } })
    expect(reasonsOf((await object(id).validate(PLAIN_USE)).validation)).toEqual(['already_redeemed'])
    expect(reasonsOf(await send(id, redeem()))).toEqual(['already_redeemed'])
  })

  it('is validated any number of times without a trace (R27)', async () => {
    const id = await issued()
    const before = await object(id).history()
    for (let times = 0; times < 3; times += 1) await object(id).validate(PLAIN_USE)
    expect(await object(id).history()).toEqual(before)
  })

  it('is valid also while its clock stands behind its issue (R10, R27)', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: ISSUED_AT })
    const id = await issued()
    vi.setSystemTime(ISSUED_AT - MINUTE)
    expect((await object(id).validate(PLAIN_USE)).validation).toMatchObject({ valid: true })
    expect(await send(id, redeem())).toMatchObject({ kind: 'accepted' })
  })

  it('takes a redemption back and can be redeemed again (R19, R20)', async () => {
    const id = await issued()
    await accepted(id, sent(redeem()))
    expect(await send(id, undo(2))).toMatchObject({ kind: 'accepted', voucher: { usesLeft: 1 } })
    expect(reasonsOf(await send(id, undo(2)))).toEqual(['already_rolled_back'])
    expect(await send(id, redeem())).toMatchObject({ kind: 'accepted', entry: { seq: 5 } })
  })

  it('of stored value is spent and given back in parts (R16, R20)', async () => {
    const id = await issued({ value: 5000 })
    expect(await send(id, redeem({ amount: 1800 }))).toMatchObject({ voucher: { balance: 3200 } })
    expect(await send(id, reversal(2, { amount: 300 }))).toMatchObject({ voucher: { balance: 3500 } })
    expect(reasonsOf(await send(id, redeem({ amount: 3501 })))).toEqual(['insufficient_balance'])
    const part = await send(id, redeem({ amount: 9000, acceptPartial: true }))
    expect(part).toMatchObject({ entry: { amount: 3500, balance: 0 } })
    expect(await send(id, reversal(2))).toMatchObject({ entry: { amount: 1500 }, voucher: { balance: 1500 } })
    expect(reasonsOf(await send(id, reversal(2)))).toEqual(['already_rolled_back'])
  })

  it('is blocked and unblocked, and while blocked only a manager gets through (R17, R18)', async () => {
    const id = await issued({ uses: 2 })
    await accepted(id, sent(block()))
    expect(reasonsOf(await send(id, redeem()))).toEqual(['voucher_blocked'])
    expect(await send(id, override())).toMatchObject({ entry: { forced: true } })
    await accepted(id, sent(unblock()))
    expect(await send(id, redeem())).toMatchObject({ entry: { forced: false } })
  })

  it('is void for good (R17)', async () => {
    const id = await issued()
    await accepted(id, sent(voidIt()))
    for (const command of [redeem(), block(), extend({ kind: 'unlimited' }), voidIt()])
      expect(reasonsOf(await send(id, command))[0]).toBe('voucher_void')
  })

  it('is answered by what was recorded long after it was asked (R4)', async () => {
    const id = await issued()
    const command = sent(redeem())
    const first = await object(id).execute(command)
    await accepted(id, sent(reversal(2)))
    expect(await object(id).recall(command.id)).toEqual({
      ...first,
      outcome: { ...first.outcome, replayed: true, reversed: true },
    })
    expect(await object(id).recall(sent(redeem()).id)).toBeNull()
  })

  it('is never issued over: whoever comes second is told the code is taken, and leaves no trace', async () => {
    const id = await issued()
    const before = await object(id).history()
    expect(reasonsOf((await object(id).execute(issuing(id))).outcome)).toEqual(['code_taken'])
    expect(await object(id).history()).toEqual(before)
  })

  it('knows only itself: its neighbour is not issued because it is', async () => {
    await issued()
    expect(await object(anyId()).read()).toBeNull()
  })
})

describe('The clock of a voucher', () => {
  afterEach(() => {
    vi.useRealTimers()
  })

  it('ends it at the very moment, not a millisecond earlier or later (R6)', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: ISSUED_AT })
    const id = await issued({ uses: 3, validity: { kind: 'days', count: 1 } })
    const closesAt = (await object(id).read())?.voucher.closesAt ?? 0
    vi.setSystemTime(closesAt - 1)
    expect(await send(id, redeem())).toMatchObject({ kind: 'accepted' })
    vi.setSystemTime(closesAt)
    expect(reasonsOf(await send(id, redeem()))).toEqual(['expired'])
    await accepted(id, sent(extend({ kind: 'days', count: 1 })))
    expect(await send(id, redeem())).toMatchObject({ kind: 'accepted' })
  })

  it('set back, reorders nothing: no line is older than the one before it (R29)', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: ISSUED_AT })
    const id = await issued({ uses: 3 })
    vi.setSystemTime(ISSUED_AT + 10 * MINUTE)
    await send(id, redeem({ customer: LENA, amount: 5 }))
    vi.setSystemTime(ISSUED_AT - 60 * MINUTE)
    await accepted(id, sent(redeem()))
    const history = await object(id).history()
    const lines = [...(history?.lines.map(({ entry }) => entry) ?? []), ...(history?.attempts ?? [])]
    const times = lines.toSorted((a, b) => a.seq - b.seq).map(({ at }) => at)
    expect(times).toEqual(times.toSorted((a, b) => a - b))
  })
})

describe('A voucher whose object is put to sleep between any two commands', () => {
  it('ends exactly like one that stayed awake', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: ISSUED_AT })
    const life = [
      redeem({ amount: 700 }),
      redeem({ amount: 9000 }),
      reversal(2, { amount: 200 }),
      block(),
      redeem({ amount: 1 }),
      override({ amount: 100 }),
      unblock(),
      extend({ kind: 'days', count: 60 }),
      voidIt(),
      redeem({ amount: 1 }),
    ].map((command, step) => sent(command, `step ${step}`))
    const [awake, sleepy] = [anyId(), anyId()]
    for (const command of [issuing(awake, { value: 5000 }), ...life]) await object(awake).execute(command)
    for (const command of [issuing(sleepy, { value: 5000 }), ...life]) {
      await object(sleepy).execute(command)
      await evictDurableObject(stubOf(sleepy))
    }
    expect(await storyOf(sleepy)).toEqual(await storyOf(awake))
    vi.useRealTimers()
  })

  it('answers a repeat as it did before it slept (R4)', async () => {
    const id = await issued()
    const commands: Command[] = [sent(redeem()), sent(redeem()), sent(undo(2))]
    const answers = []
    for (const command of commands) answers.push(await object(id).execute(command))
    await evictDurableObject(stubOf(id))
    for (const [n, command] of commands.entries()) {
      const repeat = await object(id).execute(command)
      expect(repeat.outcome.replayed).toBe(true)
      expect(timeless(repeat)).toEqual(timeless(answers[n]))
    }
  })
})

/** A history without what differs between two vouchers: their ids, the commands that issued them, their salts. */
async function storyOf(id: VoucherId) {
  const history = await object(id).history()
  const text = JSON.stringify({
    state: history?.voucher,
    entries: history?.lines.map(({ entry, words }) => [entry, words]),
    attempts: history?.attempts,
  })
  const [issue] = history?.lines ?? []
  return text
    .replaceAll(id, 'this voucher')
    .replaceAll(issue?.entry.command ?? '', 'its issue')
    .replaceAll(issue?.entry.digest ?? '', 'its content')
}

function timeless(answer: unknown): unknown {
  return JSON.parse(JSON.stringify(answer).replace(/"(replayed|reversed)":(true|false)/g, '"$1":null'))
}
