import { Hono } from 'hono'
import { allow } from '../allow.ts'
import type { AppEnv } from '../env.ts'
import { storeImage, uploadedBytes } from '../images.ts'
import { requestProblem } from '../problem.ts'

/** /api/v1/images: a picture in, its address out. The same picture always has the same address, so no key is needed. */
export const images = new Hono<AppEnv>()

images.post('/', allow('images:write'), async (c) => {
  const bytes = await uploadedBytes(c)
  if (bytes === null) return requestProblem(c, 'image_too_large')
  const upload = await storeImage(c.env, bytes)
  return upload.kind === 'stored' ? c.json(upload.image, 201) : requestProblem(c, upload.reason)
})
