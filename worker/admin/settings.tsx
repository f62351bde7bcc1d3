import { Hono } from 'hono'
import { may } from '../../src/permission.ts'
import { SETTINGS_LINKS, SettingsPage } from '../../views/admin/settings-page.tsx'
import { allow } from '../allow.ts'
import type { AppEnv } from '../env.ts'
import { frameFor } from '../frame.ts'
import { brandPages } from './brand.tsx'
import { storePages } from './stores.tsx'

/** /admin/settings: what a brand sets up, each on a page of its own. */
export const settings = new Hono<AppEnv>()
  .get('/', allow('settings:read'), (c) => {
    const principal = c.get('principal')
    const links = SETTINGS_LINKS.filter(({ needs }) => may(principal, needs))
    return c.html(<SettingsPage frame={frameFor(c, principal)} links={links} />)
  })
  .route('/brand', brandPages)
  .route('/stores', storePages)
