import * as z from 'zod/mini'
import { STORE_STATES } from './directory.ts'
import { zoneSchema } from './local-time.ts'
import { currencySchema } from './money.ts'
import { openingHoursSchema } from './opening-hours.ts'
import { imageUrlSchema } from './terms.ts'

/** Text of a person: without half characters, control characters and marks that turn the direction of what follows. */
const text = (most: number) =>
  z.string().check(
    z.trim(),
    z.maxLength(most),
    z.refine((value) => value.isWellFormed() && !/[\p{Cc}\u202a-\u202e\u2066-\u2069]/u.test(value), {
      error: 'must not hold control characters',
    }),
  )
const name = (most: number) => text(most).check(z.minLength(1))

/** Whether the text is a language tag this runtime can write dates and money in. */
function isLocale(tag: string): boolean {
  try {
    return Intl.NumberFormat.supportedLocalesOf(tag).length === 1
  } catch {
    return false
  }
}

/** '#rrggbb' in either case. */
const colourSchema = z
  .string()
  .check(
    z.trim(),
    z.toLowerCase(),
    z.regex(/^#[0-9a-f]{6}$/, { error: 'must be a colour as #rrggbb, such as #1f4690' }),
  )

/** A brand's own facts, as settings and API take them. */
export const brandSchema = z.strictObject({
  name: name(80),
  line: text(120),
  colour: colourSchema,
  logo_url: z.nullable(imageUrlSchema),
  zone: zoneSchema,
  currency: currencySchema,
  locale: z
    .string()
    .check(z.maxLength(35), z.refine(isLocale, { error: 'must be a language tag such as pt-PT' })),
  email: z.nullable(z.string().check(z.trim(), z.maxLength(254), z.email())),
})

/** A store's own facts. */
export const storeSchema = z.strictObject({
  name: name(80),
  city: text(80),
  address: text(160),
  hours: openingHoursSchema,
  image_url: z.nullable(imageUrlSchema),
  zone: zoneSchema,
  state: z.enum(STORE_STATES),
  /** Whether a good scan at its counter redeems at once. */
  scan_redeems: z.boolean(),
})
