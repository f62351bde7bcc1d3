import type { Context } from 'hono'
import * as z from 'zod/mini'
import type { PersonReading } from '../../../durable-objects/person-reading.ts'
import type { KeyTerms } from '../../../src/access/keys.ts'
import { storeOf } from '../../../src/directory.ts'
import { addDays, type Instant, isLocalDate, localDateOf, startOfDay } from '../../../src/local-time.ts'
import { SCOPES } from '../../../src/permission.ts'
import { looksAfter } from '../../../src/reach.ts'
import { KEY_ENDINGS, type KeyFormProps, type KeyValues } from '../../../views/admin/keys/key-form.tsx'
import { en } from '../../../views/words/en.ts'
import type { AppEnv } from '../../env.ts'
import type { Form } from '../../form.ts'
import { reachFor } from '../../reach.ts'
import { storesTyped } from '../../staffing.ts'

/** What a valid form asks for, or what is to be repaired, by field. */
export type KeyTyped =
  | { readonly kind: 'valid'; readonly terms: KeyTerms }
  | { readonly kind: 'wrong'; readonly errors: Readonly<Record<string, string>> }

/** The form of a new key: nothing is allowed until somebody says so. */
export const NEW_KEY: KeyValues = { name: '', scopes: [], store_ids: [], ends: '365', date: '' }

/** A date further away than this was mistyped; who wants that wants a key that never ends. */
const DAYS_MOST = 3_660

/** The form as it was sent. */
export function keyValuesIn(form: Form): KeyValues {
  return {
    name: form.text('name'),
    scopes: [...new Set(form.all('scopes'))],
    store_ids: [...new Set(form.all('store_ids').filter((id) => id !== ''))],
    ends: form.text('ends'),
    date: form.text('date'),
  }
}

/** The form filled in with how a key stands. */
export function keyValuesOf(c: Context<AppEnv>, { principal, key }: PersonReading): KeyValues {
  const { name, scopes, stores } = principal
  const endsAt = key?.endsAt ?? null
  const date = endsAt === null ? '' : localDateOf(endsAt - 1, c.get('directory').brand.zone)
  return { name, scopes, store_ids: stores, ends: endsAt === null ? 'never' : 'date', date }
}

/** Shops a key can be bound to: those that are in use, and those it has. Whoever is bound to shops offers only theirs. */
export function keyStores(c: Context<AppEnv>, kept: readonly string[]): KeyFormProps['stores'] {
  const reach = reachFor(c, 'keys:write')
  return c
    .get('directory')
    .stores.filter(({ id, state }) => (state !== 'archived' || kept.includes(id)) && looksAfter(reach, [id]))
}

/** Reads the form: everything wrong with it at once. `kept`: shops the key has already, which may have been archived since. */
export function readKey(c: Context<AppEnv>, values: KeyValues, kept: readonly string[]): KeyTyped {
  const said = en.keys.problems
  const name = z.safeParse(NAME, values.name)
  const scopes = SCOPES.filter((scope) => values.scopes.includes(scope))
  const stores = storesTyped(values.store_ids)
  const endsAt = endOf(c, values)
  const known = stores.every((id) => {
    const store = storeOf(c.get('directory'), id)
    return store !== null && (store.state !== 'archived' || kept.includes(id))
  })
  const errors = {
    ...(!name.success && { name: said.name }),
    ...((scopes.length === 0 || scopes.length < values.scopes.length) && { scopes: said.scopes }),
    ...((!known || !looksAfter(reachFor(c, 'keys:write'), stores)) && { store_ids: said.stores }),
    ...(typeof endsAt === 'string' && { [endsAt]: said[endsAt] }),
  }
  if (Object.keys(errors).length > 0 || !name.success || typeof endsAt === 'string')
    return { kind: 'wrong', errors }
  return { kind: 'valid', terms: { name: name.data, scopes, stores, endsAt } }
}

const NAME = z.string().check(z.trim(), z.minLength(1), z.maxLength(120))

/** The start of the day after the last, on the brand's clock; null for never; or the field that is wrong. */
function endOf(c: Context<AppEnv>, { ends, date }: KeyValues): Instant | null | 'ends' | 'date' {
  const { zone } = c.get('directory').brand
  const today = localDateOf(c.get('now'), zone)
  const ending = KEY_ENDINGS.find((known) => known === ends)
  switch (ending) {
    case undefined:
      return 'ends'
    case 'never':
      return null
    case 'date':
      return isLocalDate(date) && date >= today && date <= addDays(today, DAYS_MOST)
        ? startOfDay(addDays(date, 1), zone)
        : 'date'
    default:
      return startOfDay(addDays(today, Number(ending) + 1), zone)
  }
}
