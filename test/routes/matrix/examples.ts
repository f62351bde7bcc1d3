import { jpegGrey } from '../../samples/pictures.ts'
import { COFFEE } from '../cast.ts'
import { multipart, picture } from '../pages.ts'

/**
 * A request that works, sent by whoever may. Parts of the path are filled in by `params.ts`. A new route needs one line:
 * `READ` for a page or a reading, `pressed()` or `filled()` for a form, `json()` for a call of the API.
 */
export interface Example {
  /** After the path. */
  readonly query?: string
  readonly body?: (other: Other) => BodyInit
  readonly headers?: Readonly<Record<string, string>>
  /** The page whose form is sent, as it comes, with `typed` typed in; parts of its path are the same. */
  readonly formOn?: string
  readonly typed?: Readonly<Record<string, string>>
  /** Why nobody of the cast may send it, though the table grants it. */
  readonly beyond?: string
  /** Why what it names is answered also where it is not theirs to look up. */
  readonly presented?: string
}

/** Other things a body may have to name. */
export interface Other {
  readonly customer: string
  readonly voucher: string
}

const READ: Example = {}
const DEPLOYER: Example = { beyond: "takes the deployer's own key: test/routes/backup.test.ts" }

/** A form with these fields and a key of its own. */
function pressed(typed: Readonly<Record<string, string>> = {}): Example {
  return { body: () => new URLSearchParams({ idempotency_key: crypto.randomUUID(), ...typed }) }
}

/** The form on that page. */
function filled(formOn: string, typed: Readonly<Record<string, string>> = {}): Example {
  return { formOn, typed }
}

/** A body of the API, under a key of its own, or of the version that was read. */
function json(body: object, headers: Readonly<Record<string, string>> = {}): Example {
  return {
    body: () => JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  }
}

/** A change through the API: `If-Match` is filled in with the version that stands. */
const patched = (body: object) => json(body, { 'if-match': 'current' })

const ITEM = { name: 'Autumn' }
const PERSON = { name: 'Nuno', role: 'operator', store_ids: ['sto_chiado'] }
const REASON = { reason: 'customer asked' }
const file = () => multipart({ file: new Blob(['name,email\nAna,ana@example.com\n'], { type: 'text/csv' }) })

