import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { decidesIn } from '../../src/forcing.ts'
import { isPrincipalId, type PrincipalId, type StoreId, type VoucherId } from '../../src/id.ts'
import type { Principal } from '../../src/principal.ts'
import { kindOf } from '../../src/staffing.ts'
import { en } from '../../views/words/en.ts'
import type { AppEnv, Env } from '../env.ts'
import { whereFrom } from '../network.ts'
import { signedBy } from '../passkey/proving.ts'
import { principalStub } from '../stubs.ts'

/** What somebody vouches for: one try of one voucher, which whoever asks sends with this key. */
export interface Vouched {
  readonly voucher: VoucherId
  readonly store: StoreId | null
  readonly key: string
}

type Proved = { readonly manager: Principal; readonly ticket: string } | { readonly error: string }

/** Whoever has vouched has so long to say why. */
const TICKET_MS = 5 * 60_000

/** The manager whose passkey answered, if they may decide there, and the ticket that says so for this one try. */
export async function provedByPasskey(c: Context<AppEnv>, text: string, vouched: Vouched): Promise<Proved> {
  const { problems } = en.overrides
  const purpose = { kind: 'vouch', voucher: vouched.voucher, asker: c.get('principal').id } as const
  const signed = await signedBy(c, text, purpose)
  if (typeof signed === 'string') {
    c.set('miss', { reason: 'signin_refused', text: signed })
    return { error: problems.passkey[signed] }
  }
  const { person, ...proved } = signed
  const manager = await managerNamed(c.env, person, vouched.store)
  if (manager === null) return { error: problems.passkey.not_manager }
  const by = { by: person, role: manager.role, device: c.get('device'), from: whereFrom(c) }
  const wish = { kind: 'vouch', ...proved, voucher: vouched.voucher, by } as const
  const outcome = await principalStub(c.env, person).passkeys(wish)
  if (outcome?.kind !== 'done') return { error: problems.passkey.not_accepted }
  const endsAt = c.get('now') + TICKET_MS
  return { manager, ticket: [person, endsAt, mac(c, person, endsAt, vouched)].join('.') }
}

/** The manager a ticket names, if it was made for this try and they may still decide; null for any other text. */
export async function vouchedBy(
  c: Context<AppEnv>,
  ticket: string,
  vouched: Vouched,
): Promise<Principal | null> {
  const [person = '', ends = '', signature = ''] = ticket.split('.')
  const endsAt = Number(ends)
  if (!isPrincipalId(person) || !(c.get('now') < endsAt)) return null
  const expected = Buffer.from(mac(c, person, endsAt, vouched))
  const given = Buffer.from(signature)
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
  return managerNamed(c.env, person, vouched.store)
}

/** Somebody at work who may decide in that shop, as they stand now. */
export async function managerNamed(env: Env, id: string, store: StoreId | null): Promise<Principal | null> {
  if (!isPrincipalId(id) || !id.startsWith('usr_')) return null
  const person = await principalStub(env, id).read()
  const may =
    person !== null &&
    kindOf(person.principal) === 'staff' &&
    person.standing === 'active' &&
    decidesIn(store, person.principal)
  return may ? person.principal : null
}

function mac(
  c: Context<AppEnv>,
  person: PrincipalId,
  endsAt: number,
  { voucher, store, key }: Vouched,
): string {
  const { env } = c
  const said = JSON.stringify([
    'override',
    env.WORLD,
    person,
    endsAt,
    voucher,
    store,
    key,
    c.get('principal').id,
  ])
  return createHmac('sha256', Buffer.from(env.CODE_KEY, 'base64url')).update(said).digest('base64url')
}
