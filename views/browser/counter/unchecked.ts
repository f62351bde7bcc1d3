import type { Keep } from './pending.ts'

/** A code that was read while nobody could be asked about it. */
export interface Unchecked {
  /** Its bare symbols; of a voucher redeemed from its owner's card, its id. */
  readonly code: string
  /** When it was read, epoch ms. */
  readonly at: number
  /** The redemption of it that was sent and never answered; null where it was only read. */
  readonly sent: SentRedemption | null
}

/** A redemption nobody has answered for. */
export interface SentRedemption {
  readonly key: string
  /** Who sent it: under another person's name the same key is another command. */
  readonly by: string
  /** What was to be given. */
  readonly promise: string
}

/** So many are kept: a counter without a connection for longer writes them down. */
export const UNCHECKED_MOST = 50

const PREFIX = 'vale.unchecked.'
const NOTHING = 'vale.keeps-nothing'
// Yesterday's codes say nothing of who is at the counter today.
const WORTH_CHECKING_MS = 24 * 60 * 60_000

/** Keeps a code until it was checked, in a browser that closes or dies meanwhile too; false where there is no room. */
export function keepUnchecked({ code, at, sent }: Unchecked, store: Keep): boolean {
  if (keepsNothing(store)) return false
  const known = store.getItem(PREFIX + code)
  // Read again it is still the one that was sent.
  const open = sent ?? (known === null ? null : entryOf(code, known).sent)
  // What was sent may have been recorded: there is always room for that.
  const full = uncheckedIn(at, store).length >= UNCHECKED_MOST
  if (known === null && sent === null && full) return false
  try {
    store.setItem(PREFIX + code, [at, ...(open === null ? [] : [open.key, open.by, open.promise])].join(' '))
    return true
  } catch {
    return false
  }
}

/** It was checked, or taken off the list. */
export function dropUnchecked(code: string, store: Keep): void {
  store.removeItem(PREFIX + code)
}

/** All that wait, in the order they were read; what is older than a day is dropped. */
export function uncheckedIn(now: number, store: Keep): readonly Unchecked[] {
  const all = keptIn(store)
  const isLate = ({ at }: Unchecked) => !(now - at <= WORTH_CHECKING_MS)
  for (const { code } of all.filter(isLate)) dropUnchecked(code, store)
  return all.filter((one) => !isLate(one)).sort((a, b) => a.at - b.at)
}

/** From now on this device keeps nothing, and forgets what it kept: whoever passes a kiosk could use the codes of others. */
export function keepNothing(store: Keep): void {
  for (const { code } of keptIn(store)) dropUnchecked(code, store)
  try {
    store.setItem(NOTHING, '1')
  } catch {
    // A browser that keeps nothing keeps no codes either.
  }
}

/** Somebody stands at it again. */
export function keepAgain(store: Keep): void {
  store.removeItem(NOTHING)
}

/** Whether it is a kiosk's. */
export function keepsNothing(store: Keep): boolean {
  return store.getItem(NOTHING) !== null
}

function keptIn(store: Keep): readonly Unchecked[] {
  const names = Array.from({ length: store.length }, (_, index) => store.key(index))
  return names.flatMap((name): Unchecked[] => {
    if (name === null || !name.startsWith(PREFIX)) return []
    return [entryOf(name.slice(PREFIX.length), store.getItem(name) ?? '')]
  })
}

function entryOf(code: string, text: string): Unchecked {
  const [at, key, by = '', ...promise] = text.split(' ')
  return { code, at: Number(at), sent: key === undefined ? null : { key, by, promise: promise.join(' ') } }
}
