import type { Context } from 'hono'
import { type Directory, storeOf } from '../../src/directory.ts'
import { isStoreId } from '../../src/id.ts'
import { en } from '../../views/words/en.ts'
import type { AppEnv } from '../env.ts'
import type { AuditRow } from '../library/audit-list.ts'

const PLACES: readonly (readonly [begins: string, path: string])[] = [
  ['cus_', '/admin/customers/'],
  ['imp_', '/admin/customers/imports/'],
  ['usr_', '/admin/settings/staff/'],
  ['dev_', '/admin/settings/devices/'],
  ['ofr_', '/admin/offers/'],
]

/** What was changed, by the name people know it by where that is cheap to find, with the way to it. */
export async function subjectOf(
  c: Context<AppEnv>,
  { subject, action, before, after }: AuditRow,
  named: (id: string) => Promise<string> | string,
): Promise<{ readonly label: string; readonly href: string | null }> {
  const { brand } = c.get('directory')
  if (subject === 'brand') return { label: brand.name, href: '/admin/settings/brand' }
  if (isStoreId(subject)) {
    const store = storeOf(c.get('directory'), subject)
    return { label: store?.name ?? subject, href: store && `/admin/settings/stores/${subject}` }
  }
  const place = PLACES.find(([begins]) => subject.startsWith(begins) && /^[0-9a-z_]+$/i.test(subject))
  const [list] = /^(plans|categories|campaigns|tags|goodwill)(?=_)/.exec(action) ?? []
  const told = after?.name ?? before?.name ?? after?.file
  const label = typeof told === 'string' && told !== '' ? told : await named(subject)
  if (list !== undefined) return { label, href: `/admin/settings/${list}/${subject}` }
  return { label, href: place === undefined ? null : place[1] + subject }
}

/** The facts of a line, each in words, as it stood and as it stands; '' is nothing. */
export function factsOf({ before, after }: AuditRow, directory: Directory) {
  const [was, is] = [new Map(Object.entries(before ?? {})), new Map(Object.entries(after ?? {}))]
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((name) => ({
      name: nameOfField(name),
      before: saidOf(name, was.get(name), directory),
      after: saidOf(name, is.get(name), directory),
    }))
    .filter((fact) => fact.before !== '' || fact.after !== '')
}

function saidOf(name: string, fact: unknown, directory: Directory): string {
  const roles = new Map(Object.entries({ ...en.common.role, api_key: en.audits.key }))
  return (name === 'role' && roles.get(String(fact))) || said(fact, directory)
}

/** A field without words of its own is told as it is called in the data, word by word. */
function nameOfField(name: string): string {
  const known: Readonly<Record<string, string>> = en.audits.fields
  if (Object.hasOwn(known, name)) return known[name] ?? name
  const words = name
    .replaceAll(/(?<=[a-z])([A-Z])/g, ' $1')
    .replaceAll('_', ' ')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}

function said(fact: unknown, directory: Directory): string {
  if (fact === null || fact === undefined) return ''
  if (typeof fact === 'boolean') return fact ? en.audits.yes : en.audits.no
  if (typeof fact === 'string') return isStoreId(fact) ? (storeOf(directory, fact)?.name ?? fact) : fact
  if (Array.isArray(fact)) return fact.map((one) => said(one, directory) || en.audits.nothing).join(', ')
  if (typeof fact !== 'object') return String(fact)
  return Object.entries(fact)
    .map(([name, one]) => `${nameOfField(name)}: ${said(one, directory) || en.audits.nothing}`)
    .join('; ')
}
