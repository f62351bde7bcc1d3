import { describe, expect, it } from 'vitest'
import { checkSymbol } from '../../src/code.ts'
import {
  codeIn,
  fallSilent,
  follow,
  IDLE,
  PAUSE_MS,
  type Run,
  SILENCE_MS,
  type Stroke,
} from '../../views/browser/counter/burst.ts'
import type { Struck } from '../../views/browser/counter/layouts.ts'

/** Strokes that print one text and lie on the keys of another. */
function struck(printed: string, keys = printed): Struck[] {
  return Array.from(printed, (key, index) => ({ key, ...keyUnder(keys.charAt(index)) }))
}

/** The key of a US board that prints it. */
function keyUnder(character: string): { code: string; shift: boolean } {
  const shifted = '!@#$%^&*()'.indexOf(character)
  if (shifted >= 0) return { code: `Digit${(shifted + 1) % 10}`, shift: true }
  const signs: Readonly<Record<string, string>> = {
    '/': 'Slash',
    ']': 'BracketRight',
    ' ': 'Space',
    _: 'Minus',
  }
  if (/\d/.test(character)) return { code: `Digit${character}`, shift: false }
  return { code: signs[character] ?? `Key${character}`, shift: character === '_' }
}

const CODE = '7Q4K9XW2MTR2'
/** A code with every letter that layouts move. */
const EVERY_LETTER = `QAZWYM7023X${checkSymbol('QAZWYM7023X')}`
const GENERATED = { kind: 'generated', code: CODE }

/** How a layout prints the US keys that it moves; everything else is as in the US. */
const LAYOUTS = {
  QWERTY: {},
  AZERTY: {
    ...{ A: 'Q', Q: 'A', W: 'Z', Z: 'W', M: '?' },
    ...{ 0: 'à', 1: '&', 2: 'é', 3: '"', 4: "'", 5: '(', 6: '-', 7: 'è', 8: '_', 9: 'ç', '/': '!' },
  },
  QWERTZ: { Y: 'Z', Z: 'Y', '/': '-', '-': 'ß' },
  Cyrillic: Object.fromEntries(
    Array.from('QWERTYUIOPASDFGHJKLZXCVBNM', (us, index) => [us, 'ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ'.charAt(index)]),
  ),
} satisfies Record<string, Readonly<Record<string, string>>>

/** The strokes of a scanner with a US layout on a computer with another one, a key every `gap` ms. */
function strokes(text: string, { gap = 12, layout = {}, from = 1000 } = {}): Stroke[] {
  const printed: Readonly<Record<string, string>> = layout
  return Array.from(text, (character, index) =>
    stroke(printed[character] ?? character, {
      code: /\d/.test(character) ? `Digit${character}` : character === '/' ? 'Slash' : `Key${character}`,
      at: from + index * gap,
    }),
  )
}

function stroke(key: string, changes: Partial<Stroke> = {}): Stroke {
  const plain = {
    code: key,
    shift: false,
    ctrl: false,
    modified: false,
    held: false,
    composing: false,
    at: 0,
  }
  return { key, ...plain, ...changes }
}

/** Feeds strokes and gives what came of them: the codes, and which keys were kept from the page. */
function feed(keys: readonly Stroke[]): { codes: unknown[]; swallowed: string[] } {
  let run: Run = IDLE
  const codes: unknown[] = []
  const swallowed: string[] = []
  for (const key of keys) {
    const step = follow(run, key)
    run = step.run
    if (step.burst !== null) codes.push(step.burst.reading)
    if (step.passes === 'nowhere') swallowed.push(key.key)
  }
  const last = keys.at(-1)
  const { burst } = fallSilent(run, (last?.at ?? 0) + PAUSE_MS)
  return { codes: burst === null ? codes : [...codes, burst.reading], swallowed }
}

function codesOf(keys: readonly Stroke[]): unknown[] {
  return feed(keys).codes
}

function runOf(keys: readonly Stroke[]): Run {
  return keys.reduce((run, key) => follow(run, key).run, IDLE)
}

