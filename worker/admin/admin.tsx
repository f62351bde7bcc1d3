import { Hono } from 'hono'
import { allow } from '../allow.ts'
import type { AppEnv } from '../env.ts'
import { uploadImage } from '../images.ts'
import { approvalPages } from './approvals.tsx'
import { customerPages } from './customers.tsx'
import { issuing } from './issue.tsx'
import { listPages } from './list-pages.tsx'
import { trace } from './trace.tsx'
import { voucherPages } from './vouchers.tsx'

/** /admin: the pages of those who issue and look after vouchers. */
export const admin = new Hono<AppEnv>()
  .get('/', allow('vouchers:read'), (c) => c.redirect('/admin/vouchers', 303))
  .route('/issue', issuing)
  .route('/vouchers', voucherPages)
  .route('/vouchers', trace)
  .route('/customers', customerPages)
  .route('/approvals', approvalPages)
  .route('/settings', listPages)

// The issue page's script sends the picture ahead, so that it is there before the form is.
admin.post('/images', allow('vouchers:issue'), uploadImage)
