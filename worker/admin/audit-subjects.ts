import type { Context } from 'hono'
import { storeOf } from '../../src/directory.ts'
import { isPrincipalId, isStoreId } from '../../src/id.ts'
import { readCaller } from '../../src/limiter.ts'
import { en } from '../../views/words/en.ts'
import type { AppEnv } from '../env.ts'
import { PERSON_BUDGETS, ROLE_BUDGETS } from '../goodwill-budget.ts'
import type { AuditRow } from '../library/audit-list.ts'
import { RETENTION } from '../library/audit-retention.ts'

/** What a line is about, in words, and where it can be looked at. */
export interface AuditSubject {
  readonly label: string
  readonly href: string | null
}

const PLACES: readonly (readonly [begins: string, path: string])[] = [
  ['cus_', '/admin/customers/'],
  ['imp_', '/admin/customers/imports/'],
  ['pim_', '/admin/purchases/imports/'],
  ['usr_', '/admin/settings/staff/'],
  ['dev_', '/admin/settings/devices/'],
  ['key_', '/admin/settings/keys/'],
  ['vch_', '/admin/vouchers/'],
  ['ofr_', '/admin/offers/'],
]

type Named = (id: string) => Promise<string> | string

/** What was changed, by the name people know it by where that is cheap to find, with the way to it. `named` gives the name behind an id, or the id. */
export async function subjectOf(c: Context<AppEnv>, row: AuditRow, named: Named): Promise<AuditSubject> {
  const { subject, action, before, after } = row
  const directory = c.get('directory')
  if (subject === 'brand') return { label: directory.brand.name, href: '/admin/settings/brand' }
  if (isStoreId(subject)) {
    const store = storeOf(directory, subject)
    return { label: store?.name ?? subject, href: store && `/admin/settings/stores/${subject}` }
  }
  const other = await withoutId(row, named)
  if (other !== null) return other
  const place = PLACES.find(([begins]) => subject.startsWith(begins) && /^[0-9a-z_]+$/i.test(subject))
  const [list] = /^(plans|categories|campaigns|tags|goodwill)(?=_)/.exec(action) ?? []
  const told = after?.name ?? before?.name ?? after?.file
  const label = typeof told === 'string' && told !== '' ? told : await named(subject)
  if (list !== undefined) return { label, href: `/admin/settings/${list}/${subject}` }
  return { label, href: place === undefined ? null : place[1] + subject }
}

/** Of what has no page of its own: a request, a setting, a file somebody took along, a network. */
async function withoutId({ subject, action }: AuditRow, named: Named): Promise<AuditSubject | null> {
  if (subject.startsWith('apr_')) {
    const title = await named(subject)
    return { label: title === subject ? en.audits.request : title, href: '/admin/approvals' }
  }
  if (action === 'setting_changed') return settingCalled(subject, named)
  if (action === 'exported' || action === 'customers_exported')
    return { label: fileCalled(subject), href: '/admin/settings/export' }
  const caller = action === 'caller_let_in' && !isPrincipalId(subject) ? readCaller(subject) : null
  if (caller === null) return null
  return { label: `${caller.who}, ${en.guesses.budgets[caller.budget]}`, href: '/admin/system/guesses' }
}

async function settingCalled(name: string, named: Named): Promise<AuditSubject> {
  if (name === RETENTION) return { label: en.admin.retention.title, href: `/admin/settings/${RETENTION}` }
  const { budgetOf, roles } = en.admin.goodwill
  const [role, person] = [ROLE_BUDGETS, PERSON_BUDGETS].map((begins) =>
    name.startsWith(begins) ? name.slice(begins.length) : null,
  )
  const known: Readonly<Record<string, string>> = roles
  const who = role ?? person
  if (who === null || who === undefined) return { label: name, href: null }
  const label = budgetOf(role ? (known[role] ?? role) : await named(who))
  return { label, href: `/admin/settings/goodwill/budgets/${who}` }
}

function fileCalled(subject: string): string {
  if (subject === 'vouchers with codes') return en.export.codes.title
  const files: Readonly<Record<string, { readonly name: string }>> = en.export.files
  return Object.hasOwn(files, subject) ? (files[subject]?.name ?? subject) : subject
}
