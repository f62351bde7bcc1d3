/** Words of the page where a manager decides against a voucher's rules. */
export const overrides = {
  offer: 'Let a manager decide',
  title: 'A manager decides',
  against: 'What stands against it',
  closed: 'Nobody can decide about this one',
  closedText:
    'Nothing stands against it any more, or what does is beyond a manager too. Scan it again to see.',
  why: 'Why is it accepted all the same?',
  reasons: {
    our_mistake: 'Our mistake',
    promised: 'It was promised',
    goodwill: 'Goodwill',
    other: 'Other',
  },
  other: 'In a few words',
  otherHint: 'Needed if you choose “Other”.',
  who: 'Who decides?',
  whoHint: 'They type their PIN here. You stay signed in.',
  choose: 'Choose a name',
  pin: 'Their PIN',
  nobody: 'Nobody who may decide is listed for this shop',
  nobodyHow:
    'A manager who works here can sign in with their passkey and decide. An admin adds managers under People.',
  unread: 'We cannot read who works here right now',
  unreadHow: 'Try again in a minute, or let a manager sign in with their passkey.',
  passkey: 'Use the manager’s passkey',
  passkeyHow:
    'A manager uses their passkey here: on this device, with their phone, or with a key. Whoever is signed in stays so.',
  passkeyUnscripted: 'A passkey needs JavaScript, which this browser does not run.',
  orPin: 'Or with a PIN',
  theirs: (name: string) => `${name} decides. It is recorded under their name, with the reason.`,
  yours: 'It is recorded under your name, with the reason.',
  accept: 'Accept it',
  back: 'Back to the scanner',
  /** Kept beside the redemption. */
  askedBy: (name: string) => `Asked by ${name}`,
  problems: {
    title: 'Something is missing',
    reason: 'Choose why.',
    other: 'Say why in a few words.',
    manager: 'Choose who decides.',
    notManager: 'They cannot decide here. Choose somebody from the list.',
    passkey: {
      unreadable: 'The passkey did not answer. Try again.',
      challenge_ended: 'It took too long. Prove it again.',
      not_accepted: 'That passkey opens nothing here. Try another one.',
      not_manager: 'They cannot decide here. A manager of this shop or an admin can.',
    },
    locked: 'Their PIN is locked after too many misses. They sign in with their passkey, which unlocks it.',
    none: 'They have no PIN. They can sign in with their passkey and decide then.',
  },
}
