import { expect } from 'vitest'
import { browserOf, enrol, openLume, shopSystem } from './cast.ts'
import { formIn, leadsTo, multipart } from './pages.ts'

/** What is typed into the form over what it comes with. */
export type Typed = Readonly<Record<string, string | readonly string[] | Blob>>

export const TITLED = { title: 'Sorry your order arrived cold' }

/** An admin at the issue page, and a shop system that reads what came of it. */
export async function openDesk() {
  await openLume()
  const shop = await shopSystem()
  const rui = await browserOf(await enrol({ role: 'admin' }))
  return {
    shop,
    rui,
    /** Sends the form as browsers without scripts do, by default under a key of its own. */
    async sent(typed: Typed, key: string = crypto.randomUUID()): Promise<Response> {
      const form = await formIn(await (await rui.get('/admin/issue')).text(), '/admin/issue')
      return rui.send('POST', '/admin/issue', {
        body: multipart({ ...form, idempotency_key: key, ...typed }),
      })
    },
    /** The voucher a successful form led to, from its own ledger. */
    async issuedBy(response: Response): Promise<Record<string, unknown>> {
      expect(response.status).toBe(303)
      const [, id] = /^\/admin\/vouchers\/(vch_\w+)\/handover$/.exec(leadsTo(response)) ?? []
      return (await shop.get(`/vouchers/${id}`)).json()
    },
    /** Somebody the brand knows, by id. */
    async customer(facts: object): Promise<string> {
      return (await (await shop.post('/customers', facts)).json<{ id: string }>()).id
    },
  }
}
