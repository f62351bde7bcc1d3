import type { Env } from '../env.ts'
import type { BackupLine } from './lines.ts'

type ImageLine = Extract<BackupLine, { kind: 'image' }>

/** Names of everything stored in R2 after `cursor`, some at a time. */
export async function imageKeys(
  env: Env,
  cursor: string | null,
): Promise<{ readonly keys: readonly string[]; readonly next: string | null }> {
  const found = await env.IMAGES.list({ limit: 500, ...(cursor !== null && { cursor }) })
  return { keys: found.objects.map(({ key }) => key), next: found.truncated ? found.cursor : null }
}

/** One stored picture with its bytes, or null. */
export async function imageLineOf(env: Env, key: string): Promise<ImageLine | null> {
  const stored = await env.IMAGES.get(key)
  if (stored === null) return null
  const bytes = Buffer.from(await stored.arrayBuffer()).toString('base64')
  const type = stored.httpMetadata?.contentType ?? null
  return { kind: 'image', key, type, metadata: stored.customMetadata ?? {}, bytes }
}

/** Stores a picture under its name, unless there is one already; whether it was new. */
export async function putImage(env: Env, { key, type, metadata, bytes }: ImageLine): Promise<boolean> {
  if ((await env.IMAGES.head(key)) !== null) return false
  await env.IMAGES.put(key, Buffer.from(bytes, 'base64'), {
    customMetadata: metadata,
    ...(type !== null && { httpMetadata: { contentType: type } }),
  })
  return true
}
