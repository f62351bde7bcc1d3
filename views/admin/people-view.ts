import type { Frame } from '../frame.ts'
import type { IconName } from '../icon.tsx'
import type { VoucherStatus } from '../status.tsx'

/** Which settings page: people, or devices. */
export type Area = 'staff' | 'devices'

/** How somebody stands, as src/staffing.ts computes it. */
export type PersonState = 'active' | 'invited' | 'suspended' | 'archived'

/** In the order the filter offers them. */
export const PERSON_STATES: readonly PersonState[] = ['active', 'invited', 'suspended', 'archived']

/** Roles of people, in the order the form offers them. */
export const ROLES_OF_STAFF = ['admin', 'manager', 'operator', 'partner'] as const

/** Somebody at work, or a device, as pages show them. */
export interface PersonView {
  readonly id: string
  readonly name: string
  readonly role: Exclude<keyof Frame['words']['common']['role'], 'customer'>
  /** Names of the shops; '' stands for all of them. */
  readonly place: string
  readonly state: PersonState
  readonly lastSeenAt: number | null
}

/** Where the pages of an area lie. */
export function areaHref(area: Area, rest = ''): string {
  return `/admin/settings/${area}${rest}`
}

/** The word and shape of a state. */
export function stateOf(
  { words }: Frame,
  area: Area,
  state: PersonState,
): { status: VoucherStatus; icon: IconName; label: string } {
  const said = area === 'staff' ? words.people.states : words.people.deviceStates
  return { ...SHAPES[state], label: said[state] }
}

const SHAPES: { readonly [S in PersonState]: { status: VoucherStatus; icon: IconName } } = {
  active: { status: 'active', icon: 'tick' },
  invited: { status: 'held', icon: 'hold' },
  suspended: { status: 'blocked', icon: 'lock' },
  archived: { status: 'expired', icon: 'ban' },
}

/** It is noted once an hour, so that nothing finer is said of the last two. */
const RECENTLY_MS = 7_200_000

/** When somebody was last seen, no finer than it is known. */
export function lastSeen({ words, display, brand, now }: Frame, at: number | null): string {
  if (at === null) return words.people.neverSeen
  return now - at < RECENTLY_MS ? words.people.seenRecently : display.moment(at, now, brand.zone)
}
