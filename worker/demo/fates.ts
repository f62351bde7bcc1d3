import { blocked, extendedInTime, reversed, tooLate, undone, voided } from './deciding.ts'
import { used, usedAndShownAgain, wrongTurnFirst } from './using.ts'

/** How a voucher for one use ends. Each fate plays until the told time is over. */
export const FATES = {
  /** Nobody ever comes; in time it ends by itself. */
  forgotten: () => {},
  used,
  usedAndShownAgain,
  wrongTurnFirst,
  undone,
  reversed,
  voided,
  blocked,
  tooLate,
  extendedInTime,
} as const
type Fate = keyof typeof FATES

/** How often each fate befalls a voucher. */
export const FATE_WEIGHTS: readonly (readonly [Fate, number])[] = [
  ['forgotten', 20],
  ['used', 46],
  ['usedAndShownAgain', 8],
  ['wrongTurnFirst', 8],
  ['undone', 4],
  ['reversed', 3],
  ['voided', 3],
  ['blocked', 3],
  ['tooLate', 6],
  ['extendedInTime', 3],
]
