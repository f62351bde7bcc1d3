import type { Entry } from '../../src/account/account.ts'
import { lastFour } from '../../src/code.ts'
import type { PrincipalId } from '../../src/id.ts'
import { type Instant, type LocalDate, localDateOf } from '../../src/local-time.ts'
import type { Pin, Principal, PrincipalRecord } from '../../src/principal.ts'
import { derivedCode, seal, voucherIdForCode } from '../code-vault.ts'
import { keep } from '../directory-cache.ts'
import type { Env } from '../env.ts'
import { storeImage } from '../images.ts'
import { createCustomer } from '../library/customers.ts'
import { EARNING as EARNING_SETTING } from '../library/earning.ts'
import { bindOrders } from '../library/purchases.ts'
import { changeSetting } from '../library/settings.ts'
import { pinProof } from '../pin.ts'
import { giveOutPlans } from '../plan-issuing.ts'
import { secretHash } from '../secrets.ts'
import { directoryStub, principalStub } from '../stubs.ts'
import { type AccountPast, accountsOn, EARNING } from './accounts.ts'
import { MERIDIANO } from './brand.ts'
import type { Regular } from './customers.ts'
import { historyOf } from './history.ts'
import type { World } from './issue.ts'
import type { Past } from './life.ts'
import { setUpLists } from './lists.ts'
import { sellPlans } from './members.ts'
import { publishOffers } from './offers.ts'
import { lastingSecret } from './secrets.ts'
import { DEVICES, INES, LEONOR, PINS, STAFF, WEB_SHOP } from './staff.ts'
import { type Tenure, tenureOf } from './tenure.ts'
import { buyThisMorning, claimThisMorning } from './this-morning.ts'

/** Where pictures lie, by the name of their drawing; `logo` is one of them. */
type PictureUrls = ReadonlyMap<string, string>

/** So many objects are asked at once: more only wait for each other on a small machine. */
const AT_ONCE = 24
/** So many vouchers are written between two lines of progress. */
const PER_LINE = 100

/**
 * Loads Meridiano into a state folder that has no brand, and says so line by line; one that has is left as it is. A load
 * that was cut off is taken up where it was: every step may be repeated, and the brand itself is written last.
 */
export async function loadDemo(
  env: Env,
  pictures: ReadonlyMap<string, Uint8Array>,
  now: Instant,
  say: (line: string) => Promise<void>,
): Promise<void> {
  const { version, brand } = await directoryStub(env).read()
  await inviteLeonor(env)
  if (version > 0) return await say(`${brand.name} is here already, with everything done so far.`)
  const today = await dayOfLoad(env, now)
  await say('Loading Meridiano, the demo brand, with a year of vouchers.')
  const urls = await storePictures(env, pictures)
  await enrolStaff(env, today)
  const { customers, pasts } = historyOf(today, worldOf(env, urls))
  await inTurns(customers, (customer) => createRegular(env, customer))
  await setUpLists(env, now)
  await publishOffers(env, urls, now)
  await sellPlans(env, now)
  await openAccounts(env, accountsOn(today, customers), now)
  await say(`${customers.length} customers, ${STAFF.length} people and two tablets at work.`)
  for (let from = 0; from < pasts.length; from += PER_LINE) {
    const some = pasts.slice(from, from + PER_LINE)
    await inTurns(some, (past) => adopting(env, past).adopt(past))
    await say(`${from + some.length} of ${pasts.length} vouchers.`)
  }
  const logoUrl = urls.get('logo') ?? null
  const directory = await directoryStub(env).replace(version, {
    ...MERIDIANO,
    brand: { ...MERIDIANO.brand, logoUrl },
  })
  if (directory !== null) keep(directory, now)
  // Whatever this leaves, the clock gives out.
  await giveOutPlans(env, now)
  await buyThisMorning(env, now)
  await claimThisMorning(env, customers, now)
  const entries = pasts.reduce((sum, { lines, attempts }) => sum + lines.length + attempts.length, 0)
  await say(`${pasts.length} vouchers with ${entries} ledger entries, up to last night.`)
}

/** The secret of the one invitation that waits; each start makes the link good again. */
export function invitationSecret(env: Env): string {
  return lastingSecret(env, `invitation of ${LEONOR.id}`)
}

/** The secret of the web shop's key. */
export function keySecret(env: Env): string {
  return lastingSecret(env, `key of ${WEB_SHOP.id}`)
}

async function inviteLeonor(env: Env): Promise<void> {
  const leonor = principalStub(env, LEONOR.id)
  const link = secretHash(invitationSecret(env))
  if ((await leonor.label()) === null) await leonor.enrol(LEONOR, null)
  if ((await leonor.invitee(link)) === null) await leonor.invite(link)
  await leonor.reproject()
}

