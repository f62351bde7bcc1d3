import type { StoreId } from '../../src/id.ts'
import { BELEM, CAMPO, CHIADO, MAR, PONTA } from './brand.ts'
import type { Chance } from './chance.ts'

/**
 * Where somebody goes with a voucher: mostly the shop around the corner, else one that is near. `stores` are those that
 * honour it, all when empty; what only others honour is fetched there.
 */
export function storeNear(home: StoreId, stores: readonly StoreId[], chance: Chance): StoreId {
  const near = (NEAR[home] ?? []).filter(([store]) => stores.length === 0 || stores.includes(store))
  return near.length === 0 ? chance.pick(stores) : chance.weighted(near)
}

/** Where people who are at home in one shop also go: within Lisbon they walk, between the islands they fly. */
const NEAR: Readonly<Record<StoreId, readonly (readonly [StoreId, number])[]>> = {
  [CHIADO]: [
    [CHIADO, 80],
    [CAMPO, 10],
    [BELEM, 8],
    [PONTA, 2],
  ],
  [CAMPO]: [
    [CAMPO, 80],
    [CHIADO, 14],
    [BELEM, 5],
    [PONTA, 1],
  ],
  [BELEM]: [
    [BELEM, 78],
    [CHIADO, 12],
    [CAMPO, 9],
    [PONTA, 1],
  ],
  [PONTA]: [
    [PONTA, 94],
    [CHIADO, 6],
  ],
  [MAR]: [
    [MAR, 75],
    [CHIADO, 25],
  ],
}
