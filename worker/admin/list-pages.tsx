import { type Context, Hono } from 'hono'
import { idSymbols } from '../../src/id.ts'
import { LISTED_STATES } from '../../src/listed.ts'
import { may } from '../../src/permission.ts'
import { ConflictPage } from '../../views/admin/conflict.tsx'
import type { FieldErrors } from '../../views/admin/issue-values.ts'
import { ItemPage } from '../../views/admin/item-page.tsx'
import { ListPage } from '../../views/admin/list-page.tsx'
import { FIELDS_OF, type ItemValues } from '../../views/admin/list-view.ts'
import { en } from '../../views/words/en.ts'
import { actorOf } from '../actor.ts'
import { allow } from '../allow.ts'
import { type BudgetObjection, budgetIn, budgetObjection, budgetUsed } from '../campaign-budget.ts'
import { isKey, sending } from '../command-id.ts'
import type { AppEnv } from '../env.ts'
import { readForm } from '../form.ts'
import { frameFor } from '../frame.ts'
import type { Act } from '../library/audit.ts'
import {
  addRow,
  changeRow,
  contentOf,
  type ListName,
  type ListRow,
  listRow,
  listRows,
  moveRow,
} from '../library/lists.ts'
import { ID_PREFIX } from '../list-content.ts'
import { strangeVouchers } from '../plan-offers.ts'
import { refusePage } from '../refuse.tsx'
import { randomId } from '../secrets.ts'
import { surroundingsOf } from '../surroundings.ts'
import { budgetOverview, budgetPages } from './budget-pages.tsx'
import { earningPages } from './earning-pages.tsx'
import { currenciesOf, itemValues, NO_VALUES, readItem, valuesOf } from './list-form.ts'
import { gistOf } from './list-gist.ts'
import { offersForPlans } from './plan-offer-choices.ts'
import { retentionPages } from './retention-pages.tsx'
import { versionOf } from './version-field.ts'

/** /admin/settings: the brand's lists, the budgets for goodwill, and how long things are kept. */
export const listPages = new Hono<AppEnv>()
  .route('/goodwill/budgets', budgetPages)
  .route('/retention', retentionPages)
  .route('/earning', earningPages)
  .route('/plans', pagesOf('plans'))
  .route('/categories', pagesOf('categories'))
  .route('/campaigns', pagesOf('campaigns'))
  .route('/tags', pagesOf('tags'))
  .route('/goodwill', pagesOf('goodwill'))

function pagesOf(list: ListName): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/', allow('settings:read'), (c) => listPage(c, list))
    .get('/new', allow('settings:write'), (c) => itemPage(c, { list, row: null, values: NO_VALUES }))
    .post('/', allow('settings:write'), (c) => add(c, list))
    .get('/:id', allow('settings:write'), async (c) => {
      const row = await listRow(c.env.DB, list, c.req.param('id'))
      return row === null ? refusePage(c, 404) : itemPage(c, { list, row, values: valuesOf(contentOf(row)) })
    })
    .post('/:id', allow('settings:write'), (c) => save(c, list, c.req.param('id')))
    .post('/:id/state', allow('settings:write'), (c) => changeState(c, list, c.req.param('id')))
    .post('/:id/moves', allow('settings:write'), async (c) => {
      const direction = (await readForm(c))?.text('direction')
      if (direction !== 'up' && direction !== 'down') return refusePage(c, 400)
      await moveRow(c.env.DB, list, c.req.param('id'), direction, actOf(c))
      return c.redirect(`/admin/settings/${list}`, 303)
    })
}

async function listPage(c: Context<AppEnv>, list: ListName): Promise<Response> {
  const frame = frameFor(c, c.get('principal'))
  const changes = may(c.get('principal'), 'settings:write')
  const rows = await listRows(c.env.DB, list)
  const items = await Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      name: row.name,
      gist: gistOf(frame, contentOf(row), budgetIn(contentOf(row)) ? await budgetUsed(c.env, row.id) : 0),
      archived: row.state === 'archived',
      version: row.version,
      offersHref: offersHref(list, row.id),
    })),
  )
  const more = list === 'goodwill' ? { more: await budgetOverview({ c, frame, changes }) } : {}
  const saved = c.req.query('saved') !== undefined
  return c.html(<ListPage {...{ frame, list, items, changes, saved }} {...more} />)
}

/** Only campaigns have offers of their own. */
function offersHref(list: ListName, id: string): string | null {
  return list === 'campaigns' ? `/admin/offers?campaign=${id}` : null
}

/** How much of a campaign's budget is kept, as a sentence; null where there is no budget. */
async function keptOf(c: Context<AppEnv>, row: ListRow): Promise<string | null> {
  const budget = budgetIn(contentOf(row))
  if (budget === null) return null
  const { words, display } = frameFor(c, null)
  const [used, all] = [await budgetUsed(c.env, row.id), budget.amount].map((sum) =>
    display.money(sum, budget.currency),
  )
  return words.admin.lists.kept(used ?? '', all ?? '')
}

const STRANGE_OFFER: FieldErrors = { vouchers: en.admin.lists.problems.voucherOffer }

interface Shown {
  readonly list: ListName
  readonly row: ListRow | null
  readonly values: ItemValues
  readonly errors?: FieldErrors
}

