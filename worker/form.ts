import type { Context } from 'hono'
import { limitedBytes } from './body.ts'
import type { AppEnv } from './env.ts'

/** A form as it was sent: every field by name, trimmed; absent fields are ''. */
export interface Form {
  text(name: string): string
  all(name: string): string[]
  file(name: string): File | null
}

/** Texts of a form are small; a picture may come along. */
const FORM_BYTES_MOST = 65_536

/** The request's form, or null if it is none or too large. `most` in bytes, for forms that bring a picture. */
export async function readForm(c: Context<AppEnv>, most = FORM_BYTES_MOST): Promise<Form | null> {
  const bytes = await limitedBytes(c.req.raw, most)
  const type = c.req.header('content-type') ?? ''
  if (bytes === null) return null
  try {
    return formOf(await new Response(bytes, { headers: { 'content-type': type } }).formData())
  } catch {
    // Whatever cannot be read as a form is none: a hostile body is no outage.
    return null
  }
}

function formOf(data: FormData): Form {
  const texts = (name: string) =>
    data.getAll(name).flatMap((value) => (typeof value === 'string' ? [value.trim()] : []))
  return {
    text: (name) => texts(name)[0] ?? '',
    all: texts,
    file: (name) => {
      const file = data.get(name)
      return file instanceof File && file.size > 0 ? file : null
    },
  }
}
