import { createMiddleware } from 'hono/factory'
import type { AppEnv } from './env.ts'

/** Everything is same-origin and nothing is inline; a page class loosens only what it needs. */
const CSP = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'media-src': "'none'",
  'connect-src': "'self'",
  // The service worker that shows the page for lost connections.
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

/** What a class of pages may do beyond the rest. */
interface PageClass {
  readonly csp: string
  readonly permissions: string
}

/** What a browser can do and no page of ours asks for. */
const NOT_ASKED = 'microphone=(), geolocation=(), payment=(), usb=(), serial=(), display-capture=()'
const PASSKEYS = 'publickey-credentials-get=(self), publickey-credentials-create=(self)'

/** Pages everybody reads. */
const OPEN: PageClass = {
  csp: contentSecurityPolicy(),
  permissions: `camera=(), ${NOT_ASKED}, ${PASSKEYS}`,
}
/** Desks show a picture that was chosen before it is sent. */
const DESK: PageClass = { ...OPEN, csp: contentSecurityPolicy({ 'img-src': "'self' blob:" }) }
/** The scanner sees through the camera, and its decoder is WebAssembly; nothing else may compile code. */
const SCANNER: PageClass = {
  csp: contentSecurityPolicy({
    'script-src': "'self' 'wasm-unsafe-eval'",
    'img-src': "'self' blob:",
    'media-src': "'self' blob:",
  }),
  permissions: `camera=(self), ${NOT_ASKED}, ${PASSKEYS}`,
}

function classOf(path: string): PageClass {
  if (path === '/scan' || path.startsWith('/scan/')) return SCANNER
  return path === '/admin' || path.startsWith('/admin/') ? DESK : OPEN
}

const SAFE = [
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'no-referrer'],
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
  const { csp, permissions } = classOf(c.req.path)
  headers.set('X-Request-Id', c.get('requestId'))
  headers.set('Permissions-Policy', permissions)
  if (!headers.has('Content-Security-Policy')) headers.set('Content-Security-Policy', csp)
  for (const [name, value] of SAFE) if (!headers.has(name)) headers.set(name, value)
})
