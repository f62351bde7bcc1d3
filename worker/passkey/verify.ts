import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import type { Context } from 'hono'
import type { Answered, NewPasskey } from '../../src/access/passkeys.ts'
import type { AppEnv } from '../env.ts'
import { type Purpose, readChallenge } from './challenge.ts'
import { challengeIn } from './response.ts'
import { webauthn, webauthnHelpers } from './webauthn.ts'

/** ES256, Ed25519 and RS256: what platform authenticators and security keys speak. */
export const ALGORITHMS = [-7, -8, -257]
/** An RSA key of 4,096 bits fits; one that would keep a processor busy does not. */
const KEY_BYTES_MOST = 1_024

/** Why an authenticator's answer proves nothing. */
export type Unproved = 'challenge_ended' | 'not_verified'

/** The site as authenticators know it: this request's own host, and nothing a request could name otherwise. */
export function site(c: Context<AppEnv>): { readonly origin: string; readonly rpId: string } {
  const { origin, hostname } = new URL(c.req.url)
  return { origin, rpId: hostname }
}

/** The passkey that was made here for that purpose, with the user verified; its name is the caller's to give. */
export async function verifyAttestation(
  c: Context<AppEnv>,
  response: RegistrationResponseJSON,
  purpose: Purpose,
): Promise<{ readonly passkey: Omit<NewPasskey, 'name'>; readonly challenge: Answered } | Unproved> {
  const challenge = readChallenge(c.env, purpose, challengeIn(response), c.get('now'))
  if (challenge === null) return 'challenge_ended'
  const { origin, rpId } = site(c)
  try {
    // No certificate is asked for, and none is followed: checking one could fetch what its sender names.
    if (await hasCertificates(response)) return 'not_verified'
    const { verifyRegistrationResponse } = await webauthn()
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      response,
      expectedChallenge: challengeIn(response),
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    })
    if (!verified || registrationInfo.credential.publicKey.length > KEY_BYTES_MOST) return 'not_verified'
    const { credential, credentialBackedUp } = registrationInfo
    // The authenticator's own word for the id, not what stands beside it.
    if (credential.id !== response.id) return 'not_verified'
    const passkey = {
      id: credential.id,
      publicKey: Buffer.from(credential.publicKey).toString('base64url'),
      counter: credential.counter,
      transports: credential.transports ?? [],
      synced: credentialBackedUp,
    }
    return { passkey, challenge }
  } catch {
    // The library throws at whatever does not hold; a hostile answer is no outage.
    return 'not_verified'
  }
}

/** The counter and state of a passkey that has just signed a challenge for signing in here, with the user verified. */
export async function verifyAssertion(
  c: Context<AppEnv>,
  response: AuthenticationResponseJSON,
  publicKey: string,
): Promise<{ readonly counter: number; readonly synced: boolean } | null> {
  const { origin, rpId } = site(c)
  try {
    const { verifyAuthenticationResponse } = await webauthn()
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response,
      expectedChallenge: challengeIn(response),
      expectedOrigin: origin,
      expectedRPID: rpId,
      requireUserVerification: true,
      // The object compares counters, where two answers at once meet: here none is known.
      credential: {
        id: response.id,
        publicKey: Uint8Array.from(Buffer.from(publicKey, 'base64url')),
        counter: 0,
      },
    })
    const { newCounter, credentialBackedUp } = authenticationInfo
    return verified ? { counter: newCounter, synced: credentialBackedUp } : null
  } catch {
    return null
  }
}

async function hasCertificates({ response }: RegistrationResponseJSON): Promise<boolean> {
  const { decodeAttestationObject } = await webauthnHelpers()
  const object = decodeAttestationObject(
    Uint8Array.from(Buffer.from(response.attestationObject, 'base64url')),
  )
  return object.get('fmt') !== 'none' && object.get('attStmt').get('x5c') !== undefined
}