/** Every route that is not for everyone, by method and path. */
export const EXAMPLES: Readonly<Record<string, Example>> = {
  'POST /api/v1/vouchers': json(COFFEE),
  'GET /api/v1/vouchers': READ,
  'GET /api/v1/vouchers/:voucher': READ,
  'GET /api/v1/vouchers/:voucher/ledger': READ,
  'POST /api/v1/vouchers/:voucher/voids': json(REASON),
  'POST /api/v1/vouchers/:voucher/blocks': json(REASON),
  'POST /api/v1/vouchers/:voucher/unblocks': json(REASON),
  'POST /api/v1/vouchers/:voucher/extensions': json({ ...REASON, validity: { kind: 'unlimited' } }),
  'POST /api/v1/vouchers/:voucher/validations': { ...json({}), presented: 'a question has an answer' },
  'POST /api/v1/vouchers/:voucher/redemptions': {
    ...json({ store_id: 'sto_chiado' }),
    presented: 'it is answered with its reason',
  },
  'POST /api/v1/vouchers/:voucher/holds': {
    ...json({ order_id: 'T-1', ttl_seconds: 60, store_id: 'sto_chiado' }),
    presented: 'it is answered with its reason',
  },
  'DELETE /api/v1/holds/:hold': READ,
  'POST /api/v1/redemptions/:redemption/rollbacks': json(REASON),
  'POST /api/v1/customers': json({ name: 'Mina' }),
  'GET /api/v1/customers': READ,
  'GET /api/v1/customers/:customer': READ,
  'PATCH /api/v1/customers/:customer': patched({ name: 'Mina Two' }),
  'POST /api/v1/customers/:customer/merges': {
    ...json({}),
    body: ({ customer }) => JSON.stringify({ other_customer_id: customer }),
  },
  'POST /api/v1/customers/imports': json({ rows: [{ name: 'Ana' }] }),
  'GET /api/v1/brand': READ,
  'PATCH /api/v1/brand': patched({ line: 'Lisboa' }),
  'POST /api/v1/stores': json({ name: 'Belém' }),
  'GET /api/v1/stores': READ,
  'GET /api/v1/stores/:store': READ,
  'PATCH /api/v1/stores/:store': patched({ city: 'Lisboa' }),
  'POST /api/v1/images': {
    body: () => picture(jpegGrey, 'image/jpeg'),
    headers: { 'content-type': 'image/jpeg' },
  },
  'POST /api/v1/plans': json(ITEM),
  'GET /api/v1/plans': READ,
  'GET /api/v1/plans/:id': READ,
  'PATCH /api/v1/plans/:id': patched({ state: 'archived' }),
  'POST /api/v1/categories': json(ITEM),
  'GET /api/v1/categories': READ,
  'GET /api/v1/categories/:id': READ,
  'PATCH /api/v1/categories/:id': patched({ state: 'archived' }),
  'POST /api/v1/campaigns': json(ITEM),
  'GET /api/v1/campaigns': READ,
  'GET /api/v1/campaigns/:id': READ,
  'PATCH /api/v1/campaigns/:id': patched({ state: 'archived' }),
  'POST /api/v1/projections': json({ ids: [] }),
  'POST /api/v1/staff': json(PERSON),
  'GET /api/v1/staff': READ,
  'GET /api/v1/staff/:person': READ,
  'PATCH /api/v1/staff/:person': patched({ name: 'Nuno Two' }),
  'POST /api/v1/staff/:person/invitations': json({}),
  'GET /api/backup': DEPLOYER,
  'GET /api/backup/rows/:table': DEPLOYER,
  'GET /api/backup/directory': DEPLOYER,
  'GET /api/backup/images': DEPLOYER,
  'GET /api/backup/images/:key{.+}': DEPLOYER,
  'POST /api/backup/vouchers': { ...json({ ids: [] }), ...DEPLOYER },
  'POST /api/backup/principals': { ...json({ ids: [] }), ...DEPLOYER },
  'POST /api/backup/erasures': { ...json({ erasures: [] }), ...DEPLOYER },
  'POST /api/backup/lines': { ...json({ lines: [] }), ...DEPLOYER },
  'GET /account': READ,
  'GET /account/passkey-options': READ,
  'POST /account/passkeys': { beyond: 'takes an authenticator: test/routes/passkeys.test.ts' },
  'POST /account/passkeys/names': { ...pressed({ passkey: 'x', name: 'Phone' }), beyond: 'takes a passkey' },
  'POST /account/passkeys/removals': { ...pressed({ passkey: 'x' }), beyond: 'takes a passkey' },
  'POST /account/sessions/ends': pressed({ session: 'others' }),
  'GET /account/pin': READ,
  'POST /account/pin': pressed({ pin: '274918', pin_again: '274918' }),
  'POST /account/pin/removal': pressed(),
  'GET /counter': READ,
  'GET /counter/:person': READ,
  'POST /counter/:person': {
    ...pressed({ pin: '274918' }),
    beyond: 'takes their PIN: test/routes/counter-tablet.test.ts',
  },
  'GET /wallet': READ,
  'GET /wallet/devices': READ,
  'POST /wallet/devices/ended': pressed({ device: 'ses_none' }),
  'POST /wallet/devices/others-ended': pressed(),
  'POST /wallet/devices/link-ended': pressed(),
  'GET /wallet/privacy': READ,
  'GET /wallet/privacy/data.json': READ,
  'GET /wallet/privacy/data.html': READ,
  'POST /wallet/privacy/consent': pressed({ marketing: 'yes' }),
  'GET /wallet/privacy/confirm': READ,
  'GET /wallet/privacy/erasure': READ,
  'POST /wallet/privacy/erasure': pressed(),
  'POST /wallet/privacy/erasure/withdrawals': pressed(),
  'GET /scan': READ,
  'POST /scan/validations': pressed({ code: '7Q4K9XW2MTR2', store_id: 'sto_chiado' }),
  'POST /scan/redemptions': {
    body: ({ voucher }) =>
      new URLSearchParams({ idempotency_key: crypto.randomUUID(), voucher, store_id: 'sto_chiado' }),
  },
  'POST /scan/takeovers': {
    body: ({ voucher }) =>
      new URLSearchParams({
        idempotency_key: crypto.randomUUID(),
        voucher,
        hold: '2',
        store_id: 'sto_chiado',
      }),
  },
  'POST /scan/rollbacks': pressed({
    redemption: `rdm_${'0'.repeat(26)}_2`,
    reason: 'mistake',
    store_id: 'sto_chiado',
  }),
  'GET /scan/outcomes/:voucher/:command': {
    beyond: 'tells of a command that was sent: test/routes/scan-pages.test.ts',
  },
  'GET /admin': READ,
  'GET /admin/activity': READ,
  'GET /admin/search': { query: '?q=coffee' },
  'GET /admin/system': READ,
  'GET /admin/system/guesses': READ,
  'POST /admin/system/guesses/pardons': pressed({ caller: 'stranger:192.0.2.7' }),
  'POST /admin/system/retries': { body: ({ voucher }) => new URLSearchParams({ voucher }) },
  'GET /admin/issue': READ,
  'GET /admin/issue/customers': { query: '?q=mina' },
  'POST /admin/issue/preview': filled('/admin/issue', { title: 'Coffee on us' }),
  'POST /admin/issue': filled('/admin/issue', { title: 'Coffee on us' }),
  'GET /admin/vouchers': READ,
  'GET /admin/vouchers/:voucher/handover': READ,
  'GET /admin/vouchers/:voucher': READ,
  'POST /admin/vouchers/:voucher/letters': {
    ...pressed(),
    beyond: 'takes a mailer: test/routes/wallet-ways.test.ts',
  },
  'POST /admin/vouchers/:voucher/voids': pressed(REASON),
  'POST /admin/vouchers/:voucher/blocks': pressed(REASON),
  'POST /admin/vouchers/:voucher/unblocks': pressed(REASON),
  'POST /admin/vouchers/:voucher/extensions': pressed({ ...REASON, validity_kind: 'unlimited' }),
  'POST /admin/vouchers/:voucher/rollbacks': pressed({ ...REASON, seq: '2' }),
  'GET /admin/settings/export': READ,
  'GET /admin/settings/export/directory.json': READ,
  'GET /admin/settings/export/settings.json': READ,
  'GET /admin/settings/export/:file{[a-z]+\\.csv}': READ,
  'GET /admin/customers/imports': READ,
  'POST /admin/customers/imports': { body: file },
  'GET /admin/customers/imports/:import': READ,
  'POST /admin/customers/imports/:import': filled('/admin/customers/imports/:import', { go: '1' }),
  'GET /admin/customers/imports/:import/refused.csv': READ,
  'GET /admin/customers/export.csv': READ,
  'GET /admin/customers': READ,
  'GET /admin/customers/new': READ,
  'POST /admin/customers': filled('/admin/customers/new', { name: 'Mina' }),
  'GET /admin/customers/:customer': READ,
  'GET /admin/customers/:customer/card': READ,
  'GET /admin/customers/:customer/edit': READ,
  'POST /admin/customers/:customer': filled('/admin/customers/:customer/edit', { notes: 'Likes tea' }),
  'GET /admin/customers/:customer/merge': READ,
  'POST /admin/customers/:customer/merge': {
    body: ({ customer }) =>
      new URLSearchParams({
        idempotency_key: crypto.randomUUID(),
        other: customer,
        version: '1',
        other_version: '1',
      }),
  },
  'POST /admin/customers/:customer/wallet-links': pressed(),
  'POST /admin/customers/:customer/wallet-links/ended': pressed(),
  'GET /admin/customers/:customer/erasure': READ,
  'POST /admin/customers/:customer/erasure': filled('/admin/customers/:customer/erasure'),
  'GET /admin/audits': READ,
  'GET /admin/audits/export.csv': READ,
  'GET /admin/approvals': READ,
  'POST /admin/approvals/:approval/approve': pressed(),
  'POST /admin/approvals/:approval/decline': pressed(REASON),
  ...people('staff', { role: 'operator', store_ids: 'sto_chiado' }),
  ...people('devices', { store_ids: 'sto_chiado' }),
  'GET /admin/settings/keys': READ,
  'GET /admin/settings/keys/new': READ,
  'POST /admin/settings/keys': filled('/admin/settings/keys/new', {
    name: 'Till',
    scopes: 'vouchers:read',
    store_ids: 'sto_chiado',
  }),
  'GET /admin/settings/keys/:key': READ,
  'GET /admin/settings/keys/:key/edit': READ,
  'POST /admin/settings/keys/:key': filled('/admin/settings/keys/:key/edit', { name: 'Till 2' }),
  'POST /admin/settings/keys/:key/rotations': pressed({ overlap: '0' }),
  'POST /admin/settings/keys/:key/revocations': pressed(),
  'GET /admin/settings': READ,
  'GET /admin/settings/brand': READ,
  'POST /admin/settings/brand': filled('/admin/settings/brand', { line: 'Since 1931' }),
  'GET /admin/settings/stores': READ,
  'GET /admin/settings/stores/new': READ,
  'POST /admin/settings/stores': filled('/admin/settings/stores/new', { name: 'Baixa' }),
  'GET /admin/settings/stores/:store': READ,
  'POST /admin/settings/stores/:store': filled('/admin/settings/stores/:store', { city: 'Lisboa' }),
  'POST /admin/settings/stores/:store/state': filled('/admin/settings/stores/:store', { state: 'open' }),
  'GET /admin/settings/goodwill/budgets/:who': READ,
  'POST /admin/settings/goodwill/budgets/:who': filled('/admin/settings/goodwill/budgets/:who'),
  'GET /admin/settings/retention': READ,
  'POST /admin/settings/retention': filled('/admin/settings/retention', { audits: '24' }),
  ...list('plans'),
  ...list('categories'),
  ...list('campaigns'),
  ...list('tags'),
  ...list('goodwill'),
  'GET /admin/welcome': READ,
  'POST /admin/welcome/brand': filled('/admin/welcome?step=brand'),
  'POST /admin/welcome/money': filled('/admin/welcome?step=money'),
  'POST /admin/welcome/store': filled('/admin/welcome?step=store', { name: 'Alfama' }),
  'POST /admin/welcome/tasks/:task/dismissals': pressed(),
  'POST /admin/images': { body: () => multipart({ image: picture(jpegGrey, 'image/jpeg') }) },
}

