import { type Call, get, post } from './calls.ts'
import { claimRequest, claimShape, eligibleOfferShape, eligibleQuery } from './claim-shapes.ts'
import { listOf, reasonRequest } from './shapes.ts'

/** What can be done with claims. */
export const claimCalls: readonly Call[] = [
  {
    ...post(
      '/offers/{offer}/claims',
      'Claim an offer for a customer, who pays what it asks for; sent again it is the same voucher',
      'claims:create',
      claimRequest,
      claimShape,
    ),
    later: true,
  },
  get('/claims/{claim}', 'Read a claim as it stands, with its voucher', 'claims:create', claimShape),
  {
    ...post(
      '/claims/{claim}/cancellations',
      'Cancel a claim while no use of its voucher stands: price, stock and place come back once',
      'claims:create',
      reasonRequest,
      claimShape,
    ),
    later: true,
  },
  get(
    '/customers/{customer}/eligible_offers',
    'List every published offer, newest first, with whether the customer may take it now, or every reason why not',
    'accounts:read',
    listOf(eligibleOfferShape),
    eligibleQuery,
  ),
]
