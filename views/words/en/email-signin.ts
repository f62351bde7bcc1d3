/** Words of signing in to a wallet by email, by wallet link, and of the letters that carry them. */
export const emailSignin = {
  heading: 'Your wallet: get a code by email',
  text: 'Write the address the shop knows you by. We send you a code and a link.',
  none: 'This shop sends no letters yet. Ask at the counter for your wallet link.',
  email: 'Email',
  emailWrong: 'Write an email address such as joana@example.com.',
  act: 'Send me a code',
  sentTitle: 'Look into your mail',
  sentText:
    'If we know this address, a letter is on its way. Its code and its link are good for 10 minutes, as are those of letters that came just before. After many letters the next one can take up to 2 hours.',
  code: 'Code from the letter',
  codeHint: 'Eight letters and digits, such as 7Q4K-9XW2.',
  codeAct: 'Open my wallet',
  refused: 'This code does not open a wallet. Use a letter of the last 10 minutes, or ask for another one.',
  another: 'Ask for another letter',
  linkTitle: 'Open your wallet on this device',
  linkText: 'You stay signed in on this device. Do this only on a device of your own.',
  linkEnded: 'This link has ended',
  linkEndedText: 'It was used, replaced or taken back, or it came too late. Ask for another letter.',
  letter: {
    subject: (brand: string) => `Your code for ${brand}`,
    hello: (brand: string) => `Here is your code for your wallet at ${brand}:`,
    until: (time: string) => `It is good once, until ${time}.`,
    link: 'Or open your wallet by this link:',
    notYou: 'You did not ask for it? Then do nothing: nobody gets in without this letter.',
  },
}
