import type { VerdictWord } from './verdict-view.ts'

const TICK = 'M6 50l26 26L90 20'
const CROSS = 'M20 20l56 56M76 20L20 76'
const CLOCK = 'M48 4a44 44 0 100 88 44 44 0 000-88zM48 20v30l19 12'
const PIN = 'M38 91S72 62 72 39A34 34 0 004 39C4 62 38 91 38 91zM38 29a11 11 0 100 22 11 11 0 000-22z'
const QUESTION = 'M8 32a22 22 0 1136 17c-9 7-14 9-14 20M30 86v2'
const BACK = 'M32 14L12 34l20 20M12 34h42a24 24 0 010 48H30'

const SHAPES: Readonly<Record<VerdictWord, string>> = {
  valid: TICK,
  redeemed: TICK,
  recorded: TICK,
  used: CLOCK,
  ended: CROSS,
  not_yet: CROSS,
  not_here: PIN,
  not_now: CROSS,
  not_enough: CROSS,
  held: CROSS,
  void: CROSS,
  blocked: CROSS,
  refused: CROSS,
  unknown: QUESTION,
  cannot_confirm: QUESTION,
  not_confirmed: QUESTION,
  undone: BACK,
}

/** The picture of a verdict, told apart without colour: tick, clock, cross, pin, question. */
export function VerdictShape({ word }: { word: VerdictWord }) {
  return (
    <svg class="shape" viewBox="0 0 96 96" aria-hidden="true">
      <path d={SHAPES[word]} />
    </svg>
  )
}
