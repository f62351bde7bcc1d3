import { type EmailCode, type PrincipalRecord, signedIn } from '../principal.ts'
import type { Opening } from '../session.ts'
import { type Decided, unchanged } from './decided.ts'

/** What can be done with the code and the link of a letter; both come as HMAC, hex. */
export type EmailCodeCommand =
  | { readonly kind: 'send'; readonly code: string; readonly link: string }
  /** Looks whether the link is good, and uses nothing up. */
  | { readonly kind: 'look'; readonly link: string }
  | { readonly kind: 'use_code'; readonly code: string; readonly opening: Opening }
  | { readonly kind: 'use_link'; readonly link: string; readonly opening: Opening }

/** `refused`: too many letters, or nothing that is good now. Nobody is told which. */
export type EmailCodeOutcome = 'done' | 'refused'

/** A letter's code and link are good for so long. */
export const EMAIL_CODE_MS = 10 * 60_000
/** So many wrong tries end a code. */
const MISSES_MOST = 5
/** At most so many letters within each stretch. */
const LETTERS_MOST = [
  { withinMs: 10 * 60_000, most: 3 },
  { withinMs: 86_400_000, most: 10 },
] as const

/**
 * Signing in by a letter: the newest code and link only, together used once. Wrong tries end the code and leave the link,
 * which nobody guesses: a stranger who knows an address cannot keep its owner out. Rule R62.
 */
export function decideEmailCode(
  record: PrincipalRecord,
  command: EmailCodeCommand,
  now: number,
): Decided<EmailCodeOutcome> {
  if (record.suspended || record.archived) return unchanged('refused')
  switch (command.kind) {
    case 'send':
      return send(record, command, now)
    case 'look':
      return unchanged(waiting(record, now)?.link === command.link ? 'done' : 'refused')
    case 'use_link':
      return waiting(record, now)?.link === command.link
        ? opens(record, command.opening, now)
        : unchanged('refused')
    case 'use_code':
      return useCode(record, command, now)
  }
}

function send(
  record: PrincipalRecord,
  { code, link }: { readonly code: string; readonly link: string },
  now: number,
): Decided<EmailCodeOutcome> {
  const lately = (withinMs: number) => record.emailedAt.filter((at) => at > now - withinMs)
  if (LETTERS_MOST.some(({ withinMs, most }) => lately(withinMs).length >= most)) return unchanged('refused')
  const emailCode = { code, link, endsAt: now + EMAIL_CODE_MS, misses: 0 }
  return { record: { ...record, emailCode, emailedAt: [...lately(86_400_000), now] }, outcome: 'done' }
}

function useCode(
  record: PrincipalRecord,
  { code, opening }: { readonly code: string; readonly opening: Opening },
  now: number,
): Decided<EmailCodeOutcome> {
  const sent = waiting(record, now)
  if (sent === null || sent.misses >= MISSES_MOST) return unchanged('refused')
  if (sent.code === code) return opens(record, opening, now)
  return { record: { ...record, emailCode: { ...sent, misses: sent.misses + 1 } }, outcome: 'refused' }
}

function opens(record: PrincipalRecord, opening: Opening, now: number): Decided<EmailCodeOutcome> {
  return { record: { ...signedIn(record, opening, now), emailCode: null }, outcome: 'done' }
}

function waiting({ emailCode }: PrincipalRecord, now: number): EmailCode | null {
  return emailCode !== null && now < emailCode.endsAt ? emailCode : null
}
