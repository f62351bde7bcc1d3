import { accountStub } from '../../worker/stubs.ts'
import { sentTo } from '../objects/living-account.ts'
import { adjust } from '../unit/an-account.ts'
import { browserOf, enrol, type shopSystem, world } from './cast.ts'
import { formIn } from './pages.ts'

type Shop = Awaited<ReturnType<typeof shopSystem>>

/** A customer with their wallet open, and so many points. */
export async function openWallet(shop: Shop, points = 0) {
  const { id } = await (await shop.post('/customers', { name: 'Ana' })).json<{ id: `cus_${string}` }>()
  if (points > 0) await accountStub(world, id).execute(sentTo(id, adjust(points)))
  return { id, ...(await browserOf(await enrol({ role: 'customer', name: 'Ana', id }))) }
}

/** What a customer gets who presses the button on the page of an offer. */
export async function taken(ana: Awaited<ReturnType<typeof openWallet>>, slug: string): Promise<Response> {
  const path = `/offers/${slug}`
  return ana.post(`${path}/claims`, await formIn(await (await ana.get(path)).text(), `${path}/claims`))
}
