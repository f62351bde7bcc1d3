import { multipart } from '../pages.ts'
import { type Example, filled, pressed, READ } from './example.ts'

const file = () => multipart({ file: new Blob(['name,email\nAna,ana@example.com\n'], { type: 'text/csv' }) })

/** Wallets, customers at the desk, and what they buy. */
export const customerExamples: Readonly<Record<string, Example>> = {
  'GET /wallet': READ,
  'GET /wallet/devices': READ,
  'POST /wallet/devices/ended': pressed({ device: 'ses_none' }),
  'POST /wallet/devices/others-ended': pressed(),
  'POST /wallet/devices/link-ended': pressed(),
  'GET /wallet/card': READ,
  'GET /wallet/returns/:voucher': { beyond: 'takes a voucher of their own: test/routes/returning.test.ts' },
  'POST /wallet/returns/:voucher': {
    ...pressed(),
    beyond: 'takes a voucher of their own: test/routes/returning.test.ts',
  },
  'GET /wallet/statement': READ,
  'GET /wallet/statement.csv': READ,
  'GET /wallet/details': READ,
  'POST /wallet/details': pressed({ name: 'Ana', version: '1' }),
  'GET /wallet/privacy': READ,
  'GET /wallet/privacy/data.json': READ,
  'GET /wallet/privacy/data.html': READ,
  'POST /wallet/privacy/consent': pressed({ marketing: 'yes' }),
  'GET /wallet/privacy/confirm': READ,
  'GET /wallet/privacy/erasure': READ,
  'POST /wallet/privacy/erasure': pressed(),
  'POST /wallet/privacy/erasure/withdrawals': pressed(),
  'GET /admin/customers/imports': READ,
  'POST /admin/customers/imports': { body: file },
  'GET /admin/customers/imports/:import': READ,
  'POST /admin/customers/imports/:import': filled('/admin/customers/imports/:import', { go: '1' }),
  'GET /admin/customers/imports/:import/refused.csv': READ,
  'GET /admin/purchases/imports': READ,
  'POST /admin/purchases/imports': {
    body: () =>
      multipart({ file: new Blob(['order_id,customer,store,total\nA,x,y,1\n'], { type: 'text/csv' }) }),
  },
  'GET /admin/purchases/imports/:import': READ,
  'POST /admin/purchases/imports/:import': pressed({ go: 'on' }),
  'GET /admin/purchases/imports/:import/refused.csv': READ,
  'GET /admin/customers/export.csv': READ,
  'GET /admin/customers': READ,
  'GET /admin/customers/new': READ,
  'POST /admin/customers': filled('/admin/customers/new', { name: 'Mina' }),
  'GET /admin/customers/:customer': READ,
  'GET /admin/customers/:customer/card': READ,
  'GET /admin/customers/:customer/edit': READ,
  'POST /admin/customers/:customer': filled('/admin/customers/:customer/edit', { notes: 'Likes tea' }),
  'GET /admin/customers/:customer/merge': READ,
  'POST /admin/customers/:customer/merge': {
    body: ({ customer }) =>
      new URLSearchParams({
        idempotency_key: crypto.randomUUID(),
        other: customer,
        version: '1',
        other_version: '1',
      }),
  },
  'GET /admin/customers/:customer/account': READ,
  'POST /admin/customers/:customer/account': pressed({
    way: 'credit',
    unit: 'points',
    amount: '5',
    reason: 'Sorry',
  }),
  'POST /admin/customers/:customer/wallet-links': pressed(),
  'POST /admin/customers/:customer/wallet-links/ended': pressed(),
  'GET /admin/customers/:customer/plans/new': READ,
  'POST /admin/customers/:customer/plans': { beyond: 'takes a plan: test/routes/plan-pages.test.ts' },
  'POST /admin/customers/:customer/plans/:membership/end': {
    beyond: 'takes a membership: test/routes/plan-pages.test.ts',
  },
  'GET /admin/customers/:customer/erasure': READ,
  'POST /admin/customers/:customer/erasure': filled('/admin/customers/:customer/erasure'),
}
