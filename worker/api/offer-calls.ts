import { type Call, get, patch, post } from './calls.ts'
import {
  endingRequest,
  offerPatch,
  offerQuery,
  offerRequest,
  offerShape,
  publicationRequest,
} from './offer-shapes.ts'
import { listOf } from './shapes.ts'

/** What can be done with offers. */
export const offerCalls: readonly Call[] = [
  post('/offers', 'Draft an offer', 'offers:write', offerRequest, offerShape),
  get(
    '/offers',
    'List offers, newest first; `q` finds words of the name, of what it gives, and the claim word',
    'offers:read',
    listOf(offerShape),
    offerQuery,
  ),
  get('/offers/{offer}', 'Read an offer with its version, by id or slug', 'offers:read', offerShape),
  patch(
    '/offers/{offer}',
    'Change an offer: what is left out stays; vouchers already claimed keep what they were promised',
    'offers:write',
    offerPatch,
    offerShape,
  ),
  post(
    '/offers/{offer}/publications',
    'Publish it, now or from `publish_from` on',
    'offers:write',
    publicationRequest,
    offerShape,
  ),
  {
    method: 'delete',
    path: '/offers/{offer}/publications',
    does: 'Pause it: nobody can claim it until it is published again',
    scope: 'offers:write',
    gives: offerShape,
    status: 200,
    keyed: false,
  },
  post('/offers/{offer}/endings', 'End it for good', 'offers:write', endingRequest, offerShape),
]
