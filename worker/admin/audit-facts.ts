import * as z from 'zod/mini'
import { type Directory, storeOf } from '../../src/directory.ts'
import { isStoreId } from '../../src/id.ts'
import { isLocalDate } from '../../src/local-time.ts'
import { moneySchema } from '../../src/money.ts'
import { birthdaySaid } from '../../views/birthday.ts'
import type { Frame } from '../../views/frame.ts'
import { en } from '../../views/words/en.ts'
import type { AuditRow } from '../library/audit-list.ts'

/** Where a line is read. `names`: of ids that are told of. */
interface Place {
  readonly frame: Frame
  readonly directory: Directory
  readonly names: ReadonlyMap<string, string>
}

/** The facts of a line, each in words, as it stood and as it stands; '' is nothing. */
export function factsOf({ before, after }: AuditRow, place: Place) {
  const said = (name: string, fact: unknown) =>
    (typeof fact === 'string' && place.names.get(fact)) || saidOf(name, fact, place)
  const [was, is] = [new Map(Object.entries(before ?? {})), new Map(Object.entries(after ?? {}))]
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((name) => ({
      name: nameOfField(name),
      before: said(name, was.get(name)),
      after: said(name, is.get(name)),
    }))
    .filter((fact) => fact.before !== '' || fact.after !== '')
}

/** Words that stand for what the data says, by field. */
const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  role: { ...en.common.role, api_key: en.audits.key },
  state: en.audits.states,
  period: en.admin.lists.periods,
  kind: en.admin.goodwill.kinds,
  scopes: Object.fromEntries(Object.entries(en.keys.scopes).map(([scope, [name]]) => [scope, name ?? scope])),
}

function saidOf(name: string, fact: unknown, place: Place): string {
  const { display, brand } = place.frame
  if (typeof fact === 'number') return /_at$/.test(name) ? display.dateTime(fact, brand.zone) : `${fact}`
  if (Array.isArray(fact)) return fact.map((one) => saidOf(name, one, place) || en.audits.nothing).join(', ')
  if (typeof fact !== 'string') return factSaid(fact, place)
  const words = Object.hasOwn(WORDS, name) ? WORDS[name] : undefined
  if (words !== undefined && Object.hasOwn(words, fact)) return words[fact] ?? fact
  if (name === 'locale') return display.language(fact)
  if (name === 'zone') return display.city(fact)
  if (name === 'birthday') return birthdaySaid(display, fact)
  if (isLocalDate(fact)) return display.date(Date.parse(`${fact}T12:00:00Z`), 'UTC')
  return factSaid(fact, place)
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

function factSaid(fact: unknown, place: Place): string {
  if (fact === null || fact === undefined) return ''
  if (typeof fact === 'boolean') return fact ? en.audits.yes : en.audits.no
  if (typeof fact === 'string') return isStoreId(fact) ? (storeOf(place.directory, fact)?.name ?? fact) : fact
  if (typeof fact !== 'object') return String(fact)
  const money = z.safeParse(moneySchema, fact)
  if (money.success) return place.frame.display.money(money.data.amount, money.data.currency)
  return Object.entries(fact)
    .map(([name, one]) => `${nameOfField(name)}: ${saidOf(name, one, place) || en.audits.nothing}`)
    .join('; ')
}
