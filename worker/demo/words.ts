/** What the local demo says of its mailbox. */
export const demoWords = {
  mailbox: 'Mailbox of this demo',
  mailboxHint: 'The letters this demo would send',
  empty: 'No letters yet. Ask for a code at “Sign in”.',
  emptyIt: 'Empty the mailbox',
} as const
