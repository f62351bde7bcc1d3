import { describe, expect, it } from 'vitest'
import { readShown } from '../../src/card.ts'
import { codeIn, type Stroke } from '../../views/browser/counter/burst.ts'
import { forgetHabits, keepHabits, keptHabits, UNLEARNED } from '../../views/browser/counter/habits.ts'
import { learn } from '../../views/browser/counter/learning.ts'
import { TEST_TEXT } from '../../views/counter/test-symbol.ts'

interface Scanner {
  /** Key by key, what lies under a symbol; others lie where a US board has them. */
  readonly board?: Readonly<Record<string, string>>
  /** What the computer prints for a key; others print what a US board has there. */
  readonly printed?: Readonly<Record<string, string>>
  readonly gap?: number
  readonly suffix?: 'Enter' | 'Tab'
}

const FRENCH = { A: 'KeyQ', Q: 'KeyA', W: 'KeyZ', Z: 'KeyW', M: 'Semicolon' }
const ON_FRENCH = {
  KeyQ: 'A',
  KeyA: 'Q',
  KeyW: 'Z',
  KeyZ: 'W',
  KeyM: ',',
  Semicolon: 'M',
  Digit7: 'è',
  Digit0: 'à',
}

/** The strokes of a scan of that text. */
function scan(text: string, { board = {}, printed = {}, gap = 12, suffix }: Scanner = {}): Stroke[] {
  const plain = { shift: false, ctrl: false, modified: false, held: false, composing: false }
  const keys = Array.from(text, (symbol, index) => {
    const code = board[symbol] ?? (/\d/.test(symbol) ? `Digit${symbol}` : `Key${symbol}`)
    return { ...plain, code, key: printed[code] ?? code.slice(-1), at: index * gap }
  })
  const end = { ...plain, code: suffix ?? '', key: suffix ?? '', at: text.length * gap }
  return suffix === undefined ? keys : [...keys, end]
}

/** Storage that lives as long as the test. */
function aStore() {
  const map = new Map<string, string>()
  return {
    length: 0,
    key: () => null,
    getItem: (name: string) => map.get(name) ?? null,
    setItem: (name: string, text: string) => void map.set(name, text),
    removeItem: (name: string) => void map.delete(name),
  }
}

describe('The test symbol', () => {
  it('is no code of ours, so that nobody redeems by it', () => {
    expect(readShown(TEST_TEXT).kind).toBe('malformed')
  })
})

describe('A scan of the test symbol', () => {
  it.each<[string, Scanner, object]>([
    ['on the computer’s own board', {}, { spelling: 'key' }],
    ['set up for France on an English computer', { board: FRENCH }, { spelling: 'azerty' }],
    ['set up for France on a French computer', { board: FRENCH, printed: ON_FRENCH }, { spelling: 'azerty' }],
    ['set up for England on a French computer', { printed: ON_FRENCH }, { spelling: 'us' }],
    ['set up for Germany', { board: { Y: 'KeyZ', Z: 'KeyY' } }, { spelling: 'qwertz' }],
  ])('tells of a scanner %s', (_name, scanner, habits) => {
    expect(learn(scan(TEST_TEXT, scanner))).toMatchObject({ kind: 'learned', habits })
  })

  it('tells how it ends and how fast it is', () => {
    expect(learn(scan(TEST_TEXT, { suffix: 'Tab', gap: 20 }))).toMatchObject({ ending: 'tab', pace: 20 })
    expect(learn(scan(TEST_TEXT, { suffix: 'Enter' }))).toMatchObject({ ending: 'enter', twice: false })
    expect(learn(scan(TEST_TEXT))).toMatchObject({ ending: 'nothing' })
  })

  it('tells what it puts around every code, but for the kind of symbol, which changes', () => {
    expect(learn(scan(`01${TEST_TEXT}Z`))).toMatchObject({ habits: { before: '01', after: 'Z' } })
    const aim = scan(`]Q1${TEST_TEXT}`, { board: { ']': 'BracketRight' }, printed: { BracketRight: ']' } })
    expect(learn(aim)).toMatchObject({ habits: { before: '', after: '' } })
  })

  it('may come twice', () => {
    expect(learn(scan(TEST_TEXT + TEST_TEXT))).toMatchObject({
      twice: true,
      habits: { before: '', after: '' },
    })
  })

  it('typed by hand teaches nothing, nor does another code, nor a key pressed by accident', () => {
    expect(learn(scan(TEST_TEXT, { gap: 90 }))).toEqual({ kind: 'slow', pace: 90 })
    expect(learn(scan('7Q4K9XW2MTR2'))).toEqual({ kind: 'other' })
    expect(learn(scan('7Q'))).toEqual({ kind: 'nothing' })
    expect(learn([])).toEqual({ kind: 'nothing' })
  })
})

describe('A scanner that was learned', () => {
  const learned = (strokes: Stroke[]) => {
    const lesson = learn(strokes)
    return lesson.kind === 'learned' ? lesson.habits : UNLEARNED
  }

  it('is read with what it adds taken off', () => {
    const habits = learned(scan(`01${TEST_TEXT}`))
    expect(codeIn(scan('017Q4K9XW2MTR2'))).toMatchObject({ kind: 'chosen', code: '017Q4K9XW2MTR2' })
    expect(codeIn(scan('017Q4K9XW2MTR2'), habits)).toEqual({ kind: 'generated', code: '7Q4K9XW2MTR2' })
    expect(codeIn(scan('01CAFE'), habits)).toEqual({ kind: 'chosen', code: 'CAFE' })
    expect(codeIn(scan('7Q4K9XW2MTR2'), habits)).toEqual({ kind: 'generated', code: '7Q4K9XW2MTR2' })
  })

  it('is understood in chosen words, which have no check symbol', () => {
    const strokes = scan('WAZMY', { board: FRENCH })
    expect(codeIn(strokes)).not.toMatchObject({ code: 'WAZMY' })
    const habits = learned(scan(TEST_TEXT, { board: FRENCH }))
    expect(codeIn(strokes, habits)).toEqual({ kind: 'chosen', code: 'WAZMY' })
  })

  it('is remembered on the device, until it is forgotten', () => {
    const store = aStore()
    expect(keptHabits(store)).toEqual(UNLEARNED)
    const habits = learned(scan(`01${TEST_TEXT}`, { gap: 25 }))
    expect(keepHabits(habits, store)).toBe(true)
    expect(keptHabits(store)).toEqual(habits)
    forgetHabits(store)
    expect(keptHabits(store)).toEqual(UNLEARNED)
  })

  it.each([
    '',
    '{',
    '7',
    'null',
    '{"spelling":"klingon","before":"","after":"","pace":20}',
    '{"spelling":"us"}',
  ])('counts as none where something else was kept: %s', (text) => {
    expect(keptHabits({ ...aStore(), getItem: () => text })).toEqual(UNLEARNED)
  })
})
