import { Hono } from 'hono'
import { storeOf } from '../../src/directory.ts'
import { ScannerPage } from '../../views/counter/scanner-page.tsx'
import { allow } from '../allow.ts'
import type { AppEnv } from '../env.ts'
import { frameFor } from '../frame.ts'
import { placeOf } from '../place.ts'
import { refusePage } from '../refuse.tsx'
import { storeIn } from './answering.tsx'

/** /scan/scanner: how a hand scanner types is learned in the browser and kept there; nothing of it is sent. */
export const scannerSetup = new Hono<AppEnv>()

scannerSetup.get('/', allow('redemptions:create'), (c) => {
  const place = placeOf(c, storeIn(c.req.query('store')))
  if (place === null) return refusePage(c, 403)
  const store = storeOf(c.get('directory'), place.store)
  return c.html(
    <ScannerPage
      frame={frameFor(c, c.get('principal'))}
      place={store && { storeId: store.id, name: store.name }}
    />,
  )
})
