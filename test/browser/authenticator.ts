import type { CDPSession, Page } from 'playwright-core'

type Kept = Awaited<ReturnType<typeof keptBy>>

/** An authenticator that Chromium plays: a phone or a key that verifies whoever holds it. */
export interface Authenticator {
  /** How many passkeys it keeps. */
  count(): Promise<number>
  /** Takes it away from the page; what it keeps can be given to another one. */
  away(): Promise<Kept>
}

/** Gives the page a platform authenticator that keeps these passkeys already. */
export async function withAuthenticator(page: Page, kept: Kept = []): Promise<Authenticator> {
  const session = await page.context().newCDPSession(page)
  await session.send('WebAuthn.enable')
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  for (const credential of kept) await session.send('WebAuthn.addCredential', { authenticatorId, credential })
  return {
    count: async () => (await keptBy(session, authenticatorId)).length,
    away: async () => {
      const credentials = await keptBy(session, authenticatorId)
      await session.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId })
      await session.detach()
      return credentials
    },
  }
}

async function keptBy(session: CDPSession, authenticatorId: string) {
  return (await session.send('WebAuthn.getCredentials', { authenticatorId })).credentials
}
