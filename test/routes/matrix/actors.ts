import type { CustomerId } from '../../../src/id.ts'
import { type Action, type Role, SCOPES } from '../../../src/permission.ts'
import type { Principal } from '../../../src/principal.ts'
import { newSecret, secretHash } from '../../../worker/secrets.ts'
import { principalStub } from '../../../worker/stubs.ts'
import { actorNamed } from '../../unit/an-actor.ts'
import { anOpening } from '../../unit/an-opening.ts'
import { enrol, shopSystem, world } from '../cast.ts'
import { HOME } from './params.ts'

/** Somebody who sends requests: how they say who they are, and what they may do by the table. */
export interface Actor {
  readonly name: string
  readonly headers: Readonly<Record<string, string>>
  /** Null for nobody. Keys speak to the API only, everybody else to pages only. */
  readonly who: Pick<Principal, 'role' | 'scopes' | 'only'> | null
  /** Whether their browser is enrolled as a shared tablet, which is a door of its own. */
  readonly atTablet?: true
}

/** A session as a cookie; `device` also as the enrolment of a tablet. */
async function cookieOf({ id }: Principal, more: Parameters<typeof anOpening>[1] = {}): Promise<string> {
  const secret = newSecret()
  const opening = anOpening(secretHash(secret), more)
  await principalStub(world, id).sessions({ kind: 'open', opening })
  return `${id}.${secret}`
}

async function person(name: string, role: Role, more: Partial<Principal> = {}): Promise<Actor> {
  const principal = await enrol({ role, ...more })
  return { name, who: principal, headers: { cookie: `__Host-vale=${await cookieOf(principal)}` } }
}

/** A shared tablet, and people who confirmed with a PIN on it: good for the counter, whatever their role. */
async function atTheTablet(): Promise<readonly Actor[]> {
  const tablet = await enrol({ id: 'dev_tablet', role: 'counter', stores: [HOME] })
  const enrolment = await cookieOf(tablet, { proof: 'enrolment' })
  const device = `__Host-vale-device=${enrolment}`
  const only: readonly Action[] = ['redemptions:create', 'redemptions:undo']
  const pinned = async (role: Role, stores: Principal['stores']): Promise<Actor> => {
    const principal = await enrol({ role, stores })
    const session = await cookieOf(principal, { proof: 'pin', on: tablet.id })
    const headers = { cookie: `${device}; __Host-vale=${session}` }
    return { name: `${role} with a PIN`, who: { role, scopes: [], only }, headers, atTablet: true }
  }
  const admin = await enrol({ role: 'admin' })
  const elsewhere = await cookieOf(admin, { proof: 'pin', on: tablet.id })
  return [
    {
      name: 'tablet',
      who: tablet,
      headers: { cookie: `${device}; __Host-vale=${enrolment}` },
      atTablet: true,
    },
    { name: 'tablet nobody signed in at', who: null, headers: { cookie: device }, atTablet: true },
    { name: 'PIN session off its tablet', who: null, headers: { cookie: `__Host-vale=${elsewhere}` } },
    await pinned('admin', []),
    await pinned('operator', [HOME]),
  ]
}

async function key(
  name: string,
  scopes: readonly Action[],
  stores: Principal['stores'] = [],
): Promise<Actor> {
  const shop = await shopSystem({ scopes, stores })
  return { name, who: shop.principal, headers: { authorization: `Bearer ${shop.key}` } }
}

async function shutOut(): Promise<Actor> {
  const principal = await enrol({ role: 'manager' })
  const cookie = await cookieOf(principal)
  await principalStub(world, principal.id).change({ state: 'suspended' }, null, actorNamed('usr_rui'))
  return { name: 'suspended manager', who: null, headers: { cookie: `__Host-vale=${cookie}` } }
}

/** A record that is there: a wallet of nobody is empty. */
async function customerId(): Promise<CustomerId> {
  const made = await (await shopSystem()).post('/customers', { name: 'Mina' })
  return (await made.json<{ id: CustomerId }>()).id
}

/** Everybody there is: each role, each way to be nobody, and keys with each scope. */
export async function everybody(): Promise<readonly Actor[]> {
  const shops = { stores: [HOME] }
  return [
    { name: 'nobody', who: null, headers: {} },
    { name: 'invented session', who: null, headers: { cookie: `__Host-vale=usr_rui.${newSecret()}` } },
    await shutOut(),
    await person('admin', 'admin'),
    await person('manager', 'manager', shops),
    await person('operator', 'operator', shops),
    await person('partner', 'partner', { stores: ['sto_porto'], partner: 'ptn_mar' }),
    await person('kiosk', 'kiosk', shops),
    await person('customer', 'customer', { id: await customerId() }),
    ...(await atTheTablet()),
    await key('key without scopes', []),
    ...(await Promise.all(SCOPES.map((scope) => key(`key with ${scope}`, [scope])))),
    await key('key of one shop', SCOPES, [HOME]),
  ]
}