/** What people at work and devices have alike. */
function people(area: string, post: Readonly<Record<string, string>>): Readonly<Record<string, Example>> {
  const at = `/admin/settings/${area}`
  return {
    [`GET ${at}`]: READ,
    [`GET ${at}/new`]: READ,
    [`POST ${at}`]: filled(`${at}/new`, { name: 'Nuno', ...post }),
    [`GET ${at}/:person`]: READ,
    [`GET ${at}/:person/edit`]: READ,
    [`POST ${at}/:person`]: filled(`${at}/:person/edit`, { name: 'Nuno Two', ...post }),
    [`GET ${at}/:person/invitation`]: READ,
    [`POST ${at}/:person/invitations`]: pressed(),
    [`POST ${at}/:person/returns`]: pressed(),
    [`POST ${at}/:person/suspensions`]: pressed(),
    [`POST ${at}/:person/archivals`]: pressed(),
    [`POST ${at}/:person/session-ends`]: pressed({ session: 'all' }),
    [`POST ${at}/:person/passkey-removals`]: { ...pressed({ passkey: 'x' }), beyond: 'takes a passkey' },
    ...(area === 'staff' && {
      [`POST ${at}/:person/pin-unlockings`]: pressed(),
      [`POST ${at}/:person/pin-removals`]: pressed(),
    }),
  }
}

/** What the lists of the settings have alike. */
function list(name: string): Readonly<Record<string, Example>> {
  const at = `/admin/settings/${name}`
  return {
    [`GET ${at}`]: READ,
    [`GET ${at}/new`]: READ,
    [`POST ${at}`]: filled(`${at}/new`, { name: 'Winter' }),
    [`GET ${at}/:id`]: READ,
    [`POST ${at}/:id`]:
      name === 'tags'
        ? { ...pressed({ version: '1' }), beyond: 'a tag keeps its name' }
        : filled(`${at}/:id`),
    [`POST ${at}/:id/state`]: pressed({ version: '1', state: 'archived' }),
    [`POST ${at}/:id/moves`]: pressed({ direction: 'up' }),
  }
}
