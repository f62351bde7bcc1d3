import { type Context, Hono } from 'hono'
import { STORE_STATES, type Store, storeOf } from '../../src/directory.ts'
import type { DirectoryChange } from '../../src/directory-change.ts'
import { isStoreId } from '../../src/id.ts'
import { may } from '../../src/permission.ts'
import { findStores } from '../../src/store-search.ts'
import { ConflictPage } from '../../views/admin/conflict.tsx'
import type { FieldErrors } from '../../views/admin/issue-values.ts'
import { StorePage } from '../../views/admin/store-page.tsx'
import { hoursName, type StoreValues } from '../../views/admin/store-values.ts'
import { StoresPage } from '../../views/admin/stores-page.tsx'
import { en } from '../../views/words/en.ts'
import { allow } from '../allow.ts'
import { addStore, newStoreFields, storeFields } from '../api/stores.ts'
import { isKey, sending } from '../command-id.ts'
import { changeDirectory, latestDirectory } from '../directory-change.ts'
import type { AppEnv } from '../env.ts'
import { readForm } from '../form.ts'
import { frameFor } from '../frame.ts'
import { refusePage } from '../refuse.tsx'
import { zoneChoices } from './choices.ts'
import { readStoreForm, storeValues } from './store-form.ts'
import { PICTURE_FORM_BYTES_MOST } from './uploaded-picture.ts'
import { versionOf } from './version-field.ts'

/** /admin/settings/stores: the shops. One with a past is archived, never deleted. */
export const storePages = new Hono<AppEnv>()

const LIST = '/admin/settings/stores'
const PAGE_ROWS = 50

storePages.get('/', allow('settings:read'), async (c) => {
  const { stores } = await latestDirectory(c)
  const q = (c.req.query('q') ?? '').slice(0, 120).toWellFormed()
  const from = Number(/^\d{1,6}$/.exec(c.req.query('from') ?? '')?.[0] ?? 0)
  const found = findStores(stores, q)
  const working = found.filter(({ state }) => state !== 'archived')
  const archived = found.filter(({ state }) => state === 'archived')
  const more = new URLSearchParams({ ...(q !== '' && { q }), from: `${from + PAGE_ROWS}` })
  const principal = c.get('principal')
  return c.html(
    <StoresPage
      frame={frameFor(c, principal)}
      q={q}
      working={working.slice(from, from + PAGE_ROWS)}
      archived={archived.slice(0, PAGE_ROWS)}
      any={stores.length > 0}
      next={from + PAGE_ROWS < working.length ? `${LIST}?${more}` : null}
      saved={stores.find(({ id }) => id === c.req.query('saved'))?.name ?? null}
      mayChange={may(principal, 'settings:write')}
    />,
  )
})

storePages.get('/new', allow('settings:write'), (c) =>
  page(c, { store: null, values: storeValues(null, c.get('directory').brand.zone) }),
)

storePages.post('/', allow('settings:write'), async (c) => {
  const form = await readForm(c, PICTURE_FORM_BYTES_MOST)
  if (form === null) return refusePage(c, 413)
  const key = form.text('idempotency_key')
  if (!isKey(key)) return refusePage(c, 400)
  const { values, errors, request } = await readStoreForm(c, form)
  if (request === null) return page(c, { store: null, values, errors, key }, 422)
  const added = await addStore(c, sending(c, key, ['store', request]), newStoreFields(c, request))
  switch (added.kind) {
    case 'key_reused':
      return refusePage(c, 422)
    case 'refused':
      return page(c, { store: null, values, errors: { name: en.settings.stores.full }, key }, 422)
    case 'changed':
    case 'unchanged':
    case 'replayed':
      return c.redirect(`${LIST}?saved=${added.id}`, 303)
  }
})

storePages.get('/:store', allow('settings:read'), async (c) => {
  const store = await storeAsked(c)
  if (store === null) return refusePage(c, 404)
  return page(c, { store, values: storeValues(store, store.zone) })
})

storePages.post('/:store', allow('settings:write'), async (c) => {
  const store = await storeAsked(c)
  if (store === null) return refusePage(c, 404)
  const form = await readForm(c, PICTURE_FORM_BYTES_MOST)
  if (form === null) return refusePage(c, 413)
  const version = versionOf(form)
  if (version === null) return refusePage(c, 400)
  const { values, errors, request } = await readStoreForm(c, form)
  const seen = { ...store, version }
  if (request === null) return page(c, { store: seen, values, errors }, 422)
  const change = { kind: 'store', id: store.id, version, fields: storeFields(request) } as const
  const stale = () => conflict(c, { id: store.id, values, action: `${LIST}/${store.id}` })
  const full = () => page(c, { store: seen, values, errors: { address: en.settings.stores.full } }, 422)
  return saved(c, change, stale, full)
})

