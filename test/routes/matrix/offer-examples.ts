import { type Example, json, patched, READ } from './example.ts'

/** The routes of offers. */
export const offerExamples: Readonly<Record<string, Example>> = {
  'POST /api/v1/offers': json({ name: 'Autumn' }),
  'GET /api/v1/offers': READ,
  'GET /api/v1/offers/:offer': READ,
  'PATCH /api/v1/offers/:offer': patched({ description: 'While it lasts' }),
  'POST /api/v1/offers/:offer/publications': json({}),
  'DELETE /api/v1/offers/:offer/publications': READ,
  'POST /api/v1/offers/:offer/endings': json({}),
}
