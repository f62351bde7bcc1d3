import {
  adjustmentRequest,
  adjustmentShape,
  balancesShape,
  purchaseRequest,
  purchaseShape,
  reversalRequest,
  reversalShape,
  statementLineShape,
  statementQuery,
} from './account-shapes.ts'
import { type Call, get, post } from './calls.ts'
import { listOf } from './shapes.ts'

/** What can be asked of customers' accounts. */
export const accountCalls: readonly Call[] = [
  get(
    '/customers/{customer}/balances',
    'Read what a customer has, exactly; what has ended counts no more',
    'accounts:read',
    balancesShape,
  ),
  get(
    '/customers/{customer}/statement',
    'Read everything that happened in an account, newest first, with the balance after each line',
    'accounts:read',
    listOf(statementLineShape),
    statementQuery,
  ),
  post(
    '/customers/{customer}/adjustments',
    'Credit or, with a negative amount, debit by hand; never below zero',
    'accounts:adjust',
    adjustmentRequest,
    adjustmentShape,
  ),
  post(
    '/purchases',
    'Record a purchase, which earns by the brand’s rules; an order of a shop earns once, however often it is sent',
    'purchases:create',
    purchaseRequest,
    purchaseShape,
  ),
  post(
    '/purchases/{purchase}/reversals',
    'Take back what a purchase earned, once; what is not there any more is owed, and the next that comes pays it',
    'purchases:create',
    reversalRequest,
    reversalShape,
  ),
]
