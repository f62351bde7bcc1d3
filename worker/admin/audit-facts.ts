import { type Directory, storeOf } from '../../src/directory.ts'
import { isStoreId } from '../../src/id.ts'
import { en } from '../../views/words/en.ts'
import type { AuditRow } from '../library/audit-list.ts'

/** The facts of a line, each in words, as it stood and as it stands; '' is nothing. `names`: of ids that are told of. */
export function factsOf(
  { before, after }: AuditRow,
  directory: Directory,
  names: ReadonlyMap<string, string>,
) {
  const said = (name: string, fact: unknown) =>
    (typeof fact === 'string' && names.get(fact)) || saidOf(name, fact, directory)
  const [was, is] = [new Map(Object.entries(before ?? {})), new Map(Object.entries(after ?? {}))]
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((name) => ({
      name: nameOfField(name),
      before: said(name, was.get(name)),
      after: said(name, is.get(name)),
    }))
    .filter((fact) => fact.before !== '' || fact.after !== '')
}

function saidOf(name: string, fact: unknown, directory: Directory): string {
  const roles = new Map(Object.entries({ ...en.common.role, api_key: en.audits.key }))
  return (name === 'role' && roles.get(String(fact))) || factSaid(fact, directory)
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

function factSaid(fact: unknown, directory: Directory): string {
  if (fact === null || fact === undefined) return ''
  if (typeof fact === 'boolean') return fact ? en.audits.yes : en.audits.no
  if (typeof fact === 'string') return isStoreId(fact) ? (storeOf(directory, fact)?.name ?? fact) : fact
  if (Array.isArray(fact)) return fact.map((one) => factSaid(one, directory) || en.audits.nothing).join(', ')
  if (typeof fact !== 'object') return String(fact)
  return Object.entries(fact)
    .map(([name, one]) => `${nameOfField(name)}: ${factSaid(one, directory) || en.audits.nothing}`)
    .join('; ')
}