describe('A hand scanner', () => {
  it.each(Object.entries(LAYOUTS))('is understood on a %s keyboard without being set up', (_name, layout) => {
    expect(codesOf(strokes(CODE, { layout }))).toEqual([GENERATED])
  })

  it.each(Object.entries(LAYOUTS))('is understood on a %s keyboard when it sends a link', (_name, layout) => {
    expect(codesOf(strokes(`/V/${CODE}`, { layout }))).toEqual([GENERATED])
  })

  it.each(Object.entries(LAYOUTS))('is understood on a %s keyboard when it sends a card', (_name, layout) => {
    const card = 'CARD_M5673GQ9A004J23GA9STEP97C0'
    const keys = strokes(card, { layout }).map((key) =>
      key.key === '_' && key.code === 'Key_' ? { ...key, key: '°', code: 'Minus', shift: true } : key,
    )
    expect(codesOf(keys)).toEqual([{ kind: 'chosen', code: card.toLowerCase() }])
  })

  it('set up for the computer’s own layout is understood by what the keys print', () => {
    const azerty = strokes(CODE).map((key) => ({ ...key, code: 'Unidentified' }))
    expect(codesOf(azerty)).toEqual([GENERATED])
  })

  it('ends a code with Enter, which presses nothing', () => {
    const enter = stroke('Enter', { at: 1000 + CODE.length * 12 })
    expect(feed([...strokes(CODE), enter])).toMatchObject({ codes: [GENERATED], swallowed: ['Enter'] })
  })

  it('ends a code with Tab, which moves nothing', () => {
    expect(feed([...strokes(CODE), stroke('Tab', { at: 1160 })]).swallowed).toEqual(['Tab'])
  })

  it('ends a code with a line feed, which opens no list of downloads', () => {
    const feedKey = stroke('j', { code: 'KeyJ', ctrl: true, at: 1160 })
    expect(feed([...strokes(CODE), feedKey])).toMatchObject({ codes: [GENERATED], swallowed: ['j'] })
  })

  it('may send nothing after the code: 80 ms of silence end it', () => {
    const run = runOf(strokes(CODE))
    const last = 1000 + 11 * 12
    expect(fallSilent(run, last + SILENCE_MS - 1).burst).toBeNull()
    expect(fallSilent(run, last + SILENCE_MS).burst).toEqual({ reading: GENERATED, strokes: 12 })
  })

  it('is waited for a little longer where no check symbol tells that it has finished', () => {
    const run = runOf(strokes('WELCOME10'))
    const last = 1000 + 8 * 12
    expect(fallSilent(run, last + SILENCE_MS).burst).toBeNull()
    expect(fallSilent(run, last + PAUSE_MS).burst?.reading).toMatchObject({ code: 'WE1C0ME10' })
  })

  it('may think before its Enter, which still presses nothing', () => {
    const silent = fallSilent(runOf(strokes(CODE)), 1000 + 11 * 12 + SILENCE_MS)
    expect(follow(silent.run, stroke('Enter', { at: 1320 }))).toMatchObject({
      burst: null,
      passes: 'nowhere',
    })
    expect(follow(silent.run, stroke('Enter', { at: 2000 })).passes).toBe('anywhere')
  })

  it.each([1, 5, 9])('is understood when the computer stops for 150 ms after %i keys', (count) => {
    const stopped = strokes(CODE).map((key, index) => ({ ...key, at: key.at + (index < count ? 0 : 150) }))
    expect(feed([...stopped, stroke('Enter', { at: 1300 })])).toEqual({
      codes: [GENERATED],
      swallowed: ['Enter'],
    })
  })

  it('is told apart from what was typed just before, which stays', () => {
    const typed = strokes('AB', { gap: 150, from: 600 })
    const scanned = [...typed, ...strokes(CODE, { from: 900 }), stroke('Enter', { at: 1050 })]
    expect(feed(scanned)).toEqual({ codes: [GENERATED], swallowed: ['Enter'] })
    expect(fallSilent(runOf(scanned.slice(0, -1)), 1200).burst?.strokes).toBe(12)
  })

  it('holds Shift for every letter', () => {
    const shifted = strokes(CODE).flatMap((key) => [
      stroke('Shift', { at: key.at - 1 }),
      { ...key, shift: /[A-Z]/.test(key.key) },
    ])
    expect(codesOf(shifted)).toEqual([GENERATED])
  })

  it('frames a code with control characters and asterisks', () => {
    const start = stroke('b', { code: 'KeyB', ctrl: true, at: 990 })
    const framed = [start, ...strokes(`${CODE}`)]
    expect(codesOf(framed)).toEqual([GENERATED])
    expect(codeIn(struck(`*${CODE}*`, ' '))).toEqual(GENERATED)
  })

  it('names the symbol before the code', () => {
    expect(codeIn(struck(`]Q1${CODE}`, ' '))).toEqual(GENERATED)
    expect(codeIn(struck(`$A&${CODE}`, `]Q1${CODE}`))).toEqual(GENERATED)
  })

  it('that sends everything twice in one go has scanned once', () => {
    expect(codesOf(strokes(CODE + CODE))).toEqual([GENERATED])
    expect(codeIn(struck('WELCOME10WELCOME10', ' '))).toMatchObject({
      kind: 'chosen',
      code: 'WE1C0ME10',
    })
  })

  it('does not halve a chosen word that repeats itself', () => {
    expect(codeIn(struck('PROMOPROMO'))).toMatchObject({ code: 'PR0M0PR0M0' })
  })

  it('reads chosen words as the computer spells them, unless only the keys make sense', () => {
    expect(codeIn(struck('AQUA', 'QAUQ'))).toMatchObject({ code: 'AQUA' })
    expect(codeIn(struck('ZELCO?E&à', 'WELCOME10'))).toMatchObject({ code: 'WE1C0ME10' })
  })

  it.each([
    ['French', { A: 'KeyQ', Q: 'KeyA', W: 'KeyZ', Z: 'KeyW', M: 'Semicolon' }],
    ['German', { Y: 'KeyZ', Z: 'KeyY' }],
  ])('set up for a %s keyboard is understood by an English computer', (name, board) => {
    const moved: Readonly<Record<string, string>> = board
    const sent = strokes(EVERY_LETTER).map((key) => {
      const code = moved[key.key] ?? key.code
      return { ...key, code, key: code === 'Semicolon' ? ':' : code.slice(-1), shift: name === 'French' }
    })
    expect(codesOf(sent)).toEqual([{ kind: 'generated', code: EVERY_LETTER }])
  })

  it.each(['7Q4K9XW2MTR2', '6HA4SVF3RBT2', 'BY2M16KPQ8G1'])(
    'set up for a French keyboard with Caps Lock on is understood by an English computer: %s',
    (code) => {
      const board: Readonly<Record<string, string>> = {
        ...{ A: 'KeyQ', Q: 'KeyA', W: 'KeyZ', Z: 'KeyW', M: 'Semicolon' },
      }
      const sent = strokes(code).map((key) => {
        const place = board[key.key] ?? key.code
        const printed = place === 'Semicolon' ? ';' : place.slice(-1).toLowerCase()
        return { ...key, code: place, key: printed, shift: false }
      })
      expect(codesOf(sent)).toEqual([{ kind: 'generated', code }])
    },
  )

  it('may scan a code of four symbols: its Enter is as quick as no finger’s, and presses nothing', () => {
    const scanned = [...strokes('CAFE'), stroke('Enter', { at: 1048 })]
    expect(feed(scanned)).toEqual({ codes: [{ kind: 'chosen', code: 'CAFE' }], swallowed: ['Enter'] })
  })

  it('that sends spaces presses nothing by them', () => {
    const space = stroke(' ', { code: 'Space', at: 1060 })
    expect(follow(runOf(strokes('HELLO')), space).passes).toBe('into fields')
    const slow = stroke(' ', { code: 'Space', at: 1100 })
    expect(follow(runOf(strokes('A')), slow).passes).toBe('anywhere')
  })

  it('that misread a symbol has scanned none of our codes', () => {
    expect(codesOf(strokes('7Q4K9XW2MTR3'))).toEqual([{ kind: 'malformed', group: null }])
  })

  it('scans twice in a row', () => {
    expect(codesOf([...strokes(CODE), ...strokes(CODE, { from: 2000 })])).toEqual([GENERATED, GENERATED])
  })
})

