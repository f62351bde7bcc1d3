import { createHash } from 'node:crypto'

/** What an authenticator, or whoever plays one, may say otherwise. */
export interface Lies {
  readonly origin?: string
  readonly rpId?: string
  readonly challenge?: string
  readonly type?: string
  /** Flags of the authenticator data: present 1, verified 4, backup eligible 8, backed up 16, attested 64. */
  readonly flags?: number
  readonly counter?: number
  readonly handle?: string
  readonly id?: string
}

interface Options {
  readonly challenge: string
  readonly user?: { readonly id: string }
}

const PRESENT_AND_VERIFIED = 0x05
const ATTESTED = 0x40

/** An authenticator in software (WebAuthn Level 3 §6): one ES256 passkey of one site, and the person it belongs to. */
export async function anAuthenticator(site = 'https://lume.example') {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])
  if (!('privateKey' in pair)) throw new Error('a pair')
  const { privateKey, publicKey } = pair
  const point = Buffer.from((await crypto.subtle.exportKey('raw', publicKey)) as ArrayBuffer)
  const id = Buffer.from(crypto.getRandomValues(new Uint8Array(32)))
  let owner = ''

  const clientData = (type: string, options: Options, lies: Lies) =>
    Buffer.from(
      JSON.stringify({
        type: lies.type ?? type,
        challenge: lies.challenge ?? options.challenge,
        origin: lies.origin ?? site,
        crossOrigin: false,
      }),
    )
  const authenticatorData = (lies: Lies, flags: number) => {
    const rest = Buffer.alloc(5)
    rest.writeUInt8(lies.flags ?? flags, 0)
    rest.writeUInt32BE(lies.counter ?? 0, 1)
    return Buffer.concat([sha256(lies.rpId ?? new URL(site).hostname), rest])
  }
  const named = (lies: Lies) => {
    const said = lies.id ?? id.toString('base64url')
    return { id: said, rawId: said, type: 'public-key' }
  }

  return {
    id: id.toString('base64url'),
    /** Makes the passkey: what a page sends back as JSON. */
    create: (options: Options, lies: Lies = {}): string => {
      owner = options.user?.id ?? ''
      const key = Buffer.concat([
        Buffer.from([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32]),
        point.subarray(1, 33),
        Buffer.from([0x22, 0x58, 32]),
        point.subarray(33),
      ])
      const length = Buffer.from([0, id.length])
      const data = Buffer.concat([
        authenticatorData(lies, PRESENT_AND_VERIFIED | ATTESTED),
        Buffer.alloc(16),
        length,
        id,
        key,
      ])
      const object = Buffer.concat([
        Buffer.from([0xa3]),
        text('fmt'),
        text('none'),
        text('attStmt'),
        Buffer.from([0xa0]),
        text('authData'),
        Buffer.from([0x59, data.length >> 8, data.length & 255]),
        data,
      ])
      const response = {
        clientDataJSON: clientData('webauthn.create', options, lies).toString('base64url'),
        attestationObject: object.toString('base64url'),
        transports: ['internal'],
      }
      return JSON.stringify({ ...named(lies), response, clientExtensionResults: {} })
    },
    /** Signs the challenge: what a page sends back as JSON. */
    get: async (options: Options, lies: Lies = {}): Promise<string> => {
      const said = clientData('webauthn.get', options, lies)
      const data = authenticatorData(lies, PRESENT_AND_VERIFIED)
      const signed = Buffer.concat([data, createHash('sha256').update(said).digest()])
      const raw = await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, privateKey, signed)
      const response = {
        clientDataJSON: said.toString('base64url'),
        authenticatorData: data.toString('base64url'),
        signature: der(Buffer.from(raw)).toString('base64url'),
        userHandle: lies.handle === undefined ? owner : Buffer.from(lies.handle).toString('base64url'),
      }
      return JSON.stringify({ ...named(lies), response, clientExtensionResults: {} })
    },
  }
}

export type SoftAuthenticator = Awaited<ReturnType<typeof anAuthenticator>>

function sha256(said: string): Buffer {
  return createHash('sha256').update(said).digest()
}

/** A short CBOR text. */
function text(said: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 | said.length]), Buffer.from(said)])
}

/** r and s of a signature as authenticators write them (RFC 3279 §2.2.3). */
function der(raw: Buffer): Buffer {
  const numbers = [raw.subarray(0, 32), raw.subarray(32)].map((half) => {
    const from = half.findIndex((byte) => byte !== 0)
    const short = half.subarray(from)
    const positive = (short[0] ?? 0) > 127 ? Buffer.concat([Buffer.from([0]), short]) : short
    return Buffer.concat([Buffer.from([2, positive.length]), positive])
  })
  const body = Buffer.concat(numbers)
  return Buffer.concat([Buffer.from([0x30, body.length]), body])
}
