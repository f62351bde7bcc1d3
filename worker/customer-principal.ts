import type { CustomerId } from '../src/id.ts'
import type { Principal } from '../src/principal.ts'
import type { Env } from './env.ts'
import { type CustomerRow, nameOf } from './library/customers.ts'
import { principalStub } from './stubs.ts'

/** Who signs in: the customer, who may look into their own wallet and nowhere else. */
export function customerPrincipal(row: CustomerRow): Principal & { readonly id: CustomerId } {
  const id: CustomerId = `cus_${row.id.slice('cus_'.length)}`
  return { id, role: 'customer', name: nameOf(row), stores: [], partner: null, scopes: [], self: id }
}

/** The object of a customer, made when it is first needed. */
export async function customerObject(env: Env, row: CustomerRow) {
  const principal = customerPrincipal(row)
  const object = principalStub(env, principal.id)
  if ((await object.label()) !== principal.name) await object.enrol(principal, null)
  return object
}
