import * as z from 'zod/mini'
import {
  createDocument,
  type ZodOpenApiContentObject,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from 'zod-openapi'
import { accountCalls } from './account-calls.ts'
import { brandCalls } from './brand.ts'
import { type Call, get, post } from './calls.ts'
import { claimCalls } from './claim-calls.ts'
import { customerCalls } from './customer-calls.ts'
import { customerQuery } from './customers.ts'
import { listCalls } from './list-calls.ts'
import { listQuery } from './list-query.ts'
import { offerCalls } from './offer-calls.ts'
import { planCalls } from './plan-calls.ts'
import { projectionRequest, projectionShape } from './projections.ts'
import {
  customerRequest,
  customerShape,
  extensionRequest,
  holdRequest,
  holdShape,
  imageShape,
  issueFromOfferRequest,
  issueRequest,
  ledgerLineShape,
  listOf,
  problemShape,
  reasonRequest,
  redemptionShape,
  releaseShape,
  rollbackRequest,
  rollbackShape,
  useRequest,
  validationShape,
  voidRequest,
  voucherShape,
} from './shapes.ts'
import { staffCalls } from './staff-calls.ts'
import { storeCalls } from './stores.ts'

/** Every call under /api/v1. A test holds this list against the routes. */
export const CALLS: readonly Call[] = [
  ...brandCalls,
  ...storeCalls,
  post(
    '/vouchers',
    'Issue a voucher, free or from an offer',
    'vouchers:issue',
    z.union([issueRequest, issueFromOfferRequest]),
    voucherShape,
  ),
  get(
    '/vouchers',
    'List vouchers, newest first, from the projection',
    'vouchers:read',
    listOf(voucherShape),
    listQuery,
  ),
  get('/vouchers/{voucher}', 'Read a voucher exactly, by code or id', 'vouchers:read', voucherShape),
  get(
    '/vouchers/{voucher}/ledger',
    'Read everything that happened to it',
    'vouchers:read',
    listOf(ledgerLineShape),
  ),
  {
    ...post(
      '/vouchers/{voucher}/validations',
      'Ask whether it would be accepted, without side effects',
      'redemptions:create',
      useRequest,
      validationShape,
    ),
    status: 200,
    keyed: false,
  },
  post(
    '/vouchers/{voucher}/redemptions',
    'Redeem it, whole or in part',
    'redemptions:create',
    useRequest,
    redemptionShape,
  ),
  post(
    '/vouchers/{voucher}/holds',
    'Keep a use for an order; again for the same order, until the later of both ends',
    'redemptions:create',
    holdRequest,
    holdShape,
  ),
  {
    method: 'delete',
    path: '/holds/{hold}',
    does: 'Let go of it before it ends by itself',
    scope: 'redemptions:create',
    gives: releaseShape,
    status: 200,
    keyed: false,
  },
  post(
    '/redemptions/{redemption}/rollbacks',
    'Give a redemption back to its voucher',
    'redemptions:undo',
    rollbackRequest,
    rollbackShape,
  ),
  post('/vouchers/{voucher}/voids', 'End it for good', 'vouchers:change', voidRequest, voucherShape),
  post('/vouchers/{voucher}/blocks', 'Stop it for now', 'vouchers:change', reasonRequest, voucherShape),
  post('/vouchers/{voucher}/unblocks', 'Lift a block', 'vouchers:change', reasonRequest, voucherShape),
  post(
    '/vouchers/{voucher}/extensions',
    'Give it a later end, counted from today',
    'vouchers:change',
    extensionRequest,
    voucherShape,
  ),
  post('/customers', 'Create a customer', 'customers:write', customerRequest, customerShape),
  get(
    '/customers',
    'Find customers by name, email, last digits of the phone, or card token',
    'customers:read',
    listOf(customerShape),
    customerQuery,
  ),
  ...listCalls,
  ...offerCalls,
  ...claimCalls,
  get(
    '/customers/{customer}',
    'Read a customer; of a merged record, the one that stayed, with its id in `merged_into`',
    'customers:read',
    customerShape,
  ),
  ...customerCalls,
  ...accountCalls,
  ...planCalls,
  {
    ...post(
      '/images',
      'Store a picture (raw bytes, or the form fields image and small); with -small before its ending, its address gives the small size',
      'images:write',
      z.any(),
      imageShape,
    ),
    keyed: false,
  },
  {
    ...post(
      '/projections',
      'Bring vouchers back into the lists',
      'vouchers:change',
      projectionRequest,
      projectionShape,
    ),
    status: 200,
    keyed: false,
  },
  ...staffCalls,
]

/** OpenAPI 3.1, made from the very schemas that validate. */
export function openApiDocument(origin: string): object {
  const paths: ZodOpenApiPathsObject = {}
  for (const call of CALLS) paths[call.path] = { ...paths[call.path], [call.method]: operation(call) }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Vale',
      version: '1',
      description: 'Vouchers honoured exactly once. Times are RFC 3339 UTC, amounts minor units.',
    },
    servers: [{ url: `${origin}/api/v1` }],
    security: [{ key: [] }],
    paths,
    components: { securitySchemes: { key: { type: 'http', scheme: 'bearer', bearerFormat: 'vk_…' } } },
  })
}

function operation(call: Call): ZodOpenApiOperationObject {
  const { does, scope, takes, gives, status, query, keyed, later, versioned, method, path } = call
  const names = [...path.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => name ?? [])
  const problem = {
    description: 'Why not',
    content: { 'application/problem+json': { schema: problemShape } },
  }
  return {
    operationId: `${method}${path.replace(/[{}]/g, '').replaceAll('/', '_')}`,
    summary: does,
    description: `Scope \`${scope}\`.`,
    requestParams: {
      ...(names.length > 0 && {
        path: z.object(Object.fromEntries(names.map((name) => [name, z.string()]))),
      }),
      ...(query && { query }),
      ...(keyed && { header: KEY_HEADER }),
      ...(versioned && { header: VERSION_HEADER }),
    },
    ...(takes && { requestBody: { required: true, content: contentOf(path, takes) } }),
    responses: {
      [`${status}`]: { description: 'Done', content: { 'application/json': { schema: gives } } },
      ...(later && { '202': { description: GOES_ON, content: { 'application/json': { schema: gives } } } }),
      '4XX': problem,
      '5XX': problem,
    },
  }
}

function contentOf(path: string, takes: z.ZodMiniType) {
  return path === '/images' ? IMAGE_CONTENT : { 'application/json': { schema: takes } }
}

const GOES_ON =
  'Begun, and it goes on by itself: something it needs cannot be reached now. The same request sent again tells how it ended.'

/** A key of the caller's own, the same for every retry of the same act. */
const KEY_HEADER = z.object({ 'Idempotency-Key': z.string().check(z.minLength(1), z.maxLength(255)) })

/** The `ETag` of what was read: `"7"`. */
const VERSION_HEADER = z.object({ 'If-Match': z.string() })

const IMAGE_CONTENT = {
  'image/*': { schema: { type: 'string', format: 'binary' } },
  'multipart/form-data': {
    schema: {
      type: 'object',
      properties: {
        image: { type: 'string', format: 'binary' },
        small: {
          type: 'string',
          format: 'binary',
          description: 'The same picture, at most 480 px long. Absent, one is made where the deployment can.',
        },
      },
      required: ['image'],
    },
  },
} satisfies ZodOpenApiContentObject
