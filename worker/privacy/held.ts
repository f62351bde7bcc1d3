import type { Context } from 'hono'
import type { PrincipalCopy } from '../../durable-objects/person-record.ts'
import { storeOf } from '../../src/directory.ts'
import { type CustomerId, isVoucherId } from '../../src/id.ts'
import { rfc3339 } from '../../src/local-time.ts'
import { openSessions, type PrincipalRecord } from '../../src/principal.ts'
import { validUntil } from '../../src/validity.ts'
import { statusOf } from '../../src/voucher.ts'
import type { HeldActor, HeldData, HeldGlance, HeldVoucher } from '../../views/customer/privacy/held-data.ts'
import { unseal } from '../code-vault.ts'
import type { AppEnv } from '../env.ts'
import { mergesInto, recordsMergedInto } from '../library/customer-merges.ts'
import { planNames } from '../library/customer-plans.ts'
import { CONSENT, type CustomerRow } from '../library/customers.ts'
import { changesOf, countHeldBy, type HeldPlace, requestsFor, vouchersHeldBy } from '../library/held-data.ts'
import { principalStub, voucherStub } from '../stubs.ts'
import { movesTold } from './held-account.ts'
import { plansBought } from './held-plans.ts'

/** The page tells of so many vouchers, the newest: each is asked for itself. The files tell of all. */
const ON_THE_PAGE = 100
const AT_ONCE = 20
/** So many are looked up in one query. */
const PLACES = 1000

/** Everything that is held about a customer: from the library, from each of their vouchers and from their own object. */
export function heldBy(c: Context<AppEnv>, row: CustomerRow): Promise<HeldData> {
  return held(c, row, Number.POSITIVE_INFINITY)
}

/** The same for a page, which tells of the newest vouchers, with how many more the files tell of. */
export async function heldGlance(c: Context<AppEnv>, row: CustomerRow): Promise<HeldGlance> {
  const data = await held(c, row, ON_THE_PAGE)
  const records = [row.id, ...data.merged_records.map(({ id }) => id)]
  return { data, older: Math.max(0, (await countHeldBy(c.env.DB, records)) - ON_THE_PAGE) }
}

async function held(c: Context<AppEnv>, row: CustomerRow, most: number): Promise<HeldData> {
  const { env } = c
  const [merges, merged] = await Promise.all([mergesInto(env.DB, row.id), recordsMergedInto(env.DB, row.id)])
  const records = [row.id, ...merged.map(({ id }) => id)]
  const [changes, plans, sold, requests, vouchers, principals, account] = await Promise.all([
    changesOf(env.DB, records),
    planNames(env.DB, row.planId === null ? [] : [row.planId]),
    plansBought(env.DB, row.id),
    requestsFor(env.DB, records),
    vouchersTold(c, records, most),
    Promise.all(records.map((id) => recordOf(c, id))),
    movesTold(c, records),
  ])
  const known = principals.flatMap((one) => one ?? [])
  return {
    made_at: rfc3339(c.get('now')),
    brand: c.get('directory').brand.name,
    customer: customerFacts(row, row.planId === null ? null : (plans.get(row.planId) ?? row.planId)),
    consents: { messages: row.marketing, changes: consentsIn(changes, records) },
    vouchers,
    account,
    plans: sold,
    requests,
    sessions: known.flatMap((one) => sessionsOf(one, c.get('now'))),
    letters: known.flatMap(({ letters }) =>
      letters.map(({ sentAt, from }) => ({ at: rfc3339(sentAt), from })),
    ),
    merged_records: merged.map(({ id, name, email, phone, notes }) => ({
      id,
      at: rfc3339(merges.find(({ mergedId }) => mergedId === id)?.at ?? row.createdAt),
      name,
      email,
      phone,
      notes,
    })),
    changes: changes.map(({ at, action, by }) => ({ at: rfc3339(at), action, by: actorIn(by, records) })),
  }
}

function customerFacts(row: CustomerRow, plan: string | null): HeldData['customer'] {
  const { id, name, email, phone, birthday, locale, zone, cardToken, tags, notes } = row
  return {
    id,
    name,
    email,
    phone,
    birthday,
    language: locale,
    time_zone: zone,
    card: cardToken,
    tags,
    notes,
    plan,
    created_at: rfc3339(row.createdAt),
    updated_at: row.updatedAt === null ? null : rfc3339(row.updatedAt),
  }
}

interface Change {
  readonly at: number
  readonly action: string
  readonly by: string
}

function consentsIn(changes: readonly Change[], records: readonly string[]) {
  return changes
    .filter(({ action }) => action === CONSENT.given || action === CONSENT.withdrawn)
    .map(({ at, action, by }) => ({
      at: rfc3339(at),
      given: action === CONSENT.given,
      by: actorIn(by, records),
    }))
}

/** Members of the staff have names of their own to keep: the customer hears what they were. */
function actorIn(by: string, records: readonly string[]): HeldActor {
  if (records.includes(by)) return 'you'
  return by.startsWith('usr_') || by.startsWith('dev_') ? 'staff' : 'system'
}

async function recordOf(c: Context<AppEnv>, id: string): Promise<PrincipalRecord | null> {
  const customer: CustomerId = `cus_${id.slice('cus_'.length)}`
  // RPC's mapped types forget the shape; it is the object's own.
  const copy = (await principalStub(c.env, customer).copy()) as unknown as PrincipalCopy | null
  return copy?.record ?? null
}

function sessionsOf(record: PrincipalRecord, now: number): HeldData['sessions'] {
  return openSessions(record, now).map(({ browser, from, startedAt, seenAt, endsAt }) => ({
    browser,
    from,
    started_at: rfc3339(startedAt),
    last_used_at: rfc3339(seenAt),
    ends_at: rfc3339(endsAt),
  }))
}

async function vouchersTold(
  c: Context<AppEnv>,
  records: readonly string[],
  most: number,
): Promise<HeldVoucher[]> {
  const told: HeldVoucher[] = []
  let places: readonly HeldPlace[] = []
  do {
    const atOnce = Math.min(PLACES, most - told.length)
    places = await vouchersHeldBy(c.env.DB, records, places.at(-1) ?? null, atOnce)
    for (let from = 0; from < places.length; from += AT_ONCE) {
      const some = places.slice(from, from + AT_ONCE)
      const read = await Promise.all(some.map(({ id }) => voucherTold(c, id)))
      told.push(...read.flatMap((one) => one ?? []))
    }
  } while (places.length === PLACES)
  return told
}

async function voucherTold(c: Context<AppEnv>, id: string): Promise<HeldVoucher | null> {
  const history = isVoucherId(id) ? await voucherStub(c.env, id).history() : null
  if (history === null) return null
  const { voucher, lines } = history
  const { title, description, image_url, code_shown } = voucher.terms
  const ends = validUntil(voucher.closesAt)
  return {
    id: voucher.id,
    code: code_shown ? unseal(c.env, voucher.id, voucher.sealedCode) : null,
    title,
    description,
    image_url,
    status: statusOf(voucher, c.get('now')),
    issued_at: rfc3339(voucher.issuedAt),
    valid_until: ends === null ? null : rfc3339(ends),
    ledger: lines.map(({ entry, words }) => ({
      at: rfc3339(entry.at),
      kind: entry.kind,
      store: storeOf(c.get('directory'), entry.place.store)?.name ?? null,
      amount: 'amount' in entry ? entry.amount : null,
      words: { ...words },
    })),
  }
}
