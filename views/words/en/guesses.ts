import type { GuessReason } from '../../../src/guess.ts'
import type { BudgetName } from '../../../src/limiter.ts'

const reasons: Readonly<Record<GuessReason, string>> = {
  unknown_code: 'Code of no voucher',
  unknown_link: 'Link of nobody',
  wrong_key: 'Key of nobody',
  signin_refused: 'Sign-in refused',
}

/** As what somebody is counted. */
const budgets: Readonly<Record<BudgetName, string>> = {
  stranger: 'Nobody signed in, by network',
  network: 'All staff on a network',
  customers: 'All signed-in customers on a network',
  person: 'Somebody signed in',
  device: 'Session or tablet',
  key: 'API key',
  wrong_key: 'Calls without a valid key, by network',
  email: 'Letters to sign in',
  letter: 'Letters about vouchers',
  sign_up_letter: 'Letters to join, by address',
  sign_up_code: 'Codes to join, by address',
  upload: 'Uploads',
  export: 'Exports',
  claim: 'Offers taken and given back',
}

/** Words of the page about codes, links and keys that were tried and lead nowhere. */
export const guesses = {
  title: 'Codes nobody issued',
  gist: 'What was tried and led nowhere, by whom, and who is held up for it.',
  open: 'See what was tried',
  lead: 'Codes, links and keys that were tried and lead nowhere. A few are slips; many from one place are somebody guessing. Kept for 30 days, and never the text that was tried.',
  held: 'Held up now',
  heldNone: 'Nobody. Whoever gets too much wrong is answered more slowly, then not at all for a while.',
  heldHow:
    'They come in again by themselves. Somebody who is signed in is counted as a person, as their session and with their network: let each of these in that is listed.',
  slowed: 'Answered slowly',
  /** `when` is 'in 3 minutes'. */
  refused: (when: string) => `Refused, may try again ${when}`,
  lately: (count: number, shown: string) => (count === 1 ? '1 try lately' : `${shown} tries lately`),
  letIn: 'Let in again',
  letInNamed: (who: string) => `Let in again: ${who}`,
  done: 'Done. They may try again now; everywhere within ten seconds.',
  none: 'Nothing was tried on this day',
  noneHow:
    'Every code, link and key that was presented led somewhere, or was a slip that its check symbol gave away.',
  older: 'Day before',
  newer: 'Day after',
  days: 'Other days',
  notAll: 'So many callers tried on this day that only its latest hours are counted here.',
  hours: 'Hours with most tries',
  callers: 'Who tried most',
  columns: { hour: 'Hour', caller: 'Who', tries: 'Tries', when: 'When' },
  newest: 'Newest tries, one by one',
  newestHow: 'The same mark stands for the same text. The text itself is kept nowhere.',
  mark: 'Mark',
  reasons,
  budgets,
}
