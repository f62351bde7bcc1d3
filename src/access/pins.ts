import type { Pin } from '../principal.ts'

/** So many misses in a row lock a PIN. */
const PIN_MISSES_MOST = 5

/** Whether it opens nothing until its owner has signed in otherwise, or somebody who looks after them unlocks it. */
export function isLocked({ misses }: Pin): boolean {
  return misses >= PIN_MISSES_MOST
}
