import { type Call, get, post } from './calls.ts'
import { membershipShape, saleRequest } from './plan-shapes.ts'
import { listOf } from './shapes.ts'

/** What can be asked of customers' plans. */
export const planCalls: readonly Call[] = [
  post(
    '/customers/{customer}/plans',
    'Sell a plan: its vouchers of the running period are issued at once, later ones when their period begins',
    'plans:sell',
    saleRequest,
    membershipShape,
  ),
  get(
    '/customers/{customer}/plans',
    'Read which plans a customer has or had, with every voucher they brought, the latest plan first',
    'customers:read',
    listOf(membershipShape),
  ),
  {
    method: 'delete',
    path: '/customers/{customer}/plans/{membership}',
    does: 'End a plan now; the vouchers it gave stay',
    scope: 'plans:sell',
    gives: membershipShape,
    status: 200,
    keyed: false,
  },
]
