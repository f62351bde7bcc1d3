import type { Context } from 'hono'
import * as z from 'zod/mini'
import type { PersonReading } from '../../durable-objects/person-reading.ts'
import type { Role } from '../../src/permission.ts'
import type { Contact } from '../../src/principal.ts'
import { STAFF_ROLES } from '../../src/staffing.ts'
import type { Area } from '../../views/admin/people-view.ts'
import type { PersonFormProps, PersonValues } from '../../views/admin/person-form.tsx'
import { en } from '../../views/words/en.ts'
import type { AppEnv } from '../env.ts'
import type { Form } from '../form.ts'
import { fitted, type Post, phoneTyped, postError, storesTyped } from '../staffing.ts'

/** What a valid form asks for, or what is to be repaired, by field. */
export type PersonTyped =
  | { readonly kind: 'valid'; readonly post: Post; readonly contact: Contact }
  | { readonly kind: 'wrong'; readonly errors: Readonly<Record<string, string>> }

/** The form of somebody new, or of a new device. */
export function newValues(area: Area): PersonValues {
  const role = area === 'devices' ? 'counter' : 'operator'
  return { name: '', role, store_ids: [], partner_id: '', email: '', phone: '' }
}

/** The form filled in with how somebody stands. */
export function valuesOf({ principal, contact }: PersonReading): PersonValues {
  return {
    name: principal.name,
    role: principal.role,
    store_ids: principal.stores,
    partner_id: principal.partner ?? '',
    email: contact.email ?? '',
    phone: contact.phone ?? '',
  }
}

/** The form as it was sent. */
export function valuesIn(form: Form): PersonValues {
  return {
    name: form.text('name'),
    role: form.text('role'),
    store_ids: form.all('store_ids').filter((id) => id !== ''),
    partner_id: form.text('partner_id'),
    email: form.text('email'),
    phone: form.text('phone'),
  }
}

/** Shops and partners the form offers: archived ones take nobody new. */
export function choices(c: Context<AppEnv>): Pick<PersonFormProps, 'stores' | 'partners'> {
  const { stores, partners } = c.get('directory')
  return { stores: stores.filter(({ state }) => state !== 'archived'), partners }
}

/** Reads the form: everything wrong with it at once. */
export function readPerson(c: Context<AppEnv>, area: Area, values: PersonValues): PersonTyped {
  const said = en.people.problems
  const name = z.safeParse(NAME, values.name)
  const email = z.safeParse(EMAIL, values.email)
  const phone = phoneTyped(values.phone.slice(0, 80))
  const role = ROLES[area].find((known) => known === values.role)
  const post = fitted({
    name: values.name,
    role: role ?? 'operator',
    stores: storesTyped(values.store_ids),
    partner: values.partner_id === '' ? null : `ptn_${values.partner_id.slice(4)}`,
  })
  const wrong = role === undefined ? null : postError(c, post)
  const errors = {
    ...(!name.success && { name: en.people.staff.problems.name }),
    ...(role === undefined && { role: said.role }),
    ...(wrong !== null && { [wrong === 'partner_unknown' ? 'partner_id' : 'store_ids']: said[wrong] }),
    ...(!email.success && { email: said.email }),
    ...(phone === undefined && { phone: said.phone }),
  }
  if (Object.keys(errors).length > 0 || !name.success || !email.success || phone === undefined)
    return { kind: 'wrong', errors }
  return { kind: 'valid', post: { ...post, name: name.data }, contact: { email: email.data || null, phone } }
}

const ROLES: { readonly [A in Area]: readonly Role[] } = { staff: STAFF_ROLES, devices: ['kiosk', 'counter'] }
const NAME = z.string().check(z.trim(), z.minLength(1), z.maxLength(120))
const EMAIL = z.union([
  z.literal(''),
  z.string().check(z.trim(), z.toLowerCase(), z.maxLength(254), z.email()),
])
