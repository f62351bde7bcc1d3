import { type Context, Hono } from 'hono'
import type { PersonReading } from '../../../durable-objects/person-reading.ts'
import { keysHref } from '../../../views/admin/keys/key-view.ts'
import { KeysPage } from '../../../views/admin/keys/keys-page.tsx'
import { allow } from '../../allow.ts'
import type { AppEnv } from '../../env.ts'
import { frameFor } from '../../frame.ts'
import { listPeople, readNameCursor } from '../../library/people.ts'
import { refusePage } from '../../refuse.tsx'
import { change, make, revoke, rotate } from './key-acts.tsx'
import { keyValuesOf, NEW_KEY } from './key-form.ts'
import { editKeyPage, keyPage, newKeyPage } from './key-pages.tsx'
import { keyFor, keyView } from './key-view.ts'

/** /admin/settings/keys: what shop systems call the API with. */
export const keyPages = new Hono<AppEnv>()
  .get('/', allow('keys:write'), listPage)
  .get('/new', allow('keys:write'), (c) => newKeyPage(c, NEW_KEY, {}))
  .post('/', allow('keys:write'), make)
  .get('/:key', allow('keys:write'), (c) => withKey(c, (key) => keyPage(c, key, null)))
  .get('/:key/edit', allow('keys:write'), (c) =>
    withKey(c, (key) => editKeyPage(c, key, keyValuesOf(c, key), {})),
  )
  .post('/:key', allow('keys:write'), (c) => withKey(c, (key) => change(c, key)))
  .post('/:key/rotations', allow('keys:write'), (c) => withKey(c, (key) => rotate(c, key)))
  .post('/:key/revocations', allow('keys:write'), (c) => withKey(c, (key) => revoke(c, key)))

/** A page of keys: each is asked for itself, so that what it says is exact. */
const PAGE_ROWS = 40

async function withKey(
  c: Context<AppEnv>,
  then: (key: PersonReading) => Response | Promise<Response>,
): Promise<Response> {
  const key = await keyFor(c, c.req.param('key') ?? '')
  return key === null ? refusePage(c, 404) : then(key)
}

async function listPage(c: Context<AppEnv>): Promise<Response> {
  const revoked = c.req.query('state') === 'revoked'
  const asked = c.req.query('cursor')
  const { rows, next } = await listPeople(c.env.DB, {
    kind: 'key',
    state: revoked ? 'archived' : null,
    stores: c.get('principal').stores,
    text: '',
    cursor: asked !== undefined && readNameCursor(asked) !== null ? asked : null,
    limit: PAGE_ROWS,
  })
  const found = await Promise.all(rows.map(({ id }) => keyFor(c, id)))
  const keys = found.flatMap((key) => (key === null ? [] : [keyView(c, key)]))
  const further = new URLSearchParams({ ...(revoked && { state: 'revoked' }), cursor: next ?? '' })
  return c.html(
    <KeysPage
      frame={frameFor(c, c.get('principal'))}
      rows={keys.filter(({ state }) => (state === 'revoked') === revoked)}
      revoked={revoked}
      next={next === null ? null : keysHref(`?${further}`)}
    />,
  )
}
