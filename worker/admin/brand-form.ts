import type { Context } from 'hono'
import * as z from 'zod/mini'
import { isNearlyGrey, paletteOf } from '../../src/colour.ts'
import type { Brand } from '../../src/directory.ts'
import { brandSchema } from '../../src/directory-shape.ts'
import type { BrandValues } from '../../views/admin/brand-values.ts'
import type { ColourView } from '../../views/admin/colour-preview.tsx'
import type { FieldErrors } from '../../views/admin/issue-values.ts'
import { en } from '../../views/words/en.ts'
import type { AppEnv } from '../env.ts'
import type { Form } from '../form.ts'
import { uploadedPicture } from './uploaded-picture.ts'

/** What a form asks of the brand, or how to mend it; the values go back to the page either way. */
export interface BrandReading {
  readonly values: BrandValues
  readonly request: Partial<z.output<typeof brandSchema>>
  readonly errors: FieldErrors
}

type Field = keyof BrandValues

/** The brand as a form shows it. */
export function brandValues(brand: Brand): BrandValues {
  const { name, line, colour, logoUrl, email, zone, currency, locale } = brand
  return { name, line, colour, logo_url: logoUrl ?? '', email: email ?? '', zone, currency, locale }
}

/** Reads those fields of a form by the very schema of the API; what the form does not have stays as it stands. */
export async function readBrandForm(
  c: Context<AppEnv>,
  form: Form,
  fields: readonly Field[],
): Promise<BrandReading> {
  const standing = brandValues(c.get('directory').brand)
  const typed = Object.fromEntries(fields.map((field) => [field, form.text(field)]))
  const errors: Record<string, string> = {}
  if (fields.includes('logo_url')) {
    const picture = await uploadedPicture(c, form, { file: 'logo', url: 'logo_url' })
    typed.logo_url = picture.kind === 'good' ? picture.url : ''
    if (picture.kind === 'wrong') errors.logo_url = en.settings.problems.pictures[picture.what]
  }
  const values = { ...standing, ...typed }
  const asked = Object.fromEntries(fields.map((field) => [field, asAsked(field, values[field])]))
  const read = z.safeParse(z.partial(brandSchema), asked)
  if (read.success) return { values, request: read.data as BrandReading['request'], errors }
  const wrong = read.error.issues.map(({ path }) => problemOf(String(path[0]), values))
  return { values, request: {}, errors: { ...Object.fromEntries(wrong), ...errors } }
}

/** What a colour becomes; while it is none yet, the one that stands. */
export function colourView(typed: string, standing: string): ColourView {
  const colour = /^#[0-9a-f]{6}$/i.test(typed) ? typed.toLowerCase() : standing
  return {
    light: paletteOf(colour, 'light'),
    dark: paletteOf(colour, 'dark'),
    nearlyGrey: isNearlyGrey(colour),
  }
}

function asAsked(field: Field, value: string): string | null {
  return value === '' && (field === 'logo_url' || field === 'email') ? null : value
}

function problemOf(field: string, values: BrandValues): [string, string] {
  const said = en.settings.problems
  switch (field) {
    case 'name':
      return ['name', values.name === '' ? said.name : said.long(80)]
    case 'line':
      return ['line', said.long(120)]
    case 'colour':
      return ['colour', said.colour]
    case 'zone':
      return ['zone', said.zone]
    case 'currency':
      return ['currency', said.currency]
    case 'locale':
      return ['locale', said.locale]
    case 'email':
      return ['email', said.email]
    default:
      return ['logo_url', said.pictures.gone]
  }
}
