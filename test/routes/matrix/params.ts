import type { PrincipalId, StoreId } from '../../../src/id.ts'
import { principalStub } from '../../../worker/stubs.ts'
import { actorNamed } from '../../unit/an-actor.ts'
import { COFFEE, enrol, issued, type shopSystem, world } from '../cast.ts'
import { type Browser, requestsIn, sendIssue } from '../goodwill-desk.ts'
import { formIn, leadsTo, multipart } from '../pages.ts'
import type { Other } from './example.ts'

/** Whose a thing is: of the shop the asker works in, or of another. */
export type Whose = 'home' | 'foreign'

/** Who makes what a path names. */
export interface Makers {
  readonly rui: Browser
  /** Has a budget, and so asks for more. */
  readonly olive: Browser
  readonly shop: Awaited<ReturnType<typeof shopSystem>>
}

export const HOME: StoreId = 'sto_chiado'
const FOREIGN: StoreId = 'sto_porto'

/** What a part of a path is called where nothing is there, spelled as well as a real one. */
export const ABSENT: Readonly<Record<string, string>> = {
  voucher: `vch_${'0'.repeat(26)}`,
  redemption: `rdm_${'0'.repeat(26)}_2`,
  claim: `clm_${'0'.repeat(26)}_2`,
  membership: `mbr_${'0'.repeat(26)}`,
  purchase: `pur_${'0'.repeat(26)}_2`,
  hold: `hld_${'0'.repeat(26)}_2`,
  person: 'usr_nobody',
  device: 'dev_nobody',
  key: 'key_nobody',
}

let count = 0

/** Something fresh for every part of that path: the request that names it may end it. */
export async function pathParts(
  makers: Makers,
  path: string,
  whose: Whose,
): Promise<Readonly<Record<string, string>>> {
  const parts: Record<string, string> = {}
  for (const [, name = ''] of path.matchAll(/:(\w+)/g)) parts[name] = await part(makers, name, path, whose)
  return parts
}

/** The path with its parts filled in. */
export function filledPath(path: string, parts: Readonly<Record<string, string>>): string {
  return path.replace(/:(\w+)(\{[^}]*\})?/g, (_, name: string) => parts[name] ?? name)
}

async function part(makers: Makers, name: string, path: string, whose: Whose): Promise<string> {
  const store = whose === 'home' ? HOME : FOREIGN
  count += 1
  switch (name) {
    case 'voucher':
      return voucher(makers, path, store)
    case 'redemption':
      return redemption(makers, store)
    case 'hold':
      return hold(makers, store)
    case 'customer':
      return customer(makers)
    case 'claim':
      return (await claimed(makers, store)).id
    case 'purchase':
      return purchase(makers, store)
    case 'membership':
      return ABSENT.membership ?? ''
    case 'store':
      return HOME
    case 'person':
      return person(path, store)
    case 'key':
      return path.startsWith('/api/backup/') ? 'none' : apiKeyOf(store)
    case 'id':
      return item(makers.rui, path)
    case 'act':
      return 'end'
    case 'offer':
      return offer(makers, /\/(claims|give)$/.test(path) ? {} : null)
    case 'import':
      return imported(makers.rui, path.includes('/purchases/') ? 'purchases' : 'customers')
    case 'approval':
      return approval(makers)
    case 'who':
      return 'operator'
    case 'task':
      return 'add_logo'
    case 'command':
      return '0'.repeat(64)
    case 'file':
      return 'customers.csv'
    case 'table':
      return 'customers'
    default:
      throw new Error(`nothing is known that :${name} of ${path} could be`)
  }
}

async function voucher(makers: Makers, path: string, store: StoreId): Promise<string> {
  // Only what was claimed is taken back with what was paid for it.
  if (path.includes('returns')) return (await claimed(makers, store)).voucher.id
  const { shop } = makers
  const { id } = await issued(shop, { store_ids: [store] })
  if (path.includes('rollbacks')) await shop.post(`/vouchers/${id}/redemptions`, { store_id: store })
  if (path.includes('unblocks')) await shop.post(`/vouchers/${id}/blocks`, { reason: 'looked at' })
  return id
}

async function redemption({ shop }: Makers, store: StoreId): Promise<string> {
  const { id } = await issued(shop, { store_ids: [store] })
  const redeemed = await shop.post(`/vouchers/${id}/redemptions`, { store_id: store })
  return (await redeemed.json<{ id: string }>()).id
}

