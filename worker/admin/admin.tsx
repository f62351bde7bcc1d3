import { Hono } from 'hono'
import { allow } from '../allow.ts'
import type { AppEnv } from '../env.ts'
import { uploadImage } from '../images.ts'
import { customerCreation } from './customers/create.tsx'
import { customerEditing } from './customers/edit.tsx'
import { customerExport } from './customers/export.ts'
import { customerImports } from './customers/imports.tsx'
import { customerList } from './customers/list.tsx'
import { customerMerging } from './customers/merge.tsx'
import { customerPage } from './customers/page.tsx'
import { walletLinks } from './customers/wallet-link.tsx'
import { issuing } from './issue.tsx'
import { trace } from './trace.tsx'
import { voucherPages } from './vouchers.tsx'

/** /admin: the pages of those who issue and look after vouchers. */
export const admin = new Hono<AppEnv>()
  .get('/', allow('vouchers:read'), (c) => c.redirect('/admin/vouchers', 303))
  .route('/issue', issuing)
  .route('/vouchers', voucherPages)
  .route('/vouchers', trace)
  .route('/customers/imports', customerImports)
  .route('/customers', customerExport)
  .route('/customers', customerList)
  .route('/customers', customerCreation)
  .route('/customers', customerPage)
  .route('/customers', customerEditing)
  .route('/customers', customerMerging)
  .route('/customers', walletLinks)

// The issue page's script sends the picture ahead, so that it is there before the form is.
admin.post('/images', allow('images:write'), uploadImage)
