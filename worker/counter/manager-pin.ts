import type { Context } from 'hono'
import type { VoucherId } from '../../src/id.ts'
import type { Principal } from '../../src/principal.ts'
import type { Place } from '../../src/voucher.ts'
import type { Managers } from '../../views/counter/override-page.tsx'
import { en } from '../../views/words/en.ts'
import type { AppEnv } from '../env.ts'
import type { Form } from '../form.ts'
import { listPeople } from '../library/people.ts'
import { whereFrom } from '../network.ts'
import { pinProof, readPin } from '../pin.ts'
import { principalStub } from '../stubs.ts'
import { managerNamed } from './vouching.ts'

/** A shop with more people than this asks for a passkey. */
const LISTED_MOST = 200

type Proved =
  | { readonly manager: Principal }
  | { readonly errors: { readonly manager: string } | { readonly pin: string } }

/** Who is listed for the shop and may decide there, by name. */
export async function managersAt(c: Context<AppEnv>, { store }: Place): Promise<Managers> {
  if (store === null) return []
  const query = { kind: 'staff', state: 'active', stores: [store], text: '', cursor: null } as const
  try {
    const { rows } = await listPeople(c.env.DB, { ...query, limit: LISTED_MOST })
    return rows.flatMap(({ id, name, role }) =>
      role === 'manager' || role === 'admin' ? [{ id, name }] : [],
    )
  } catch {
    return 'unread'
  }
}

/** The manager the form names, if it has their PIN. It opens no session, and every miss counts as at signing in. */
export async function provedByPin(
  c: Context<AppEnv>,
  form: Form,
  { store }: Place,
  voucher: VoucherId,
): Promise<Proved> {
  const { problems } = en.overrides
  const id = form.text('manager')
  if (id === '') return { errors: { manager: problems.manager } }
  // Whoever may not decide here looks like nobody: their PIN is not even tried.
  const person = await managerNamed(c.env, id, store)
  if (person === null) return { errors: { manager: problems.notManager } }
  const stub = principalStub(c.env, person.id)
  const pin = readPin(form.text('pin'))
  if (pin === null) return { errors: { pin: en.tablet.malformed } }
  const asked = await stub.pin({ kind: 'ask' })
  if (asked?.kind !== 'salt')
    return { errors: { pin: asked?.kind === 'locked' ? problems.locked : problems.none } }
  const by = { by: person.id, role: person.role, device: c.get('device'), from: whereFrom(c) }
  const proof = await pinProof(c.env, person.id, pin, asked.salt)
  const tried = await stub.pin({ kind: 'vouch', proof, voucher, by })
  switch (tried?.kind) {
    case 'vouched':
      return { manager: tried.principal }
    case 'missed':
      c.set('miss', { reason: 'signin_refused', text: id })
      return { errors: { pin: en.tablet.missed(tried.left) } }
    case 'locked':
      return { errors: { pin: problems.locked } }
    default:
      return { errors: { pin: problems.none } }
  }
}
