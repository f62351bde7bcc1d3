import { type Context, Hono } from 'hono'
import * as z from 'zod/mini'
import type { Brand } from '../../src/directory.ts'
import type { BrandFields } from '../../src/directory-change.ts'
import { brandSchema } from '../../src/directory-shape.ts'
import { allow } from '../allow.ts'
import { jsonBody } from '../body.ts'
import { changeDirectory, latestDirectory } from '../directory-change.ts'
import type { AppEnv } from '../env.ts'
import { imageExists } from '../images.ts'
import { requestProblem } from '../problem.ts'
import { said } from '../said.ts'
import { etagOf, versionConflict, versionMeant } from '../version.ts'
import { type Call, get, patch } from './calls.ts'

/** /api/v1/brand: who promises, as one thing that is read and changed. */
export const brand = new Hono<AppEnv>()

const brandRequest = z.partial(brandSchema)
const brandShape = z.strictObject({ ...brandSchema.shape, version: z.int() })

export const brandCalls: readonly Call[] = [
  get('/brand', 'Read the brand', 'settings:read', brandShape),
  patch('/brand', 'Change the brand', 'settings:write', brandRequest, brandShape),
]

brand.get('/', allow('settings:read'), async (c) => answer(c, (await latestDirectory(c)).brand))

brand.patch('/', allow('settings:write'), async (c) => {
  const version = versionMeant(c)
  if (version instanceof Response) return version
  const request = await jsonBody(c, brandRequest)
  if (request instanceof Response) return request
  if (request.logo_url != null && !(await imageExists(c.env, request.logo_url))) {
    return requestProblem(c, 'image_unsupported')
  }
  const changed = await changeDirectory(c, { kind: 'brand', version, fields: brandFields(request) })
  const now = changed.directory.brand
  if (changed.kind !== 'refused') return answer(c, now)
  return changed.reason === 'version_conflict'
    ? versionConflict(c, now.version, brandJson(now))
    : requestProblem(c, changed.reason)
})

/** What a request says of the brand, as the directory calls it; what it does not say is left out. */
export function brandFields(request: z.output<typeof brandRequest>): Partial<BrandFields> {
  const { logo_url, ...same } = request
  return said<BrandFields>({ ...same, logoUrl: logo_url })
}

function answer(c: Context<AppEnv>, current: Brand): Response {
  c.header('ETag', etagOf(current.version))
  return c.json(brandJson(current))
}

function brandJson({ logoUrl, ...same }: Brand): z.output<typeof brandShape> {
  return { ...same, logo_url: logoUrl }
}
