/** Words of shared tablets at the counter, and of the PINs people sign in with on them. */
export const tablet = {
  title: 'Who is at the counter?',
  lead: 'Choose your name, then type your PIN.',
  people: 'People of this shop',
  nobody: 'Nobody works in this shop yet',
  nobodyHow: 'An admin adds people and says which shops they work in, under Settings, Staff.',
  unread: 'The list of people cannot be read right now',
  unreadHow: 'Redeeming still works: sign in with your passkey, or try again in a moment.',
  tryAgain: 'Try again',
  notListed: 'Not on the list?',
  usePasskey: 'Use your passkey instead',
  signedInAs: (name: string) => `${name} is signed in`,
  goOn: 'Go on scanning',
  toTablet: 'To the counter',
  switchPerson: 'Switch person',
  hello: (name: string) => `Hello, ${name}`,
  pin: 'Your PIN',
  pinHint: 'Six digits.',
  enter: 'Sign in',
  someoneElse: 'Somebody else',
  missed: (left: number) =>
    left === 1
      ? 'That is not your PIN. One try is left, then it locks.'
      : `That is not your PIN. ${left} tries are left.`,
  malformed: 'Type the six digits of your PIN.',
  locked: 'Your PIN is locked',
  lockedText: 'It was missed five times in a row. Nothing is lost, and you can work again in a minute:',
  lockedWays: [
    'Sign in with your passkey. That unlocks it.',
    'Or ask your manager to unlock it, on your page under Settings, Staff.',
  ],
  none: 'You have no PIN yet',
  noneText:
    'Sign in with your passkey and set a PIN on your account page. From then on six digits do on this tablet.',
}

/** Words of the place where people set their own PIN, and of the page where others look after it. */
export const pins = {
  title: 'Your PIN',
  lead: 'Six digits for the shared tablets of your shops. They let you redeem and undo there, and nothing else.',
  states: { none: 'Not set', set: 'Set', locked: 'Locked' },
  lockedHow: 'It was missed five times in a row. A new PIN unlocks it.',
  pin: 'New PIN',
  hint: 'Six digits. No birthdays, please.',
  again: 'Once more',
  set: 'Set the PIN',
  change: 'Change the PIN',
  remove: 'Remove the PIN',
  removeHow: 'Shared tablets no longer let you in by PIN, and whoever is signed in by it is signed out.',
  removeDo: 'Remove it now',
  stale: 'First show that it is you',
  staleText: 'PINs are set within 15 minutes of signing in. Sign in again, and you come back here.',
  signInAgain: 'Sign in again',
  done: {
    set: 'Your PIN is set. It works on the shared tablets of your shops.',
    removed: 'Your PIN is removed.',
  },
  problems: {
    malformed: 'Type six digits, such as those of a number only you know.',
    easy: 'This one is guessed first. Choose six digits that do not repeat or run up or down.',
    different: 'The two are not the same. Type the new PIN twice.',
  },
  /** On the page of somebody one looks after. */
  name: 'PIN',
  care: 'Their PIN',
  careNone: 'They have no PIN. They set one themselves, on their account page.',
  careSet: 'It works on the shared tablets of their shops.',
  careLocked: 'It was missed five times in a row, and opens nothing until it is unlocked.',
  unlock: 'Unlock the PIN',
  removeTheirs: 'Remove the PIN',
  removeTheirsHow:
    'For a PIN that others may know. They are signed out of shared tablets within a minute, and can set a new one.',
}

/** What a device is for, where it is added. */
export const deviceKinds = {
  legend: 'What is it for?',
  name: 'Use',
  counter: { label: 'Shared tablet', text: 'Your people sign in on it, by name and PIN or passkey.' },
  kiosk: { label: 'Kiosk', text: 'Redeems what is shown to it. Nobody signs in.' },
  stays: 'To use it otherwise, add it again.',
  joinText:
    'This link makes the device you hold a shared tablet of the shop. It works once. Whoever is signed in on it is signed out.',
  joinAct: (name: string) => `Make this ${name}`,
}
