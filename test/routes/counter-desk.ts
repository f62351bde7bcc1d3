import type { StoreId } from '../../src/id.ts'
import type { Role } from '../../src/permission.ts'
import { browserOf, enrol, type IssuedVoucher } from './cast.ts'
import { formIn, leadsTo, PARTIAL } from './pages.ts'

export type Browser = Awaited<ReturnType<typeof browserOf>>

/** Somebody at work in a browser of their own. */
export async function atWork(role: Role, name: string, ...stores: readonly StoreId[]): Promise<Browser> {
  return browserOf(await enrol({ role, name, stores: [...stores] }))
}

/** Scans, redeems and follows, without a script. */
export async function redeemedBy(
  by: Pick<Browser, 'get' | 'post'>,
  { code }: Pick<IssuedVoucher, 'code'>,
  typed: Record<string, string> = {},
): Promise<string> {
  const scanned = await by.post('/scan/validations', { code })
  const form = await formIn(await scanned.text(), '/scan/redemptions')
  const response = await by.post('/scan/redemptions', { ...form, ...typed })
  if (response.status !== 303) throw new Error(`${response.status}: ${await response.text()}`)
  return (await by.get(leadsTo(response))).text()
}

/** Tries to redeem what is used up already: an attempt that is written down. */
export async function refusedTo(
  by: Pick<Browser, 'post'>,
  { id }: Pick<IssuedVoucher, 'id'>,
  store: StoreId,
) {
  const form = { voucher: id, store_id: store, idempotency_key: crypto.randomUUID() }
  return by.post('/scan/redemptions', form, PARTIAL)
}
