import type { Proof } from '../../src/session.ts'
import type { Frame } from '../frame.ts'

/** A passkey as its owner knows it. Instants are epoch ms. */
export interface PasskeyView {
  readonly id: string
  readonly name: string
  readonly synced: boolean
  readonly addedAt: number
  readonly usedAt: number | null
}

/** A signed-in browser; `device` names it and says nothing about its secret. */
export interface SessionView {
  readonly device: string
  readonly proof: Proof
  readonly browser: string
  readonly from: string | null
  readonly startedAt: number
  readonly seenAt: number
}

/** Use is noted once an hour, so that nothing finer is said. */
const LATELY_MS = 3_600_000

/** What there is to know of a session, in one line. */
export function sessionFacts({ words, display, now, brand }: Frame, session: SessionView): string {
  const said = words.account.sessions
  const at = (instant: number) => display.momentWithin(instant, now, brand.zone)
  const used = now - session.seenAt < LATELY_MS ? said.lately : said.used(at(session.seenAt))
  const from = session.from === null ? [] : [said.from(session.from)]
  return [`${said.since(at(session.startedAt))}, ${said.how[session.proof]}`, ...from, used].join(' · ')
}

/** What there is to know of a passkey, in one line. */
export function passkeyFacts({ words, display, now, brand }: Frame, passkey: PasskeyView): string {
  const said = words.account.passkeys
  const at = (instant: number) => display.momentWithin(instant, now, brand.zone)
  const used = passkey.usedAt === null ? said.unused : said.used(at(passkey.usedAt))
  return [said.added(at(passkey.addedAt)), used, passkey.synced ? said.synced : said.bound].join(' · ')
}
