import type { Frame } from '../../frame.ts'
import type { IconName } from '../../icon.tsx'
import type { VoucherStatus } from '../../status.tsx'

/** What a key may do, as its words call it. */
export type KeyScope = keyof Frame['words']['keys']['scopes']

/** Whether a key answers: `expired` has ended by itself and may be given a later end. */
export type KeyState = 'active' | 'expired' | 'revoked'

/** An API key as pages show it; nothing of its secret. */
export interface KeyView {
  readonly id: string
  readonly name: string
  readonly scopes: readonly KeyScope[]
  /** Names of the shops; '' stands for all of them. */
  readonly place: string
  readonly state: KeyState
  readonly madeAt: number | null
  readonly endsAt: number | null
  /** Until when the secret before is good too. */
  readonly priorEndsAt: number | null
  /** To the hour. */
  readonly lastUsedAt: number | null
}

/** Where the pages of keys lie. */
export function keysHref(rest = ''): string {
  return `/admin/settings/keys${rest}`
}

/** Everything a key can be given, in the order forms offer it. */
export function scopesOf({ words }: Frame): readonly KeyScope[] {
  // The words are typed by their keys, which Object.keys forgets.
  return Object.keys(words.keys.scopes) as KeyScope[]
}

/** The word and shape of a state. */
export function keyState(
  { words }: Frame,
  state: KeyState,
): { status: VoucherStatus; icon: IconName; label: string } {
  return { ...SHAPES[state], label: words.keys.states[state] }
}

const SHAPES: { readonly [S in KeyState]: { status: VoucherStatus; icon: IconName } } = {
  active: { status: 'active', icon: 'tick' },
  expired: { status: 'expired', icon: 'clock' },
  revoked: { status: 'void', icon: 'ban' },
}

/** It is noted once an hour, so that nothing finer is said of the last two. */
const RECENTLY_MS = 7_200_000

/** When a key was last used, no finer than it is known. */
export function lastUsed({ words, display, brand, now }: Frame, at: number | null): string {
  if (at === null) return words.keys.unused
  return now - at < RECENTLY_MS ? words.keys.recently : display.moment(at, now, brand.zone)
}

/** When it ends, as a day. The end is exclusive: the last moment of the day before is meant. */
export function ending(
  { words, display, brand }: Frame,
  { endsAt, state }: Pick<KeyView, 'endsAt' | 'state'>,
): string {
  if (state === 'revoked') return words.keys.states.revoked
  return endsAt === null ? words.keys.never : display.date(endsAt - 1, brand.zone)
}
