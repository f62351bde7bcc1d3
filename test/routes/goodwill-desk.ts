import { expect } from 'vitest'
import { browserOf, enrol, openLume } from './cast.ts'
import { formIn, multipart } from './pages.ts'

export type Browser = Awaited<ReturnType<typeof browserOf>>

/** What the form of one budget sends. */
export interface BudgetForm {
  readonly kind: 'role' | 'nothing' | 'limited' | 'unlimited'
  readonly vouchers?: string
  readonly money?: string
}

/** Café Lume with an admin who sets budgets, and as many people as a test needs. */
export async function openBudgets() {
  await openLume()
  const rui = await browserOf(await enrol({ role: 'admin', name: 'Rui Admin' }))
  return {
    rui,
    manager: async () => browserOf(await enrol({ role: 'manager', name: 'Mara' })),
    operator: async () => browserOf(await enrol({ role: 'operator', name: 'Olive', stores: ['sto_chiado'] })),
    /** Sets a budget by its page, whatever it was before. */
    async budget(who: string, { kind, vouchers = '', money = '' }: BudgetForm): Promise<void> {
      const path = `/admin/settings/goodwill/budgets/${who}`
      const { version = '' } = await formIn(await (await rui.get(path)).text(), path)
      const response = await rui.post(path, { version, kind, vouchers, money })
      expect(response.status).toBe(303)
    },
  }
}

/** Sends the issue form as browsers without scripts do. */
export async function sendIssue(
  who: Browser,
  typed: Readonly<Record<string, string>>,
  key: string = crypto.randomUUID(),
): Promise<Response> {
  const page = await who.get('/admin/issue')
  const form = await formIn(await page.text(), '/admin/issue')
  return who.send('POST', '/admin/issue', {
    body: multipart({ ...form, title: 'Coffee on us', idempotency_key: key, ...typed }),
  })
}

/** The ids of requests on the approvals page of whoever looks, by what their forms lead to. */
export async function requestsIn(who: Browser): Promise<string[]> {
  const html = await (await who.get('/admin/approvals')).text()
  return [...html.matchAll(/action="\/admin\/approvals\/(apr_\w+)\/approve"/g)].flatMap(([, id]) => id ?? [])
}
