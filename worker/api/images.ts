import { Hono } from 'hono'
import { allow } from '../allow.ts'
import type { AppEnv } from '../env.ts'
import { rationed } from '../guarded.ts'
import { uploadImage } from '../images.ts'

/** /api/v1/images: a picture in, its address out. The same picture always has the same address, so repeating it changes nothing and no key is needed. */
export const images = new Hono<AppEnv>()

images.post('/', allow('images:write'), rationed('upload'), uploadImage)
