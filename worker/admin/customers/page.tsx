import { type Context, Hono } from 'hono'
import type { BalancesShown } from '../../../src/account/balance.ts'
import { storeOf } from '../../../src/directory.ts'
import { isPrincipalId } from '../../../src/id.ts'
import { may } from '../../../src/permission.ts'
import type { Terms } from '../../../src/terms.ts'
import { type State, statusAt } from '../../../src/voucher.ts'
import type { CustomerFactsView } from '../../../views/admin/customers/customer-facts.tsx'
import {
  CustomerPage,
  type HeldVoucher,
  type VisitView,
} from '../../../views/admin/customers/customer-page.tsx'
import { CardPage } from '../../../views/member-card.tsx'
import { en } from '../../../views/words/en.ts'
import { allow } from '../../allow.ts'
import { finishMerges, moveStray } from '../../customer-merging.ts'
import { customerPrincipal } from '../../customer-principal.ts'
import { type Visit, visitsOf } from '../../customer-visits.ts'
import type { AppEnv } from '../../env.ts'
import { frameFor } from '../../frame.ts'
import { consentChange, HELD_MOST, vouchersHeld } from '../../library/customer-history.ts'
import { type MergeRow, mergesInto } from '../../library/customer-merges.ts'
import { planNames } from '../../library/customer-plans.ts'
import { type CustomerRow, customerNames, nameOf, survivorById } from '../../library/customers.ts'
import { erasureOf } from '../../library/erasures.ts'
import type { VoucherRow } from '../../library/voucher-list.ts'
import { rowIsWithin } from '../../library/voucher-reach.ts'
import { nameOf as principalName } from '../../people.ts'
import { reachFor } from '../../reach.ts'
import { refusePage } from '../../refuse.tsx'
import { accountStub } from '../../stubs.ts'
import { shown } from '../../told.ts'
import { membershipViews } from './memberships.ts'

/** /admin/customers/{id}: one customer. */
export const customerPage = new Hono<AppEnv>()

const VOUCHERS_SHOWN = 25
const VISITS_SHOWN = 10

customerPage.get('/:customer', allow('customers:read'), async (c) => {
  const asked = c.req.param('customer')
  const row = await survivorById(c.env.DB, asked)
  if (row === null) return refusePage(c, 404)
  if (row.id !== asked) return c.redirect(`/admin/customers/${row.id}`, 303)
  const merges = await goneOnMerging(c, row.id)
  const records = [row.id, ...merges.map(({ mergedId }) => mergedId)]
  const all = await vouchersHeld(c.env.DB, records)
  await moveStrays(c, merges, all)
  const held = all.filter((voucher) => rowIsWithin(reachFor(c, 'vouchers:read'), voucher))
  const [visits, facts, erasure, balances, memberships] = await Promise.all([
    visitsOf(c.env, held, VISITS_SHOWN),
    factsOf(c, row, merges),
    erasureOf(c.env.DB, row.id),
    balancesOf(c, row),
    membershipViews(c, row.id),
  ])
  const vouchers = held.map((voucher) => heldView(voucher, c.get('now')))
  const open = vouchers.filter(isOpen)
  return c.html(
    <CustomerPage
      frame={frameFor(c, c.get('principal'))}
      id={row.id}
      name={nameOf(row)}
      facts={facts}
      vouchers={[...open, ...vouchers.filter((voucher) => !isOpen(voucher))].slice(0, VOUCHERS_SHOWN)}
      openVouchers={open.length}
      cutOff={held.length > VOUCHERS_SHOWN || all.length >= HELD_MOST}
      visits={visitViews(c, visits, held)}
      moving={merges.some(({ finishedAt }) => finishedAt === null)}
      saved={c.req.query('saved') !== undefined}
      erasureAskedAt={erasure?.askedAt ?? null}
      balances={balances}
      memberships={memberships}
      maySell={may(c.get('principal'), 'plans:sell')}
      mayReadAccount={may(c.get('principal'), 'accounts:read')}
      mayErase={may(c.get('principal'), 'erasures:decide')}
      linkEnded={c.req.query('link_ended') !== undefined}
      mayWrite={may(c.get('principal'), 'customers:write')}
      mayIssue={may(c.get('principal'), 'vouchers:issue')}
      commandKey={crypto.randomUUID()}
      asOf={c.get('now')}
    />,
  )
})

