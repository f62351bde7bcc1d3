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

/** Headers of every answer; a handler that set one itself keeps it. */
export const safeHeaders = createMiddleware<AppEnv>(async (c, next) => {
  await next()
  const set = (name: string, value: string) => {
    if (!c.res.headers.has(name)) c.res.headers.set(name, value)
  }
  set('X-Request-Id', c.var.requestId)
  set('Content-Security-Policy', contentSecurityPolicy())
  set('X-Content-Type-Options', 'nosniff')
  set('Referrer-Policy', 'no-referrer')
  set('Permissions-Policy', 'camera=(self), microphone=(), geolocation=(), payment=()')
  set('Cross-Origin-Opener-Policy', 'same-origin')
  set('Cross-Origin-Resource-Policy', 'same-origin')
  set('Strict-Transport-Security', 'max-age=63072000; includeSubDomains')
  set('X-Robots-Tag', 'noindex')
  // Pages carry codes and names: nothing is kept unless a route says so.
  set('Cache-Control', 'no-store')
})
