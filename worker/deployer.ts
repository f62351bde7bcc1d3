import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Principal } from '../src/principal.ts'
import type { Env } from './env.ts'

/** The two keys of a world, 32 bytes each as base64url. */
export type WorldKeys = Pick<Env, 'CODE_KEY' | 'SEAL_KEY'>

/**
 * Whoever deploys: the only one who may back a world up and restore it. No object and no table knows this key, since it
 * must work on an empty world; it follows from the two keys of the world, which only the deployer keeps.
 */
export const DEPLOYER: Principal = {
  id: 'key_deployer',
  role: 'api_key',
  name: 'Deployer',
  stores: [],
  partner: null,
  scopes: ['system:read', 'settings:write', 'vouchers:change'],
  self: null,
}

/** The secret of the deployer's key. */
export function deployerSecret(keys: WorldKeys): string {
  return underBoth(keys, 'the key of whoever deploys')
}

/** The deployer, if this is their secret. */
export function deployerWith(keys: WorldKeys, secret: string): Principal | null {
  const known = Buffer.from(deployerSecret(keys))
  const given = Buffer.from(secret)
  return known.length === given.length && timingSafeEqual(known, given) ? DEPLOYER : null
}

/** Tells whether two worlds have the same keys, and nothing else about them. */
export function canaryOf(keys: WorldKeys): string {
  return underBoth(keys, 'canary').slice(0, 22)
}

function underBoth({ CODE_KEY, SEAL_KEY }: WorldKeys, text: string): string {
  const key = Buffer.concat([Buffer.from(CODE_KEY, 'base64url'), Buffer.from(SEAL_KEY, 'base64url')])
  return createHmac('sha256', key).update(`deployer: ${text}`).digest('base64url')
}
