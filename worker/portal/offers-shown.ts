import type { Context } from 'hono'
import type { ShownOffer } from '../../views/customer/portal.tsx'
import type { AppEnv } from '../env.ts'
import { offersOpen } from '../library/offers.ts'
import { offerView } from '../offer-view.ts'

/** What is published now, newest first; none while the library cannot be read: codes are opened all the same. */
export async function offersShown(c: Context<AppEnv>): Promise<readonly ShownOffer[]> {
  try {
    const open = await offersOpen(c.env.DB, c.get('now'))
    return Promise.all(
      open.map(async ({ slug, facts }) => ({ slug, offer: await offerView(c, facts, null) })),
    )
  } catch (failure) {
    const error = failure instanceof Error ? failure.name : 'unknown'
    console.warn(JSON.stringify({ level: 'warn', event: 'offers_not_shown', error }))
    return []
  }
}
