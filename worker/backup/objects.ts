import type { LedgerCopy, Restoring } from '../../durable-objects/ledger-copy.ts'
import type { PrincipalCopy } from '../../durable-objects/person-record.ts'
import type { StockCopy } from '../../durable-objects/stock-object.ts'
import { isCustomerId, isPrincipalId, isVoucherId } from '../../src/id.ts'
import { keep } from '../directory-cache.ts'
import type { Env } from '../env.ts'
import { accountStub, directoryStub, principalStub, stockStub, voucherStub } from '../stubs.ts'
import type { BackupLine } from './lines.ts'

/** Lines of these vouchers' objects, by their Cloudflare ids; objects without a ledger give none. */
export async function voucherLines(env: Env, ids: readonly string[]): Promise<readonly BackupLine[]> {
  const copies = await Promise.all(
    objectsOf(env.VOUCHERS, ids).map(async (object) => (await object.copy()) as unknown as LedgerCopy),
  )
  return copies
    .filter((ledger) => ledger.length > 0)
    .map((ledger) => ({ kind: 'voucher', ledger: [...ledger] }))
}

/** Lines of these accounts' objects, by their Cloudflare ids; accounts that never began give none. */
export async function accountLines(env: Env, ids: readonly string[]): Promise<readonly BackupLine[]> {
  const copies = await Promise.all(
    objectsOf(env.ACCOUNTS, ids).map(async (object) => (await object.copy()) as unknown as LedgerCopy),
  )
  return copies
    .filter((ledger) => ledger.length > 0)
    .map((ledger) => ({ kind: 'account', ledger: [...ledger] }))
}

/** Lines of what is counted, by the objects' Cloudflare ids. */
export async function stockLines(env: Env, ids: readonly string[]): Promise<readonly BackupLine[]> {
  const copies = await Promise.all(
    objectsOf(env.STOCK, ids).map(async (object) => (await object.copy()) as unknown as StockCopy | null),
  )
  return copies.flatMap((stock) => (stock === null ? [] : [{ kind: 'stock', stock }]))
}

/** Lines of these principals' objects, by their Cloudflare ids. */
export async function principalLines(env: Env, ids: readonly string[]): Promise<readonly BackupLine[]> {
  const copies = await Promise.all(
    objectsOf(env.PRINCIPALS, ids).map(
      async (object) => (await object.copy()) as unknown as PrincipalCopy | null,
    ),
  )
  return copies.flatMap((copy) => (copy === null ? [] : [{ kind: 'principal', ...copy }]))
}

/** The directory, or nothing where nobody has set anything up. */
export async function directoryLines(env: Env): Promise<readonly BackupLine[]> {
  const directory = await directoryStub(env).read()
  return directory.version === 0 ? [] : [{ kind: 'directory', directory: directory }]
}

/** Hands a voucher its ledger and brings it to the lists. */
export async function restoreVoucher(
  env: Env,
  { ledger }: Extract<BackupLine, { kind: 'voucher' }>,
): Promise<{ readonly name: string; readonly came: Restoring }> {
  const { voucher, zone } = issueOf(ledger)
  if (!isVoucherId(voucher)) return { name: voucher, came: 'flawed' }
  const stub = voucherStub(env, voucher, zone)
  const came = await stub.restore(ledger)
  if (came === 'restored' || came === 'same') await stub.reproject()
  return { name: voucher, came }
}

/** Which voucher the first entry speaks of and where it was born; whether it may, its object decides. */
function issueOf(ledger: LedgerCopy): { readonly voucher: string; readonly zone?: string } {
  try {
    const facts = JSON.parse(ledger.find(({ seq }) => seq === 1)?.facts ?? '') as Facts
    return { voucher: String(facts.voucher), zone: String(facts.terms?.zone) }
  } catch {
    return { voucher: 'a voucher without an issue' }
  }
}
type Facts = { readonly voucher?: unknown; readonly terms?: { readonly zone?: unknown } }

/** Hands an account its ledger and brings it to the lists. */
export async function restoreAccount(
  env: Env,
  { ledger }: Extract<BackupLine, { kind: 'account' }>,
): Promise<{ readonly name: string; readonly came: Restoring }> {
  const customer = customerOf(ledger)
  if (!isCustomerId(customer)) return { name: customer, came: 'flawed' }
  const stub = accountStub(env, customer)
  const came = await stub.restore(ledger)
  if (came === 'restored' || came === 'same') await stub.reproject()
  return { name: `the account of ${customer}`, came }
}

function customerOf(ledger: LedgerCopy): string {
  try {
    const facts = JSON.parse(ledger.find(({ seq }) => seq === 1)?.facts ?? '') as { customer?: unknown }
    return String(facts.customer)
  } catch {
    return 'an account without a beginning'
  }
}

/** Hands a stock or budget what was counted. */
export async function restoreStock(
  env: Env,
  { stock }: Extract<BackupLine, { kind: 'stock' }>,
): Promise<{ readonly name: string; readonly came: Restoring }> {
  return { name: `what is counted of ${stock.name}`, came: await stockStub(env, stock.name).restore(stock) }
}

/** Hands a principal its record. */
export async function restorePrincipal(
  env: Env,
  { record, budget = {} }: Extract<BackupLine, { kind: 'principal' }>,
): Promise<{ readonly name: string; readonly came: Restoring }> {
  const { id } = record.principal
  if (!isPrincipalId(id)) return { name: id, came: 'flawed' }
  return { name: id, came: await principalStub(env, id).restore(record, budget) }
}

/** Hands the directory its document. */
export async function restoreDirectory(
  env: Env,
  { directory }: Extract<BackupLine, { kind: 'directory' }>,
  now: number,
): Promise<{ readonly name: string; readonly came: Restoring }> {
  const came = await directoryStub(env).restore(directory)
  if (came === 'restored') keep(directory, now)
  return { name: 'the directory', came }
}

function objectsOf<T extends Rpc.DurableObjectBranded>(
  namespace: DurableObjectNamespace<T>,
  ids: readonly string[],
): readonly DurableObjectStub<T>[] {
  // The id itself carries the jurisdiction it was made in; one that is of no object here is passed over.
  return ids.flatMap((hex) => {
    try {
      return [namespace.get(namespace.idFromString(hex))]
    } catch {
      return []
    }
  })
}
