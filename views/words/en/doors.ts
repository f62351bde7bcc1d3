/** Words of signing in and joining. */
export const doors = {
  signIn: 'Sign in',
  signInText: 'Staff come in by an invitation link, customers by their wallet link.',
  staffHow: 'You work here',
  staffHowText:
    'Open the invitation link you were given on this device. No link at hand? Ask an admin for a new one.',
  customerHow: 'You are a customer',
  customerHowText:
    'Ask at the counter for your wallet link. With a code on paper you need none: open the voucher by its code.',
  continueAs: 'Continue as',
  continueText: 'This is a local demo: choose who you want to be.',
  join: (brand: string) => `Join ${brand}`,
  joinText: 'This link was made for you. It works once, on the device you want to work with.',
  name: 'Name',
  role: 'Role',
  place: 'Where',
  joinAct: (name: string) => `Join as ${name}`,
  notYou: 'Not you? Close this page and tell whoever sent you the link.',
  linkEnded: 'This link has ended',
  linkEndedText:
    'It was used already, or it was taken back. Ask an admin for a new one; if you joined before, you may still be signed in.',
  goOn: 'Go to work',
}
