import type { Encoded } from './encode.ts'

/** What became of a picture that was sent. */
export type Uploaded =
  | { readonly kind: 'stored'; readonly url: string }
  /** The server's words, or '' where it had none. */
  | { readonly kind: 'refused'; readonly explanation: string }
  | { readonly kind: 'unreachable' }

/** Sends a picture in both sizes and reads the answer; never throws. */
export async function upload(address: string, { large, small }: Encoded): Promise<Uploaded> {
  const body = new FormData()
  body.append('image', large, 'picture')
  body.append('small', small, 'picture')
  try {
    const response = await fetch(address, {
      method: 'POST',
      body,
      headers: { accept: 'application/json' },
    })
    const answer: unknown = await response.json().catch(() => null)
    if (response.ok) {
      const url = textOf(answer, 'url')
      return url === '' ? { kind: 'unreachable' } : { kind: 'stored', url }
    }
    return response.status >= 500
      ? { kind: 'unreachable' }
      : { kind: 'refused', explanation: textOf(answer, 'explanation') }
  } catch {
    return { kind: 'unreachable' }
  }
}

function textOf(answer: unknown, key: string): string {
  if (typeof answer !== 'object' || answer === null) return ''
  const value: unknown = Reflect.get(answer, key)
  return typeof value === 'string' ? value : ''
}