storePages.post('/:store/state', allow('settings:write'), async (c) => {
  const store = await storeAsked(c)
  const form = store && (await readForm(c))
  if (store === null) return refusePage(c, 404)
  const version = form && versionOf(form)
  const state = STORE_STATES.find((one) => one === form?.text('state'))
  if (version === null || state === undefined) return refusePage(c, 400)
  const change = { kind: 'store', id: store.id, version, fields: { state } } as const
  const stale = () => stateConflict(c, store, state)
  return saved(c, change, stale, () => refusePage(c, 422))
})

/** Makes the change and goes back to the list, or says why not. */
async function saved(
  c: Context<AppEnv>,
  change: Extract<DirectoryChange, { kind: 'store' }>,
  stale: () => Response | Promise<Response>,
  full: () => Response | Promise<Response>,
): Promise<Response> {
  const changed = await changeDirectory(c, change)
  if (changed.kind !== 'refused') return c.redirect(`${LIST}?saved=${change.id}`, 303)
  switch (changed.reason) {
    case 'version_conflict':
      return stale()
    case 'directory_full':
      return full()
    case 'store_not_found':
      return refusePage(c, 404)
  }
}

/** The store the path names, as its object has it now. */
async function storeAsked(c: Context<AppEnv>): Promise<Store | null> {
  const id = c.req.param('store') ?? ''
  return isStoreId(id) ? storeOf(await latestDirectory(c), id) : null
}

/** 412 with what was typed beside what stands now. */
function conflict(
  c: Context<AppEnv>,
  { id, values, action }: { id: Store['id']; values: StoreValues; action: string },
): Response | Promise<Response> {
  const store = storeOf(c.get('directory'), id)
  if (store === null) return refusePage(c, 404)
  const words = en.settings
  const standing = storeValues(store, store.zone)
  const picture = (url: string) => (url === '' ? '' : words.conflict.picture)
  const texts = ['name', 'city', 'address', 'zone'] as const
  const rows = [
    ...texts.map((field) => ({
      label: words.stores[field],
      yours: values[field],
      theirs: standing[field],
    })),
    ...words.stores.days.map((day, index) => ({
      label: day,
      yours: values.hours[index] ?? '',
      theirs: standing.hours[index] ?? '',
    })),
    {
      label: words.stores.scan_redeems,
      yours: ticked(values.scan_redeems),
      theirs: ticked(standing.scan_redeems),
    },
    { label: words.stores.image, yours: picture(values.image_url), theirs: picture(standing.image_url) },
  ]
  const { hours, ...plain } = values
  return c.html(
    <ConflictPage
      frame={frameFor(c, c.get('principal'))}
      title={words.stores.conflict}
      action={action}
      fields={[...Object.entries(plain), ...hours.map((text, day) => [hoursName(day), text] as const)]}
      version={store.version}
      rows={rows.filter(({ yours, theirs }) => yours !== theirs)}
      current={`${LIST}/${id}`}
    />,
    412,
  )
}

function ticked(value: string): string {
  return value === '' ? en.audits.no : en.audits.yes
}

function stateConflict(c: Context<AppEnv>, { id }: Store, state: Store['state']) {
  const store = storeOf(c.get('directory'), id)
  if (store === null) return refusePage(c, 404)
  const words = en.settings.stores
  return c.html(
    <ConflictPage
      frame={frameFor(c, c.get('principal'))}
      title={words.conflict}
      action={`${LIST}/${id}/state`}
      fields={[['state', state]]}
      version={store.version}
      rows={[{ label: words.whether, yours: words.state[state], theirs: words.state[store.state] }]}
      current={`${LIST}/${id}`}
    />,
    412,
  )
}

interface Shown {
  readonly store: Store | null
  readonly values: StoreValues
  readonly errors?: FieldErrors
  readonly key?: string
}

function page(
  c: Context<AppEnv>,
  { store, values, errors = {}, key = crypto.randomUUID() }: Shown,
  status: 200 | 422 = 200,
) {
  const principal = c.get('principal')
  return c.html(
    <StorePage
      frame={frameFor(c, principal)}
      values={values}
      errors={errors}
      zones={zoneChoices(values.zone)}
      store={store && { ...store, ofPartner: store.partner !== null }}
      commandKey={key}
      mayChange={may(principal, 'settings:write')}
    />,
    status,
  )
}
