import type { Context } from 'hono'
import * as z from 'zod/mini'
import type { Store } from '../../src/directory.ts'
import { storeSchema } from '../../src/directory-shape.ts'
import { readDayHours } from '../../src/opening-hours.ts'
import type { FieldErrors } from '../../views/admin/issue-values.ts'
import { hoursName, type StoreValues } from '../../views/admin/store-values.ts'
import { en } from '../../views/words/en.ts'
import type { AppEnv } from '../env.ts'
import type { Form } from '../form.ts'
import { uploadedPicture } from './uploaded-picture.ts'

/** What a form asks of a store, without whether it is open; or how to mend it. */
export interface StoreReading {
  readonly values: StoreValues
  readonly errors: FieldErrors
  readonly request: Omit<z.output<typeof storeSchema>, 'state'> | null
}

/** A store as a form shows it; a new one is on the brand's clock. */
export function storeValues(store: Store | null, zone: string): StoreValues {
  if (store === null) return { ...EMPTY, zone }
  const { name, city, address, hours, imageUrl, scanRedeems } = store
  const place = { name, city, address, zone: store.zone, hours: hours.map(spaced) }
  return { ...place, image_url: imageUrl ?? '', scan_redeems: scanRedeems ? 'yes' : '' }
}

const EMPTY = { name: '', city: '', address: '', hours: [], image_url: '', scan_redeems: '' } as const

/** Reads the form by the very schema of the API; hours as people write them. */
export async function readStoreForm(c: Context<AppEnv>, form: Form): Promise<StoreReading> {
  const { hours, errors: wrongHours } = readHours(form)
  const picture = await uploadedPicture(c, form, { file: 'image', url: 'image_url' })
  const text = (name: string) => form.text(name)
  const typed = { name: text('name'), city: text('city'), address: text('address'), zone: text('zone') }
  const scan_redeems = text('scan_redeems')
  const image_url = picture.kind === 'good' ? picture.url : ''
  const values = { ...typed, hours: hours.typed, image_url, scan_redeems }
  const asked = {
    ...typed,
    hours: hours.read,
    image_url: values.image_url === '' ? null : values.image_url,
    scan_redeems: scan_redeems !== '',
  }
  const read = z.safeParse(z.omit(storeSchema, { state: true }), asked)
  const said = en.settings.problems
  const errors = {
    ...(!read.success &&
      Object.fromEntries(read.error.issues.map(({ path }) => problemOf(String(path[0]), values)))),
    ...wrongHours,
    ...(picture.kind === 'wrong' && { image_url: said.pictures[picture.what] }),
  }
  return { values, errors, request: read.success && Object.keys(errors).length === 0 ? read.data : null }
}

/** Each day as typed and as it is kept; seven empty days say nothing at all. */
function readHours(form: Form): {
  hours: { typed: readonly string[]; read: readonly string[] }
  errors: FieldErrors
} {
  const own = Array.from({ length: 7 }, (_, day) => form.text(hoursName(day)))
  const monday = own[0] ?? ''
  const same = form.text('same_as_monday') !== ''
  const typed = own.map((text, day) => (same && day > 0 && day < 5 ? monday : text))
  const read = typed.map(readDayHours)
  const { problems, stores } = en.settings
  const errors = read.flatMap((day, index) =>
    day === null ? [[hoursName(index), problems.hours(stores.days[index] ?? '')] as const] : [],
  )
  const kept = read.every((day) => day === '') ? [] : read.map((day) => day ?? '')
  return { hours: { typed, read: kept }, errors: Object.fromEntries(errors) }
}

function spaced(day: string): string {
  return day.replaceAll(',', ', ')
}

function problemOf(field: string, values: StoreValues): [string, string] {
  const said = en.settings.problems
  switch (field) {
    case 'name':
      return ['name', values.name === '' ? said.name : said.long(80)]
    case 'city':
      return ['city', said.long(80)]
    case 'address':
      return ['address', said.long(160)]
    case 'zone':
      return ['zone', said.zone]
    default:
      return ['image_url', said.pictures.gone]
  }
}
