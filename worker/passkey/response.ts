import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import * as z from 'zod/mini'

// WebAuthn Level 3 §4: a credential id has at most 1,023 bytes. Everything else is bounded by the form it comes in.
const Id = z.string().check(z.regex(/^[A-Za-z0-9_-]{16,1364}$/))
const Bytes = z.string().check(z.regex(/^[A-Za-z0-9_-]{1,32768}$/))
const Key = { id: Id, rawId: Id, type: z.literal('public-key') }

const Assertion = z.object({
  ...Key,
  response: z.object({
    clientDataJSON: Bytes,
    authenticatorData: Bytes,
    signature: Bytes,
    // At most 64 bytes by the same standard; without it nobody is named, and there is nobody to ask.
    userHandle: z.string().check(z.regex(/^[A-Za-z0-9_-]{1,86}$/)),
  }),
})

const Attestation = z.object({
  ...Key,
  response: z.object({
    clientDataJSON: Bytes,
    attestationObject: Bytes,
    transports: z.optional(z.array(z.string())),
  }),
})

/** Ways to an authenticator that we know of; others are left out, as they are only a hint. */
const TRANSPORTS = ['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const

/** What an authenticator answered to signing in, as a form carries it (JSON); null for anything else. */
export function readAssertion(text: string): AuthenticationResponseJSON | null {
  const read = z.safeParse(Assertion, parsed(text))
  return read.success ? { ...read.data, clientExtensionResults: {} } : null
}

/** What an authenticator answered to making a passkey, as a form carries it (JSON); null for anything else. */
export function readAttestation(text: string): RegistrationResponseJSON | null {
  const read = z.safeParse(Attestation, parsed(text))
  if (!read.success) return null
  const { transports: said = [], ...response } = read.data.response
  const transports = TRANSPORTS.filter((known) => said.includes(known))
  return { ...read.data, response: { ...response, transports }, clientExtensionResults: {} }
}

/** The challenge that clientDataJSON says was answered; '' where it says nothing readable. */
export function challengeIn({ response }: AuthenticationResponseJSON | RegistrationResponseJSON): string {
  const said = parsed(Buffer.from(response.clientDataJSON, 'base64url').toString('utf8'))
  const read = z.safeParse(z.object({ challenge: z.string() }), said)
  return read.success ? read.data.challenge : ''
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
