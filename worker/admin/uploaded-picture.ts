import type { Context } from 'hono'
import type { AppEnv } from '../env.ts'
import type { Form } from '../form.ts'
import { rationRefused } from '../guarded.ts'
import { imageExists, storeImage } from '../images.ts'

/** A picture of 10 MB and the rest of the form. */
export const PICTURE_FORM_BYTES_MOST = 10 * 1024 * 1024 + 65_536

/** What a form says of its picture: where the new one lies, else the one it has; or what is wrong with either. */
export type PictureReading =
  | { readonly kind: 'good'; readonly url: string }
  | { readonly kind: 'wrong'; readonly what: 'unreadable' | 'gone' | 'too_many' }

/** The picture chosen in the field `file`, stored; without one, the address the field `url` carries, '' where it carries none. */
export async function uploadedPicture(
  c: Context<AppEnv>,
  form: Form,
  names: { readonly file: string; readonly url: string },
): Promise<PictureReading> {
  const file = form.file(names.file)
  if (file !== null) {
    if ((await rationRefused(c, 'upload')) !== null) return { kind: 'wrong', what: 'too_many' }
    const upload = await storeImage(c.env, new Uint8Array(await file.arrayBuffer()))
    return upload.kind === 'stored'
      ? { kind: 'good', url: upload.image.url }
      : { kind: 'wrong', what: 'unreadable' }
  }
  const url = form.text(names.url)
  return url === '' || (await imageExists(c.env, url))
    ? { kind: 'good', url }
    : { kind: 'wrong', what: 'gone' }
}
