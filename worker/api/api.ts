import { Hono } from 'hono'
import { allow } from '../allow.ts'
import type { AppEnv } from '../env.ts'
import { accounts } from './accounts.ts'
import { brand } from './brand.ts'
import { claims } from './claims.ts'
import { customerChanges } from './customer-changes.ts'
import { customerImportCalls } from './customer-imports.ts'
import { customerMerges } from './customer-merges.ts'
import { customers } from './customers.ts'
import { eligibleOffers } from './eligible-offers.ts'
import { holds } from './holds.ts'
import { images } from './images.ts'
import { listApi } from './lists.ts'
import { memberships } from './memberships.ts'
import { offers } from './offers.ts'
import { openApiDocument } from './openapi.ts'
import { projections } from './projections.ts'
import { purchases } from './purchases.ts'
import { redemptions } from './redemptions.ts'
import { staff } from './staff.ts'
import { stores } from './stores.ts'
import { vouchers } from './vouchers.ts'

/** /api/v1: JSON in, JSON out, keys only. */
export const api = new Hono<AppEnv>()
  .route('/vouchers', vouchers)
  .route('/customers', customers)
  .route('/brand', brand)
  .route('/stores', stores)
  .route('/customers', customerChanges)
  .route('/customers', customerMerges)
  .route('/customers', customerImportCalls)
  .route('/customers', accounts)
  .route('/customers', memberships)
  .route('/purchases', purchases)
  .route('/images', images)
  .route('/plans', listApi('plans'))
  .route('/categories', listApi('categories'))
  .route('/campaigns', listApi('campaigns'))
  .route('/offers', offers)
  .route('/projections', projections)
  .route('/staff', staff)
  .route('/', redemptions)
  .route('/', holds)
  .route('/', claims)
  .route('/customers', eligibleOffers)
  .get('/openapi.json', allow('everyone'), (c) => c.json(openApiDocument(new URL(c.req.url).origin)))
