import type {
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
} from '@simplewebauthn/server'
import type { Context } from 'hono'
import type { PrincipalId } from '../../src/id.ts'
import type { AppEnv } from '../env.ts'
import { CHALLENGE_MS, newChallenge, type Purpose } from './challenge.ts'
import { ALGORITHMS, site } from './verify.ts'
import { webauthn } from './webauthn.ts'

/** What a browser asks any authenticator for to prove somebody: whoever it belongs to, it says itself. */
export async function provingOptions(
  c: Context<AppEnv>,
  purpose: Extract<Purpose, { kind: 'sign_in' | 'vouch' }>,
): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const { generateAuthenticationOptions } = await webauthn()
  return generateAuthenticationOptions({
    rpID: site(c).rpId,
    challenge: newChallenge(c.env, purpose, c.get('now')),
    userVerification: 'required',
    timeout: CHALLENGE_MS,
  })
}

/**
 * What a browser asks an authenticator for to make a passkey of this person: kept in it with their principal id, so that
 * signing in needs no name. `known`: ids of those they have, none of which is made twice on one authenticator.
 */
export async function creationOptions(
  c: Context<AppEnv>,
  { id, name }: { readonly id: PrincipalId; readonly name: string },
  purpose: Purpose,
  known: readonly string[],
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const { brand } = c.get('directory')
  const { generateRegistrationOptions } = await webauthn()
  return generateRegistrationOptions({
    rpName: brand.name,
    rpID: site(c).rpId,
    userID: Uint8Array.from(new TextEncoder().encode(id)),
    userName: name,
    userDisplayName: name,
    challenge: newChallenge(c.env, purpose, c.get('now')),
    attestationType: 'none',
    excludeCredentials: known.map((one) => ({ id: one })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    supportedAlgorithmIDs: ALGORITHMS,
    timeout: CHALLENGE_MS,
  })
}
