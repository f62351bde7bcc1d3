import type { VerdictWord } from './verdict-view.ts'

const TICK = 'M6 50l26 26L90 20'
const DISC_TICK = 'M24 50l17 17 31-36'
const CLOCK = 'M48 4a44 44 0 100 88 44 44 0 000-88zM48 20v30l19 12'
const CROSS = 'M20 20l56 56M76 20L20 76'
const CALENDAR = 'M8 18h80v70H8zM8 40h80M30 6v20M66 6v20'
const PIN = 'M38 91S72 62 72 39A34 34 0 004 39C4 62 38 91 38 91zM38 29a11 11 0 100 22 11 11 0 000-22z'
const NO_ENTRY = 'M48 4a44 44 0 100 88 44 44 0 000-88zM24 48h48'
const LOW_GLASS = 'M14 8v80h68V8M14 64h68'
const HOURGLASS = 'M14 6h68M14 90h68M22 6c0 26 52 30 52 42S22 64 22 90M74 6c0 26-52 30-52 42s52 16 52 42'
const BARRED = 'M48 4a44 44 0 100 88 44 44 0 000-88zM17 17l62 62'
const LOCK = 'M12 42h72v48H12zM26 42V28a22 22 0 0144 0v14M48 58v16'
const STOP = 'M30 6h36l24 24v36L66 90H30L6 66V30zM48 26v26M48 66v4'
const QUESTION = 'M8 32a22 22 0 1136 17c-9 7-14 9-14 20M30 86v2'
const BACK = 'M32 14L12 34l20 20M12 34h42a24 24 0 010 48H30'

const SHAPES: Readonly<Record<VerdictWord, string>> = {
  valid: TICK,
  redeemed: DISC_TICK,
  recorded: DISC_TICK,
  used: CLOCK,
  ended: CROSS,
  not_yet: CALENDAR,
  not_here: PIN,
  not_now: NO_ENTRY,
  not_enough: LOW_GLASS,
  held: HOURGLASS,
  void: BARRED,
  blocked: LOCK,
  refused: STOP,
  unknown: QUESTION,
  cannot_confirm: QUESTION,
  not_confirmed: QUESTION,
  undone: BACK,
}

/**
 * The picture of a verdict, told apart without colour. What is done is a tick on a full disc: the only shape that is
 * filled, so that nobody takes the bare tick of a voucher that still waits for it.
 */
export function VerdictShape({ word }: { word: VerdictWord }) {
  const path = SHAPES[word]
  return (
    <svg class="shape" viewBox="0 0 96 96" aria-hidden="true">
      {path === DISC_TICK && <circle cx="48" cy="48" r="46" />}
      <path d={path} />
    </svg>
  )
}
