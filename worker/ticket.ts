import type { Context } from 'hono'
import { currencyOf } from '../src/benefit.ts'
import { type Directory, type Store, storeOf } from '../src/directory.ts'
import { isReturnable } from '../src/returning.ts'
import { CHANNELS, type Terms } from '../src/terms.ts'
import { type Redemption, type State, standing, statusAt, statusOf, type Voucher } from '../src/voucher.ts'
import type { Conditions, ShopView, TicketView } from '../views/ticket-view.ts'
import { unseal } from './code-vault.ts'
import type { AppEnv } from './env.ts'
import type { VoucherRow } from './library/voucher-list.ts'

/** A voucher as its holder sees it, from its own object. The code is opened: only for those who may see it. */
export function ticketOf(c: Context<AppEnv>, voucher: Voucher, version: number): TicketView {
  const { directory, now } = c.var
  return {
    id: voucher.id,
    code: unseal(c.env, voucher.id, voucher.sealedCode),
    ...promiseView(voucher.terms, directory),
    status: statusOf(voucher, now),
    opensAt: voucher.issuedAt > now ? voucher.issuedAt : null,
    closesAt: voucher.closesAt,
    usesLeft: voucher.usesLeft,
    balance: voucher.balance,
    bound: voucher.customer !== null,
    holderFirstName: null,
    returnable: isReturnable(voucher, c.get('now')),
    redemptions: standing(voucher).map((redemption) => redemptionView(redemption, directory)),
    lockedAt: voucher.lock.kind === 'none' ? null : voucher.lock.at,
    version,
  }
}

/** The same from a row of the projection: for lists, at most two seconds behind. */
export function ticketOfRow(c: Context<AppEnv>, row: VoucherRow): TicketView {
  const { directory, now } = c.var
  const store = storeOf(
    directory,
    row.redeemedStoreId === null ? null : `sto_${row.redeemedStoreId.slice(4)}`,
  )
  const zone = store?.zone ?? directory.brand.zone
  return {
    id: row.id,
    code: unseal(c.env, `vch_${row.id.slice(4)}`, row.sealedCode),
    ...promiseView(JSON.parse(row.terms) as Terms, directory),
    status: statusAt(row.state as State, row, now),
    opensAt: row.issuedAt > now ? row.issuedAt : null,
    closesAt: row.closesAt,
    usesLeft: row.usesLeft,
    balance: row.balance,
    bound: row.customerId !== null,
    holderFirstName: null,
    redemptions:
      row.redeemedAt === null
        ? []
        : [{ at: row.redeemedAt, storeName: store?.name ?? null, zone, amount: null }],
    lockedAt: null,
    version: row.seq,
  }
}

/** The promise in words and pictures, with the names of its shops. */
export function promiseView(terms: Terms, directory: Directory) {
  const open = directory.stores.filter(({ state }) => state !== 'archived')
  const stores = terms.store_ids.flatMap((id) => storeOf(directory, id) ?? [])
  return {
    title: terms.title,
    description: terms.description,
    imageUrl: terms.image_url,
    imageAlt: terms.image_alt ?? terms.title,
    imageFocus: terms.image_focus ?? null,
    codeShown: terms.code_shown,
    benefit: terms.benefit,
    zone: terms.zone,
    stores: stores.map(storeView),
    allStores: open.map(storeView),
    cities: [...new Set(open.map(({ city }) => city))].filter((city) => city !== ''),
    windows: terms.windows,
    conditions: conditionsOf(terms, directory),
    minimumSpend: terms.minimum_spend,
    uses: terms.uses,
    currency: currencyOf(terms.benefit),
  }
}

function conditionsOf(terms: Terms, { partners }: Directory): Conditions {
  const { channels = CHANNELS, partner_ids = [], product_ids = [], category_ids = [] } = terms
  const [first] = channels
  return {
    blackoutDates: terms.blackout_dates ?? [],
    only: channels.length === 1 && first !== undefined ? first : null,
    partners: partners.filter(({ id }) => partner_ids.includes(id)).map(({ name }) => name),
    products: [...product_ids, ...category_ids],
    usesPerDay: terms.uses_per_day ?? null,
    combinable: terms.combinable !== false,
    holderRequired: terms.holder_required === true,
    reusable: terms.reusable_after_cancellation !== false,
  }
}

function redemptionView({ at, place, amount }: Redemption, directory: Directory) {
  return { at, storeName: storeOf(directory, place.store)?.name ?? null, zone: place.zone, amount }
}

function storeView({ id, name, zone, address, hours, imageUrl, state }: Store): ShopView {
  return { id, name, zone, address, hours, imageUrl, closed: state !== 'open' }
}
