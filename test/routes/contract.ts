import { assert } from 'vitest'
import * as z from 'zod'
import { openApiDocument } from '../../worker/api/openapi.ts'

interface Published {
  readonly paths: Record<
    string,
    Record<
      string,
      { responses: Record<string, { content?: Record<string, { schema: z.core.JSONSchema.JSONSchema }> }> }
    >
  >
}

const published = openApiDocument('https://lume.example') as Published
const readers = new Map<string, z.ZodType>()

/** Fails unless the answer is one that openapi.json promises: a known path, a promised status and media type, the very shape. */
export async function expectContract(method: string, path: string, response: Response): Promise<void> {
  const call = callOf(method, path.split('?')[0] ?? '')
  if (call === null) {
    assert(
      [401, 404].includes(response.status) || path === '/openapi.json',
      `${method} ${path} is not in openapi.json`,
    )
    return
  }
  const family = `${Math.floor(response.status / 100)}XX`
  const promised = call.operation.responses[`${response.status}`] ?? call.operation.responses[family]
  assert(
    promised !== undefined,
    `${method} ${call.template} answered ${response.status}, which it does not promise`,
  )
  const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? ''
  const schema = promised.content?.[type]?.schema
  assert(schema !== undefined, `${method} ${call.template} answered ${type}, which it does not promise`)
  const key = `${method} ${call.template} ${response.status >= 400 ? 'problem' : response.status}`
  const reader = readers.get(key) ?? z.fromJSONSchema(schema)
  readers.set(key, reader)
  const read = reader.safeParse(await response.json())
  assert(
    read.success,
    `${key} is not what openapi.json promises: ${read.success ? '' : JSON.stringify(read.error.issues)}`,
  )
}

function callOf(method: string, path: string) {
  for (const [template, operations] of Object.entries(published.paths)) {
    const operation = operations[method.toLowerCase()]
    const shape = new RegExp(`^${template.replace(/\{\w+\}/g, '[^/]+')}$`)
    if (operation !== undefined && shape.test(path)) return { template, operation }
  }
  return null
}
