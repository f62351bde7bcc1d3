import { type PrincipalRecord, signedIn } from '../principal.ts'
import type { Opening } from '../session.ts'
import { type Decided, unchanged } from './decided.ts'

/** What can be done with the link that opens somebody's wallet. */
export type WalletLinkCommand =
  /** The link as it stands, made if there is none. */
  | { readonly kind: 'make' }
  /** Which one is good, if any. */
  | { readonly kind: 'look' }
  /** Ends the link and what was opened by it; the next one is another. */
  | { readonly kind: 'revoke' }
  /** Opens a session, if the link of that generation is still the one. */
  | { readonly kind: 'open'; readonly generation: number; readonly opening: Opening }

/** The generation its secret follows from; null where no link is good, or not this one. */
export type WalletLinkOutcome = { readonly generation: number | null }

/** A capability that lasts until it is revoked. Rule R63. */
export function decideWalletLink(
  record: PrincipalRecord,
  command: WalletLinkCommand,
  now: number,
): Decided<WalletLinkOutcome> {
  const { generation, madeAt } = record.walletLink
  const good = madeAt !== null && !record.suspended && !record.archived
  switch (command.kind) {
    case 'look':
      return unchanged({ generation: good ? generation : null })
    case 'make':
      if (madeAt !== null) return unchanged({ generation })
      return { record: { ...record, walletLink: { generation, madeAt: now } }, outcome: { generation } }
    case 'revoke':
      return {
        record: {
          ...record,
          walletLink: { generation: generation + 1, madeAt: null },
          sessions: record.sessions.filter(({ proof }) => proof !== 'wallet_link'),
        },
        outcome: { generation: null },
      }
    case 'open':
      if (!good || command.generation !== generation) return unchanged({ generation: null })
      return { record: signedIn(record, command.opening, now), outcome: { generation } }
  }
}