async function purchase(makers: Makers, store: StoreId): Promise<string> {
  const total = { amount: 1250, currency: 'EUR' }
  const asked = { order_id: `order ${count}`, customer_id: await customer(makers), store_id: store, total }
  return (await (await makers.shop.post('/purchases', asked)).json<{ id: string }>()).id
}

async function hold({ shop }: Makers, store: StoreId): Promise<string> {
  const { id } = await issued(shop, { store_ids: [store] })
  const held = await shop.post(`/vouchers/${id}/holds`, {
    order_id: 'T-1',
    ttl_seconds: 3600,
    store_id: store,
  })
  return (await held.json<{ id: string }>()).id
}

/** A customer nobody else is. */
async function customer(makers: Makers): Promise<string> {
  return (await newCustomer(makers)).id
}

async function newCustomer({ shop }: Makers): Promise<{ id: string; card_token: string }> {
  count += 1
  const made = await shop.post('/customers', { name: `Mina ${count}`, email: `mina${count}@example.com` })
  return made.json()
}

/** Other things that a body names. */
export async function others(makers: Makers): Promise<Other> {
  const { id, card_token: card } = await newCustomer(makers)
  return { customer: id, card, voucher: (await issued(makers.shop)).id }
}

async function person(path: string, store: StoreId): Promise<string> {
  const device = path.includes('/devices')
  const id: PrincipalId = `${device ? 'dev' : 'usr'}_matrix${count}`
  await enrol({ id, role: device ? 'kiosk' : 'operator', name: 'Nuno', stores: [store] })
  if (path.endsWith('/returns'))
    await principalStub(world, id).change({ state: 'suspended' }, null, actorNamed('usr_rui'))
  return id
}

async function apiKeyOf(store: StoreId): Promise<string> {
  const id: PrincipalId = `key_matrix${count}`
  await enrol({ id, role: 'api_key', name: 'Till', stores: [store], scopes: ['vouchers:read'] }, 'no secret')
  return id
}

async function item(rui: Browser, path: string): Promise<string> {
  const [, list = ''] = /(plans|categories|campaigns|tags|goodwill)/.exec(path) ?? []
  const at = `/admin/settings/${list}`
  const name = `Item ${count}`
  await rui.post(at, { ...(await formIn(await (await rui.get(`${at}/new`)).text(), at)), name })
  const table = list === 'goodwill' ? 'goodwill_reasons' : list
  const id = await world.DB.prepare(`SELECT id FROM ${table} WHERE name = ?`).bind(name).first<string>('id')
  return id ?? 'none'
}

/** A free one of somebody nobody else is. */
async function claimed(makers: Makers, store: StoreId) {
  const id = await offer(makers, { store_ids: [store] })
  const answer = await makers.shop.post(`/offers/${id}/claims`, { customer_id: await customer(makers) })
  return answer.json<{ id: string; voucher: { id: string } }>()
}

/** A draft that lacks nothing, published where it is to be claimed. */
async function offer({ shop }: Makers, claimable: object | null): Promise<string> {
  const { title: name, ...gives } = COFFEE
  const made = await shop.post('/offers', { ...gives, name, ...claimable })
  const { id } = await made.json<{ id: string }>()
  if (claimable !== null) await shop.post(`/offers/${id}/publications`, {})
  return id
}

async function imported(rui: Browser, of: 'customers' | 'purchases'): Promise<string> {
  const text =
    of === 'customers'
      ? `name,email\nAna,ana${count}@example.com\n`
      : `order_id,customer,store,total\nA${count},nobody@example.com,Chiado,1\n`
  const file = new Blob([text], { type: 'text/csv' })
  const taken = await rui.send('POST', `/admin/${of}/imports`, { body: multipart({ file }) })
  return leadsTo(taken).split('/').at(-1) ?? 'none'
}

async function approval({ rui, olive }: Makers): Promise<string> {
  const large = { title: `Fifty ${count}`, benefit_kind: 'value', amount: '50' }
  const before = new Set(await requestsIn(rui))
  await sendIssue(olive, { ...large, ask: 'approval' })
  return (await requestsIn(rui)).find((id) => !before.has(id)) ?? 'none'
}
