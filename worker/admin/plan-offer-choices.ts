import type { Context } from 'hono'
import { planVoucherRows } from '../../views/admin/list-view.ts'
import type { OfferChoice } from '../../views/admin/plan-vouchers.tsx'
import type { AppEnv } from '../env.ts'
import { listOffers, offersNamed } from '../library/offers.ts'

/** So many of the newest offers can be chosen; those a plan names already stay among them. */
const CHOICES_MOST = 100

/** Offers a plan can issue vouchers of: drafts too, which are for its members alone. `named`: the rows of the form. */
export async function offersForPlans(c: Context<AppEnv>, named: string): Promise<readonly OfferChoice[]> {
  const phases = ['draft', 'scheduled', 'published'] as const
  const all = { category: null, campaign: null, text: '', cursor: null }
  const [{ rows }, already] = await Promise.all([
    listOffers(c.env.DB, { ...all, phases, limit: CHOICES_MOST }, c.get('now')),
    offersNamed(
      c.env.DB,
      planVoucherRows(named).map(({ offer }) => offer),
    ),
  ])
  const offers = new Map([...already, ...rows].map(({ id, facts }) => [id, facts.name]))
  return [...offers].map(([id, name]) => ({ id, name }))
}
