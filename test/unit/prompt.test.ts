import { describe, expect, it } from 'vitest'
import { decide, validate } from '../../src/decide.ts'
import type { Prompt } from '../../src/prompt.ts'
import { keptAnswers, promptKey, promptsSchema, unanswered } from '../../src/prompt.ts'
import { hold, override, redeem, takeOver } from './a-command.ts'
import { aVoucher } from './a-voucher.ts'
import { reasonsOf } from './answers.ts'
import { NOW } from './cast.ts'

const TABLE: Prompt = { key: 'table', label: 'Table number', kind: 'number' }
const SEEN: Prompt = { key: 'id_seen', label: 'ID seen', kind: 'tick' }
const NAME: Prompt = { key: 'name', label: 'Name for the kitchen', kind: 'text' }
const asking = aVoucher({ conditions: { prompts: [TABLE, SEEN, NAME] } })
const ALL = { table: 12, id_seen: true, name: ' Ana ' }

describe('A voucher that asks (R78)', () => {
  it('[R17] is refused until everything is answered, and names what is not', () => {
    expect(decide(asking.state, redeem(), NOW)).toMatchObject({
      refusals: [{ reason: 'input_required', prompts: [TABLE, SEEN, NAME] }],
    })
    expect(decide(asking.state, redeem({ answers: { ...ALL, name: '  ' } }), NOW)).toMatchObject({
      refusals: [{ reason: 'input_required', prompts: [NAME] }],
    })
    expect(validate(asking.state, redeem({ answers: ALL }), NOW)).toMatchObject({ valid: true })
  })

  it('keeps what it asked for as words of that line, and nothing else', () => {
    const decision = decide(asking.state, redeem({ answers: { ...ALL, secret: 'x' } }), NOW)
    expect(decision).toMatchObject({
      kind: 'accepted',
      fact: { kind: 'redeemed' },
      words: { answers: { table: 12, id_seen: true, name: 'Ana' } },
    })
    expect(JSON.stringify(decision)).not.toContain('secret')
  })

  it.each<[string, Prompt, unknown, boolean]>([
    ['a number', TABLE, 0, true],
    ['nothing', TABLE, '', false],
    ['too large a number', TABLE, 1_000_001, false],
    ['half a table', TABLE, 1.5, false],
    ['a number in words', TABLE, '12', false],
    ['less than nothing', TABLE, -1, false],
    ['no tick', SEEN, false, false],
    ['a tick in words', SEEN, 'yes', false],
    ['a number for words', NAME, 7, false],
  ])('[R17] takes an answer in its kind only: %s', (_, prompt, answer, taken) => {
    const answers = { [prompt.key]: answer as never }
    expect(unanswered([prompt], answers)).toHaveLength(taken ? 0 : 1)
  })

  it('cannot be forced without its answers, and can with them', () => {
    expect(reasonsOf(decide(asking.state, override(), NOW))).toEqual(['input_required'])
    expect(reasonsOf(decide(asking.state, override({ answers: ALL }), NOW))).toEqual([])
  })

  it('can be held, and taken over, before anybody answers', () => {
    expect(reasonsOf(decide(asking.state, hold('1042'), NOW))).toEqual([])
    expect(reasonsOf(decide(asking.held('1042').state, takeOver(2), NOW))).toEqual([])
  })
})

describe('What an author asks', () => {
  it('is at most five things, each called differently', () => {
    expect(
      promptsSchema.safeParse(Array.from({ length: 6 }, (_, n) => ({ ...TABLE, key: `k${n}` }))).success,
    ).toBe(false)
    expect(promptsSchema.safeParse([TABLE, { ...NAME, key: 'table' }]).success).toBe(false)
    expect(promptsSchema.safeParse([TABLE, SEEN, NAME]).success).toBe(true)
  })

  it.each([
    ['Table number', [], 'table_number'],
    ['¿Número de mesa?', [], 'numero_de_mesa'],
    ['3rd floor', [], 'rd_floor'],
    ['桌号', [], 'answer'],
    ['Table number', ['table_number'], 'table_number_2'],
    ['Table number', ['table_number', 'table_number_2'], 'table_number_3'],
  ])('%s is called %s %s', (label, taken, key) => {
    expect(promptKey(label, taken)).toBe(key)
    expect(promptsSchema.safeParse([{ key, label, kind: 'text' }]).success).toBe(true)
  })

  it('keeps only answers to it', () => {
    expect(keptAnswers([TABLE], { table: 3, other: true })).toEqual({ table: 3 })
  })
})
