/**
 * The library that verifies passkeys, evaluated when somebody first needs it: it brings readers of certificates along, and an
 * isolate that wakes for a redemption does not wait for them.
 */
export function webauthn() {
  return import('@simplewebauthn/server')
}

/** Its readers of what authenticators write. */
export function webauthnHelpers() {
  return import('@simplewebauthn/server/helpers')
}
