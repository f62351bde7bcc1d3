import * as z from 'zod/mini'
import {
  BUDGETED_ROLES,
  type Budget,
  budgetSchema,
  firstBudget,
  type Limits,
  limitsOf,
} from '../src/goodwill.ts'
import type { PrincipalId } from '../src/id.ts'
import type { Role } from '../src/permission.ts'
import type { Principal } from '../src/principal.ts'
import type { Env } from './env.ts'
import { settingsNamed } from './library/settings.ts'

/** An isolate trusts a budget it has read for so long, as it trusts a session. */
const FRESH_MS = 60_000
/** While the library is closed, the budget of up to a day ago still holds. */
const STALE_MS = 86_400_000
const KNOWN_MOST = 2_000

const known = new Map<PrincipalId, { readonly budget: Budget; readonly at: number }>()

/** Under what name a budget is kept: a role's, or somebody's own. */
export function budgetName(who: Role | PrincipalId): string {
  return who.includes('_') && who !== 'api_key' ? `${PERSON_BUDGETS}${who}` : `${ROLE_BUDGETS}${who}`
}

/** How the names of budgets of roles begin. */
export const ROLE_BUDGETS = 'goodwill role '

/** How the names of people's own budgets begin. */
export const PERSON_BUDGETS = 'goodwill person '

/** A setting's value as a budget; null for none, and for their role's. */
export function readBudget(value: unknown): Budget | null {
  const read = z.safeParse(budgetSchema, value)
  return read.success ? read.data : null
}

/** What somebody may issue by hand in a month; null is no limit. Their own budget goes before their role's; admins have none. */
export async function limitsFor(env: Env, principal: Principal, now: number): Promise<Limits | null> {
  return principal.role === 'admin' ? null : limitsOf(await budgetFor(env, principal, now))
}

async function budgetFor(env: Env, { id, role }: Principal, now: number): Promise<Budget> {
  const last = known.get(id)
  if (last !== undefined && now - last.at < FRESH_MS) return last.budget
  try {
    const [own, roles] = [budgetName(id), budgetName(role)]
    const rows = await settingsNamed(env.DB, [own, roles])
    const budget = readBudget(rows.get(own)?.value) ?? readBudget(rows.get(roles)?.value) ?? firstBudget(role)
    if (known.size >= KNOWN_MOST) known.clear()
    known.set(id, { budget, at: now })
    return budget
  } catch {
    // A voucher is promised to somebody who waits: while the library is closed, what was known last decides.
    return last !== undefined && now - last.at < STALE_MS ? last.budget : firstBudget(role)
  }
}

/** Forgets every budget this isolate has read: one of them was changed. */
export function forgetBudgets(): void {
  known.clear()
}

/** Whether this role's budget can be set for all who have it. */
export function isBudgetedRole(text: string): text is (typeof BUDGETED_ROLES)[number] {
  return BUDGETED_ROLES.some((role) => role === text)
}

/** Operators issue by hand exactly when their budget is not nothing, and never by a PIN; everybody else's role decides alone. */
export async function issuesByBudget(env: Env, principal: Principal, now: number): Promise<boolean> {
  const { role, only } = principal
  if (role !== 'operator' || (only !== undefined && !only.includes('vouchers:issue'))) return false
  return (await limitsFor(env, principal, now))?.vouchers !== 0
}
