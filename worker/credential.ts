import { crc32 } from 'node:zlib'
import { isPrincipalId, type PrincipalId } from '../src/id.ts'
import type { Env } from './env.ts'

/** Carries the session of a person, a kiosk or a customer. */
export const SESSION_COOKIE = '__Host-vale'
/** Carries the enrolment of a shared tablet, on which people come and go. */
export const DEVICE_COOKIE = '__Host-vale-device'

/** Whom a secret claims to speak for, and the secret. */
export interface Credential {
  readonly id: PrincipalId
  readonly secret: string
}

/** `<principal>.<secret>`, as cookies and invitation links carry it; null for anything else. */
export function cookieCredential(text: string | undefined): Credential | null {
  const [id, secret, ...rest] = (text ?? '').split('.')
  if (id === undefined || secret === undefined || rest.length > 0 || !isPrincipalId(id)) return null
  return /^[A-Za-z0-9_-]{43}$/.test(secret) ? { id, secret } : null
}

/** The session of a request; the secret of a key opens none. */
export function sessionCredential(cookie: string): Credential | null {
  const credential = cookieCredential(cookie)
  return credential?.id.startsWith('key_') ? null : credential
}

/** An API key as it is shown once: `vk_<world>_<principal>_<secret>_<crc>`. The crc makes a leak or a slip greppable. */
export function apiKey(world: Env['WORLD'], id: PrincipalId, secret: string): string {
  const body = `vk_${world}_${id.slice('key_'.length)}_${secret}`
  return `${body}_${checksum(body)}`
}

/** A key as a request presents it; `test_mode_mismatch` for one of the other world, null for anything that is no key. */
export function keyCredential(header: string, world: Env['WORLD']): Credential | 'test_mode_mismatch' | null {
  const found = /^Bearer (vk_(test|live)_([0-9a-z]{1,40})_([A-Za-z0-9_-]{43}))_([0-9a-f]{8})$/.exec(header)
  const [, body, of, id, secret, crc] = found ?? []
  if (body === undefined || id === undefined || secret === undefined || checksum(body) !== crc) return null
  return of === world ? { id: `key_${id}`, secret } : 'test_mode_mismatch'
}

function checksum(text: string): string {
  return crc32(text).toString(16).padStart(8, '0')
}
