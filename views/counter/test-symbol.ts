/**
 * What the symbol for setting up a hand scanner says: the letters and digits that layouts move, all on any board. It is as
 * long as a code and none: its last symbol does not check the others.
 */
export const TEST_TEXT = 'QA7WZ4YM902X'
