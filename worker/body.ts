import type { Context } from 'hono'
import * as z from 'zod/mini'
import en from 'zod/v4/locales/en.js'
import type { AppEnv } from './env.ts'
import { type FieldError, fieldProblem, requestProblem } from './problem.ts'

z.config(en())

/** 64 KB: the largest honest body is a basket of 500 lines. */
const BODY_BYTES_MOST = 65_536
const UTF_8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })
/** A hostile body may be wrong in a thousand places; a person mends these first. */
const ERRORS_MOST = 20

/** The JSON body as the schema reads it, or the answer that names what is wrong with it. */
export async function jsonBody<S extends z.ZodMiniType>(
  c: Context<AppEnv>,
  schema: S,
): Promise<z.output<S> | Response> {
  return jsonBodyAs(c, () => schema)
}

/** The same where the body itself says what it is. */
export async function jsonBodyAs<S extends z.ZodMiniType>(
  c: Context<AppEnv>,
  schemaOf: (json: unknown) => S,
): Promise<z.output<S> | Response> {
  const bytes = await limitedBytes(c.req.raw, BODY_BYTES_MOST)
  if (bytes === null) return requestProblem(c, 'body_too_large')
  let json: unknown
  try {
    json = JSON.parse(UTF_8.decode(bytes))
  } catch {
    return fieldProblem(c, [{ pointer: '', detail: 'is not JSON in UTF-8' }], 400)
  }
  const read = z.safeParse(schemaOf(json), json)
  return read.success ? read.data : fieldProblem(c, fieldErrors(read.error.issues))
}

/** Issues as RFC 6901 pointers with a sentence each; an unknown field is named itself. */
export function fieldErrors(issues: readonly z.core.$ZodIssue[]): FieldError[] {
  return issues
    .flatMap((issue) => {
      const paths =
        issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path]
      return paths.map((path) => ({ pointer: pointer(path), detail: issue.message }))
    })
    .slice(0, ERRORS_MOST)
}

function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

/** The body's bytes, or null as soon as there are more than `most`: a huge body is never read to its end. */
export async function limitedBytes(request: Request, most: number): Promise<Uint8Array | null> {
  if (request.body === null) return new Uint8Array()
  const announced = request.headers.get('content-length')
  // A length that is announced is also kept: the runtime reads no further. Without one, every piece is counted.
  if (announced !== null) return Number(announced) > most ? null : new Uint8Array(await request.arrayBuffer())
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body as ReadableStream<Uint8Array>) {
    size += chunk.byteLength
    if (size > most) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}