customerPage.get('/:customer/card', allow('customers:read'), async (c) => {
  const row = await survivorById(c.env.DB, c.req.param('customer'))
  if (row === null) return refusePage(c, 404)
  const frame = frameFor(c, c.get('principal'))
  const back = { href: `/admin/customers/${row.id}`, label: en.customers.backToThem }
  return c.html(<CardPage frame={frame} back={back} name={nameOf(row)} cardToken={row.cardToken} />)
})

/** What they have, for whoever may read it; null where that is nothing. Their page is shown while it cannot be reached. */
async function balancesOf(c: Context<AppEnv>, row: CustomerRow): Promise<BalancesShown | null> {
  if (!may(c.get('principal'), 'accounts:read')) return null
  const balances = await accountStub(c.env, customerPrincipal(row).id)
    .balances()
    .then((all) => shown(c, all))
    .catch(() => null)
  return Object.keys(balances ?? {}).length > 0 ? balances : null
}

/** Looking at a customer finishes a merge that was cut off. An object that cannot be reached now hides nobody's page. */
async function goneOnMerging(c: Context<AppEnv>, id: string): Promise<readonly MergeRow[]> {
  const { zone } = c.get('directory').brand
  try {
    return await finishMerges(c.env, id, { now: c.get('now'), zone })
  } catch {
    return mergesInto(c.env.DB, id)
  }
}

async function moveStrays(c: Context<AppEnv>, merges: readonly MergeRow[], held: readonly VoucherRow[]) {
  const byRecord = new Map(merges.map((merge) => [merge.mergedId, merge]))
  const { zone } = c.get('directory').brand
  const strays = held.filter(({ state }) => state !== 'void').slice(0, VOUCHERS_SHOWN)
  for (const { id, customerId } of strays) {
    const merge = customerId === null ? undefined : byRecord.get(customerId)
    // What cannot be reached now is moved by the next look.
    if (merge !== undefined) await moveStray(c.env, merge, id, zone).catch(() => false)
  }
}

async function factsOf(
  c: Context<AppEnv>,
  row: CustomerRow,
  merges: readonly MergeRow[],
): Promise<CustomerFactsView> {
  const db = c.env.DB
  const [consent, plans, names] = await Promise.all([
    consentChange(db, row.id),
    planNames(db, row.planId === null ? [] : [row.planId]),
    customerNames(
      db,
      merges.map(({ mergedId }) => mergedId),
    ),
  ])
  const by = consent !== null && isPrincipalId(consent.by) ? consent.by : null
  return {
    createdAt: row.createdAt,
    email: row.email,
    phone: row.phone,
    birthday: row.birthday,
    locale: row.locale,
    zone: row.zone,
    tags: row.tags,
    planName: row.planId === null ? null : (plans.get(row.planId) ?? row.planId),
    notes: row.notes,
    cardToken: row.cardToken,
    marketing: row.marketing,
    consent: consent && {
      at: consent.at,
      by: by === null ? consent.by : await principalName(c.env, by, c.get('now')),
    },
    merges: merges.map(({ mergedId, at, moved }) => ({ name: names.get(mergedId) ?? mergedId, at, moved })),
  }
}

function heldView(row: VoucherRow, now: number): HeldVoucher {
  const { title, zone } = JSON.parse(row.terms) as Terms
  return {
    id: row.id,
    title,
    codeLast4: row.codeLast4,
    status: statusAt(row.state as State, row, now),
    closesAt: row.closesAt,
    zone,
  }
}

function isOpen({ status }: HeldVoucher): boolean {
  return status === 'active' || status === 'partially_redeemed' || status === 'held'
}

function visitViews(c: Context<AppEnv>, visits: readonly Visit[], held: readonly VoucherRow[]): VisitView[] {
  const directory = c.get('directory')
  const terms = new Map(held.map((row) => [row.id, JSON.parse(row.terms) as Terms]))
  return visits.map(({ voucherId, kind, at, storeId }) => {
    const store = storeOf(directory, storeId === null ? null : `sto_${storeId.slice('sto_'.length)}`)
    return {
      voucherId,
      title: terms.get(voucherId)?.title ?? '',
      kind: kind === 'rolled_back' ? 'rolled_back' : 'redeemed',
      at,
      zone: store?.zone ?? directory.brand.zone,
      storeName: store?.name ?? null,
    }
  })
}
