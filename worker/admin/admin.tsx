import { Hono } from 'hono'
import { allow } from '../allow.ts'
import type { AppEnv } from '../env.ts'
import { uploadImage } from '../images.ts'
import { customerPages } from './customers.tsx'
import { exportPages } from './export.tsx'
import { issuing } from './issue.tsx'
import { trace } from './trace.tsx'
import { voucherPages } from './vouchers.tsx'

/** /admin: the pages of those who issue and look after vouchers. */
export const admin = new Hono<AppEnv>()
  .get('/', allow('vouchers:read'), (c) => c.redirect('/admin/vouchers', 303))
  .route('/issue', issuing)
  .route('/vouchers', voucherPages)
  .route('/vouchers', trace)
  .route('/customers', customerPages)
  .route('/settings/export', exportPages)

// The issue page's script sends the picture ahead, so that it is there before the form is.
admin.post('/images', allow('images:write'), uploadImage)
