import { type Call, patch, post } from './calls.ts'
import {
  customerPatch,
  importQuery,
  importRequest,
  importShape,
  mergeRequest,
  mergeShape,
} from './customer-shapes.ts'
import { customerShape } from './shapes.ts'

/** What can be done with customers beyond creating, reading and finding them. */
export const customerCalls: readonly Call[] = [
  patch(
    '/customers/{customer}',
    'Change a customer: what is left out stays, null empties',
    'customers:write',
    customerPatch,
    customerShape,
  ),
  post(
    '/customers/{customer}/merges',
    'Merge another record into this customer; vouchers move along, and either id names their holder',
    'customers:write',
    mergeRequest,
    mergeShape,
  ),
  {
    ...post(
      '/customers/imports',
      'Bring in many customers: JSON rows, or a CSV body (text/csv, at most 5 MB) with the options in the query',
      'customers:write',
      importRequest,
      importShape,
    ),
    query: importQuery,
    status: 200,
  },
]