async function itemPage(c: Context<AppEnv>, { list, row, values, errors = {} }: Shown) {
  const { brand } = c.get('directory')
  const offers = list === 'plans' ? await offersForPlans(c, values.vouchers) : []
  return c.html(
    <ItemPage
      frame={frameFor(c, c.get('principal'))}
      list={list}
      item={row && { ...row, archived: row.state === 'archived', offersHref: offersHref(list, row.id) }}
      kept={row && (await keptOf(c, row))}
      commandKey={crypto.randomUUID()}
      values={values}
      errors={errors}
      offers={offers}
      currencies={currenciesOf(row && contentOf(row), brand.currency)}
    />,
    Object.keys(errors).length === 0 ? 200 : 422,
  )
}

async function add(c: Context<AppEnv>, list: ListName): Promise<Response> {
  const form = await readForm(c)
  const key = form?.text('idempotency_key') ?? ''
  if (form === null || !isKey(key)) return refusePage(c, 400)
  const values = itemValues(form)
  const read = readItem(list, values, currenciesOf(null, c.get('directory').brand.currency))
  if ('errors' in read) return itemPage(c, { list, row: null, values, errors: read.errors })
  const strange = await strangeVouchers(surroundingsOf(c), read.content, null)
  if (strange.length > 0) return itemPage(c, { list, row: null, values, errors: STRANGE_OFFER })
  const { id: command, digest } = sending(c, key, [list, read.content])
  const id = `${ID_PREFIX[list]}_${idSymbols(randomId())}`
  const addition = await addRow(c.env.DB, list, { id, command, digest, content: read.content }, actOf(c))
  switch (addition.kind) {
    case 'created':
    case 'replayed':
      return c.redirect(`/admin/settings/${list}?saved`, 303)
    case 'name_taken':
      return itemPage(c, { list, row: null, values, errors: { name: en.admin.lists.nameTaken } })
    case 'list_full':
      return itemPage(c, { list, row: null, values, errors: { name: en.admin.lists.full } })
    case 'key_reused':
      return refusePage(c, 422)
  }
}

async function save(c: Context<AppEnv>, list: ListName, id: string): Promise<Response> {
  const form = await readForm(c)
  const row = await listRow(c.env.DB, list, id)
  const version = form && versionOf(form)
  if (form === null || version === null) return refusePage(c, 400)
  if (row === null) return refusePage(c, 404)
  // Customers carry a tag by its name, so the name stays.
  if (list === 'tags') return refusePage(c, 405)
  const values = itemValues(form)
  const read = readItem(list, values, currenciesOf(contentOf(row), c.get('directory').brand.currency))
  const seen = { ...row, version }
  if ('errors' in read) return itemPage(c, { list, row: seen, values, errors: read.errors })
  const objection = await budgetObjection(c.env, row, read.content, c.get('now'))
  if (objection !== null)
    return itemPage(c, { list, row: seen, values, errors: { budget: objectionText(c, objection) } })
  const strange = await strangeVouchers(surroundingsOf(c), read.content, contentOf(row))
  if (strange.length > 0) return itemPage(c, { list, row: seen, values, errors: STRANGE_OFFER })
  const change = { id, version, content: read.content, state: row.state }
  const alteration = await changeRow(c.env.DB, list, change, actOf(c))
  switch (alteration.kind) {
    case 'changed':
      return c.redirect(`/admin/settings/${list}?saved`, 303)
    case 'name_taken':
      return itemPage(c, { list, row: seen, values, errors: { name: en.admin.lists.nameTaken } })
    case 'absent':
      return refusePage(c, 404)
    case 'stale':
      return conflictPage(c, list, values, alteration.row)
  }
}

async function changeState(c: Context<AppEnv>, list: ListName, id: string): Promise<Response> {
  const form = await readForm(c)
  const row = await listRow(c.env.DB, list, id)
  const state = LISTED_STATES.find((one) => one === form?.text('state'))
  const version = form && versionOf(form)
  if (version === null || state === undefined) return refusePage(c, 400)
  if (row === null) return refusePage(c, 404)
  const change = { id, version, content: contentOf(row), state }
  const { kind } =
    row.version === version ? await changeRow(c.env.DB, list, change, actOf(c)) : { kind: 'stale' }
  // What is to be archived is archived already, or was changed: the page shows what stands, and asks again.
  return c.redirect(`/admin/settings/${list}${kind === 'changed' ? '?saved' : `/${id}`}`, 303)
}

function objectionText(c: Context<AppEnv>, objection: BudgetObjection): string {
  const said = en.admin.lists.problems
  switch (objection.kind) {
    case 'below_used': {
      const { display } = frameFor(c, c.get('principal'))
      return said.budgetTaken(display.money(objection.used, objection.currency))
    }
    case 'unbudgeted':
      return said.unbudgeted(objection.offers)
  }
}

function conflictPage(c: Context<AppEnv>, list: ListName, values: ItemValues, row: ListRow) {
  const frame = frameFor(c, c.get('principal'))
  const theirs = valuesOf(contentOf(row))
  const path = `/admin/settings/${list}/${row.id}`
  const { labels, periods } = en.admin.lists
  const shown = (field: keyof ItemValues, text: string) =>
    field === 'period' ? (Object.entries(periods).find(([name]) => name === text)?.[1] ?? text) : text
  return c.html(
    <ConflictPage
      frame={frame}
      title={en.settings.conflict.title}
      action={path}
      fields={FIELDS_OF[list].map((field) => [field, values[field]] as const)}
      version={row.version}
      rows={FIELDS_OF[list].map((field) => ({
        label: labels[field],
        yours: shown(field, values[field]),
        theirs: shown(field, theirs[field]),
      }))}
      current={path}
    />,
    412,
  )
}

function actOf(c: Context<AppEnv>): Act {
  return { ...actorOf(c), at: c.get('now') }
}
