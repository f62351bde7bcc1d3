import { type Example, filled, json, patched, pressed, READ } from './example.ts'

/** The routes of offers. */
export const offerExamples: Readonly<Record<string, Example>> = {
  'POST /api/v1/offers': json({ name: 'Autumn' }),
  'GET /api/v1/offers': READ,
  'GET /api/v1/offers/:offer': READ,
  'PATCH /api/v1/offers/:offer': patched({ description: 'While it lasts' }),
  'POST /api/v1/offers/:offer/publications': json({}),
  'DELETE /api/v1/offers/:offer/publications': READ,
  'POST /api/v1/offers/:offer/endings': json({}),
  'POST /api/v1/offers/:offer/claims': {
    ...json({}),
    body: ({ customer }) => JSON.stringify({ customer_id: customer }),
  },
  'GET /api/v1/claims/:claim': READ,
  'POST /api/v1/claims/:claim/cancellations': json({ reason: 'customer asked' }),
  'GET /api/v1/customers/:customer/eligible_offers': READ,
  'GET /wallet/offers': READ,
  'GET /admin/offers': READ,
  'GET /admin/offers/new': READ,
  'POST /admin/offers/preview': filled('/admin/offers/new?template=next_visit'),
  'POST /admin/offers': filled('/admin/offers/new?template=next_visit'),
  'GET /admin/offers/:offer': READ,
  'GET /admin/offers/:offer/edit': READ,
  'POST /admin/offers/:offer': filled('/admin/offers/:offer/edit', { description: 'While it lasts' }),
  'GET /admin/offers/:offer/:act{publish|pause|end}': READ,
  'POST /admin/offers/:offer/:act{publish|pause|end}': filled('/admin/offers/:offer/end'),
  'POST /admin/offers/:offer/duplicates': pressed(),
  'GET /admin/offers/:offer/give': READ,
  'POST /admin/offers/:offer/give': filled('/admin/offers/:offer/give'),
}