async function enrolStaff(env: Env, today: LocalDate): Promise<void> {
  for (const person of [...STAFF, ...DEVICES]) {
    if (person === LEONOR) continue
    const tenure = tenureOf(person.id, today)
    const pin = await pinOf(env, person.id, tenure.joinedAt)
    await settling(env, person).settle(person, { ...tenure, pin })
  }
  const webShop = principalStub(env, WEB_SHOP.id)
  await webShop.enrol(WEB_SHOP, secretHash(keySecret(env)))
  await webShop.reproject()
}

/** Somebody's PIN as it is kept, or null for those who have none. */
async function pinOf(env: Env, id: PrincipalId, setAt: Instant): Promise<Pin | null> {
  const pin = PINS.get(id)
  if (pin === undefined) return null
  const salt = lastingSecret(env, `salt of ${id}`).slice(0, SALT_SYMBOLS)
  return { proof: await pinProof(env, id, pin, salt), salt, misses: 0, setAt }
}

/** 16 bytes as base64url. */
const SALT_SYMBOLS = 22

/** A load taken up after midnight goes on with the day it began with, so that no voucher is told twice. */
async function dayOfLoad(env: Env, now: Instant): Promise<LocalDate> {
  const begun = await env.IMAGES.get(DAY_KEY)
  if (begun !== null) return begun.text()
  const today = localDateOf(now, MERIDIANO.brand.zone)
  await env.IMAGES.put(DAY_KEY, today)
  return today
}

/** Not under images/, so that nobody can fetch it. */
const DAY_KEY = 'demo/day'

async function storePictures(env: Env, pictures: ReadonlyMap<string, Uint8Array>): Promise<PictureUrls> {
  const urls = new Map<string, string>()
  for (const [name, bytes] of pictures) {
    const upload = await storeImage(env, bytes)
    if (upload.kind === 'stored') urls.set(name, upload.image.url)
  }
  return urls
}

function worldOf(env: Env, urls: PictureUrls): World {
  return {
    mint: (command, chosen) => {
      const code = chosen ?? derivedCode(env, command, 0)
      const voucher = voucherIdForCode(env, code)
      return { voucher, sealedCode: seal(env, voucher, code), codeLast4: lastFour(code) }
    },
    pictureUrl: (picture) => urls.get(picture) ?? null,
  }
}

async function createRegular(env: Env, { row }: Regular): Promise<void> {
  await createCustomer(env.DB, row, { by: INES.id, role: 'admin', device: null, from: null })
}

/** What customers bought, in their accounts, and whose each receipt is. May be repeated. */
async function openAccounts(env: Env, accounts: readonly AccountPast[], now: Instant): Promise<void> {
  const act = { by: INES.id, role: 'admin', device: null, from: null, at: now } as const
  await changeSetting(env.DB, EARNING_SETTING, { version: 0, value: EARNING }, act)
  await bindOrders(
    env.DB,
    accounts.flatMap(({ lines }) => lines.flatMap(({ entry }) => ordersIn(entry))),
  )
  await inTurns(accounts, (past) => adoptingAccount(env, past).adopt(past))
}

function ordersIn(entry: Entry) {
  if (entry.kind !== 'purchased') return []
  const { store: storeId, order: orderId, customer: customerId, at, place, total } = entry
  return [{ storeId, orderId, customerId, at, by: place?.by ?? INES.id, total }]
}

/** The account's object as the local entry knows it. */
function adoptingAccount(env: Env, { customer }: AccountPast): { adopt(past: AccountPast): Promise<void> } {
  const object: unknown = env.ACCOUNTS.get(env.ACCOUNTS.idFromName(customer))
  return object as { adopt(past: AccountPast): Promise<void> }
}

/** The voucher's object as the local entry knows it. */
function adopting(env: Env, { voucher }: Past): { adopt(past: Past): Promise<void> } {
  const object: unknown = env.VOUCHERS.get(env.VOUCHERS.idFromName(voucher))
  return object as { adopt(past: Past): Promise<void> }
}

/** The object of somebody at work as the local entry knows it. */
function settling(
  env: Env,
  { id }: Principal,
): { settle(who: Principal, since: Tenure & Pick<PrincipalRecord, 'pin'>): Promise<void> } {
  const object: unknown = principalStub(env, id)
  return object as { settle(who: Principal, since: Tenure & Pick<PrincipalRecord, 'pin'>): Promise<void> }
}

/** Does something for every item, some at once. */
async function inTurns<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items].reverse()
  const worker = async () => {
    for (let item = waiting.pop(); item !== undefined; item = waiting.pop()) await act(item)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
}
