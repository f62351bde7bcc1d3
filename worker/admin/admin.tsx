import { Hono } from 'hono'
import { ChecklistPage } from '../../views/admin/checklist.tsx'
import { allow } from '../allow.ts'
import type { AppEnv } from '../env.ts'
import { frameFor } from '../frame.ts'
import { uploadImage } from '../images.ts'
import { checklistFor } from './checklist.ts'
import { customerPages } from './customers.tsx'
import { issuing } from './issue.tsx'
import { settings } from './settings.tsx'
import { trace } from './trace.tsx'
import { voucherPages } from './vouchers.tsx'
import { setUpFirst, welcome } from './welcome.tsx'

/** /admin: the pages of those who issue and look after vouchers. */
export const admin = new Hono<AppEnv>()
  .use(setUpFirst)
  .get('/', allow('vouchers:read'), async (c) => {
    const tasks = await checklistFor(c, { colleagues: false, goodwillReasons: false })
    if (tasks.length === 0) return c.redirect('/admin/vouchers', 303)
    return c.html(<ChecklistPage frame={frameFor(c, c.get('principal'))} tasks={tasks} />)
  })
  .route('/issue', issuing)
  .route('/vouchers', voucherPages)
  .route('/vouchers', trace)
  .route('/customers', customerPages)
  .route('/settings', settings)
  .route('/welcome', welcome)

// The issue page's script sends the picture ahead, so that it is there before the form is.
admin.post('/images', allow('images:write'), uploadImage)
