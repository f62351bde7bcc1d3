import { type Context, Hono } from 'hono'
import type { Brand } from '../../src/directory.ts'
import { may } from '../../src/permission.ts'
import { BrandPage } from '../../views/admin/brand-page.tsx'
import { type BrandValues, CLOCK_FIELDS, LOOK_FIELDS } from '../../views/admin/brand-values.ts'
import { ConflictPage } from '../../views/admin/conflict.tsx'
import type { FieldErrors } from '../../views/admin/issue-values.ts'
import { en } from '../../views/words/en.ts'
import { allow } from '../allow.ts'
import { brandFields } from '../api/brand.ts'
import { changeDirectory, latestDirectory } from '../directory-change.ts'
import type { AppEnv } from '../env.ts'
import { readForm } from '../form.ts'
import { frameFor } from '../frame.ts'
import { refusePage } from '../refuse.tsx'
import { brandValues, colourView, readBrandForm } from './brand-form.ts'
import { brandChoices } from './choices.ts'
import { PICTURE_FORM_BYTES_MOST } from './uploaded-picture.ts'
import { versionOf } from './version-field.ts'

/** /admin/settings/brand: name, colour, logo, clock, money and language. */
export const brandPages = new Hono<AppEnv>()

const FIELDS = [...LOOK_FIELDS, ...CLOCK_FIELDS]

brandPages.get('/', allow('settings:read'), async (c) => {
  const { brand } = await latestDirectory(c)
  return page(c, { version: brand.version, values: brandValues(brand) })
})

brandPages.post('/', allow('settings:write'), async (c) => {
  const form = await readForm(c, PICTURE_FORM_BYTES_MOST)
  if (form === null) return refusePage(c, 413)
  const version = versionOf(form)
  if (version === null) return refusePage(c, 400)
  await latestDirectory(c)
  const { values, request, errors } = await readBrandForm(c, form, FIELDS)
  if (Object.keys(errors).length > 0) return page(c, { version, values, errors }, 422)
  const changed = await changeDirectory(c, { kind: 'brand', version, fields: brandFields(request) })
  if (changed.kind !== 'refused') return c.redirect('/admin/settings/brand?saved', 303)
  if (changed.reason === 'version_conflict') {
    return brandConflict(c, { values, action: '/admin/settings/brand', current: '/admin/settings/brand' })
  }
  return page(c, { version, values, errors: { name: en.settings.problems.full } }, 422)
})

interface Conflict {
  readonly values: BrandValues
  /** Where the form was going, and where what stands is shown. */
  readonly action: string
  readonly current: string
}

/** 412 with what was typed beside what stands now. */
export function brandConflict(
  c: Context<AppEnv>,
  { values, action, current }: Conflict,
): Response | Promise<Response> {
  const { brand } = c.get('directory')
  const standing = brandValues(brand)
  const words = en.settings
  const rows = FIELDS.filter((field) => values[field] !== standing[field]).map((field) => ({
    label: field === 'logo_url' ? words.brand.logo : words.brand[field],
    yours: shown(field, values),
    theirs: shown(field, standing),
  }))
  return c.html(
    <ConflictPage
      frame={frameFor(c, c.get('principal'))}
      title={words.brand.conflict}
      action={action}
      fields={FIELDS.map((field) => [field, values[field]] as const)}
      version={brand.version}
      rows={rows}
      current={current}
    />,
    412,
  )
}

function shown(field: keyof BrandValues, values: BrandValues): string {
  return field === 'logo_url' && values.logo_url !== '' ? en.settings.conflict.picture : values[field]
}

interface Shown {
  readonly version: Brand['version']
  readonly values: BrandValues
  readonly errors?: FieldErrors
}

function page(c: Context<AppEnv>, { version, values, errors = {} }: Shown, status: 200 | 422 = 200) {
  const principal = c.get('principal')
  return c.html(
    <BrandPage
      frame={frameFor(c, principal)}
      version={version}
      values={values}
      errors={errors}
      colour={colourView(values.colour, c.get('directory').brand.colour)}
      choices={brandChoices(values)}
      saved={status === 200 && c.req.query('saved') !== undefined}
      mayChange={may(principal, 'settings:write')}
    />,
    status,
  )
}
