import type { Context } from 'hono'
import type { PersonReading } from '../../durable-objects/person-reading.ts'
import { storeOf } from '../../src/directory.ts'
import type { PartnerId } from '../../src/id.ts'
import { currencyDigits } from '../../src/money.ts'
import type { Role } from '../../src/permission.ts'
import type { PersonView } from '../../views/admin/people-view.ts'
import type { PersonPageProps } from '../../views/admin/person-page.tsx'
import { displayFor } from '../../views/display.ts'
import type { AppEnv } from '../env.ts'
import type { PersonRow } from '../library/people.ts'

/** A row of the list as its page shows it. */
export function rowView(c: Context<AppEnv>, row: PersonRow): PersonView {
  const { id, name, role, stores, state, lastSeenAt } = row
  return { id, name, role: roleOf(role), place: placeOf(c, stores), state: stateOf(state), lastSeenAt }
}

/** Somebody as their own page shows them. */
export function personView(c: Context<AppEnv>, person: PersonReading): PersonPageProps['person'] {
  const { principal, contact, standing, invitation, key: _, ...rest } = person
  return {
    ...rest,
    sessions: rest.sessions.length,
    signedIn: rest.sessions,
    id: principal.id,
    name: principal.name,
    role: roleOf(principal.role),
    place: placeOf(c, principal.stores),
    partner: partnerName(c, principal.partner),
    ...contact,
    state: standing,
    invitation: invitation && { endsAt: invitation.endsAt, shown: invitation.command !== null },
  }
}

/** Names of the shops; '' for the whole brand. */
export function placeOf(c: Context<AppEnv>, stores: readonly string[]): string {
  const { directory } = c.var
  const names = stores.map((id) => storeOf(directory, `sto_${id.slice(4)}`)?.name ?? id)
  return names.length === 0 ? '' : displayFor(directory.brand.locale, currencyDigits).list(names)
}

/** The partner's name, or null where there is none. */
export function partnerName(c: Context<AppEnv>, id: PartnerId | null): string | null {
  return c.get('directory').partners.find((partner) => partner.id === id)?.name ?? null
}

// What D1 keeps as text was written from these very words.
function roleOf(text: Role | string): PersonView['role'] {
  const known = (['admin', 'manager', 'operator', 'partner', 'kiosk', 'counter'] as const).find(
    (role) => role === text,
  )
  return known ?? 'operator'
}

function stateOf(text: string): PersonView['state'] {
  return (
    (['active', 'invited', 'suspended', 'archived'] as const).find((state) => state === text) ?? 'archived'
  )
}
