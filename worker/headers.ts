import { createMiddleware } from 'hono/factory'
import type { AppEnv } from './env.ts'

/** Everything is same-origin and nothing is inline; a page class may loosen exactly one directive. */
const CSP = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self' data: blob:",
  'connect-src': "'self'",
  'media-src': "'self' blob:",
  'worker-src': "'self'",
  'manifest-src': "'self'",
  'form-action': "'self'",
  'frame-ancestors': "'none'",
  'base-uri': "'none'",
  'object-src': "'none'",
} as const

/** Content-Security-Policy with the given directives replaced. */
export function contentSecurityPolicy(loosened: Partial<Record<keyof typeof CSP, string>> = {}): string {
  return Object.entries({ ...CSP, ...loosened })
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ')
}

/** The scanner's decoder is WebAssembly; nothing else may compile code. */
export const SCANNER_CSP = contentSecurityPolicy({ 'script-src': "'self' 'wasm-unsafe-eval'" })

const SAFE = [
  ['Content-Security-Policy', contentSecurityPolicy()],
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
  ['Permissions-Policy', 'camera=(self), microphone=(), geolocation=(), payment=()'],
  ['Cross-Origin-Opener-Policy', 'same-origin'],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
  ['Strict-Transport-Security', 'max-age=63072000; includeSubDomains'],
  ['X-Robots-Tag', 'noindex'],
  // Pages carry codes and names: nothing is kept unless a route says so.
  ['Cache-Control', 'no-store'],
] as const

/** Headers of every answer; a handler that set one itself keeps it. */
export const safeHeaders = createMiddleware<AppEnv>(async (c, next) => {
  await next()
  const { headers } = c.res
  headers.set('X-Request-Id', c.get('requestId'))
  for (const [name, value] of SAFE) if (!headers.has(name)) headers.set(name, value)
})
