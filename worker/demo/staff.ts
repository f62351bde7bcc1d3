import { createHash } from 'node:crypto'
import { assert } from '../../src/assert.ts'
import { storeOf } from '../../src/directory.ts'
import type { PrincipalId, StoreId } from '../../src/id.ts'
import { SCOPES } from '../../src/permission.ts'
import { type Principal, storeFor } from '../../src/principal.ts'
import type { Place } from '../../src/voucher.ts'
import { BELEM, CAMPO, CHIADO, MAR, MERIDIANO, PONTA } from './brand.ts'
import { customerIdOf } from './customers.ts'

const nobody = { stores: [], partner: null, scopes: [], self: null } as const

export const INES: Principal = { ...nobody, id: 'usr_ines', role: 'admin', name: 'Inês Carvalho' }
/** Looks after the Lisbon shops, and is a customer herself. */
export const BEATRIZ: Principal = {
  ...nobody,
  id: 'usr_beatriz',
  role: 'manager',
  name: 'Beatriz Nogueira',
  stores: [CHIADO, CAMPO, BELEM],
  self: customerIdOf('Beatriz Nogueira'),
}
export const GONCALO: Principal = {
  ...nobody,
  id: 'usr_goncalo',
  role: 'manager',
  name: 'Gonçalo Raposo Bettencourt',
  stores: [PONTA],
}
export const TIAGO: Principal = { ...operatorAt(CHIADO), id: 'usr_tiago', name: 'Tiago Marques' }
const MARTA: Principal = { ...operatorAt(CAMPO), id: 'usr_marta', name: 'Marta Sequeira' }
const JOEL: Principal = { ...operatorAt(PONTA), id: 'usr_joel', name: 'Joel Medeiros' }
const HELENA: Principal = {
  ...nobody,
  id: 'usr_helena',
  role: 'partner',
  name: 'Helena Faria',
  stores: [MAR],
  partner: 'ptn_mar',
}
/** Begins on Monday: invited, and not joined yet. */
export const LEONOR: Principal = { ...operatorAt(BELEM), id: 'usr_leonor', name: 'Leonor Freitas' }

/** The people who work here, in the order a reader meets them. */
export const STAFF: readonly Principal[] = [INES, BEATRIZ, GONCALO, TIAGO, MARTA, JOEL, HELENA, LEONOR]

/** The tablet on the counter in Belém. */
const KIOSK: Principal = {
  ...nobody,
  id: 'dev_belem',
  role: 'kiosk',
  name: 'Tablet in Belém',
  stores: [BELEM],
}

/** The tablet everybody in Chiado signs in on. */
export const TABLET: Principal = {
  ...nobody,
  id: 'dev_chiado',
  role: 'counter',
  name: 'Tablet at Chiado',
  stores: [CHIADO],
}

/** The devices that stand in shops. */
export const DEVICES: readonly Principal[] = [KIOSK, TABLET]

/** PINs of the demo, so that a newcomer can try the tablet; in a brand of one's own nobody else knows them. */
export const PINS: ReadonlyMap<PrincipalId, string> = new Map([
  [TIAGO.id, '274918'],
  [BEATRIZ.id, '806153'],
])

/** The web shop: its key has every scope. */
export const WEB_SHOP: Principal = {
  ...nobody,
  id: 'key_webshop',
  role: 'api_key',
  name: 'Web shop',
  scopes: SCOPES,
}

/** Who stands at the counter of a shop, with how often. */
export function counterOf(store: StoreId): readonly (readonly [Principal, number])[] {
  return COUNTERS[store] ?? [[HELENA, 1]]
}

const COUNTERS: Readonly<Record<StoreId, readonly (readonly [Principal, number])[]>> = {
  [CHIADO]: [
    [TIAGO, 8],
    [BEATRIZ, 2],
  ],
  [CAMPO]: [
    [MARTA, 9],
    [BEATRIZ, 1],
  ],
  [BELEM]: [
    [KIOSK, 6],
    [BEATRIZ, 4],
  ],
  [PONTA]: [
    [JOEL, 7],
    [GONCALO, 3],
  ],
}

/** Who decides about vouchers of that shop. */
export function managerOf(store: StoreId): Principal {
  return store === PONTA ? GONCALO : BEATRIZ
}

/** The facts an entry records when this principal acts in that shop, or in none: as worker/place.ts states them. */
export function placeOf(who: Principal, store: StoreId | null): Place {
  const id = storeFor(who, store)
  assert(id !== undefined, 'people act only in their own shops')
  const found = storeOf(MERIDIANO, id)
  return {
    store: id,
    zone: found?.zone ?? MERIDIANO.brand.zone,
    partner: found?.partner ?? who.partner,
    channel: who.role === 'api_key' ? 'online' : 'in_store',
    by: who.id,
    self: who.self,
    device: deviceOf(who.id),
  }
}

function operatorAt(store: StoreId) {
  return { ...nobody, role: 'operator', stores: [store] } as const
}

/** Everybody keeps to one browser. */
function deviceOf(id: PrincipalId): string {
  return `ses_${createHash('sha256').update(id).digest('hex').slice(0, 16)}`
}
