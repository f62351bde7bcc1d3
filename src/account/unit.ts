/** What an account holds: points, and money the brand gives back or owes, in minor units of its currency. */
export const UNITS = ['points', 'cashback', 'balance'] as const
export type Unit = (typeof UNITS)[number]

/**
 * Where an amount can lie. `granted` is the brand's own source and never positive; `owed` is what a customer owes after a
 * purchase was taken back, never positive either. All sides of a unit add up to zero, in every account and over all of them.
 */
export const SIDES = ['granted', 'available', 'reserved', 'owed', 'spent', 'expired'] as const
export type Side = (typeof SIDES)[number]

/** Every way an amount can go, from one side to another: no other way changes an account. */
export const MOVES = {
  earned: ['granted', 'available'],
  credited: ['granted', 'available'],
  debited: ['available', 'granted'],
  reserved: ['available', 'reserved'],
  spent: ['reserved', 'spent'],
  released: ['reserved', 'available'],
  refunded: ['spent', 'available'],
  expired: ['available', 'expired'],
  taken_back: ['available', 'granted'],
  owed: ['owed', 'granted'],
  repaid: ['available', 'owed'],
  moved_out: ['available', 'granted'],
  moved_in: ['granted', 'available'],
  debt_moved_out: ['granted', 'owed'],
  debt_moved_in: ['owed', 'granted'],
} as const satisfies Readonly<Record<string, readonly [Side, Side]>>
export type MoveKind = keyof typeof MOVES
