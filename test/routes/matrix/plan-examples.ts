import { type Example, READ } from './example.ts'

/** The routes of customers' plans. */
export const planExamples: Readonly<Record<string, Example>> = {
  'GET /api/v1/customers/:customer/plans': READ,
  'POST /api/v1/customers/:customer/plans': { beyond: 'takes a plan: test/routes/plans-api.test.ts' },
  'DELETE /api/v1/customers/:customer/plans/:membership': {
    beyond: 'takes a membership: test/routes/plans-api.test.ts',
  },
  'GET /admin/customers/:customer/plans/new': READ,
  'POST /admin/customers/:customer/plans': { beyond: 'takes a plan: test/routes/plan-pages.test.ts' },
  'POST /admin/customers/:customer/plans/:membership/end': {
    beyond: 'takes a membership: test/routes/plan-pages.test.ts',
  },
}
