import { Hono } from 'hono'
import { allow } from '../allow.ts'
import type { AppEnv } from '../env.ts'
import { rationed } from '../guarded.ts'
import { uploadImage } from '../images.ts'
import { activity } from './activity.tsx'
import { approvalPages } from './approvals.tsx'
import { auditPages } from './audits.tsx'
import { customerAccount } from './customers/account.tsx'
import { customerCreation } from './customers/create.tsx'
import { customerEditing } from './customers/edit.tsx'
import { customerErasing } from './customers/erase.tsx'
import { customerExport } from './customers/export.ts'
import { customerImports } from './customers/imports.tsx'
import { customerList } from './customers/list.tsx'
import { customerMerging } from './customers/merge.tsx'
import { customerPage } from './customers/page.tsx'
import { planSelling } from './customers/sell-plan.tsx'
import { walletLinks } from './customers/wallet-link.tsx'
import { exportPages } from './export.tsx'
import { guessPages } from './guesses.tsx'
import { home } from './home.tsx'
import { issuing } from './issue.tsx'
import { keyPages } from './keys/keys.tsx'
import { listPages } from './list-pages.tsx'
import { offerForms } from './offers/form-pages.tsx'
import { offerGiving } from './offers/give.tsx'
import { offerList } from './offers/list.tsx'
import { offerPages } from './offers/page.tsx'
import { peoplePages } from './people.tsx'
import { purchaseImports } from './purchases/imports.tsx'
import { search } from './search.tsx'
import { sendVoucher } from './send-voucher.tsx'
import { settings } from './settings.tsx'
import { system } from './system.tsx'
import { trace } from './trace.tsx'
import { voucherPages } from './vouchers.tsx'
import { setUpFirst, welcome } from './welcome.tsx'

/** /admin: the pages of those who issue and look after vouchers. */
export const admin = new Hono<AppEnv>()
  .use(setUpFirst)
  .route('/', home)
  .route('/activity', activity)
  .route('/audits', auditPages)
  .route('/search', search)
  .route('/system', system)
  .route('/system/guesses', guessPages)
  .route('/issue', issuing)
  .route('/vouchers', voucherPages)
  .route('/vouchers', sendVoucher)
  .route('/vouchers', trace)
  .route('/settings/export', exportPages)
  .route('/customers/imports', customerImports)
  .route('/purchases/imports', purchaseImports)
  .route('/customers', customerExport)
  .route('/customers', customerList)
  .route('/customers', customerCreation)
  .route('/customers', customerPage)
  .route('/customers', customerAccount)
  .route('/customers', customerEditing)
  .route('/customers', customerMerging)
  .route('/customers', customerErasing)
  .route('/customers', walletLinks)
  .route('/customers', planSelling)
  .route('/offers', offerList)
  .route('/offers', offerForms)
  .route('/offers', offerPages)
  .route('/offers', offerGiving)
  .route('/approvals', approvalPages)
  .route('/settings/staff', peoplePages('staff'))
  .route('/settings/devices', peoplePages('devices'))
  .route('/settings/keys', keyPages)
  .route('/settings', settings)
  .route('/settings', listPages)
  .route('/welcome', welcome)

// The issue page's script sends the picture ahead, so that it is there before the form is.
admin.post('/images', allow('vouchers:issue'), rationed('upload'), uploadImage)
