import type { Context } from 'hono'
import type { PersonReading } from '../durable-objects/person-reading.ts'
import { normalisePhone } from '../src/customer.ts'
import { type Directory, storeOf } from '../src/directory.ts'
import { isPrincipalId, isStoreId, type PartnerId, type PrincipalId, type StoreId } from '../src/id.ts'
import type { Role } from '../src/permission.ts'
import type { Principal } from '../src/principal.ts'
import { hearsOf, looksAfter } from '../src/reach.ts'
import type { Change } from '../src/staffing.ts'
import type { AppEnv } from './env.ts'
import { reachFor } from './reach.ts'
import { principalStub } from './stubs.ts'

/** What somebody at work is to be. */
export interface Post {
  readonly name: string
  readonly role: Role
  readonly stores: readonly StoreId[]
  readonly partner: PartnerId | null
}

/** What is wrong with a post, by the field a form or the API calls it. */
export type PostError =
  | 'stores_unknown'
  | 'stores_missing'
  | 'stores_of_partner'
  | 'stores_one'
  | 'stores_foreign'
  | 'partner_unknown'

/** Somebody of that kind whom the caller may hear of, or (to `change`, or to `end` sessions) look after; null otherwise: foreign people look like absence. */
export async function personFor(
  c: Context<AppEnv>,
  kind: 'usr' | 'dev',
  id: string,
  to: 'read' | 'change' | 'end',
): Promise<PersonReading | null> {
  if (!isPrincipalId(id) || !id.startsWith(`${kind}_`)) return null
  const person = await principalStub(c.env, id).read()
  if (person === null) return null
  const { stores } = person.principal
  const within =
    to === 'read'
      ? hearsOf(reachFor(c, 'staff:read'), stores)
      : looksAfter(reachFor(c, to === 'end' ? 'sessions:end' : 'staff:write'), stores)
  return within ? person : null
}

/**
 * What is wrong with a post: an admin answers for the whole brand, everybody else works in shops that are there, a
 * partner in the partner's, a device in one. Whoever is bound to shops themselves fills posts only in those.
 */
export function postError(c: Context<AppEnv>, { role, stores, partner }: Post): PostError | null {
  const directory = c.get('directory')
  if (!looksAfter(reachFor(c, 'staff:write'), stores)) return 'stores_foreign'
  if (role === 'admin') return null
  if (!stores.every((id) => isOpenToStaff(directory, id))) return 'stores_unknown'
  if (role === 'kiosk' || role === 'counter') return stores.length === 1 ? null : 'stores_one'
  if (stores.length === 0) return 'stores_missing'
  if (role !== 'partner') return null
  if (!directory.partners.some(({ id }) => id === partner)) return 'partner_unknown'
  return stores.every((id) => storeOf(directory, id)?.partner === partner) ? null : 'stores_of_partner'
}

/** A post without what its role does not have: shops of an admin, the partner of anybody else. */
export function fitted(post: Post): Post {
  return {
    ...post,
    stores: post.role === 'admin' ? [] : [...new Set(post.stores)],
    partner: post.role === 'partner' ? post.partner : null,
  }
}

/** The change that makes somebody's post this one. */
export function changeTo(person: PersonReading, asked: Partial<Post>): Pick<Change, keyof Post> & Post {
  const { name, role, stores, partner } = person.principal
  return fitted({ name, role, stores, partner, ...asked })
}

/** The principal of a new post. */
export function principalOf(id: PrincipalId, post: Post): Principal {
  return { id, ...post, scopes: [], self: null }
}

/** Contact as typed, normalised; `undefined` for a phone number that is none. */
export function phoneTyped(text: string | null | undefined): string | null | undefined {
  if (text == null || text.trim() === '') return null
  return normalisePhone(text) ?? undefined
}

/** The store ids among some texts; anything else makes the list unknown. */
export function storesTyped(texts: readonly string[]): readonly StoreId[] {
  return texts.map((text): StoreId => (isStoreId(text) ? text : 'sto_'))
}

/** Whether people can be sent there: an archived shop takes nobody new. */
function isOpenToStaff(directory: Directory, id: StoreId): boolean {
  const store = storeOf(directory, id)
  return store !== null && store.state !== 'archived'
}