describe('People typing', () => {
  it('are left alone, however fast', () => {
    const fast = [...strokes(CODE, { gap: 60 }), stroke('Enter', { at: 1000 + 12 * 60 })]
    expect(feed(fast)).toEqual({ codes: [], swallowed: [] })
  })

  it('press Enter as usual after a short word', () => {
    expect(feed([...strokes('7Q4K', { gap: 60 }), stroke('Enter', { at: 1240 })])).toEqual({
      codes: [],
      swallowed: [],
    })
  })

  it('may hold a key down', () => {
    const held = strokes('AAAAAAAAAA').map((key, index) => ({ ...key, held: index > 0 }))
    expect(feed(held).codes).toEqual([])
  })

  it('may compose words', () => {
    expect(feed(strokes(CODE).map((key) => ({ ...key, composing: true }))).codes).toEqual([])
    expect(feed([stroke('Enter', { composing: true })]).swallowed).toEqual([])
  })

  it('may use shortcuts and arrows', () => {
    const moved = strokes(CODE).flatMap((key) => [key, stroke('ArrowLeft', { at: key.at + 1 })])
    expect(feed(moved).codes).toEqual([])
    expect(feed(strokes(CODE).map((key) => ({ ...key, modified: true }))).codes).toEqual([])
  })
})
