import { type PrincipalRecord, type SignInLetter, signedIn } from '../principal.ts'
import type { Opening } from '../session.ts'
import { type Decided, unchanged } from './decided.ts'

/** What can be done with the code and the link of a letter; both come as HMAC, hex. */
export type EmailCodeCommand =
  | {
      readonly kind: 'send'
      readonly code: string
      readonly link: string
      /** Network it is asked for from, or null where nobody can say. */
      readonly from: string | null
    }
  /** Looks whether the link is good, and uses nothing up. */
  | { readonly kind: 'look'; readonly link: string }
  | { readonly kind: 'use_code'; readonly code: string; readonly opening: Opening }
  | { readonly kind: 'use_link'; readonly link: string; readonly opening: Opening }
  /** The address is theirs no more: ends all letters to it, the wallet link in them, and what any of them opened. */
  | { readonly kind: 'end' }

/** `refused`: too many letters, or nothing that is good now. Nobody is told which. */
export type EmailCodeOutcome = 'done' | 'refused'

/** A letter's code and link are good for so long. */
export const EMAIL_CODE_MS = 10 * 60_000
const HOUR_MS = 60 * 60_000
const DAY_MS = 24 * HOUR_MS
/** So many wrong tries end every code that is good. */
const MISSES_MOST = 5
/** So many letters are good at a time: when no further one goes out, all of these lie in the mailbox and open the wallet. */
const GOOD_MOST = 3
/** So many a day that nobody signed in by, of those one network asked for, and of all. */
const A_DAY = { ofOneNetwork: 5, ofAll: 17 } as const
/** Beyond that one goes out each time so much has passed: whoever asks late waits, and is never kept out for a day. */
const PAUSE_MS = 2 * HOUR_MS
/** More than a day's that nobody answered: those that were answered are forgotten first. */
const LETTERS_KEPT = 30

/**
 * Signing in by a letter, of which several may be good; the first code or link that is used ends them all. A stranger who
 * knows an address cannot keep its owner out: further letters end none that was sent, wrong tries end codes and leave the
 * links, which nobody guesses, and who asks too often is counted by network. Rule R62.
 */
export function decideEmailCode(
  record: PrincipalRecord,
  command: EmailCodeCommand,
  now: number,
): Decided<EmailCodeOutcome> {
  if (command.kind === 'end') return { record: withoutLetters(record), outcome: 'done' }
  if (record.suspended || record.archived) return unchanged('refused')
  switch (command.kind) {
    case 'send':
      return send(record, command, now)
    case 'look':
      return unchanged(isGoodLink(record, command.link, now) ? 'done' : 'refused')
    case 'use_link':
      return isGoodLink(record, command.link, now)
        ? opens(record, command.opening, now)
        : unchanged('refused')
    case 'use_code':
      return useCode(record, command, now)
  }
}

function send(
  record: PrincipalRecord,
  { code, link, from }: Extract<EmailCodeCommand, { readonly kind: 'send' }>,
  now: number,
): Decided<EmailCodeOutcome> {
  const today = record.letters.filter(({ sentAt }) => sentAt > now - DAY_MS)
  const unanswered = today.filter(({ good }) => good !== null)
  const within = (ms: number) => unanswered.filter(({ sentAt }) => sentAt > now - ms).length
  const ofNetwork = unanswered.filter((letter) => letter.from === from).length
  const many = ofNetwork >= A_DAY.ofOneNetwork || unanswered.length >= A_DAY.ofAll
  if (within(EMAIL_CODE_MS) >= GOOD_MOST || (many && within(PAUSE_MS) > 0)) return unchanged('refused')
  const letter: SignInLetter = { sentAt: now, from, good: { code, link, misses: 0 } }
  return { record: { ...record, letters: [...today, letter].slice(-LETTERS_KEPT) }, outcome: 'done' }
}

function useCode(
  record: PrincipalRecord,
  { code, opening }: { readonly code: string; readonly opening: Opening },
  now: number,
): Decided<EmailCodeOutcome> {
  const tried = record.letters.filter((letter) => isGood(letter, now) && letter.good.misses < MISSES_MOST)
  if (tried.length === 0) return unchanged('refused')
  if (tried.some(({ good }) => good?.code === code)) return opens(record, opening, now)
  const letters = record.letters.map((letter) =>
    letter.good !== null && tried.includes(letter)
      ? { ...letter, good: { ...letter.good, misses: letter.good.misses + 1 } }
      : letter,
  )
  return { record: { ...record, letters }, outcome: 'refused' }
}

/** Whoever has come in by one of the letters has them all: none is good any more, and none counts against the next. */
function opens(record: PrincipalRecord, opening: Opening, now: number): Decided<EmailCodeOutcome> {
  return { record: { ...signedIn(record, opening, now), letters: ended(record.letters) }, outcome: 'done' }
}

/** Null where nothing was opened by a letter, and nothing can be. Rule R63. */
function withoutLetters(record: PrincipalRecord): PrincipalRecord | null {
  const { generation, madeAt } = record.walletLink
  const sessions = record.sessions.filter(({ proof }) => proof !== 'email' && proof !== 'wallet_link')
  const waits = record.letters.some(({ good }) => good !== null)
  if (madeAt === null && !waits && sessions.length === record.sessions.length) return null
  const walletLink = madeAt === null ? record.walletLink : { generation: generation + 1, madeAt: null }
  return { ...record, sessions, walletLink, letters: ended(record.letters) }
}

function ended(letters: readonly SignInLetter[]): readonly SignInLetter[] {
  return letters.map((letter) => ({ ...letter, good: null }))
}

function isGoodLink({ letters }: PrincipalRecord, link: string, now: number): boolean {
  return letters.some((letter) => isGood(letter, now) && letter.good.link === link)
}

type GoodLetter = SignInLetter & { readonly good: NonNullable<SignInLetter['good']> }

function isGood(letter: SignInLetter, now: number): letter is GoodLetter {
  return letter.good !== null && now < letter.sentAt + EMAIL_CODE_MS
}
