import type { Choice } from '../../../views/admin/customers/list-page.tsx'
import { plansOffered } from '../../library/customer-plans.ts'

/** The brand's plans as a form offers them. */
export async function planChoices(db: D1Database): Promise<readonly Choice[]> {
  return (await plansOffered(db)).map(({ id, name }) => ({ value: id, label: name }))
}
